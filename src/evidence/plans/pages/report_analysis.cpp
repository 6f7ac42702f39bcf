#include "evidence/plans/pages/report_parts.hpp"
#include "evidence/plans/plan_words.hpp"
#include "evidence/plans/references.hpp"

#include "charts/curves.hpp"
#include "charts/forest.hpp"
#include "html/table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace evenhand::plans {

namespace report_analysis {

using html::attr;
using html::element;
using html::Html;
using html::TableCell;

TableCell number(const std::optional<double>& value)
{
    return {.text = value && std::isfinite(*value) ? shown(*value) : "", .format = "numeric"};
}

TableCell count(std::size_t value)
{
    return {.text = shown_count(value), .format = "numeric"};
}

std::vector<TableCell> head_of(std::initializer_list<std::string_view> names)
{
    std::vector<TableCell> head;
    for (const auto name : names)
        head.push_back({.text = Html(name), .format = head.empty() ? "" : "numeric"});
    return head;
}

/// The box of a table is named by its caption and its analysis: no two boxes of the page are called
/// the same.
Html table_of(const std::string& id, std::string_view caption, std::vector<TableCell> head,
              std::vector<html::TableRow> rows)
{
    return html::scrolling_table({.caption = Html(caption),
                                  .head = std::move(head),
                                  .rows = std::move(rows),
                                  .first_cell_is_header = true},
                                 fmt::format("{}, {}", caption, id));
}

Html arms_table(const std::string& id, const AnalysisResult& result)
{
    std::vector<html::TableRow> rows;
    for (const ArmCount& arm : result.arms)
        rows.push_back({{.text = arm.name}, count(arm.n), number(arm.mean)});
    return table_of(id, "The arms", head_of({"Arm", "People", "Mean of the outcome"}),
                    std::move(rows));
}

Html terms_table(const std::string& id, const std::vector<Term>& terms)
{
    std::vector<html::TableRow> rows;
    for (const Term& term : terms)
        rows.push_back({{.text = term.name},
                        number(term.value),
                        number(term.se),
                        number(term.df),
                        {.text = term.p ? shown_p(*term.p) : "", .format = "numeric"},
                        number(term.low),
                        number(term.high)});
    return table_of(
        id, "Coefficients",
        head_of({"Term", "Estimate", "Standard error", "Degrees of freedom", "Test", "From", "To"}),
        std::move(rows));
}

const Diagnostic* find(const Fitted& fitted, std::string_view name)
{
    const auto found = std::ranges::find(fitted.diagnostics, name, &Diagnostic::name);
    return found == fitted.diagnostics.end() ? nullptr : &*found;
}

Html effects_table(const std::string& id, const Fitted& fitted)
{
    std::vector<html::TableRow> rows;
    const Diagnostic* log_rank = find(fitted, "log_rank_chi_squared");
    const Diagnostic* log_rank_p = find(fitted, "log_rank_p");
    if (log_rank != nullptr && log_rank_p != nullptr)
        rows.push_back({{.text = "Log-rank test"},
                        {.text = "chi-squared " + shown(log_rank->value), .format = "numeric"},
                        {.text = shown_p(log_rank_p->value), .format = "numeric"}});
    for (const Term& effect : fitted.effects)
        rows.push_back({{.text = std::string(effect_label(effect.name))},
                        {.text = shown_effect(effect), .format = "numeric"},
                        {.text = effect.p ? shown_p(*effect.p) : "", .format = "numeric"}});
    return table_of(id, "The effect", head_of({"Measure", "Estimate and interval", "Test"}),
                    std::move(rows));
}

Html diagnostics_table(const std::string& id, const std::vector<Diagnostic>& diagnostics)
{
    if (diagnostics.empty()) return {};
    std::vector<html::TableRow> rows;
    for (const Diagnostic& each : diagnostics)
        rows.push_back({{.text = each.name}, number(each.value)});
    return table_of(id, "What else the method says", head_of({"Name", "Value"}), std::move(rows));
}

Html balance_table(const std::string& id, const std::vector<Balance>& balance)
{
    if (balance.empty()) return {};
    std::vector<html::TableRow> rows;
    for (const Balance& row : balance)
        rows.push_back({{.text = row.term},
                        number(row.treated),
                        number(row.control),
                        number(row.difference),
                        count(row.n_missing)});
    return table_of(id, "Balance of the covariates",
                    head_of({"Covariate", "Mean, treated", "Mean, control",
                             "Difference in standard deviations", "Missing"}),
                    std::move(rows));
}

Html interaction_words(const Comparison& comparison)
{
    if (!comparison.interaction)
        return element("p", {}, "There is no test of interaction: a part has no effect.");
    return element("p", {},
                   fmt::format("Whether the effect differs between the parts: chi-squared {} on "
                               "{:g}, {}.",
                               shown(comparison.interaction->chi_squared),
                               comparison.interaction->df, shown_p(comparison.interaction->p)));
}

Html comparison_part(const Analysis& analysis, const Comparison& comparison, std::size_t at)
{
    std::vector<charts::ForestRow> drawn;
    std::vector<html::TableRow> rows;
    for (const SubgroupEffect& level : comparison.levels) {
        const std::string text = level.effect ? shown_effect(*level.effect) : level.problem;
        // A number alone says nothing of what it is; the level of a category does.
        const bool is_number = level.level.find_first_not_of("0123456789.-") == std::string::npos;
        const std::string part =
            is_number ? fmt::format("{} {}", comparison.column, level.level) : level.level;
        rows.push_back({{.text = part}, count(level.n), {.text = text, .format = "numeric"}});
        if (level.effect)
            drawn.push_back(
                {part, level.effect->value, level.effect->low, level.effect->high, text});
    }
    const std::string title = fmt::format("The effect by {}", comparison.name);
    return fragment(element("h3", {}, title),
                    charts::forest({.id = fmt::format("{}-subgroup-{}", analysis.id, at),
                                    .title = title,
                                    .description = "The numbers stand in the table below.",
                                    .axis = "Effect",
                                    .rows = std::move(drawn)}),
                    table_of(analysis.id, title, head_of({"Part", "People", "Effect and interval"}),
                             std::move(rows)),
                    interaction_words(comparison));
}

/// So many rows of a curve's table: those at which the curve stands at even times.
std::vector<html::TableRow> curve_rows(const Curve& curve)
{
    constexpr std::size_t shown_steps = 12;
    std::vector<html::TableRow> rows;
    const std::size_t every = std::max<std::size_t>(1, curve.points.size() / shown_steps);
    for (std::size_t i = 0; i < curve.points.size(); i += every) {
        const CurvePoint& point = curve.points[i];
        rows.push_back({{.text = curve.arm},
                        number(point.time),
                        count(point.at_risk),
                        number(point.survival),
                        number(point.low),
                        number(point.high)});
    }
    return rows;
}

Html curves_part(const Analysis& analysis, const std::vector<Curve>& curves)
{
    if (curves.empty()) return {};
    charts::Curves chart{.id = analysis.id + "-curves",
                         .title = "Share without the event over time, " + analysis.id,
                         .description = "Two curves that fall from 1; the table below has their "
                                        "numbers.",
                         .axis = analysis.outcome_name,
                         .curves = {}};
    std::vector<html::TableRow> rows;
    for (const Curve& curve : curves) {
        charts::StepCurve steps{curve.arm, {}};
        for (const CurvePoint& point : curve.points)
            steps.steps.emplace_back(point.time, point.survival);
        chart.curves.push_back(std::move(steps));
        for (auto& row : curve_rows(curve))
            rows.push_back(std::move(row));
    }
    return fragment(element("h3", {}, "Survival"), charts::curves(chart),
                    table_of(analysis.id, "Survival at some of the times (all are in curves.csv)",
                             head_of({"Arm", "Time", "At risk", "Survival", "From", "To"}),
                             std::move(rows)));
}

Html references_list(const Plan& plan, const Analysis& analysis)
{
    Html items;
    for (const auto& each : references_of(plan, analysis))
        items += element("li", {}, each);
    if (items.empty()) return {};
    return fragment(element("p", {}, "After:"), element("ul", {}, items));
}

Html notes_list(const std::vector<std::string>& notes)
{
    Html items;
    for (const auto& note : notes)
        items += element("li", {}, note);
    return items.empty() ? Html{} : element("ul", {}, items);
}

std::string counted_words(const Analysis& analysis, const AnalysisResult& result)
{
    std::string text = fmt::format("{} people were analysed.", shown_count(result.n));
    const bool filled = analysis.missing.method == MissingMethod::chained_equations;
    if (result.n_missing == 0)
        text += " Nothing was missing.";
    else
        text += fmt::format(" {} of the two arms had something missing{}.",
                            shown_count(result.n_missing),
                            filled ? ", which was filled" : " and are left out");
    if (result.n_outside > 0)
        text += fmt::format(" {} of the group were in neither arm.", shown_count(result.n_outside));
    return text;
}

Html result_parts(const Analysis& analysis, const AnalysisResult& result)
{
    Html parts = element("p", {}, counted_words(analysis, result));
    parts += effects_table(analysis.id, result.fitted);
    if (result.p_adjusted)
        parts += element("p", {}, "Adjusted in its family: " + shown_p(*result.p_adjusted) + ".");
    parts += notes_list(result.fitted.notes);
    parts += arms_table(analysis.id, result);
    parts += curves_part(analysis, result.fitted.curves);
    for (std::size_t i = 0; i < result.subgroups.size(); ++i)
        parts += comparison_part(analysis, result.subgroups[i], i + 1);
    parts += balance_table(analysis.id, result.balance);
    parts += element("details", {}, element("summary", {}, "The model behind it"),
                     terms_table(analysis.id, result.fitted.terms),
                     diagnostics_table(analysis.id, result.fitted.diagnostics));
    return parts;
}

} // namespace report_analysis

html::Html analysis_section(const Plan& plan, const Analysis& analysis,
                            const AnalysisOutcome& outcome)
{
    using namespace report_analysis;
    std::string heading = fmt::format("{}, {}: {}", analysis.outcome_name,
                                      group_name(plan, analysis.group), name(analysis.role));
    // There is one primary analysis of an outcome in a group; of the others there may be several.
    if (analysis.role != Role::primary) heading += fmt::format(" ({})", analysis.id);
    Html parts = element("h2", {attr("id", analysis.id)}, heading);
    parts += element("p", {}, element("strong", {}, "Estimand. "), analysis.estimand);
    parts += element("p", {}, element("strong", {}, "Method. "), methods_words(plan, analysis));
    parts += outcome ? result_parts(analysis, *outcome)
                     : element("p", {attr("class", "problem")},
                               "There is no result. " + outcome.error());
    parts += references_list(plan, analysis);
    return element("section", {attr("aria-labelledby", analysis.id)}, parts);
}

} // namespace evenhand::plans
