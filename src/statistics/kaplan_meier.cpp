// Kaplan & Meier (1958), with Greenwood's error and limits on the log and the log-log scale as in
// Kalbfleisch & Prentice (2002), section 1.4. Restricted mean: their area under the curve with the
// error of Klein & Moeschberger (2003), equation 4.5.2.
#include "statistics/survival.hpp"

#include "core/check.hpp"
#include "statistics/distributions.hpp"
#include "statistics/survival_order.hpp"

#include <algorithm>
#include <cmath>

namespace evenhand::statistics {

Outcome<KaplanMeier> KaplanMeier::fit(std::span<const double> time, std::span<const double> event)
{
    const auto order = TRY(survival_order(time, event));
    KaplanMeier curve;
    curve.n_ = time.size();
    std::size_t left = time.size();
    double survival = 1;
    double hazard_variance = 0;
    for (std::size_t i = 0; i < order.size();) {
        SurvivalStep step{.time = time[order[i]], .at_risk = left};
        std::size_t gone = 0;
        for (; i < order.size() && time[order[i]] == step.time; ++i, ++gone)
            step.events += event[order[i]] == 1 ? 1U : 0U;
        const auto at_risk = static_cast<double>(left);
        const auto events = static_cast<double>(step.events);
        survival *= (at_risk - events) / at_risk;
        if (step.events < left) hazard_variance += events / (at_risk * (at_risk - events));
        step.survival = survival;
        step.se = survival * std::sqrt(hazard_variance);
        curve.steps_.push_back(step);
        left -= gone;
    }
    return curve;
}

SurvivalAt KaplanMeier::at(double time, SurvivalScale scale, double level) const
{
    const auto after = std::ranges::upper_bound(steps_, time, {}, &SurvivalStep::time);
    const auto from = std::ranges::lower_bound(steps_, time, {}, &SurvivalStep::time);
    SurvivalAt found;
    found.at_risk = from == steps_.end() ? 0 : from->at_risk;
    if (after != steps_.begin()) {
        found.survival = std::prev(after)->survival;
        found.se = std::prev(after)->se;
    }
    const double s = found.survival;
    if (found.se == 0 || s <= 0 || s >= 1) return found;
    const double wide = normal_quantile((1 + level) / 2) * found.se / s;
    if (scale == SurvivalScale::log) {
        found.low = s * std::exp(-wide);
        found.high = std::min(1.0, s * std::exp(wide));
    } else {
        const double factor = std::exp(wide / std::log(s));
        found.low = std::pow(s, 1 / factor);
        found.high = std::pow(s, factor);
    }
    return found;
}

std::optional<double> KaplanMeier::median() const
{
    constexpr double rounding = 1e-12; // a product of shares that make a half
    for (std::size_t i = 0; i < steps_.size(); ++i) {
        if (steps_[i].survival > .5 + rounding) continue;
        if (steps_[i].survival < .5 - rounding) return steps_[i].time;
        const auto lower =
            std::find_if(steps_.begin() + static_cast<std::ptrdiff_t>(i), steps_.end(),
                         [](const SurvivalStep& step) { return step.survival < .5 - rounding; });
        if (lower == steps_.end()) return steps_[i].time;
        return (steps_[i].time + lower->time) / 2;
    }
    return std::nullopt;
}

RestrictedMean KaplanMeier::restricted_mean(double until) const
{
    CHECK(until > 0);
    // Areas from each time on, gathered from the end: the variance weighs each event by the square
    // of what lies after it.
    double area = 0;
    double variance = 0;
    double end = until;
    for (std::size_t i = steps_.size(); i-- > 0;) {
        const SurvivalStep& step = steps_[i];
        if (step.time >= until) continue;
        area += step.survival * (end - step.time);
        end = step.time;
        const auto at_risk = static_cast<double>(step.at_risk);
        const auto events = static_cast<double>(step.events);
        if (step.events < step.at_risk)
            variance += area * area * events / (at_risk * (at_risk - events));
    }
    return {area + end, std::sqrt(variance)};
}

} // namespace evenhand::statistics
