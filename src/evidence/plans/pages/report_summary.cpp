#include "evidence/plans/pages/report_parts.hpp"
#include "evidence/plans/plan_words.hpp"

#include "charts/forest.hpp"
#include "html/table.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace evenhand::plans {

namespace report_summary {

using html::element;
using html::Html;

std::string label_of(const Plan& plan, const Analysis& analysis)
{
    std::string text =
        fmt::format("{}, {}", analysis.outcome_name, group_name(plan, analysis.group));
    if (analysis.role != Role::primary) text += fmt::format(" ({})", analysis.id);
    return text;
}

html::TableRow row_of(const Plan& plan, const Analysis& analysis, const AnalysisOutcome& outcome)
{
    html::TableRow row{{.text = label_of(plan, analysis)},
                       {.text = std::string(name(analysis.role))},
                       {.text = std::string(label(analysis.method))}};
    if (!outcome) {
        row.push_back({.text = outcome.error(), .colspan = 3});
        return row;
    }
    const Term& effect = outcome->fitted.effects.front();
    row.push_back({.text = shown_count(outcome->n), .format = "numeric"});
    row.push_back({.text = std::string(effect_label(effect.name)) + ": " + shown_effect(effect)});
    std::string test = effect.p ? shown_p(*effect.p) : "";
    if (outcome->p_adjusted) test += fmt::format("; adjusted {}", shown_p(*outcome->p_adjusted));
    row.push_back({.text = test});
    return row;
}

/// A difference in risks is a difference in the means of zeros and ones.
std::string kind_of(const Term& effect)
{
    return effect.name == "risk_difference" ? "difference" : effect.name;
}

/// Effects of one kind on outcomes of one name lie on one scale, and can stand in one chart.
struct OneScale
{
    std::string effect;
    std::string outcome;
    friend bool operator==(const OneScale&, const OneScale&) = default;
};

struct Drawn
{
    OneScale scale;
    std::vector<charts::ForestRow> rows;
};

std::vector<charts::ForestRow>& rows_on(std::vector<Drawn>& drawn, const OneScale& scale)
{
    const auto found = std::ranges::find(drawn, scale, &Drawn::scale);
    return found == drawn.end() ? drawn.emplace_back(scale).rows : found->rows;
}

Html chart_of(const OneScale& scale, std::vector<charts::ForestRow> rows, std::size_t number)
{
    std::string description = "Each row is one analysis with its estimate and interval:";
    for (const auto& row : rows)
        description += fmt::format(" {}: {}.", row.label, row.text);
    const std::string title = fmt::format("{}: {}", scale.outcome, effect_label(scale.effect));
    return fragment(element("h3", {}, title),
                    charts::forest({.id = fmt::format("effects-{}", number),
                                    .title = title,
                                    .description = description,
                                    .axis = scale.effect.starts_with("log_")
                                                ? "Logarithm of the ratio"
                                                : std::string(effect_label(scale.effect)),
                                    .rows = std::move(rows)}));
}

} // namespace report_summary

html::Html summary_section(const Plan& plan, const PlanResult& result)
{
    using namespace report_summary;
    html::Table table{.caption = "The effect of each analysis",
                      .head = {{.text = "Outcome and group"},
                               {.text = "Role"},
                               {.text = "Method"},
                               {.text = "People", .format = "numeric"},
                               {.text = "Effect and interval"},
                               {.text = "Test"}},
                      .first_cell_is_header = true};
    std::vector<Drawn> drawn; // in the order of the plan
    for (std::size_t i = 0; i < plan.analyses.size(); ++i) {
        const Analysis& analysis = plan.analyses[i];
        const auto& outcome = result.analyses.at(i);
        table.rows.push_back(row_of(plan, analysis, outcome));
        if (!outcome) continue;
        const Term& effect = outcome->fitted.effects.front();
        rows_on(drawn, {kind_of(effect), analysis.outcome_name})
            .push_back({.label = group_name(plan, analysis.group) +
                                 (analysis.role == Role::primary ? "" : ", " + analysis.id),
                        .value = effect.value,
                        .low = effect.low,
                        .high = effect.high,
                        .text = shown_effect(effect)});
    }
    Html charts;
    std::size_t number = 0;
    for (auto& [scale, rows] : drawn)
        charts += chart_of(scale, std::move(rows), ++number);
    return fragment(element("h2", {}, "Results"),
                    html::scrolling_table(table, "The effect of each analysis"), charts);
}

} // namespace evenhand::plans
