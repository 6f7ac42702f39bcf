#pragma once

#include <span>

namespace evenhand::statistics {

/// The mean in two passes, the second of what the first left: of a column of 1e12 plus noise the
/// noise is kept. Empty weights are ones.
double mean_of(std::span<const double> values, std::span<const double> weights = {});

} // namespace evenhand::statistics
