#pragma once

#include "statistics/problem.hpp"

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace evenhand::statistics {

/// What happens at one time at which somebody has the event or leaves.
struct SurvivalStep
{
    double time = 0;
    std::size_t at_risk = 0;
    std::size_t events = 0;
    double survival = 1;
    double se = 0; ///< Greenwood's
};

/// How the limits of a survival curve are taken: on its logarithm, as R does, or on the logarithm
/// of that, which stays between 0 and 1 of itself.
enum class SurvivalScale { log, log_log };

struct SurvivalAt
{
    double survival = 1;
    double se = 0;
    std::size_t at_risk = 0; ///< just before that time
    /// None where nobody had the event yet, or everybody has: there is no error to take them from.
    std::optional<double> low;
    std::optional<double> high;
};

struct RestrictedMean
{
    double value = 0;
    double se = 0;
};

/// The product-limit estimate of one group.
class KaplanMeier
{
public:
    /// `event` is 1 where the event was seen at that time and 0 where the person was last seen then
    /// without it. Times are not negative.
    static Outcome<KaplanMeier> fit(std::span<const double> time, std::span<const double> event);

    [[nodiscard]] const std::vector<SurvivalStep>& steps() const { return steps_; }
    [[nodiscard]] std::size_t n() const { return n_; }
    [[nodiscard]] SurvivalAt at(double time, SurvivalScale scale, double level) const;
    /// The first time at which survival is a half or less (the middle of the stretch on which it is
    /// a half exactly); nothing if it stays above.
    [[nodiscard]] std::optional<double> median() const;
    /// The area under the curve up to `until`, which is above zero; past the last time the curve
    /// goes on as it stood there.
    [[nodiscard]] RestrictedMean restricted_mean(double until) const;

private:
    std::vector<SurvivalStep> steps_;
    std::size_t n_ = 0;
};

/// Two groups or more compared over the whole of follow-up.
struct LogRank
{
    std::vector<double> observed; ///< events of each group
    std::vector<double> expected;
    double first_variance = 0; ///< of the first group's observed less expected
    double chi_squared = 0;
    double df = 0;
    double p = 1;
};

/// The log-rank test; with `rho` above zero early events weigh more, by the pooled survival to that
/// power. `group` numbers the groups from 0; `stratum` the strata, or is empty.
Outcome<LogRank> log_rank(std::span<const double> time, std::span<const double> event,
                          std::span<const std::size_t> group,
                          std::span<const std::size_t> stratum = {}, double rho = 0);

} // namespace evenhand::statistics
