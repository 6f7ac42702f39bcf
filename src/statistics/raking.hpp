#pragma once

#include "statistics/problem.hpp"

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace evenhand::statistics {

/// One margin that weights are to reproduce.
struct Margin
{
    std::string name;
    std::vector<std::size_t> level_of_row; ///< from 0
    std::vector<double> totals;            ///< wanted, one a level
};

/// Weights that start at `weights` and add up to the totals of every margin, moved no more than
/// that needs (iterative proportional fitting). A Problem if totals do not agree with each other, a
/// level that is wanted has no row, or the margins cannot be met together.
Outcome<std::vector<double>> rake(std::vector<double> weights, std::span<const Margin> margins);

} // namespace evenhand::statistics
