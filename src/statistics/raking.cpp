// Raking ratio estimation: Deming & Stephan (1940), iterative proportional fitting; Deville,
// Sarndal & Sautory (1993) on what it converges to.
#include "statistics/raking.hpp"

#include "core/check.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace evenhand::statistics {

namespace raking {

constexpr double settled = 1e-13; ///< the largest relative miss of a total
constexpr int most_rounds = 2000;

std::vector<double> sums_of(std::span<const double> weights, const Margin& margin)
{
    std::vector<double> sums(margin.totals.size(), 0);
    for (std::size_t row = 0; row < weights.size(); ++row)
        sums.at(margin.level_of_row[row]) += weights[row];
    return sums;
}

Outcome<void> check_margin(std::span<const double> weights, const Margin& margin, double total)
{
    CHECK(margin.level_of_row.size() == weights.size());
    const auto sums = sums_of(weights, margin);
    for (std::size_t level = 0; level < sums.size(); ++level) {
        const double wanted = margin.totals[level];
        if (!(std::isfinite(wanted) && wanted >= 0) || (wanted == 0) != (sums[level] == 0))
            return refuse(Problem{Fault::out_of_range, margin.name});
    }
    const double own = std::accumulate(margin.totals.begin(), margin.totals.end(), 0.0);
    if (std::abs(own - total) > 1e-9 * total)
        return refuse(Problem{Fault::out_of_range, margin.name});
    return {};
}

/// The largest relative miss before this margin was met.
double meet(std::vector<double>& weights, const Margin& margin)
{
    const auto sums = sums_of(weights, margin);
    double miss = 0;
    for (std::size_t level = 0; level < sums.size(); ++level) {
        if (sums[level] > 0)
            miss = std::max(miss, std::abs(margin.totals[level] / sums[level] - 1));
    }
    for (std::size_t row = 0; row < weights.size(); ++row) {
        const std::size_t level = margin.level_of_row[row];
        weights[row] *= margin.totals[level] / sums[level];
    }
    return miss;
}

} // namespace raking

Outcome<std::vector<double>> rake(std::vector<double> weights, std::span<const Margin> margins)
{
    CHECK(!margins.empty());
    const auto good = [](double weight) { return std::isfinite(weight) && weight > 0; };
    if (weights.empty()) return refuse(Problem{Fault::no_rows});
    if (!std::ranges::all_of(weights, good)) return refuse(Problem{Fault::bad_weight});
    const auto& first = margins[0].totals;
    const double total = std::accumulate(first.begin(), first.end(), 0.0);
    for (const Margin& margin : margins) {
        auto checked = raking::check_margin(weights, margin, total);
        if (!checked) return refuse(std::move(checked).error());
    }
    for (int round = 0; round < raking::most_rounds; ++round) {
        double miss = 0;
        for (const Margin& margin : margins)
            miss = std::max(miss, raking::meet(weights, margin));
        if (!std::ranges::all_of(weights, good)) break;
        if (miss <= raking::settled) return weights;
    }
    return refuse(Problem{Fault::no_convergence, "raking"});
}

} // namespace evenhand::statistics
