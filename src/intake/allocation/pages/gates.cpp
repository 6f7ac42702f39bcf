#include "intake/allocation/pages/gates.hpp"

#include "core/london_time.hpp"

#include <algorithm>
#include <utility>

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

bool has_died(const withdrawal::Standing& standing, LocalDate today)
{
    const auto life = withdrawal::holding_on(standing, today);
    return std::ranges::find(life, withdrawal::LifeKind::died) != life.end();
}

Evidence read(const GateStores& stores, storage::UnitOfWork& work, PersonId person)
{
    Evidence evidence;
    if (const auto journey = stores.journeys.find(work, person)) {
        evidence.stage = journey->stage;
        evidence.area = journey->area;
        evidence.group = journey->group;
    }
    if (const auto decision = stores.evaluations.standing(work, person)) {
        evidence.eligible = decision->outcome == protocol::EligibilityOutcome::eligible;
        evidence.eligible_area = decision->area;
        evidence.eligible_group = decision->group;
    }
    if (auto signed_form = stores.consents.in_force(work, person)) {
        evidence.consent = ConsentShown{.id = signed_form->id.text(),
                                        .form_version = std::move(signed_form->form_version),
                                        .sheet_version = std::move(signed_form->sheet_version),
                                        .agreed = std::move(signed_form->agreed)};
    }
    if (const auto locked = stores.baselines.locked(work, person))
        evidence.baseline = locked->id.text();
    const auto standing = stores.withdrawals.standing(work, person);
    const LocalDate today = london_date(work.now());
    evidence.withdrawn = has_left(standing, today);
    evidence.died = has_died(standing, today);
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
