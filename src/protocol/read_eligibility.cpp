#include "protocol/reading.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace evenhand::protocol {

namespace read_eligibility_part {

constexpr std::array kinds{std::pair{std::string_view{"age"}, CriterionKind::age},
                           std::pair{std::string_view{"area"}, CriterionKind::area},
                           std::pair{std::string_view{"group"}, CriterionKind::group},
                           std::pair{std::string_view{"asked"}, CriterionKind::asked},
                           std::pair{std::string_view{"since"}, CriterionKind::since}};
constexpr std::array answers{std::pair{std::string_view{"yes"}, Said::yes},
                             std::pair{std::string_view{"no"}, Said::no}};

void refuse_settings_of_other_kinds(TomlReader& item, CriterionKind kind)
{
    if (!item.sound("kind")) return;
    if (kind != CriterionKind::since && item.has("days_least"))
        item.fault("days_least", "belongs to a criterion of the kind \"since\" alone");
    if (kind != CriterionKind::asked && item.has("meets_when"))
        item.fault("meets_when", "belongs to a criterion of the kind \"asked\" alone");
}

std::string unknown_group(const Protocol& all, const std::vector<std::string>& groups)
{
    for (const std::string& group : groups)
        if (!has_id(all.groups, group))
            return fmt::format("\"{}\" is not one of the groups", group);
    return {};
}

Criterion read_criterion(TomlReader& item, Reading& reading, Seen& seen)
{
    Criterion criterion;
    criterion.id = own_id(item, seen);
    criterion.kind = named<CriterionKind>(item, "kind", kinds);
    criterion.plain = item.optional_text("plain");
    criterion.question = item.text("question");
    criterion.hint = item.optional_text("hint");
    if (item.has("meets_when")) criterion.meets_when = named<Said>(item, "meets_when", answers);
    const bool since = criterion.kind == CriterionKind::since;
    if (since || item.has("days_least")) criterion.days_least = item.number("days_least", 1, 3650);
    criterion.groups = item.ids("groups");
    criterion.reason = item.id("reason");
    refuse_settings_of_other_kinds(item, criterion.kind);
    reading.later(
        item.place("groups"),
        [groups = criterion.groups](const Protocol& all) { return unknown_group(all, groups); },
        {"group"});
    reading.later(item.place("reason"),
                  [reason = criterion.reason](const Protocol& all) {
                      if (reason.empty() || has_id(all.eligibility.reasons, reason))
                          return std::string{};
                      return fmt::format("\"{}\" is not one of eligibility.reason", reason);
                  },
                  {"eligibility.reason"});
    return criterion;
}

std::string unused_reason(const Eligibility& eligibility)
{
    for (const Reason& reason : eligibility.reasons)
        if (std::ranges::find(eligibility.criteria, reason.id, &Criterion::reason) ==
            eligibility.criteria.end())
            return fmt::format("no criterion gives the reason \"{}\"", reason.id);
    return {};
}

std::string wrong_gates(const Protocol& all)
{
    const auto count = [&](CriterionKind kind) {
        return std::ranges::count(all.eligibility.criteria, kind, &Criterion::kind);
    };
    if (count(CriterionKind::age) != 1)
        return "must have exactly one criterion of the kind \"age\"";
    if (count(CriterionKind::group) != 1)
        return "must have exactly one criterion of the kind \"group\"";
    const int areas = all.areas.empty() ? 0 : 1;
    if (count(CriterionKind::area) == areas) return {};
    return areas == 1
               ? "must have exactly one criterion of the kind \"area\", since there are areas"
               : "has a criterion of the kind \"area\", and there are no areas";
}

} // namespace read_eligibility_part

void read_eligibility(TomlReader& table, Reading& reading)
{
    Eligibility& eligibility = reading.protocol.eligibility;
    eligibility.age_from = table.number("age_from", 16, 100);
    eligibility.age_to = table.optional_number("age_to", 16, 120).value_or(0);
    eligibility.stands_days = table.number("stands_days", 1, 366);
    const bool sound = table.sound("age_from") && table.sound("age_to");
    if (sound && eligibility.age_to != 0 && eligibility.age_to < eligibility.age_from)
        table.fault("age_to", "is below age_from, so nobody could join");
    Seen reasons;
    table.list("reason", 1, [&](TomlReader& item) {
        eligibility.reasons.push_back(
            {.id = own_id(item, reasons), .label = item.text("label", 80)});
    });
    Seen criteria;
    table.list("criterion", 1, [&](TomlReader& item) {
        eligibility.criteria.push_back(
            read_eligibility_part::read_criterion(item, reading, criteria));
    });
    reading.later(
        table.place("reason"),
        [](const Protocol& all) { return read_eligibility_part::unused_reason(all.eligibility); },
        {"eligibility.criterion"});
    reading.later(table.place("criterion"), read_eligibility_part::wrong_gates, {"area"});
}

} // namespace evenhand::protocol
