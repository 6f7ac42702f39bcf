#pragma once

#include "statistics/problem.hpp"

#include <cstddef>
#include <span>
#include <vector>

namespace evenhand::statistics {

/// Rows in the order of their times. A Problem where there is no row, a time is negative or not
/// finite, or an event is neither 0 nor 1.
Outcome<std::vector<std::size_t>> survival_order(std::span<const double> time,
                                                 std::span<const double> event);

} // namespace evenhand::statistics
