#include "statistics/mean.hpp"

#include <cstddef>

namespace evenhand::statistics {

double mean_of(std::span<const double> values, std::span<const double> weights)
{
    double centre = 0;
    for (int pass = 0; pass < 2; ++pass) {
        double sum = 0;
        double total = 0;
        for (std::size_t row = 0; row < values.size(); ++row) {
            const double weight = weights.empty() ? 1 : weights[row];
            sum += weight * (values[row] - centre);
            total += weight;
        }
        centre += sum / total;
    }
    return centre;
}

} // namespace evenhand::statistics
