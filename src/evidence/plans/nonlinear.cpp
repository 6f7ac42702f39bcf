// Logistic regression, survival and permutation: the methods that are not least squares.
#include "evidence/plans/estimators.hpp"
#include "evidence/plans/prepare.hpp"

#include "statistics/cluster_errors.hpp"
#include "statistics/cox.hpp"
#include "statistics/design.hpp"
#include "statistics/logit.hpp"
#include "statistics/permutation.hpp"
#include "statistics/standardised_risks.hpp"
#include "statistics/survival.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace evenhand::plans {

namespace nonlinear {

using statistics::CoxErrors;
using statistics::Fault;
using statistics::Intercept;
using statistics::KaplanMeier;
using statistics::LogitErrors;
using statistics::LogitMethod;
using statistics::Outcome;
using statistics::Problem;
using statistics::SurvivalScale;
using statistics::SurvivalStep;

/// All assignments are counted where there are no more than these; otherwise they are drawn.
constexpr std::uint64_t most_counted = 200'000;

std::vector<std::size_t> blocks_of(const Fitting& fitting)
{
    if (fitting.analysis.blocks.empty()) return {};
    return statistics::numbered(fitting.data.column(block_column).values);
}

/// Time and event of one arm, or of both.
struct Times
{
    std::vector<double> time;
    std::vector<double> event;
};

Outcome<Times> times_of(const Fitting& fitting)
{
    auto time = TRY(statistics::numbers_of(fitting.data, fitting.analysis.outcome));
    auto event = TRY(statistics::numbers_of(fitting.data, fitting.analysis.event));
    return Times{std::move(time), std::move(event)};
}

Times in_arm(const Times& all, std::span<const double> arm, double which)
{
    Times own;
    for (std::size_t row = 0; row < all.time.size(); ++row) {
        if (arm[row] != which) continue;
        own.time.push_back(all.time[row]);
        own.event.push_back(all.event[row]);
    }
    return own;
}

Curve curve_of(const KaplanMeier& fit, const std::string& arm, double level)
{
    Curve curve{arm, fit.median(), {}};
    for (const SurvivalStep& step : fit.steps()) {
        const auto at = fit.at(step.time, SurvivalScale::log, level);
        curve.points.push_back(
            {step.time, step.at_risk, step.events, step.survival, at.low, at.high});
    }
    return curve;
}

void note_short_curve(const Curve& curve, double until, std::vector<std::string>& notes)
{
    if (curve.points.empty() || curve.points.back().time >= until) return;
    notes.push_back(fmt::format("Nobody of {} was seen until {}: the curve goes on from {} as it "
                                "stood there.",
                                curve.arm, until, curve.points.back().time));
}

double mean_difference(std::span<const double> y, std::span<const double> arm)
{
    double treated = 0;
    double control = 0;
    double n = 0;
    for (std::size_t row = 0; row < y.size(); ++row) {
        treated += arm[row] * y[row];
        control += (1 - arm[row]) * y[row];
        n += arm[row];
    }
    return treated / n - control / (static_cast<double>(y.size()) - n);
}

} // namespace nonlinear

using namespace nonlinear;

statistics::Outcome<Fitted> fit_logistic(const Fitting& fitting)
{
    const Analysis& analysis = fitting.analysis;
    const auto y = TRY(statistics::binary_of(fitting.data, analysis.outcome));
    std::vector<std::string> columns{analysis.treatment.column};
    std::ranges::copy(adjusted_for(analysis), std::back_inserter(columns));
    const auto design = TRY(statistics::design_of(fitting.data, columns));
    const auto method = analysis.firth ? LogitMethod::firth : LogitMethod::likelihood;
    const auto fit = TRY(statistics::fit_logit(design, y, {.method = method}));
    const auto errors =
        analysis.errors == Errors::classical ? LogitErrors::model : LogitErrors::robust;
    const auto all = TRY(statistics::estimates(fit, errors, analysis.level));
    const auto risks = TRY(
        statistics::standardised_risks(fit, {analysis.treatment.column}, errors, analysis.level));
    Fitted fitted;
    fitted.effects = {term_of("risk_difference", risks.risk_difference),
                      term_of("log_risk_ratio", risks.log_risk_ratio),
                      term_of("log_odds_ratio", risks.log_odds_ratio)};
    const auto names = fit.basis.kept_names();
    for (std::size_t i = 0; i < all.size(); ++i)
        fitted.terms.push_back(term_of(names[i], all[i]));
    fitted.diagnostics = {{"risk_treated", risks.treated},
                          {"risk_control", risks.control},
                          {"log_likelihood", fit.log_likelihood}};
    for (const auto& name : fit.basis.aliased_names())
        fitted.notes.push_back(
            fmt::format("{} was left out: other columns give it already.", name));
    return fitted;
}

statistics::Outcome<Fitted> fit_survival(const Fitting& fitting)
{
    const Analysis& analysis = fitting.analysis;
    const auto times = TRY(times_of(fitting));
    const auto& arm = fitting.data.column(analysis.treatment.column).values;
    const auto one = in_arm(times, arm, 1);
    const auto zero = in_arm(times, arm, 0);
    const auto treated = TRY(KaplanMeier::fit(one.time, one.event));
    const auto control = TRY(KaplanMeier::fit(zero.time, zero.event));
    std::vector<std::size_t> groups;
    for (const double value : arm)
        groups.push_back(value == 1 ? 0 : 1);
    const auto test =
        TRY(statistics::log_rank(times.time, times.event, groups, blocks_of(fitting)));
    const auto mean1 = treated.restricted_mean(analysis.until);
    const auto mean0 = control.restricted_mean(analysis.until);
    const auto difference = TRY(statistics::estimate_of(
        mean1.value - mean0.value, std::hypot(mean1.se, mean0.se), {}, analysis.level));
    Fitted fitted;
    fitted.effects.push_back(term_of("restricted_mean_difference", difference));
    fitted.terms.push_back(term_of(analysis.treatment.column, difference));
    fitted.diagnostics = {{"restricted_mean_treated", mean1.value},
                          {"restricted_mean_treated_se", mean1.se},
                          {"restricted_mean_control", mean0.value},
                          {"restricted_mean_control_se", mean0.se},
                          {"events_treated", test.observed[0]},
                          {"events_control", test.observed[1]},
                          {"log_rank_chi_squared", test.chi_squared},
                          {"log_rank_df", test.df},
                          {"log_rank_p", test.p}};
    fitted.curves = {curve_of(treated, analysis.treatment.treated_name, analysis.level),
                     curve_of(control, analysis.treatment.control_name, analysis.level)};
    for (const Curve& curve : fitted.curves)
        note_short_curve(curve, analysis.until, fitted.notes);
    return fitted;
}

statistics::Outcome<Fitted> fit_hazards(const Fitting& fitting)
{
    const Analysis& analysis = fitting.analysis;
    const auto times = TRY(times_of(fitting));
    std::vector<std::string> columns{analysis.treatment.column};
    std::ranges::copy(analysis.covariates, std::back_inserter(columns));
    const auto design = TRY(statistics::design_of(fitting.data, columns, Intercept::none));
    const auto blocks = blocks_of(fitting);
    const auto fit = TRY(statistics::fit_cox({times.time, times.event, design, blocks}));
    const auto errors = analysis.errors == Errors::classical ? CoxErrors::model : CoxErrors::robust;
    const auto all = TRY(statistics::estimates(fit, errors, analysis.level));
    Fitted fitted;
    for (std::size_t i = 0; i < all.size(); ++i) {
        fitted.terms.push_back(term_of(fit.names[i], all[i]));
        if (fit.names[i] == analysis.treatment.column)
            fitted.effects.push_back(term_of("log_hazard_ratio", all[i]));
    }
    if (fitted.effects.empty())
        return refuse(Problem{Fault::no_variation, analysis.treatment.column});
    fitted.diagnostics = {{"events", static_cast<double>(fit.events)},
                          {"log_likelihood", fit.log_likelihood},
                          {"score_test", fit.score_test},
                          {"wald_test", fit.wald_test}};
    for (const auto& name : fit.aliased)
        fitted.notes.push_back(
            fmt::format("{} was left out: other columns give it already.", name));
    return fitted;
}

statistics::Outcome<Fitted> fit_permutation(const Fitting& fitting)
{
    const Analysis& analysis = fitting.analysis;
    const auto y = TRY(statistics::numbers_of(fitting.data, analysis.outcome));
    const auto& arm = fitting.data.column(analysis.treatment.column).values;
    const auto blocks = blocks_of(fitting);
    const statistics::ArmStatistic statistic = [&y](std::span<const double> other) {
        return mean_difference(y, other);
    };
    auto found = statistics::exact_permutation_test(arm, blocks, statistic, most_counted);
    if (!found)
        found = statistics::drawn_permutation_test(
            arm, statistic, statistics::shuffle_within(arm, blocks, fitting.seed),
            static_cast<std::uint64_t>(analysis.draws));
    Fitted fitted;
    fitted.effects.push_back(
        {.name = "difference", .value = found->observed, .p = found->p_two_sided});
    fitted.terms.push_back(
        {.name = analysis.treatment.column, .value = found->observed, .p = found->p_two_sided});
    fitted.diagnostics = {{"assignments", static_cast<double>(found->assignments)},
                          {"exact", found->exact ? 1.0 : 0.0},
                          {"p_upper", found->p_upper}};
    if (found->monte_carlo_se)
        fitted.diagnostics.push_back({"monte_carlo_se", *found->monte_carlo_se});
    return fitted;
}

namespace nonlinear {

Outcome<Fitted> fit_by_method(const Fitting& fitting)
{
    switch (fitting.analysis.method) {
    case Method::difference_in_means:
        return fit_difference_in_means(fitting);
    case Method::difference_in_proportions:
        return fit_difference_in_proportions(fitting);
    case Method::least_squares:
        return fit_least_squares(fitting);
    case Method::lin:
        return fit_lin(fitting);
    case Method::logit:
        return fit_logistic(fitting);
    case Method::two_stage:
        return fit_two_stage(fitting);
    case Method::survival:
        return fit_survival(fitting);
    case Method::cox:
        return fit_hazards(fitting);
    case Method::permutation:
        break;
    }
    return fit_permutation(fitting);
}

bool is_finite(const Term& term)
{
    for (const auto& each :
         {std::optional(term.value), term.se, term.df, term.p, term.low, term.high})
        if (each && !std::isfinite(*each)) return false;
    return true;
}

} // namespace nonlinear

statistics::Outcome<Fitted> fit(const Fitting& fitting)
{
    const auto& arm = fitting.data.column(fitting.analysis.treatment.column).values;
    if (std::ranges::count(arm, 1.0) == 0 || std::ranges::count(arm, 0.0) == 0)
        return refuse(Problem{Fault::one_arm});
    auto fitted = TRY(fit_by_method(fitting));
    // No result is NaN, whatever the data: what overflows is refused as a whole.
    if (!std::ranges::all_of(fitted.effects, is_finite) ||
        !std::ranges::all_of(fitted.terms, is_finite))
        return refuse(Problem{Fault::not_finite});
    std::erase_if(fitted.diagnostics,
                  [](const Diagnostic& each) { return !std::isfinite(each.value); });
    return fitted;
}

} // namespace evenhand::plans
