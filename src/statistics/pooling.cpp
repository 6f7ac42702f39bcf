// Pooling over imputations: Rubin (1987), equations 3.1.2 to 3.1.10; degrees of freedom for small
// samples of Barnard & Rubin (1999), equation 3; missing information as mice 3.15 has it.
#include "statistics/pooling.hpp"

#include "core/check.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace evenhand::statistics {

namespace pooling {

double mean_of(std::span<const double> values)
{
    return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

double variance_of(std::span<const double> values, double mean)
{
    double squares = 0;
    for (const double value : values)
        squares += (value - mean) * (value - mean);
    return squares / (static_cast<double>(values.size()) - 1);
}

/// Without a difference between the imputations nothing is missing, and the complete data's degrees
/// of freedom stand but for Barnard and Rubin's factor.
double pooled_df(double lambda, double df_rubin, double df_complete)
{
    const double observed = (df_complete + 1) / (df_complete + 3) * df_complete * (1 - lambda);
    if (lambda == 0) return observed;
    return 1 / (1 / df_rubin + 1 / observed);
}

} // namespace pooling

Outcome<Pooled> pool(std::span<const double> estimates, std::span<const double> variances,
                     double df_complete, double level)
{
    CHECK(estimates.size() == variances.size() && df_complete > 0);
    if (estimates.size() < 2) return refuse(Problem{Fault::too_few_rows, "imputations"});
    const auto finite = [](double value) { return std::isfinite(value); };
    if (!std::ranges::all_of(estimates, finite) || !std::ranges::all_of(variances, finite))
        return refuse(Problem{Fault::not_finite, "imputations"});
    const auto m = static_cast<double>(estimates.size());
    Pooled pooled;
    pooled.imputations = estimates.size();
    const double value = pooling::mean_of(estimates);
    pooled.within = pooling::mean_of(variances);
    pooled.between = pooling::variance_of(estimates, value);
    const double added = (1 + 1 / m) * pooled.between;
    pooled.total = pooled.within + added;
    if (!(pooled.within > 0)) return refuse(Problem{Fault::perfect_fit});
    pooled.relative_increase = added / pooled.within;
    pooled.lambda = added / pooled.total;
    // No between: an endless supply of information about what is missing.
    pooled.df_rubin = pooled.lambda > 0 ? (m - 1) / (pooled.lambda * pooled.lambda)
                                        : std::numeric_limits<double>::max();
    const double df = pooling::pooled_df(pooled.lambda, pooled.df_rubin, df_complete);
    pooled.missing_information =
        (pooled.relative_increase + 2 / (df + 3)) / (pooled.relative_increase + 1);
    pooled.estimate = TRY(estimate_of(value, std::sqrt(pooled.total), df, level));
    return pooled;
}

} // namespace evenhand::statistics
