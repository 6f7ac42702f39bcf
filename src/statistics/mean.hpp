#pragma once

#include <array>
#include <cstddef>
#include <span>

namespace evenhand::statistics {

/// term(0) + … + term(count - 1) in eight lanes, which are added up at the end: always in the same
/// order, and no addition waits for the one before it.
template <class Term>
double sum_in_lanes(std::size_t count, Term term)
{
    constexpr std::size_t lanes = 8;
    std::array<double, lanes> sums{};
    std::size_t i = 0;
    for (; i + lanes <= count; i += lanes) {
        for (std::size_t lane = 0; lane < lanes; ++lane)
            sums[lane] += term(i + lane);
    }
    for (std::size_t lane = 0; i + lane < count; ++lane)
        sums[lane] += term(i + lane);
    for (std::size_t half = lanes / 2; half > 0; half /= 2) {
        for (std::size_t lane = 0; lane < half; ++lane)
            sums[lane] += sums[lane + half];
    }
    return sums[0];
}

/// The mean in two passes, the second of what the first left: of a column of 1e12 plus noise the
/// noise is kept. Empty weights are ones.
double mean_of(std::span<const double> values, std::span<const double> weights = {});

} // namespace evenhand::statistics
