#include "statistics/estimate.hpp"

#include "core/check.hpp"
#include "statistics/distributions.hpp"

#include <cmath>

namespace evenhand::statistics {

Outcome<Estimate> estimate_of(double value, double se, std::optional<double> df, double level)
{
    CHECK(level > 0 && level < 1);
    if (!std::isfinite(value) || !std::isfinite(se)) return refuse(Problem{Fault::not_finite});
    if (se <= 0) return refuse(Problem{Fault::perfect_fit});
    if (df && !(*df > 0)) return refuse(Problem{Fault::too_few_rows});
    const double upper = (1 + level) / 2;
    const double wide = df ? t_quantile(upper, *df) : normal_quantile(upper);
    const double statistic = std::abs(value / se);
    Estimate result{.value = value, .se = se, .df = df, .p = 0, .low = 0, .high = 0};
    result.p = df ? t_two_sided(statistic, *df) : 2 * normal_upper(statistic);
    result.low = value - wide * se;
    result.high = value + wide * se;
    if (!std::isfinite(result.low) || !std::isfinite(result.high))
        return refuse(Problem{Fault::not_finite});
    return result;
}

} // namespace evenhand::statistics
