#include "people/withdrawal/withdrawal.hpp"

#include "core/check.hpp"

#include <algorithm>
#include <map>

namespace evenhand::withdrawal {

namespace withdrawal {

/// What one fact takes away.
struct Barred
{
    bool contact = false;
    bool survey = false;
    bool link = false;
};

Barred barred_by(Scope scope)
{
    switch (scope) {
    case Scope::support:
        return {};
    case Scope::surveys:
        return {.survey = true};
    case Scope::linkage:
        return {.link = true};
    case Scope::contact:
        return {.contact = true, .survey = true};
    case Scope::everything:
        return {.contact = true, .survey = true, .link = true};
    }
    CHECK(false);
}

Barred barred_by(LifeKind kind)
{
    switch (kind) {
    case LifeKind::died:
        // The consent to linkage that they gave stands after their death.
        return {.contact = true, .survey = true};
    case LifeKind::lost_capacity:
        // Nothing more is done until somebody who may decide for them was asked (Mental Capacity
        // Act 2005, sections 30 to 34).
        return {.contact = true, .survey = true, .link = true};
    case LifeKind::in_prison:
        // A letter of the trial opened by others tells of their health, and research with people
        // in prison needs an approval of its own.
        return {.contact = true, .survey = true};
    case LifeKind::lost_contact:
    case LifeKind::moved_away:
        return {};
    }
    CHECK(false);
}

/// The first fact that takes a permission away names the reason.
void apply(Permissions& permissions, const Barred& barred, std::string_view why)
{
    const auto bar = [why](std::string& by) {
        if (by.empty()) by = why;
    };
    if (barred.contact) bar(permissions.contact_barred_by);
    if (barred.survey) bar(permissions.survey_barred_by);
    if (barred.link) bar(permissions.link_barred_by);
}

std::optional<Refusal> fault_of_day(LocalDate effective, LocalDate today)
{
    constexpr int first_year = 2000; // a slip of a century
    if (effective > today) return Refusal::in_future;
    if (effective.year() < first_year) return Refusal::too_long_ago;
    return std::nullopt;
}

} // namespace withdrawal

std::vector<LifeKind> holding_on(const Standing& standing, LocalDate today)
{
    std::map<LifeKind, bool> holds;
    for (const LifeEvent& event : standing.life) {
        if (event.effective <= today) holds[event.kind] = !event.ended;
    }
    std::vector<LifeKind> kinds;
    for (const auto& [kind, now] : holds)
        if (now) kinds.push_back(kind);
    return kinds;
}

Permissions permissions_on(const Standing& standing, LocalDate today)
{
    Permissions permissions;
    for (const LifeKind kind : holding_on(standing, today))
        withdrawal::apply(permissions, withdrawal::barred_by(kind), name_of(kind));
    for (const Withdrawal& each : standing.withdrawals) {
        if (each.effective > today) continue;
        withdrawal::apply(permissions, withdrawal::barred_by(each.scope), name_of(each.scope));
    }
    return permissions;
}

std::string_view code(Refusal refusal)
{
    switch (refusal) {
    case Refusal::in_future:
        return "in_the_future";
    case Refusal::too_long_ago:
        return "too_long_ago";
    case Refusal::not_told:
        return "not_told";
    case Refusal::already:
        return "already";
    case Refusal::not_there:
        return "not_there";
    case Refusal::erased:
        return "erased";
    case Refusal::not_theirs_to_say:
        return "not_theirs_to_say";
    }
    CHECK(false);
}

std::optional<Refusal> fault_of(const Standing& standing, const NewWithdrawal& wanted,
                                LocalDate today)
{
    if (const auto fault = withdrawal::fault_of_day(wanted.effective, today)) return fault;
    if (!wanted.told) return Refusal::not_told;
    const bool already = std::ranges::any_of(standing.withdrawals, [&](const Withdrawal& each) {
        return each.scope == wanted.scope || each.scope == Scope::everything;
    });
    if (already) return Refusal::already;
    return std::nullopt;
}

std::optional<Refusal> fault_of(const Standing& standing, const NewTakingBack& wanted)
{
    const auto& all = standing.withdrawals;
    if (std::ranges::find(all, wanted.withdrawal, &Withdrawal::id) == all.end())
        return Refusal::not_there;
    // A carer may say that it was never meant. To come back is one's own consent.
    const bool own = wanted.said_by == SaidBy::person;
    if (wanted.because == BackBecause::changed_mind && !own) return Refusal::not_theirs_to_say;
    return std::nullopt;
}

std::optional<Refusal> fault_of(const Standing& standing, const LifeEvent& wanted, LocalDate today)
{
    if (const auto fault = withdrawal::fault_of_day(wanted.effective, today)) return fault;
    const auto held = holding_on(standing, today);
    const bool holds = std::ranges::find(held, wanted.kind) != held.end();
    if (holds && !wanted.ended) return Refusal::already;
    if (!holds && wanted.ended) return Refusal::not_there;
    return std::nullopt;
}

} // namespace evenhand::withdrawal
