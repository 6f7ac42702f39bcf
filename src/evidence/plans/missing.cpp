// What is missing: rows left out, gaps filled several times and the results pooled, or weights by
// which those who answered stand for those who did not (statistics.md 8).
#include "evidence/plans/missing.hpp"

#include "evidence/plans/prepare.hpp"

#include "statistics/design.hpp"
#include "statistics/imputation.hpp"
#include "statistics/logit.hpp"
#include "statistics/pooling.hpp"
#include "statistics/response_weights.hpp"

#include <algorithm>

namespace evenhand::plans {

namespace missing {

using statistics::DataSet;
using statistics::Design;
using statistics::Fault;
using statistics::ImputationRules;
using statistics::Imputations;
using statistics::Outcome;
using statistics::Pooled;
using statistics::Problem;
using Names = std::vector<std::string>;

/// Degrees of freedom of complete data where a method uses the normal distribution.
constexpr double endless_df = 1e7;

Outcome<Counted> complete_cases(const Fitting& fitting)
{
    const auto rows =
        TRY(statistics::complete_rows(fitting.data, needed_columns(fitting.analysis)));
    const DataSet complete = rows_of(fitting.data, rows);
    auto fitted = TRY(fit({.analysis = fitting.analysis, .data = complete, .seed = fitting.seed}));
    return Counted{std::move(fitted), rows.size(), fitting.data.rows() - rows.size()};
}

/// One term over all imputations. They are alike in order, since the same model was fitted; one in
/// which a term fell out has no place for it.
Outcome<std::vector<Term>> pooled(const std::vector<std::vector<Term>>& lists, double level)
{
    std::vector<Term> made;
    for (const Term& first : lists.front()) {
        std::vector<double> values;
        std::vector<double> variances;
        double df = endless_df;
        for (const auto& list : lists) {
            const auto found = std::ranges::find(list, first.name, &Term::name);
            if (found == list.end() || !found->se)
                return refuse(Problem{Fault::no_variation, first.name});
            values.push_back(found->value);
            variances.push_back(*found->se * *found->se);
            df = std::min(df, found->df.value_or(endless_df));
        }
        const auto one = TRY(statistics::pool(values, variances, df, level));
        made.push_back(term_of(first.name, one.estimate));
    }
    return made;
}

std::vector<Diagnostic> diagnostics_of(const Pooled& first, const Imputations& imputed)
{
    std::vector<Diagnostic> list{{"imputations", static_cast<double>(first.imputations)},
                                 {"within_variance", first.within},
                                 {"between_variance", first.between},
                                 {"lambda", first.lambda},
                                 {"missing_information", first.missing_information}};
    double worst = 0;
    for (const auto& chain : imputed.chains)
        worst = std::max(worst, statistics::mixing_ratio(chain).value_or(0));
    if (worst > 0) list.push_back({"largest_mixing_ratio", worst});
    return list;
}

Outcome<Fitted> pool_fits(const std::vector<Fitted>& fits, const Imputations& imputed, double level)
{
    std::vector<std::vector<Term>> effects;
    std::vector<std::vector<Term>> terms;
    for (const Fitted& each : fits) {
        effects.push_back(each.effects);
        terms.push_back(each.terms);
    }
    Fitted made;
    made.effects = TRY(pooled(effects, level));
    made.terms = TRY(pooled(terms, level));
    made.notes = fits.front().notes;
    std::vector<double> values;
    std::vector<double> variances;
    for (const auto& list : effects) {
        values.push_back(list.front().value);
        variances.push_back(*list.front().se * *list.front().se);
    }
    const auto first = TRY(statistics::pool(
        values, variances, effects.front().front().df.value_or(endless_df), level));
    made.diagnostics = diagnostics_of(first, imputed);
    return made;
}

Outcome<Counted> chained_equations(const Fitting& fitting)
{
    const Analysis& analysis = fitting.analysis;
    const auto rows = TRY(statistics::complete_rows(fitting.data, columns_never_filled(analysis)));
    const DataSet data = rows_of(fitting.data, rows);
    const auto complete = statistics::complete_rows(data, needed_columns(analysis));
    const std::size_t whole = complete ? complete->size() : 0;
    const ImputationRules rules{.imputations =
                                    static_cast<std::size_t>(analysis.missing.imputations),
                                .rounds = static_cast<std::size_t>(analysis.missing.rounds),
                                .seed = fitting.seed,
                                .columns = columns_to_fill(analysis),
                                .by = analysis.treatment.column};
    const auto imputed = TRY(statistics::impute(data, rules));
    std::vector<Fitted> fits;
    for (const DataSet& each : imputed.completed)
        fits.push_back(TRY(fit({.analysis = analysis, .data = each, .seed = fitting.seed})));
    auto made = TRY(pool_fits(fits, imputed, analysis.level));
    return Counted{std::move(made), data.rows(), fitting.data.rows() - whole};
}

/// The response model: what predicts, the arm, and each of those by arm.
Outcome<Design> response_design(const DataSet& data, const Analysis& analysis)
{
    auto design = TRY(statistics::design_of(data, analysis.missing.columns));
    const auto& arm = data.column(analysis.treatment.column).values;
    const std::size_t predictors = design.names.size();
    statistics::add_column(design, analysis.treatment.column, arm);
    for (std::size_t i = 1; i < predictors; ++i) {
        const auto from = design.x.column(i);
        std::vector<double> product(from.begin(), from.end());
        for (std::size_t row = 0; row < product.size(); ++row)
            product[row] *= arm[row];
        statistics::add_column(design, design.names[i] + ":" + analysis.treatment.column, product);
    }
    return design;
}

Outcome<Counted> weighted(const Fitting& fitting)
{
    const Analysis& analysis = fitting.analysis;
    Names known = analysis.missing.columns;
    for (const auto& name : needed_columns(analysis))
        if (name != analysis.outcome) known.push_back(name);
    const auto rows = TRY(statistics::complete_rows(fitting.data, known));
    const DataSet data = rows_of(fitting.data, rows);
    std::vector<double> answered;
    std::vector<std::size_t> who;
    for (std::size_t row = 0; row < data.rows(); ++row) {
        const bool has = !statistics::is_missing(data.column(analysis.outcome).values[row]);
        answered.push_back(has ? 1 : 0);
        if (has) who.push_back(row);
    }
    if (who.size() == data.rows()) return complete_cases(fitting);
    const auto design = TRY(response_design(data, analysis));
    const auto model = TRY(statistics::fit_logit(design, answered));
    const auto weights =
        TRY(statistics::response_weights(model, answered, statistics::ResponseWeighting::inverse));
    const DataSet respondents = rows_of(data, who);
    auto fitted = TRY(fit({.analysis = analysis,
                           .data = respondents,
                           .weights = weights.weights,
                           .seed = fitting.seed}));
    fitted.diagnostics.push_back({"largest_weight", weights.largest});
    fitted.diagnostics.push_back({"design_effect", weights.design_effect});
    return Counted{std::move(fitted), who.size(), fitting.data.rows() - who.size()};
}

} // namespace missing

std::vector<std::string> columns_never_filled(const Analysis& analysis)
{
    std::vector<std::string> fixed{analysis.treatment.column};
    if (!analysis.blocks.empty()) fixed.emplace_back(block_column);
    for (const auto* one : {&analysis.clusters, &analysis.weights})
        if (!one->empty()) fixed.push_back(*one);
    return fixed;
}

std::vector<std::string> columns_to_fill(const Analysis& analysis)
{
    std::vector<std::string> columns{analysis.outcome};
    std::ranges::copy(analysis.covariates, std::back_inserter(columns));
    if (!analysis.instrument_for.empty()) columns.push_back(analysis.instrument_for);
    for (const auto& name : analysis.missing.columns) {
        if (std::ranges::find(columns, name) == columns.end() && name != analysis.treatment.column)
            columns.push_back(name);
    }
    return columns;
}

statistics::Outcome<Counted> fit_with_missing(const Fitting& fitting)
{
    switch (fitting.analysis.missing.method) {
    case MissingMethod::complete_cases:
        return missing::complete_cases(fitting);
    case MissingMethod::chained_equations:
        return missing::chained_equations(fitting);
    case MissingMethod::response_weights:
        break;
    }
    return missing::weighted(fitting);
}

} // namespace evenhand::plans
