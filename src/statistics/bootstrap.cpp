// The bootstrap of whole rows: Efron & Tibshirani (1993), chapters 13 (percentile interval) and 14
// (BCa, equations 14.9 to 14.15). Quantiles are R's type 6, (B + 1)p, as boot::boot.ci has them but
// for its interpolation on the normal scale.
#include "statistics/bootstrap.hpp"

#include "core/check.hpp"
#include "core/rng.hpp"
#include "statistics/distributions.hpp"
#include "statistics/strata.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace evenhand::statistics {

namespace bootstrap_rows {

constexpr double most_without_answer = .05;

void draw(const std::vector<Rows>& strata, Rng& rng, Rows& drawn)
{
    drawn.clear();
    for (const Rows& stratum : strata) {
        for (std::size_t i = 0; i < stratum.size(); ++i)
            drawn.push_back(stratum[static_cast<std::size_t>(rng.uniform(stratum.size()))]);
    }
}

/// Between the order statistics around (B + 1) p, and never past the first or last.
double quantile(const std::vector<double>& sorted, double p)
{
    const double place = p * static_cast<double>(sorted.size() + 1) - 1;
    if (place <= 0) return sorted.front();
    const auto below = static_cast<std::size_t>(place);
    if (below + 1 >= sorted.size()) return sorted.back();
    return sorted[below] + (place - std::floor(place)) * (sorted[below + 1] - sorted[below]);
}

std::vector<double> sorted_of(const Bootstrap& drawn)
{
    std::vector<double> sorted = drawn.replicates;
    std::ranges::sort(sorted);
    return sorted;
}

/// The skewness of the influence of single rows, over six.
Outcome<double> acceleration(std::size_t rows, const RowStatistic& statistic)
{
    std::vector<double> without;
    Rows others(rows - 1);
    for (std::size_t left_out = 0; left_out < rows; ++left_out) {
        for (std::size_t i = 0; i < others.size(); ++i)
            others[i] = i < left_out ? i : i + 1;
        without.push_back(TRY(statistic(others)));
    }
    const double mean =
        std::accumulate(without.begin(), without.end(), 0.0) / static_cast<double>(rows);
    double squares = 0;
    double cubes = 0;
    for (const double value : without) {
        const double apart = mean - value;
        squares += apart * apart;
        cubes += apart * apart * apart;
    }
    if (!(squares > 0)) return refuse(Problem{Fault::no_variation});
    return cubes / (6 * std::pow(squares, 1.5));
}

} // namespace bootstrap_rows

double Bootstrap::se() const
{
    const auto n = static_cast<double>(replicates.size());
    const double mean = std::accumulate(replicates.begin(), replicates.end(), 0.0) / n;
    double squares = 0;
    for (const double value : replicates)
        squares += (value - mean) * (value - mean);
    return std::sqrt(squares / (n - 1));
}

Outcome<Bootstrap> bootstrap(std::size_t rows, const RowStatistic& statistic,
                             const BootstrapRules& rules)
{
    if (rows == 0) return refuse(Problem{Fault::no_rows});
    if (rules.replicates < 20) return refuse(Problem{Fault::out_of_range, "replicates"});
    const auto strata = rows_by_stratum(rows, rules.stratum_of_row);
    std::vector<std::size_t> drawn(rows);
    std::iota(drawn.begin(), drawn.end(), 0);
    Bootstrap result;
    result.observed = TRY(statistic(drawn));
    const Rng seeded(rules.seed);
    for (std::size_t replicate = 0; replicate < rules.replicates; ++replicate) {
        Rng rng = seeded.stream(fmt::format("bootstrap/{}", replicate));
        bootstrap_rows::draw(strata, rng, drawn);
        const auto value = statistic(drawn);
        if (value) {
            result.replicates.push_back(*value);
        } else {
            ++result.without_answer;
        }
    }
    const double most = bootstrap_rows::most_without_answer * static_cast<double>(rules.replicates);
    if (static_cast<double>(result.without_answer) > most)
        return refuse(Problem{Fault::no_convergence, "bootstrap"});
    return result;
}

BootstrapInterval percentile_interval(const Bootstrap& drawn, double level)
{
    CHECK(level > 0 && level < 1 && !drawn.replicates.empty());
    const auto sorted = bootstrap_rows::sorted_of(drawn);
    return {bootstrap_rows::quantile(sorted, (1 - level) / 2),
            bootstrap_rows::quantile(sorted, (1 + level) / 2)};
}

Outcome<BootstrapInterval> bca_interval(const Bootstrap& drawn, std::size_t rows,
                                        const RowStatistic& statistic, double level)
{
    CHECK(level > 0 && level < 1);
    const auto sorted = bootstrap_rows::sorted_of(drawn);
    if (sorted.front() == sorted.back()) return refuse(Problem{Fault::no_variation, "bootstrap"});
    // Where many replicates equal what was observed, half of them lie below.
    double below = 0;
    for (const double value : sorted) {
        if (value < drawn.observed) below += 1;
        if (value == drawn.observed) below += .5;
    }
    const double share = below / static_cast<double>(sorted.size());
    if (!(share > 0 && share < 1)) return refuse(Problem{Fault::no_variation, "bootstrap"});
    const double bias = normal_quantile(share);
    const double pull = TRY(bootstrap_rows::acceleration(rows, statistic));
    const auto end = [&](double p) {
        const double z = bias + normal_quantile(p);
        return bootstrap_rows::quantile(sorted, normal_cdf(bias + z / (1 - pull * z)));
    };
    return BootstrapInterval{end((1 - level) / 2), end((1 + level) / 2)};
}

} // namespace evenhand::statistics
