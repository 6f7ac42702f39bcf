#include "intake/allocation/pages/gates.hpp"

#include "core/london_time.hpp"
#include "intake/paper/paper_store.hpp"
#include "people/identity/merge_store.hpp"
#include "protocol/protocol.hpp"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace evenhand::allocation {

namespace gates {

/// Somebody who left the support or everything before the draw is not drawn; who wants no surveys
/// or no linkage still takes part.
bool has_left(const withdrawal::Standing& standing, LocalDate today)
{
    return std::ranges::any_of(standing.withdrawals, [&](const withdrawal::Withdrawal& one) {
        const bool whole =
            one.scope == withdrawal::Scope::everything || one.scope == withdrawal::Scope::support;
        return whole && one.effective <= today;
    });
}

/// What was written in any record of the person counts.
void read_leaving(const withdrawal::Standing& standing, LocalDate today, Evidence& evidence)
{
    using withdrawal::LifeKind;
    const auto life = withdrawal::holding_on(standing, today);
    const auto holds = [&](LifeKind kind) { return std::ranges::find(life, kind) != life.end(); };
    evidence.withdrawn |= has_left(standing, today);
    evidence.died |= holds(LifeKind::died);
    evidence.lost_capacity |= holds(LifeKind::lost_capacity);
    evidence.in_prison |= holds(LifeKind::in_prison);
}

/// The decision that stands. What may change after it is asked again: whether it is too old, and
/// their age by the birth date on record in this moment.
void read_eligibility(const GateStores& stores, storage::UnitOfWork& work, PersonId person,
                      Evidence& evidence)
{
    const auto decision = stores.evaluations.standing(work, person);
    if (!decision) return;
    evidence.eligible = decision->outcome == protocol::EligibilityOutcome::eligible;
    evidence.eligible_area = decision->area;
    evidence.eligible_group = decision->group;
    const auto& rules = stores.protocol.eligibility;
    evidence.eligible_lapsed = protocol::has_lapsed(rules, decision->on, london_date(work.now()));
    const auto who = stores.identities.open_person(work, person);
    evidence.of_age = protocol::fits_age(rules, who ? who->birth_date : std::nullopt, decision->on);
}

/// The ids of those there are, where it is not known which is theirs.
template <class Part>
std::vector<std::string> known_or_any(const std::string& known, const std::vector<Part>& all)
{
    if (!known.empty() || all.empty()) return {known};
    std::vector<std::string> ids;
    for (const Part& one : all)
        ids.push_back(one.id);
    return ids;
}

/// Whether they are of that stratum, or may prove to be: area and group may not be known before
/// somebody has looked at who may join.
bool may_be_of(const protocol::Protocol& protocol, const paper::Waiting& other, int stratum)
{
    for (const std::string& area : known_or_any(other.area, protocol.areas)) {
        for (const std::string& group : known_or_any(other.group, protocol.groups)) {
            const auto theirs = protocol::stratum_of(protocol, area, group);
            if (theirs && theirs->index == stratum) return true;
        }
    }
    return false;
}

/// Whether somebody who came before them, both on paper, waits in the same stratum.
bool is_behind_on_paper(const protocol::Protocol& protocol, storage::UnitOfWork& work,
                        PersonId person, const Evidence& evidence)
{
    const auto own = protocol::stratum_of(protocol, evidence.area, evidence.group);
    const auto intent = paper::PaperStore::place(work, person);
    if (!own || !intent) return false;
    const auto before = paper::PaperStore::before(work, person, *intent);
    return std::ranges::any_of(before, [&](const paper::Waiting& other) {
        return may_be_of(protocol, other, own->index);
    });
}

Evidence read(const GateStores& stores, storage::UnitOfWork& work, PersonId person)
{
    Evidence evidence;
    if (const auto journey = stores.journeys.find(work, person)) {
        evidence.stage = journey->stage;
        evidence.area = journey->area;
        evidence.group = journey->group;
    }
    read_eligibility(stores, work, person, evidence);
    if (auto signed_form = stores.consents.in_force(work, person)) {
        evidence.consent = ConsentShown{.id = signed_form->id.text(),
                                        .form_version = std::move(signed_form->form_version),
                                        .sheet_version = std::move(signed_form->sheet_version),
                                        .agreed = std::move(signed_form->agreed)};
    }
    if (const auto locked = stores.baselines.locked(work, person))
        evidence.baseline = locked->id.text();
    evidence.likely_match = !identity::MergeStore::undecided(work, person).people.empty();
    const auto number = stores.same_numbers.gate(work, person);
    evidence.same_number = number.undecided;
    evidence.duplicate =
        number.duplicate || identity::MergeStore::leader_of(work, person).has_value();
    const auto records = stores.withdrawals.standings(work, person);
    for (const auto& standing : records)
        read_leaving(standing, london_date(work.now()), evidence);
    evidence.earlier_on_paper = is_behind_on_paper(stores.protocol, work, person, evidence);
    return evidence;
}

} // namespace gates

ReadEvidence read_gates(const GateStores& stores)
{
    return [stores](storage::UnitOfWork& work, PersonId person) {
        return gates::read(stores, work, person);
    };
}

} // namespace evenhand::allocation
