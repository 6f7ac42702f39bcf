#include "evidence/plans/run.hpp"

#include "evidence/plans/missing.hpp"
#include "evidence/plans/prepare.hpp"

#include "statistics/design.hpp"
#include "statistics/distributions.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

namespace evenhand::plans {

namespace run {

using statistics::Column;
using statistics::ColumnType;
using statistics::DataSet;
using statistics::is_missing;
using Rows = std::vector<std::size_t>;

/// More parts than these are no subgroups but a covariate.
constexpr std::size_t most_parts = 20;

struct Part
{
    std::string level;
    Rows rows;
};

/// The rows of each value of a column, in the order of its levels or values.
std::vector<Part> parts_of(const Column& column)
{
    std::set<double> values;
    std::ranges::copy_if(column.values, std::inserter(values, values.end()),
                         [](double value) { return !is_missing(value); });
    std::vector<Part> parts;
    for (const double value : values) {
        Part part;
        for (std::size_t row = 0; row < column.values.size(); ++row)
            if (column.values[row] == value) part.rows.push_back(row);
        part.level = text_of(column, part.rows.front());
        parts.push_back(std::move(part));
        if (parts.size() > most_parts) break;
    }
    return parts;
}

/// Cochran's (1954) Q of the parts' own effects: the test of a model in which every term differs by
/// part, for parts share nobody. Nothing where fewer than two have an effect.
std::optional<Interaction> interaction_of(const std::vector<SubgroupEffect>& levels)
{
    double weights = 0;
    double sum = 0;
    double parts = 0;
    for (const auto& level : levels) {
        if (!level.effect || !level.effect->se) return std::nullopt;
        const double weight = 1 / (*level.effect->se * *level.effect->se);
        weights += weight;
        sum += weight * level.effect->value;
        ++parts;
    }
    if (parts < 2) return std::nullopt;
    Interaction test{.df = parts - 1};
    for (const auto& level : levels) {
        const double apart = level.effect->value - sum / weights;
        test.chi_squared += apart * apart / (*level.effect->se * *level.effect->se);
    }
    test.p = statistics::chi_squared_upper(test.chi_squared, test.df);
    return test;
}

Comparison compare(const Fitting& fitting, const Subgroup& subgroup)
{
    Comparison made{subgroup.column, subgroup.name, {}, {}};
    const auto parts = parts_of(fitting.data.column(subgroup.column));
    if (parts.size() > most_parts) {
        made.levels.push_back({"all", fitting.data.rows(), std::nullopt,
                               "The column has more than 20 values; give it fewer by a derived "
                               "column."});
        return made;
    }
    for (const Part& part : parts) {
        const DataSet own = rows_of(fitting.data, part.rows);
        const auto found =
            fit_with_missing({.analysis = fitting.analysis, .data = own, .seed = fitting.seed});
        SubgroupEffect effect{part.level, part.rows.size(), std::nullopt, {}};
        if (found) {
            effect.n = found->n;
            effect.effect = found->fitted.effects.front();
        } else {
            effect.problem = sentence(found.error());
        }
        made.levels.push_back(std::move(effect));
    }
    made.interaction = interaction_of(made.levels);
    return made;
}

ArmCount count_arm(const DataSet& data, const Analysis& analysis, double which)
{
    const auto& arm = data.column(analysis.treatment.column).values;
    const Column& outcome = data.column(analysis.outcome);
    ArmCount count{which == 1 ? analysis.treatment.treated_name : analysis.treatment.control_name,
                   0, std::nullopt};
    double sum = 0;
    std::size_t known = 0;
    for (std::size_t row = 0; row < arm.size(); ++row) {
        if (arm[row] != which) continue;
        ++count.n;
        if (is_missing(outcome.values[row])) continue;
        sum += outcome.values[row];
        ++known;
    }
    if (known > 0 && outcome.type != ColumnType::category)
        count.mean = sum / static_cast<double>(known);
    return count;
}

struct Moments
{
    double mean = 0;
    double variance = 0;
    std::size_t n = 0;
    std::size_t n_missing = 0;
};

Moments moments_of(const std::vector<double>& values, const std::vector<double>& arm, double which)
{
    Moments made;
    double squares = 0;
    for (std::size_t row = 0; row < values.size(); ++row) {
        if (arm[row] != which) continue;
        if (is_missing(values[row])) {
            ++made.n_missing;
            continue;
        }
        ++made.n;
        const double apart = values[row] - made.mean;
        made.mean += apart / static_cast<double>(made.n);
        squares += apart * (values[row] - made.mean);
    }
    if (made.n > 1) made.variance = squares / (static_cast<double>(made.n) - 1);
    return made;
}

/// Each covariate in both arms; the difference in units of the average of their variances.
std::vector<Balance> balance_of(const DataSet& data, const Analysis& analysis)
{
    const auto& arm = data.column(analysis.treatment.column).values;
    std::vector<Balance> table;
    for (const std::string& name : analysis.covariates) {
        const auto terms = statistics::terms_of(data.column(name));
        for (std::size_t i = 0; i < terms.names.size(); ++i) {
            const auto one = moments_of(terms.values[i], arm, 1);
            const auto zero = moments_of(terms.values[i], arm, 0);
            Balance row{terms.names[i], one.n_missing + zero.n_missing, one.mean, zero.mean, {}};
            const double spread = std::sqrt((one.variance + zero.variance) / 2);
            if (spread > 0 && one.n > 0 && zero.n > 0)
                row.difference = (one.mean - zero.mean) / spread;
            table.push_back(std::move(row));
        }
    }
    return table;
}

AnalysisOutcome analyse(const Plan& plan, const Analysis& analysis, const DataSet& data)
{
    const Working working = TRY(working_data(plan, analysis, data));
    const Fitting fitting{.analysis = analysis, .data = working.data, .seed = plan.seed};
    auto found = fit_with_missing(fitting);
    if (!found) return refuse(sentence(found.error()));
    AnalysisResult result{
        .n = found->n,
        .n_missing = found->n_missing,
        .n_outside = working.n_outside,
        .arms = {count_arm(working.data, analysis, 1), count_arm(working.data, analysis, 0)},
        .fitted = std::move(found->fitted),
        .p_adjusted = {},
        .subgroups = {},
        .balance = balance_of(working.data, analysis)};
    for (const Subgroup& subgroup : analysis.subgroups)
        result.subgroups.push_back(compare(fitting, subgroup));
    return result;
}

/// A family is adjusted whole or not at all: leaving out an analysis that failed would make the
/// others look better than they are.
void adjust(const Plan& plan, const Family& family, std::vector<AnalysisOutcome>& outcomes)
{
    std::vector<AnalysisResult*> members;
    std::vector<double> p;
    bool whole = true;
    for (std::size_t i = 0; i < outcomes.size(); ++i) {
        if (plan.analyses[i].family != family.id) continue;
        if (!outcomes[i]) {
            whole = false;
            continue;
        }
        members.push_back(&*outcomes[i]);
        p.push_back(outcomes[i]->fitted.effects.front().p.value_or(1));
    }
    if (!whole) {
        for (AnalysisResult* member : members)
            member->fitted.notes.push_back(fmt::format(
                "p is not adjusted, for another analysis of the family {} has no result.",
                family.id));
        return;
    }
    const auto adjusted = statistics::adjusted(p, family.method);
    for (std::size_t i = 0; i < members.size(); ++i)
        members[i]->p_adjusted = adjusted[i];
}

} // namespace run

Result<PlanResult, protocol::ProtocolErrors> run_plan(const Plan& plan, statistics::DataSet data,
                                                      const Told& told)
{
    auto prepared = TRY(prepare(plan, std::move(data)));
    PlanResult result{.rows = prepared.rows,
                      .people = prepared.people,
                      .filters = std::move(prepared.filters),
                      .analyses = {}};
    for (const Analysis& analysis : plan.analyses) {
        result.analyses.push_back(run::analyse(plan, analysis, prepared.data));
        if (told) told(result.analyses.size(), plan.analyses.size());
    }
    for (const Family& family : plan.families)
        run::adjust(plan, family, result.analyses);
    return result;
}

} // namespace evenhand::plans
