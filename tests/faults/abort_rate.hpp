#pragma once

#include <cmath>
#include <cstddef>

namespace evenhand::tests {

/// The most draws of so many that may be aborted where one in a hundred may be. A thousand and
/// more, as in a long run, hold that rate itself; a run of a hundred people is given what luck does
/// to so few: the mean of that rate and three standard deviations of a Poisson count.
inline double most_aborted(std::size_t draws)
{
    constexpr std::size_t many = 1'000;
    const double mean = static_cast<double>(draws) / 100.0;
    return draws >= many ? mean : mean + 3.0 * std::sqrt(mean);
}

} // namespace evenhand::tests
