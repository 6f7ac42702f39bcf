#pragma once

// A trial with staff, some of them trained to take consent, and people on their way to it: for the
// tests of this room.

#include "intake/consent/same_number_store.hpp"
#include "tests/support/consent_form.hpp"
#include "tests/support/information_steps.hpp"
#include "tests/support/staff_world.hpp"

#include <string>
#include <string_view>
#include <utility>

namespace evenhand::consent {

struct ConsentWorld
{
    explicit ConsentWorld(storage::Engine engine) : staff(engine)
    {
        train("intake", "consent", "2029-01-14");
    }

    storage::Actor actor(std::string_view handle)
    {
        const auto address = EmailAddress::parse(tests::StaffWorld::account(handle).email).value();
        return staff.trial.units->read(
            {storage::ActorKind::system, "test", {}}, "test", [&](storage::UnitOfWork& work) {
                const auto found = staff.services.accounts.find(work, address);
                return storage::Actor{storage::ActorKind::staff, found->id.text(), {}};
            });
    }
    template <class Do>
    auto as(std::string_view handle, Do what)
    {
        return staff.trial.units->write(actor(handle), "test", what);
    }
    void train(std::string_view handle, std::string course, const char* until)
    {
        const auto who = actor(handle);
        as("admin", [&](storage::UnitOfWork& work) {
            staff.services.trainings.record(work, staff::AccountId::parse(who.id).value(),
                                            {.course = std::move(course),
                                             .completed_on = LocalDate::parse("2026-01-15").value(),
                                             .valid_until = LocalDate::parse(until)},
                                            "test");
        });
    }
    /// Somebody who was told everything and wants to go on.
    PersonId person(participants::Stage until = participants::Stage::goes_on)
    {
        const auto who = uninformed(until);
        hear(who);
        return who;
    }
    /// They go through the sheet in force and say it back.
    void hear(PersonId who)
    {
        as("intake", [&](storage::UnitOfWork& work) {
            tests::hear_information(work, information, form, who);
        });
    }
    /// Somebody who came as far by steps alone.
    PersonId uninformed(participants::Stage until = participants::Stage::goes_on)
    {
        using participants::Step;
        return as("intake", [&](storage::UnitOfWork& work) {
            const auto who =
                identities.confirm_claim(work, identities.make_claim(work, {}), "new").value();
            for (const Step step : {Step::referred, Step::contacted, Step::booked, Step::attended,
                                    Step::eligible, Step::taught, Step::goes_on}) {
                const auto stage = journeys.take(work, who, {.step = step});
                if (!stage.has_value()) throw std::runtime_error("the step is not taken");
                if (*stage == until) break;
            }
            return who;
        });
    }
    NewConsent yes(bool records = true) const
    {
        return {.wording_hash = wording_of(form).hash,
                .answers = {{"part", true}, {"records", records}},
                .circumstances = {},
                .signature = {.typed_name = "Zoë Example"}};
    }
    NewConsent spoken() const
    {
        auto consent = yes();
        consent.signature = {.method = SignatureMethod::witnessed_verbal};
        return consent;
    }
    Result<ConsentId, Refusal> sign(std::string_view handle, PersonId who, const NewConsent& wanted)
    {
        return as(handle,
                  [&](storage::UnitOfWork& work) { return consents.sign(work, who, wanted); });
    }
    std::optional<InForce> in_force(PersonId who)
    {
        return as("intake",
                  [&](storage::UnitOfWork& work) { return consents.in_force(work, who); });
    }
    participants::Journey journey(PersonId who)
    {
        return as("intake",
                  [&](storage::UnitOfWork& work) { return journeys.find(work, who).value(); });
    }

    std::string protocol_fault; ///< why nothing is signed now; empty: the version is in force
    const storage::UnitOfWork* asked_in = nullptr; ///< where the store asked for it last
    tests::StaffWorld staff;
    protocol::ConsentForm form = first_form();
    identity::Vault vault{staff.trial.keys};
    identity::IdentityStore identities{vault, {sealed_rows}, {forget_linkage_index}};
    identity::NoteStore notes{vault};
    participants::JourneyStore journeys{{.first_contact = 2,
                                         .booking = 5,
                                         .intake = 10,
                                         .decision = 2,
                                         .thinking = 5,
                                         .most_rebooked = 2},
                                        {}};
    withdrawal::WithdrawalStore withdrawals{notes};
    eligibility::EligibilityStore evaluations{notes};
    InformationStore information{form, journeys, evaluations};
    ConsentStore consents{{.vault = vault,
                           .journeys = journeys,
                           .withdrawals = withdrawals,
                           .information = information,
                           .roles = staff.services.roles,
                           .trainings = staff.services.trainings,
                           .form = form,
                           .study_prefix = "WW",
                           .versions_in_force = {},
                           .protocol_fault = [this](storage::UnitOfWork& work) {
                               asked_in = &work;
                               return protocol_fault;
                           }}};
    LinkageStore linkage{vault, journeys, consents};
    SameNumberStore same_numbers{linkage, journeys};
};

} // namespace evenhand::consent
