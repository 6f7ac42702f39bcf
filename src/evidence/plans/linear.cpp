// The methods that are least squares, or a difference of two averages.
#include "evidence/plans/estimators.hpp"
#include "evidence/plans/prepare.hpp"

#include "core/check.hpp"
#include "statistics/cluster_errors.hpp"
#include "statistics/design.hpp"
#include "statistics/differences.hpp"
#include "statistics/lin.hpp"
#include "statistics/robust_errors.hpp"
#include "statistics/two_stage.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace evenhand::plans {

namespace linear {

using statistics::ClusterKind;
using statistics::ErrorKind;
using statistics::Estimate;
using statistics::Fault;
using statistics::InstrumentedModel;
using statistics::LeastSquares;
using statistics::Outcome;
using statistics::Problem;

ErrorKind row_errors(Errors errors)
{
    switch (errors) {
    case Errors::classical:
        return ErrorKind::classical;
    case Errors::hc0:
        return ErrorKind::hc0;
    case Errors::hc1:
        return ErrorKind::hc1;
    case Errors::hc2:
        return ErrorKind::hc2;
    case Errors::hc3:
        return ErrorKind::hc3;
    case Errors::none:
    case Errors::cr0:
    case Errors::cr1:
    case Errors::cr2:
        break;
    }
    CHECK(false);
    return ErrorKind::hc2;
}

std::optional<ClusterKind> cluster_errors(Errors errors)
{
    switch (errors) {
    case Errors::cr0:
        return ClusterKind::cr0;
    case Errors::cr1:
        return ClusterKind::cr1;
    case Errors::cr2:
        return ClusterKind::cr2;
    case Errors::none:
    case Errors::classical:
    case Errors::hc0:
    case Errors::hc1:
    case Errors::hc2:
    case Errors::hc3:
        break;
    }
    return std::nullopt;
}

Outcome<std::vector<Estimate>> estimates_of(const LeastSquares& fit, const Fitting& fitting)
{
    const Analysis& analysis = fitting.analysis;
    if (const auto kind = cluster_errors(analysis.errors)) {
        const auto clusters = statistics::numbered(fitting.data.column(analysis.clusters).values);
        return statistics::cluster_estimates(fit, clusters, *kind, analysis.level);
    }
    return statistics::estimates(fit, row_errors(analysis.errors), analysis.level);
}

/// The coefficients, with that of `answer` as the effect.
Outcome<Fitted> told(const LeastSquares& fit, const Fitting& fitting, const std::string& answer)
{
    const auto all = TRY(estimates_of(fit, fitting));
    const std::size_t place = TRY(statistics::place_of(fit, answer));
    const auto names = fit.basis.kept_names();
    Fitted fitted;
    for (std::size_t i = 0; i < all.size(); ++i)
        fitted.terms.push_back(term_of(names[i], all[i]));
    fitted.effects.push_back(term_of("difference", all[place]));
    fitted.diagnostics = {{"r_squared", fit.r_squared}, {"residual_df", fit.residual_df()}};
    for (const auto& name : fit.basis.aliased_names())
        fitted.notes.push_back(
            fmt::format("{} was left out: other columns give it already.", name));
    return fitted;
}

std::vector<double> weights_of(const Fitting& fitting)
{
    if (!fitting.weights.empty()) return {fitting.weights.begin(), fitting.weights.end()};
    if (fitting.analysis.weights.empty()) return {};
    return fitting.data.column(fitting.analysis.weights).values;
}

std::vector<std::string> model_columns(const Analysis& analysis)
{
    std::vector<std::string> columns{analysis.treatment.column};
    std::ranges::copy(adjusted_for(analysis), std::back_inserter(columns));
    return columns;
}

} // namespace linear

using namespace linear;

Term term_of(std::string name, const statistics::Estimate& estimate)
{
    return {.name = std::move(name),
            .value = estimate.value,
            .se = estimate.se,
            .df = estimate.df,
            .p = estimate.p,
            .low = estimate.low,
            .high = estimate.high};
}

std::vector<std::string> adjusted_for(const Analysis& analysis)
{
    std::vector<std::string> columns = analysis.covariates;
    if (!analysis.blocks.empty()) columns.emplace_back(block_column);
    return columns;
}

statistics::Outcome<Fitted> fit_difference_in_means(const Fitting& fitting)
{
    const Analysis& analysis = fitting.analysis;
    const auto y = TRY(statistics::numbers_of(fitting.data, analysis.outcome));
    const auto& arm = fitting.data.column(analysis.treatment.column).values;
    Estimate estimate;
    if (analysis.blocks.empty()) {
        estimate = TRY(statistics::difference_in_means(y, arm, analysis.level)).estimate;
    } else {
        const auto blocks = statistics::numbered(fitting.data.column(block_column).values);
        estimate = TRY(statistics::blocked_difference(y, arm, blocks, analysis.level));
    }
    Fitted fitted;
    fitted.effects.push_back(term_of("difference", estimate));
    fitted.terms.push_back(term_of(analysis.treatment.column, estimate));
    return fitted;
}

statistics::Outcome<Fitted> fit_difference_in_proportions(const Fitting& fitting)
{
    const Analysis& analysis = fitting.analysis;
    const auto y = TRY(statistics::numbers_of(fitting.data, analysis.outcome));
    if (!std::ranges::all_of(y, [](double value) { return value == 0 || value == 1; }))
        return refuse(Problem{Fault::not_binary, analysis.outcome});
    const auto& arm = fitting.data.column(analysis.treatment.column).values;
    statistics::Proportions counts;
    for (std::size_t row = 0; row < y.size(); ++row) {
        (arm[row] == 1 ? counts.events_treated : counts.events_control) += y[row];
        (arm[row] == 1 ? counts.n_treated : counts.n_control) += 1;
    }
    const auto estimate = TRY(statistics::difference_in_proportions(counts, analysis.level));
    Fitted fitted;
    fitted.effects.push_back(term_of("risk_difference", estimate));
    fitted.terms.push_back(term_of(analysis.treatment.column, estimate));
    fitted.diagnostics = {{"events_treated", counts.events_treated},
                          {"events_control", counts.events_control}};
    return fitted;
}

statistics::Outcome<Fitted> fit_least_squares(const Fitting& fitting)
{
    const Analysis& analysis = fitting.analysis;
    const auto y = TRY(statistics::numbers_of(fitting.data, analysis.outcome));
    const auto design = TRY(statistics::design_of(fitting.data, model_columns(analysis)));
    const auto weights = weights_of(fitting);
    const auto fit = TRY(statistics::least_squares(design, y, weights));
    return told(fit, fitting, analysis.treatment.column);
}

statistics::Outcome<Fitted> fit_lin(const Fitting& fitting)
{
    const Analysis& analysis = fitting.analysis;
    const auto y = TRY(statistics::numbers_of(fitting.data, analysis.outcome));
    const auto covariates = TRY(statistics::design_of(fitting.data, adjusted_for(analysis)));
    const auto& arm = fitting.data.column(analysis.treatment.column).values;
    const auto design = statistics::lin_design(analysis.treatment.column, arm, covariates);
    const auto fit = TRY(statistics::least_squares(design, y));
    return told(fit, fitting, analysis.treatment.column);
}

statistics::Outcome<Fitted> fit_two_stage(const Fitting& fitting)
{
    const Analysis& analysis = fitting.analysis;
    const auto y = TRY(statistics::numbers_of(fitting.data, analysis.outcome));
    auto received = TRY(statistics::numbers_of(fitting.data, analysis.instrument_for));
    auto exogenous = TRY(statistics::design_of(fitting.data, adjusted_for(analysis)));
    const std::string& arm = analysis.treatment.column;
    const InstrumentedModel model{std::move(exogenous),
                                  analysis.instrument_for,
                                  std::move(received),
                                  {arm},
                                  {fitting.data.column(arm).values}};
    const auto found = TRY(statistics::two_stage(model, y));
    auto fitted = TRY(told(*found.fit, fitting, analysis.instrument_for));
    fitted.effects.front().name = "complier_effect";
    fitted.diagnostics.insert(fitted.diagnostics.end(), {{"first_stage_f", found.first_stage_f},
                                                         {"first_stage_p", found.first_stage_p},
                                                         {"wu_hausman", found.endogeneity_f},
                                                         {"wu_hausman_p", found.endogeneity_p}});
    const auto set = TRY(statistics::anderson_rubin(model, y, analysis.level));
    if (set.shape == statistics::WeakInstrumentSet::Shape::interval) {
        fitted.diagnostics.push_back({"anderson_rubin_low", set.low});
        fitted.diagnostics.push_back({"anderson_rubin_high", set.high});
    } else {
        fitted.notes.emplace_back("The arm says too little about what was received for Anderson "
                                  "and Rubin's set to be an interval.");
    }
    return fitted;
}

} // namespace evenhand::plans
