#pragma once

#include <cmath>
#include <cstddef>

namespace evenhand::tests {

/// The most draws of so many that may be aborted where one in a hundred is: the mean of that rate
/// and three standard deviations of a Poisson count. So a run of a hundred people does not fail by
/// luck, and one of ten thousand still holds the rate.
inline double most_aborted(std::size_t draws)
{
    const double mean = static_cast<double>(draws) / 100.0;
    return mean + 3.0 * std::sqrt(mean);
}

} // namespace evenhand::tests
