#pragma once

// Somebody before the draw of a whole house, through the stores of the rooms whose facts are its
// gates: eligible, consented and locked. For the small protocol, which asks little.

#include "app/house.hpp"
#include "tests/support/before_the_draw.hpp"
#include "tests/support/information_steps.hpp"

#include <stdexcept>
#include <string>

namespace evenhand::tests {

/// Whoever does it must be trained to take consent, as the demonstration's intake officer is.
inline storage::Actor officer_of(const std::string& account)
{
    return {storage::ActorKind::staff, account, "intake_officer"};
}

inline void find_eligible(app::House& house, storage::UnitOfWork& work, identity::PersonId who,
                          protocol::EligibilityOutcome outcome,
                          LocalDate on = LocalDate::from_ymd(2026, 3, 2).value())
{
    eligibility::Decided decided;
    decided.outcome = outcome;
    const auto journey = house.journeys.find(work, who).value();
    decided.area = journey.area;
    decided.group = journey.group;
    const auto answers = eligibility::answers_on(on);
    if (!house.evaluations.record(work, who, {.answers = answers, .decided = decided}))
        throw std::runtime_error("no evaluation");
}

/// A form signed by typed name, with every item agreed to or only those that taking part needs.
inline consent::NewConsent signed_by_name(const protocol::ConsentForm& form,
                                          bool optional_too = true)
{
    consent::NewConsent wanted{.wording_hash = consent::wording_of(form).hash,
                               .answers = {},
                               .circumstances = {},
                               .signature = {.typed_name = "Zoë Example"}};
    for (const protocol::ConsentItem& item : form.items)
        wanted.answers[item.id] = item.required || optional_too;
    return wanted;
}

inline void consent_to_all(app::House& house, storage::UnitOfWork& work, identity::PersonId who)
{
    hear_information(work, house.information, house.protocol.consent, who);
    const auto signed_form = house.consents.sign(work, who, signed_by_name(house.protocol.consent));
    if (!signed_form)
        throw std::runtime_error("no consent: " + std::string(code(signed_form.error())));
}

inline void lock_baseline(app::House& house, storage::UnitOfWork& work, identity::PersonId who)
{
    baseline::Given given;
    given.answers["working"] = std::string("no");
    given.answers["able"] = std::int64_t{3};
    const bool locked = house.baselines.save(work, who, given) &&
                        house.baselines.lock(work, who, baseline::Mode::side_by_side);
    if (!locked) throw std::runtime_error("no baseline");
}

/// A new person at that stage, every fact before it made.
inline identity::PersonId somebody_at(app::House& house, const std::string& account,
                                      participants::Stage until)
{
    using participants::Stage;
    return house.units->write(officer_of(account), "test", [&](storage::UnitOfWork& work) {
        identity::Details said;
        said.birth_date = LocalDate::parse("1990-05-17");
        const auto claim = house.identities.make_claim(work, said);
        const auto who = house.identities.confirm_claim(work, claim, "new_person").value();
        walk_to_draw(work, house.journeys, house.protocol, who, Stage::goes_on);
        find_eligible(house, work, who, protocol::EligibilityOutcome::eligible);
        if (until == Stage::goes_on) return who;
        consent_to_all(house, work, who);
        if (until == Stage::consented) return who;
        lock_baseline(house, work, who);
        return who;
    });
}

} // namespace evenhand::tests
