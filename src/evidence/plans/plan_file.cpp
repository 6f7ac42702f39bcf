#include "evidence/plans/plan_words.hpp"
#include "evidence/plans/reading_plan.hpp"

#include "core/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace evenhand::plans {

namespace plan_file {

using protocol::ProtocolErrors;
using protocol::TomlReader;
using statistics::Expression;

constexpr std::size_t longest_expression = 2000;

std::optional<Expression> expression(TomlReader& table, std::string_view key, std::string& text)
{
    text = table.text(key, longest_expression);
    if (text.empty()) return std::nullopt;
    auto parsed = Expression::parse(text);
    if (parsed) return *parsed;
    table.fault(key,
                fmt::format("at character {}: {}", parsed.error().at + 1, parsed.error().sentence));
    return std::nullopt;
}

std::optional<statistics::ColumnType> type_of(TomlReader& item)
{
    if (!item.has("type")) return std::nullopt;
    const std::string word = item.text("type", 20);
    const auto type = statistics::column_type(word);
    if (!type && !word.empty())
        item.fault("type", "must be one of \"number\", \"integer\", \"boolean\", \"category\", "
                           "\"date\"");
    return type;
}

void read_column(TomlReader& item, Plan& plan, Seen& seen)
{
    statistics::ColumnRule rule;
    rule.name = item.text("name", 100);
    rule.type = type_of(item);
    rule.levels = item.texts("levels");
    rule.missing = item.texts("missing");
    if (!rule.name.empty() && !seen.insert(rule.name).second)
        item.fault("name", fmt::format("\"{}\" stands twice", rule.name));
    if (!rule.levels.empty() && rule.type != statistics::ColumnType::category)
        item.fault("levels", "belong to the type \"category\" alone");
    plan.read.columns.push_back(std::move(rule));
}

void read_data(TomlReader& table, Plan& plan)
{
    plan.data_line = table.place("name").line;
    plan.data_name = table.text("name");
    plan.data_source = table.optional_text("source");
    if (table.has("missing")) plan.read.missing = table.texts("missing");
    plan.frequency = table.optional_text("frequency", 100);
    Seen seen;
    table.list("column", 0, [&](TomlReader& item) { read_column(item, plan, seen); });
    table.list("derive", 0, [&](TomlReader& item) {
        const int line = item.place("name").line;
        std::string name = item.text("name", 100);
        std::string text;
        if (auto as = expression(item, "as", text))
            plan.derived.push_back({line, std::move(name), std::move(text), *std::move(as)});
    });
    table.list("filter", 0, [&](TomlReader& item) {
        const int line = item.place("keep").line;
        std::string text;
        auto keep = expression(item, "keep", text);
        std::string why = item.text("why");
        if (keep) plan.filters.push_back({line, std::move(text), *std::move(keep), std::move(why)});
    });
}

void read_groups(TomlReader& root, Plan& plan)
{
    Seen seen;
    root.list("group", 0, [&](TomlReader& item) {
        const int line = item.place("where").line;
        std::string id = own_id(item, seen);
        std::string name = item.text("name", 100);
        std::string text;
        if (auto where = expression(item, "where", text))
            plan.groups.push_back(
                {line, std::move(id), std::move(name), std::move(text), *std::move(where)});
    });
}

void read_families(TomlReader& root, Plan& plan)
{
    Seen seen;
    root.list("family", 0, [&](TomlReader& item) {
        plan.families.push_back({own_id(item, seen), protocol::named<statistics::Adjustment>(
                                                         item, "method", family_names())});
    });
}

/// What a trial is judged by is one number: two primary analyses of one outcome in one group would
/// let the better of them be chosen afterwards.
void check_primaries(TomlReader& root, const std::vector<Analysis>& analyses,
                     ProtocolErrors& errors)
{
    std::map<std::pair<std::string, std::string>, std::string> primaries;
    for (const Analysis& analysis : analyses) {
        if (analysis.role != Role::primary) continue;
        const auto [first, is_new] =
            primaries.try_emplace({analysis.outcome, analysis.group}, analysis.id);
        if (is_new) continue;
        errors.push_back({analysis.line, "analysis.role",
                          fmt::format("\"{}\" and \"{}\" are both primary for the outcome \"{}\" "
                                      "in the same group: one estimator decides",
                                      first->second, analysis.id, analysis.outcome)});
    }
    if (primaries.empty() && root.sound("analysis"))
        root.fault("analysis", "needs one of the role \"primary\"");
}

void check_families(TomlReader& root, const Plan& plan)
{
    for (const Family& family : plan.families) {
        const auto members = std::ranges::count(plan.analyses, family.id, &Analysis::family);
        if (members < 2 && root.sound("analysis"))
            root.fault("family", fmt::format("\"{}\" has {} analysis; two or more are adjusted "
                                             "together",
                                             family.id, members));
    }
}

void read_root(TomlReader& root, Plan& plan, ProtocolErrors& errors)
{
    double level = .95;
    root.table("plan", [&](TomlReader& table) {
        plan.id = table.id("id");
        plan.version = table.text("version", 20);
        plan.title = table.text("title");
        plan.note = table.optional_text("note", 1000);
        plan.seed =
            static_cast<std::uint64_t>(table.optional_number("seed", 1, 2'000'000'000).value_or(1));
        if (table.has("level")) level = table.decimal("level", .5, .9999);
    });
    root.table("data", [&](TomlReader& table) { read_data(table, plan); });
    std::optional<Treatment> common;
    if (root.has("treatment"))
        root.table("treatment", [&](TomlReader& table) { common = read_treatment(table); });
    read_groups(root, plan);
    read_families(root, plan);
    Seen seen;
    root.list("analysis", 1, [&](TomlReader& item) {
        plan.analyses.push_back(read_analysis(item, plan, common, level));
        const std::string& id = plan.analyses.back().id;
        if (!id.empty() && !seen.insert(id).second)
            item.fault("id", fmt::format("\"{}\" stands twice", id));
    });
    check_primaries(root, plan.analyses, errors);
    check_families(root, plan);
    root.refuse_unknown_keys();
}

} // namespace plan_file

std::string own_id(protocol::TomlReader& item, Seen& seen)
{
    std::string id = item.id("id");
    if (!id.empty() && !seen.insert(id).second)
        item.fault("id", fmt::format("\"{}\" stands twice", id));
    return id;
}

Result<Plan, protocol::ProtocolErrors> read_plan(std::string_view text)
{
    protocol::ProtocolErrors errors;
    if (!is_valid_utf8(text)) {
        errors.push_back({0, "", "this is not a text in UTF-8"});
        return refuse(std::move(errors));
    }
    Plan plan;
    if (const auto root = protocol::TomlReader::parse(text, errors))
        plan_file::read_root(*root, plan, errors);
    if (errors.empty()) return plan;
    std::ranges::stable_sort(errors, {}, &protocol::ProtocolError::line);
    return refuse(std::move(errors));
}

std::string group_name(const Plan& plan, std::string_view id)
{
    if (id.empty()) return "everyone";
    const auto found = std::ranges::find(plan.groups, id, &Group::id);
    return found == plan.groups.end() ? std::string(id) : found->name;
}

} // namespace evenhand::plans
