#include "protocol/protocol.hpp"

#include "core/check.hpp"
#include "protocol/toml_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace evenhand::protocol {

namespace protocol_rules {

constexpr int known_format = 1;

Contact read_contact(TomlReader& reader)
{
    return {.telephone = reader.text("telephone", 40),
            .hours = reader.text("hours"),
            .email = reader.text("email"),
            .post = reader.text("post"),
            .reply_within_working_days = reader.number("reply_within_working_days", 1, 20)};
}

EqualityQuestion read_equality(TomlReader& reader)
{
    EqualityQuestion question{.id = reader.id("id"), .label = reader.text("label"), .choices = {}};
    reader.list("choice", 2, [&](TomlReader& item) {
        EqualityChoice choice{.id = item.id("id"), .label = item.text("label"), .details = {}};
        item.list("detail", 0, [&](TomlReader& detail) {
            choice.details.push_back({.id = detail.id("id"), .label = detail.text("label")});
        });
        question.choices.push_back(std::move(choice));
    });
    return question;
}

Referral read_referral(TomlReader& reader)
{
    const auto choices = [&](std::string_view key, std::vector<Choice>& into) {
        reader.list(key, 1, [&](TomlReader& item) {
            into.push_back({.id = item.id("id"), .label = item.text("label")});
        });
    };
    Referral referral;
    referral.draft_days = reader.number("draft_days", 1, 365);
    reader.list("elsewhere", 1, [&](TomlReader& item) {
        referral.elsewhere.push_back({.name = item.text("name"), .plain = item.text("plain")});
    });
    reader.list("work", 2, [&](TomlReader& item) {
        referral.work.push_back({.id = item.id("id"),
                                 .label = item.text("label"),
                                 .group = item.id("group"),
                                 .why_not = {}});
    });
    choices("condition_kind", referral.condition_kinds);
    choices("other_help", referral.other_help);
    choices("need", referral.needs);
    choices("source", referral.sources);
    reader.list("equality", 0,
                [&](TomlReader& item) { referral.equality.push_back(read_equality(item)); });
    return referral;
}

Eligibility read_eligibility(TomlReader& reader)
{
    Eligibility eligibility;
    eligibility.age_from = reader.number("age_from", 16, 100);
    reader.list("rule", 1, [&](TomlReader& item) {
        Criterion criterion;
        criterion.id = item.id("id");
        criterion.plain = item.text("plain");
        eligibility.criteria.push_back(std::move(criterion));
    });
    return eligibility;
}

template <class Item>
void refuse_repeats(TomlReader& reader, std::string_view key, const std::vector<Item>& items)
{
    for (std::size_t i = 0; i < items.size(); ++i) {
        const auto first = std::ranges::find(items, items[i].id, &Item::id);
        const auto at = static_cast<std::size_t>(first - items.begin());
        if (at < i) {
            reader.fault(key, fmt::format("has the id \"{}\" twice, in sections {} and {}",
                                          items[i].id, at + 1, i + 1));
        }
    }
}

void check_groups(TomlReader& reader, const Protocol& protocol)
{
    int total = 0;
    for (const Group& group : protocol.groups)
        total += group.expected_share_percent;
    if (!protocol.groups.empty() && total != 100) {
        reader.fault("group", fmt::format("expected shares add up to {} percent, not 100", total));
    }
    for (const WorkChoice& choice : protocol.referral.work) {
        if (std::ranges::find(protocol.groups, choice.group, &Group::id) == protocol.groups.end()) {
            reader.fault("referral",
                         fmt::format("work answer \"{}\" points to the group \"{}\", which is not "
                                     "one of the groups",
                                     choice.id, choice.group));
        }
    }
}

void check_prefix(TomlReader& reader, const Protocol& protocol)
{
    const auto capital = [](char c) { return c >= 'A' && c <= 'Z'; };
    const bool good = protocol.prefix.size() >= 2 && protocol.prefix.size() <= 3 &&
                      std::ranges::all_of(protocol.prefix, capital);
    if (!good) reader.fault("prefix", "must be two or three capital letters, as in \"WW\"");
}

void need_notice(TomlReader& reader, const Protocol& protocol, std::string_view needed)
{
    if (std::ranges::find(protocol.notices, needed, &Notice::id) != protocol.notices.end()) return;
    reader.fault("notice",
                 fmt::format("lacks the notice \"{}\", which people must be given", needed));
}

/// Every question may be declined; the program offers that itself, so that no trial forgets it.
void check_equality(TomlReader& reader, const Protocol& protocol)
{
    const auto& questions = protocol.referral.equality;
    if (questions.empty()) return;
    need_notice(reader, protocol, equality_notice);
    refuse_repeats(reader, "referral", questions);
    for (const EqualityQuestion& question : questions) {
        refuse_repeats(reader, "referral", question.choices);
        for (const EqualityChoice& choice : question.choices) {
            refuse_repeats(reader, "referral", choice.details);
            if (choice.id == prefer_not_to_say) {
                reader.fault("referral", fmt::format("the question \"{}\" lists \"{}\", which "
                                                     "every question has without being told",
                                                     question.id, prefer_not_to_say));
            }
        }
    }
}

void check_meaning(TomlReader& reader, const Protocol& protocol)
{
    check_prefix(reader, protocol);
    check_groups(reader, protocol);
    refuse_repeats(reader, "area", protocol.areas);
    refuse_repeats(reader, "group", protocol.groups);
    refuse_repeats(reader, "notice", protocol.notices);
    refuse_repeats(reader, "eligibility", protocol.eligibility.criteria);
    refuse_repeats(reader, "referral", protocol.referral.work);
    refuse_repeats(reader, "referral", protocol.referral.condition_kinds);
    refuse_repeats(reader, "referral", protocol.referral.other_help);
    refuse_repeats(reader, "referral", protocol.referral.needs);
    refuse_repeats(reader, "referral", protocol.referral.sources);
    check_equality(reader, protocol);
    need_notice(reader, protocol, referral_notice);
}

Protocol read_protocol(TomlReader& reader)
{
    Protocol protocol;
    if (reader.number("format", 1, 1000) != known_format) {
        reader.fault("format", fmt::format("this program reads format {}", known_format));
    }
    protocol.id = reader.id("id");
    protocol.version = reader.text("version", 20);
    protocol.name = reader.text("name", 60);
    protocol.prefix = reader.text("prefix", 10);
    protocol.organisation = reader.text("organisation", 100);
    protocol.summary = reader.text("summary");
    reader.table("contact", [&](TomlReader& table) { protocol.contact = read_contact(table); });
    reader.list("area", 1, [&](TomlReader& item) {
        protocol.areas.push_back({.id = item.id("id"), .name = item.text("name", 60)});
    });
    reader.list("group", 1, [&](TomlReader& item) {
        protocol.groups.push_back(
            {.id = item.id("id"),
             .name = item.text("name", 60),
             .plain = item.text("plain"),
             .expected_share_percent = item.number("expected_share_percent", 0, 100)});
    });
    reader.table("eligibility",
                 [&](TomlReader& table) { protocol.eligibility = read_eligibility(table); });
    reader.table("referral", [&](TomlReader& table) { protocol.referral = read_referral(table); });
    reader.list("notice", 1, [&](TomlReader& item) {
        protocol.notices.push_back({.id = item.id("id"),
                                    .version = item.text("version", 20),
                                    .file = item.text("file", 200)});
    });
    reader.refuse_unknown_keys();
    check_meaning(reader, protocol);
    return protocol;
}

} // namespace protocol_rules

const Notice& Protocol::notice(std::string_view notice_id) const
{
    const auto found = std::ranges::find(notices, notice_id, &Notice::id);
    CHECK(found != notices.end());
    return *found;
}

Result<Protocol, ProtocolErrors> load(std::string_view text, const ReadText&)
{
    ProtocolErrors errors;
    const auto reader = TomlReader::parse(text, errors);
    if (!reader) return refuse(std::move(errors));
    Protocol protocol = protocol_rules::read_protocol(*reader);
    if (!errors.empty()) {
        std::ranges::stable_sort(errors, {}, &ProtocolError::line);
        return refuse(std::move(errors));
    }
    return protocol;
}

} // namespace evenhand::protocol
