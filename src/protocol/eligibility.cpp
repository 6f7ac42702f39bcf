#include "protocol/eligibility.hpp"

#include "core/check.hpp"
#include "protocol/protocol.hpp"

#include <algorithm>

namespace evenhand::protocol {

namespace eligibility {

Finding found(bool meets)
{
    return meets ? Finding::meets : Finding::fails;
}

/// An id that the protocol does not have (any more) is none of its areas or groups.
template <class Item>
Finding membership(const Membership& membership, const std::vector<Item>& items)
{
    switch (membership.known) {
    case Membership::Known::not_asked:
        return Finding::not_asked;
    case Membership::Known::unsure:
        return Finding::unsure;
    case Membership::Known::none:
        return Finding::fails;
    case Membership::Known::one:
        break;
    }
    return found(std::ranges::find(items, membership.id, &Item::id) != items.end());
}

bool is_of_age(const Eligibility& eligibility, LocalDate born, LocalDate on)
{
    const int years = age_on(born, on);
    const bool young_enough = eligibility.age_to == 0 || years <= eligibility.age_to;
    return years >= eligibility.age_from && young_enough;
}

Finding age(const Eligibility& eligibility, const EligibilityFacts& facts)
{
    if (!facts.born) return Finding::not_asked;
    return found(is_of_age(eligibility, *facts.born, facts.on));
}

Finding asked(const Criterion& criterion, const EligibilityFacts& facts)
{
    const auto said = facts.said.find(criterion.id);
    if (said == facts.said.end()) return Finding::not_asked;
    if (said->second == Said::unsure) return Finding::unsure;
    return found(said->second == criterion.meets_when);
}

/// A day that was given decides; without one, "yes" says that it was long enough ago.
Finding since(const Criterion& criterion, const EligibilityFacts& facts)
{
    const auto day = facts.since.find(criterion.id);
    if (day == facts.since.end()) return asked(criterion, facts);
    const auto days = facts.on.days_since_epoch() - day->second.days_since_epoch();
    return found(days >= criterion.days_least);
}

bool concerns(const Criterion& criterion, const Membership& group)
{
    if (criterion.groups.empty() || group.known != Membership::Known::one) return true;
    return std::ranges::find(criterion.groups, group.id) != criterion.groups.end();
}

Finding finding_of(const Protocol& protocol, const Criterion& criterion,
                   const EligibilityFacts& facts)
{
    if (!concerns(criterion, facts.group)) return Finding::not_concerned;
    switch (criterion.kind) {
    case CriterionKind::age:
        return age(protocol.eligibility, facts);
    case CriterionKind::area:
        return membership(facts.area, protocol.areas);
    case CriterionKind::group:
        return membership(facts.group, protocol.groups);
    case CriterionKind::asked:
        return asked(criterion, facts);
    case CriterionKind::since:
        break;
    }
    return since(criterion, facts);
}

bool names_place(const Criterion& criterion)
{
    return criterion.kind == CriterionKind::area || criterion.kind == CriterionKind::group;
}

const Resolution* resolution_of(const EligibilityFacts& facts, const std::string& criterion)
{
    // A later resolution says more than an earlier one.
    const auto found = std::find_if(facts.resolutions.rbegin(), facts.resolutions.rend(),
                                    [&](const Resolution& r) { return r.criterion == criterion; });
    return found == facts.resolutions.rend() ? nullptr : &*found;
}

/// Only what nobody was sure of can be resolved, so an answer that fails still fails.
CriterionFinding with_resolution(const Protocol& protocol, const Criterion& criterion,
                                 const EligibilityFacts& facts)
{
    CriterionFinding result{.criterion = criterion.id,
                            .finding = finding_of(protocol, criterion, facts),
                            .resolved = false};
    const Resolution* resolution = resolution_of(facts, criterion.id);
    if (resolution == nullptr) return result;
    // Of an area or a group the fact itself was settled.
    result.resolved = names_place(criterion) || result.finding == Finding::unsure;
    if (result.finding == Finding::unsure) result.finding = found(resolution->meets);
    return result;
}

bool any(const std::vector<CriterionFinding>& findings, Finding finding)
{
    return std::ranges::find(findings, finding, &CriterionFinding::finding) != findings.end();
}

/// Which area or group it is must be known afterwards: the stratum follows from it.
bool settles(const Protocol& protocol, const Criterion& criterion, const Resolution& resolution)
{
    if (!names_place(criterion) || !resolution.meets) return true;
    const Membership place = Membership::of(resolution.settled);
    return criterion.kind == CriterionKind::area
               ? membership(place, protocol.areas) == Finding::meets
               : membership(place, protocol.groups) == Finding::meets;
}

} // namespace eligibility

EligibilityDecision evaluate(const Protocol& protocol, const EligibilityFacts& facts)
{
    EligibilityDecision decision;
    for (const Criterion& criterion : protocol.eligibility.criteria) {
        decision.findings.push_back(eligibility::with_resolution(protocol, criterion, facts));
        if (decision.findings.back().finding == Finding::fails && decision.reason.empty())
            decision.reason = criterion.reason;
    }
    if (eligibility::any(decision.findings, Finding::fails)) {
        decision.outcome = EligibilityOutcome::not_eligible;
    } else if (eligibility::any(decision.findings, Finding::not_asked)) {
        decision.outcome = EligibilityOutcome::unfinished;
    } else if (eligibility::any(decision.findings, Finding::unsure)) {
        decision.outcome = EligibilityOutcome::unsure;
    } else {
        decision.outcome = EligibilityOutcome::eligible;
    }
    return decision;
}

bool fits_age(const Eligibility& eligibility, std::optional<LocalDate> born, LocalDate on)
{
    const bool asks = std::ranges::find(eligibility.criteria, CriterionKind::age,
                                        &Criterion::kind) != eligibility.criteria.end();
    if (!asks) return true;
    return born && eligibility::is_of_age(eligibility, *born, on);
}

bool has_lapsed(const Eligibility& eligibility, LocalDate decided, LocalDate today)
{
    return today.days_since_epoch() - decided.days_since_epoch() > eligibility.stands_days;
}

Result<EligibilityFacts, ResolutionRefusal> resolve(const Protocol& protocol,
                                                    EligibilityFacts facts, Resolution resolution)
{
    const Criterion* criterion = find_criterion(protocol.eligibility, resolution.criterion);
    if (criterion == nullptr) return refuse(ResolutionRefusal::no_such_criterion);
    if (eligibility::with_resolution(protocol, *criterion, facts).finding != Finding::unsure)
        return refuse(ResolutionRefusal::not_unsure);
    if (resolution.evidence.empty()) return refuse(ResolutionRefusal::no_evidence);
    if (!eligibility::settles(protocol, *criterion, resolution))
        return refuse(ResolutionRefusal::not_settled);

    if (eligibility::names_place(*criterion)) {
        Membership& place = criterion->kind == CriterionKind::area ? facts.area : facts.group;
        place = resolution.meets ? Membership::of(resolution.settled) : Membership::none();
    }
    facts.resolutions.push_back(std::move(resolution));
    return facts;
}

const Criterion* find_criterion(const Eligibility& eligibility, std::string_view id)
{
    const auto found = std::ranges::find(eligibility.criteria, id, &Criterion::id);
    return found == eligibility.criteria.end() ? nullptr : &*found;
}

} // namespace evenhand::protocol
