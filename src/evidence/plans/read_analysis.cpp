// One analysis of a plan, and whether its parts fit together: what a method cannot use is refused,
// so that no key is passed over in silence.
#include "evidence/plans/plan_words.hpp"
#include "evidence/plans/reading_plan.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace evenhand::plans {

namespace read_analysis_parts {

using protocol::TomlReader;

constexpr double latest = 1e6;

/// A key that this method has no use for.
void refuse_key(TomlReader& item, std::string_view key, bool usable, Method method)
{
    if (item.has(key) && !usable)
        item.fault(key, fmt::format("is not used by the method \"{}\"", name(method)));
}

void read_errors(TomlReader& item, Analysis& made)
{
    const auto& can = abilities_of(made.method);
    refuse_key(item, "errors", !can.errors.empty(), made.method);
    if (can.errors.empty()) return;
    made.errors = made.clusters.empty() ? can.errors.front() : Errors::cr2;
    if (!item.has("errors")) return;
    made.errors = protocol::named<Errors>(item, "errors", errors_names());
    if (!item.sound("errors")) return;
    if (std::ranges::find(can.errors, made.errors) == can.errors.end())
        item.fault("errors", fmt::format("\"{}\" do not go with the method \"{}\"",
                                         name(made.errors), name(made.method)));
    const bool by_cluster = name(made.errors).starts_with("cr");
    if (by_cluster != !made.clusters.empty())
        item.fault("errors", by_cluster ? "by cluster need the key clusters"
                                        : "must be \"cr0\", \"cr1\" or \"cr2\", for the analysis "
                                          "has clusters");
}

void read_model(TomlReader& item, Analysis& made)
{
    const auto& can = abilities_of(made.method);
    made.covariates = item.texts("covariates", 100);
    // Tests that leave out the strata of randomisation are too careful by far (statistics.md 8), so
    // leaving them out must be said: blocks = [].
    if (item.has("blocks"))
        made.blocks = item.texts("blocks", 100);
    else if (can.blocks)
        made.blocks = made.treatment.blocks;
    made.clusters = item.optional_text("clusters", 100);
    made.weights = item.optional_text("weights", 100);
    refuse_key(item, "covariates", can.covariates, made.method);
    refuse_key(item, "blocks", can.blocks, made.method);
    refuse_key(item, "clusters", can.clusters, made.method);
    refuse_key(item, "weights", can.weights, made.method);
    read_errors(item, made);
    const bool two_stage = made.method == Method::two_stage;
    refuse_key(item, "instrument_for", two_stage, made.method);
    if (two_stage || item.has("instrument_for"))
        made.instrument_for = item.text("instrument_for", 100);
    const bool survival = made.method == Method::survival;
    refuse_key(item, "event", can.event, made.method);
    if (can.event || item.has("event")) made.event = item.text("event", 100);
    refuse_key(item, "until", survival, made.method);
    if (survival || item.has("until")) made.until = item.decimal("until", 1e-6, latest);
    const bool permutation = made.method == Method::permutation;
    refuse_key(item, "draws", permutation, made.method);
    if (item.has("draws")) made.draws = item.number("draws", 999, 10'000'000);
    refuse_key(item, "firth", made.method == Method::logit, made.method);
    made.firth = item.flag("firth");
    if (made.method == Method::lin && made.covariates.empty() && made.blocks.empty())
        item.fault("method", "\"lin\" needs covariates or blocks");
}

void read_missing(TomlReader& table, Analysis& made)
{
    MissingRule& rule = made.missing;
    rule.method = protocol::named<MissingMethod>(table, "method", missing_names());
    rule.columns = table.texts("columns", 100);
    const bool chained = rule.method == MissingMethod::chained_equations;
    for (const std::string_view key : {"imputations", "rounds"}) {
        if (table.has(key) && !chained && table.sound("method"))
            table.fault(key, "belongs to \"chained-equations\" alone");
    }
    rule.imputations = table.optional_number("imputations", 2, 1000).value_or(20);
    rule.rounds = table.optional_number("rounds", 1, 1000).value_or(10);
    const bool weights = rule.method == MissingMethod::response_weights;
    if (weights && rule.columns.empty())
        table.fault("columns", "must name what response is predicted from");
    if (!weights && !chained && !rule.columns.empty())
        table.fault("columns", "are not used by \"complete-cases\"");
    if (chained && !abilities_of(made.method).imputed)
        table.fault("method", fmt::format("\"chained-equations\" cannot be pooled for the method "
                                          "\"{}\"",
                                          name(made.method)));
    if (weights && (made.method != Method::least_squares || !made.weights.empty()))
        table.fault("method", "\"response-weights\" go with the method \"ols\" without weights of "
                              "its own");
}

void read_subgroups(TomlReader& item, Analysis& made)
{
    item.list("subgroup", 0, [&](TomlReader& each) {
        made.subgroups.push_back({each.text("column", 100), each.optional_text("name", 100)});
        auto& subgroup = made.subgroups.back();
        if (subgroup.name.empty()) subgroup.name = subgroup.column;
    });
    if (made.subgroups.empty()) return;
    if (!made.clusters.empty())
        item.fault("subgroup", "cannot be compared where errors are by cluster: a cluster may lie "
                               "in several, and their effects would not be independent");
    if (made.method == Method::permutation)
        item.fault("subgroup", "cannot be compared by the method \"permutation\", which gives no "
                               "standard error");
}

void check_ids(TomlReader& item, const Plan& plan, const Analysis& made)
{
    const bool group = std::ranges::find(plan.groups, made.group, &Group::id) != plan.groups.end();
    if (!made.group.empty() && !group)
        item.fault("group", fmt::format("\"{}\" is not the id of a group", made.group));
    const bool family =
        std::ranges::find(plan.families, made.family, &Family::id) != plan.families.end();
    if (!made.family.empty() && !family)
        item.fault("family", fmt::format("\"{}\" is not the id of a family", made.family));
}

/// A column that stands in two places of one model would be dropped from one of them.
void check_columns(TomlReader& item, const Analysis& made)
{
    Seen seen{made.treatment.column};
    const auto take = [&](std::string_view key, const std::string& column) {
        if (column.empty() || seen.insert(column).second) return;
        item.fault(key, fmt::format("\"{}\" has another place in this analysis", column));
    };
    take("outcome", made.outcome);
    take("event", made.event);
    take("instrument_for", made.instrument_for);
    for (const auto& column : made.covariates)
        take("covariates", column);
    for (const auto& column : made.blocks)
        take("blocks", column);
    take("weights", made.weights);
}

} // namespace read_analysis_parts

Treatment read_treatment(protocol::TomlReader& table)
{
    Treatment made;
    made.column = table.text("column", 100);
    made.treated = table.text("treated", 100);
    made.control = table.text("control", 100);
    made.treated_name = table.optional_text("treated_name", 60);
    made.control_name = table.optional_text("control_name", 60);
    made.blocks = table.texts("blocks", 100);
    if (made.treated_name.empty()) made.treated_name = "treated";
    if (made.control_name.empty()) made.control_name = "control";
    if (!made.treated.empty() && made.treated == made.control)
        table.fault("control", "is the same as treated");
    return made;
}

Analysis read_analysis(protocol::TomlReader& item, const Plan& plan,
                       const std::optional<Treatment>& common, double level)
{
    using namespace read_analysis_parts;
    Analysis made;
    made.line = item.place("id").line;
    made.id = item.id("id");
    made.role = protocol::named<Role>(item, "role", role_names());
    made.estimand = item.text("estimand", 1000);
    made.group = item.optional_text("group", 40);
    made.outcome = item.text("outcome", 100);
    made.outcome_name = item.optional_text("outcome_name", 100);
    if (made.outcome_name.empty()) made.outcome_name = made.outcome;
    made.family = item.optional_text("family", 40);
    made.level = item.has("level") ? item.decimal("level", .5, .9999) : level;
    if (common) made.treatment = *common;
    if (item.has("treatment") || !common)
        item.table("treatment", [&](TomlReader& table) { made.treatment = read_treatment(table); });
    made.method = protocol::named<Method>(item, "method", method_names());
    if (!item.sound("method")) {
        // What else it may hold depends on the method.
        item.accept_any_keys();
        return made;
    }
    read_model(item, made);
    if (item.has("missing"))
        item.table("missing", [&](TomlReader& table) { read_missing(table, made); });
    read_subgroups(item, made);
    check_ids(item, plan, made);
    check_columns(item, made);
    return made;
}

} // namespace evenhand::plans
