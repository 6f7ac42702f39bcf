#include "protocol/reading.hpp"

#include <fmt/format.h>

#include <algorithm>

// Who runs the trial, where and for whom, what the public form asks, and the clocks of recruitment.

namespace evenhand::protocol {

namespace read_front_door {

void read_choices(TomlReader& table, std::string_view key, std::vector<Choice>& into)
{
    Seen seen;
    table.list(key, 1, [&](TomlReader& item) {
        into.push_back({.id = own_id(item, seen), .label = item.text("label")});
    });
}

WorkChoice read_work_choice(TomlReader& item, Reading& reading, Seen& seen)
{
    WorkChoice choice{.id = own_id(item, seen),
                      .label = item.text("label"),
                      .group = item.has("group") ? item.id("group") : "",
                      .why_not = item.optional_text("why_not")};
    const bool sound = item.sound("group") && item.sound("why_not");
    if (sound && choice.group.empty() == choice.why_not.empty()) {
        item.fault("group", "give the group that this answer points to, or else why_not: what "
                            "somebody is told for whom the trial has none");
    }
    reading.later(item.place("group"),
                  [group = choice.group](const Protocol& all) {
                      if (group.empty() || has_id(all.groups, group)) return std::string{};
                      return fmt::format("\"{}\" is not one of the groups", group);
                  },
                  {"group"});
    return choice;
}

EqualityChoice read_equality_choice(TomlReader& item, Seen& seen)
{
    EqualityChoice choice{.id = own_id(item, seen), .label = item.text("label"), .details = {}};
    // Every question may be declined; the program offers that itself, so that no trial forgets it.
    if (choice.id == prefer_not_to_say)
        item.fault("id", fmt::format("\"{}\" is what every question has without being told",
                                     prefer_not_to_say));
    Seen details;
    item.list("detail", 0, [&](TomlReader& detail) {
        choice.details.push_back({.id = own_id(detail, details), .label = detail.text("label")});
    });
    return choice;
}

EqualityQuestion read_equality(TomlReader& item, Seen& seen)
{
    EqualityQuestion question{.id = own_id(item, seen), .label = item.text("label"), .choices = {}};
    Seen choices;
    item.list("choice", 2, [&](TomlReader& each) {
        question.choices.push_back(read_equality_choice(each, choices));
    });
    return question;
}

std::string missing_notice(const Protocol& all)
{
    const auto lacks = [](std::string_view id) {
        return fmt::format("lacks the notice \"{}\", which people must be given", id);
    };
    if (!has_id(all.notices, referral_notice)) return lacks(referral_notice);
    const bool asks = !all.referral.equality.empty();
    if (asks && !has_id(all.notices, equality_notice)) return lacks(equality_notice);
    return {};
}

std::string unused_group(const Protocol& all)
{
    for (const Group& group : all.groups)
        if (std::ranges::find(all.referral.work, group.id, &WorkChoice::group) ==
            all.referral.work.end())
            return fmt::format("no answer points to the group \"{}\", so nobody can come into it",
                               group.id);
    return {};
}

} // namespace read_front_door

Contact read_contact(TomlReader& table)
{
    return {.telephone = table.text("telephone", 40),
            .hours = table.text("hours"),
            .email = table.text("email"),
            .post = table.text("post"),
            .reply_within_working_days = table.number("reply_within_working_days", 1, 20)};
}

Governance read_governance(TomlReader& table)
{
    return {.title = table.text("title"),
            .sponsor = table.text("sponsor"),
            .funder = table.text("funder"),
            .investigator = table.text("investigator"),
            .registration = table.text("registration"),
            .ethics = table.text("ethics")};
}

void read_areas_and_groups(TomlReader& root, Reading& reading)
{
    Seen areas;
    root.list("area", 0, [&](TomlReader& item) {
        reading.protocol.areas.push_back({.id = own_id(item, areas),
                                          .name = item.text("name", 60),
                                          .commissioners = item.codes("commissioners"),
                                          .districts = item.codes("districts")});
    });
    Seen groups;
    int total = 0;
    root.list("group", 1, [&](TomlReader& item) {
        reading.protocol.groups.push_back(
            {.id = own_id(item, groups),
             .name = item.text("name", 60),
             .plain = item.text("plain"),
             .expected_share_percent = item.number("expected_share_percent", 0, 100)});
        total += reading.protocol.groups.back().expected_share_percent;
    });
    if (root.sound("group") && total != 100)
        root.fault("group", fmt::format("expected shares add up to {} percent, not 100", total));
}

void read_referral(TomlReader& table, Reading& reading)
{
    Referral& referral = reading.protocol.referral;
    referral.draft_days = table.number("draft_days", 1, 365);
    table.list("elsewhere", 1, [&](TomlReader& item) {
        referral.elsewhere.push_back({.name = item.text("name"), .plain = item.text("plain")});
    });
    Seen seen;
    table.list("work", 2, [&](TomlReader& item) {
        referral.work.push_back(read_front_door::read_work_choice(item, reading, seen));
    });
    reading.later(table.place("work"), read_front_door::unused_group, {"group"});
    read_front_door::read_choices(table, "condition_kind", referral.condition_kinds);
    read_front_door::read_choices(table, "other_help", referral.other_help);
    read_front_door::read_choices(table, "need", referral.needs);
    read_front_door::read_choices(table, "source", referral.sources);
    Seen equality;
    table.list("equality", 0, [&](TomlReader& item) {
        referral.equality.push_back(read_front_door::read_equality(item, equality));
    });
}

void read_contact_rules(TomlReader& table, Reading& reading)
{
    ContactRules& rules = reading.protocol.contact_rules;
    rules.first_attempt_working_days = table.number("first_attempt_working_days", 1, 20);
    rules.attempts = table.number("attempts", 1, 10);
    rules.last_attempt_working_days = table.number("last_attempt_working_days", 1, 60);
    rules.close_after_letter_working_days = table.number("close_after_letter_working_days", 1, 60);
    rules.booking_working_days = table.number("booking_working_days", 1, 60);
    rules.intake_working_days = table.number("intake_working_days", 1, 60);
    rules.decision_working_days = table.number("decision_working_days", 1, 60);
    rules.thinking_working_days = table.number("thinking_working_days", 1, 60);
    rules.missed_appointments = table.number("missed_appointments", 0, 10);
    const bool sound = table.sound("last_attempt_working_days") && table.sound("attempts") &&
                       table.sound("first_attempt_working_days");
    const int needed = rules.first_attempt_working_days + rules.attempts - 1;
    if (sound && rules.last_attempt_working_days < needed) {
        table.fault("last_attempt_working_days",
                    "leaves too few days: each attempt is on a day of its own");
    }
    reading.later(table.place("first_attempt_working_days"),
                  [](const Protocol& all) {
                      const int promised = all.contact.reply_within_working_days;
                      if (all.contact_rules.first_attempt_working_days <= promised)
                          return std::string{};
                      return fmt::format(
                          "comes after the {} working days that the public is promised in "
                          "contact.reply_within_working_days",
                          promised);
                  },
                  {"contact.reply_within_working_days"});
}

ConcernRules read_concern_rules(TomlReader& table)
{
    // Harm may be due on the same day; nothing waits longer than a month.
    constexpr int most = 20;
    ConcernRules rules;
    rules.safeguarding_working_days = table.number("safeguarding_working_days", 0, most);
    rules.adverse_event_working_days = table.number("adverse_event_working_days", 0, most);
    rules.complaint_working_days = table.number("complaint_working_days", 0, most);
    rules.incident_working_days = table.number("incident_working_days", 0, most);
    return rules;
}

void read_notices(TomlReader& root, Reading& reading)
{
    auto& notices = reading.protocol.notices;
    Seen seen;
    root.list("notice", 1, [&](TomlReader& item) {
        notices.push_back({.id = own_id(item, seen),
                           .version = item.text("version", 20),
                           .file = reading.file(item, "file")});
    });
    reading.later(root.place("notice"), read_front_door::missing_notice, {"referral"});
}

} // namespace evenhand::protocol
