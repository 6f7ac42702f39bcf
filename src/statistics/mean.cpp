#include "statistics/mean.hpp"

namespace evenhand::statistics {

double mean_of(std::span<const double> values, std::span<const double> weights)
{
    const std::size_t rows = values.size();
    double total = static_cast<double>(rows);
    if (!weights.empty()) total = sum_in_lanes(rows, [&](std::size_t row) { return weights[row]; });
    double centre = 0;
    for (int pass = 0; pass < 2; ++pass) {
        const double sum =
            weights.empty()
                ? sum_in_lanes(rows, [&](std::size_t row) { return values[row] - centre; })
                : sum_in_lanes(
                      rows, [&](std::size_t row) { return weights[row] * (values[row] - centre); });
        centre += sum / total;
    }
    return centre;
}

} // namespace evenhand::statistics
