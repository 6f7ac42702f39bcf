#include "rehearsal/eligibility_answers.hpp"

#include <algorithm>

namespace evenhand::rehearsal {

namespace eligibility_answers_parts {

using protocol::Criterion;
using protocol::CriterionKind;

constexpr std::string_view not_sure = "not_sure";

bool asks(const PageParts& page, std::string_view field)
{
    return std::ranges::any_of(page.forms, [field](const PageForm& form) {
        return std::ranges::any_of(form.fields, [field](const PageField& each) {
            return each.name == field && each.type != "hidden";
        });
    });
}

bool offers(const PageParts& page, std::string_view field, std::string_view value)
{
    return std::ranges::any_of(page.forms, [&](const PageForm& form) {
        return std::ranges::any_of(form.fields, [&](const PageField& each) {
            return each.name == field && each.value == value;
        });
    });
}

/// One of those that are asked with yes and no: what a referral could not tell.
const Criterion* odd_one(const protocol::Eligibility& rules, Rng& rng)
{
    std::vector<const Criterion*> asked;
    for (const Criterion& each : rules.criteria)
        if (each.kind == CriterionKind::asked) asked.push_back(&each);
    if (asked.empty()) return nullptr;
    return asked[static_cast<std::size_t>(rng.uniform(asked.size()))];
}

std::string said(protocol::Said said)
{
    return said == protocol::Said::yes ? "yes" : "no";
}

std::string opposite(protocol::Said meets)
{
    return meets == protocol::Said::yes ? "no" : "yes";
}

void add_age(const Participant& participant, const PageParts& page, const Criterion& criterion,
             Typed& typed)
{
    const LocalDate born = participant.person.born;
    if (asks(page, criterion.id)) {
        typed.emplace_back(criterion.id, "yes");
        return;
    }
    typed.emplace_back("birth_date-day", std::to_string(born.day()));
    typed.emplace_back("birth_date-month", std::to_string(born.month()));
    typed.emplace_back("birth_date-year", std::to_string(born.year()));
}

std::string met(const protocol::Protocol& protocol, const Participant& participant,
                const Criterion& criterion)
{
    switch (criterion.kind) {
    case CriterionKind::area:
        return participant.person.area;
    case CriterionKind::group:
        return group_of(protocol, participant.person);
    case CriterionKind::asked:
        return said(criterion.meets_when);
    case CriterionKind::age:
    case CriterionKind::since:
        break;
    }
    return "yes";
}

} // namespace eligibility_answers_parts

std::string group_of(const protocol::Protocol& protocol, const MadeUpPerson& person)
{
    for (const auto& choice : protocol.referral.work)
        if (choice.id == person.work) return choice.group;
    return {};
}

Typed eligibility_answers(const protocol::Protocol& protocol, const Participant& participant,
                          const PageParts& page, Rng rng)
{
    using namespace eligibility_answers_parts;
    using Eligible = Story::Eligible;
    const Eligible story = participant.story.eligible;
    const auto* odd = story == Eligible::yes ? nullptr : odd_one(protocol.eligibility, rng);
    Typed typed;
    for (const Criterion& criterion : protocol.eligibility.criteria) {
        if (criterion.kind == CriterionKind::age) {
            add_age(participant, page, criterion, typed);
            continue;
        }
        if (!asks(page, criterion.id)) continue;
        if (&criterion != odd)
            typed.emplace_back(criterion.id, met(protocol, participant, criterion));
        else if (story == Eligible::no)
            typed.emplace_back(criterion.id, opposite(criterion.meets_when));
        else
            typed.emplace_back(criterion.id, not_sure);
    }
    return typed;
}

Typed lead_finding(const protocol::Protocol& protocol, const Participant& participant,
                   const PageParts& page)
{
    using namespace eligibility_answers_parts;
    const bool meets = participant.story.eligible == Story::Eligible::unsure_then_yes;
    std::string found = "yes";
    for (const Criterion& criterion : protocol.eligibility.criteria) {
        if (criterion.kind != CriterionKind::asked || !offers(page, "criterion", criterion.id))
            continue;
        found = meets ? said(criterion.meets_when) : opposite(criterion.meets_when);
    }
    return {{"found", found},
            {"evidence", "Asked their GP surgery by telephone, with their leave."}};
}

} // namespace evenhand::rehearsal
