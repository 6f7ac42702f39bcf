#pragma once

// The stores of an intake office on a trial of its own, wired as the program wires them: the
// derived rows follow the spine and the contact log.

#include "people/contacts/contacts_store.hpp"
#include "people/identity/identity_store.hpp"
#include "people/identity/note_store.hpp"
#include "people/participants/participants_store.hpp"
#include "people/staff/account_store.hpp"
#include "recruitment/appointments/appointment_store.hpp"
#include "recruitment/appointments/call_store.hpp"
#include "recruitment/appointments/information_store.hpp"
#include "tests/support/test_trial.hpp"

namespace evenhand::tests {

using namespace evenhand::appointments;

struct OfficeStores
{
    explicit OfficeStores(storage::Engine engine) : trial(engine) {}

    tests::TestTrial trial;
    protocol::ContactRules rules{.first_attempt_working_days = 2,
                                 .attempts = 3,
                                 .last_attempt_working_days = 10,
                                 .close_after_letter_working_days = 10,
                                 .booking_working_days = 5,
                                 .intake_working_days = 10,
                                 .decision_working_days = 5,
                                 .thinking_working_days = 5,
                                 .missed_appointments = 2};
    identity::Vault vault{trial.keys};
    identity::IdentityStore identities{vault};
    identity::NoteStore notes{vault};
    participants::JourneyStore journeys{
        {.first_contact = 2,
         .booking = 5,
         .intake = 10,
         .decision = 5,
         .thinking = 5,
         .most_rebooked = 2},
        {},
        [this](storage::UnitOfWork& work, const participants::Journey& moved) {
            bookings.follow(work, moved);
            calls.refresh(work, moved.person);
        }};
    contacts::ContactStore log{
        notes, [this](storage::UnitOfWork& work, PersonId who) { calls.refresh(work, who); }};
    CallStore calls{rules, {}};
    SlotStore slot_store{{}};
    AppointmentStore bookings{journeys, slot_store, {}};
    outgoing::Postbox postbox{vault};
    InformationStore information{postbox, log};
    staff::StaffSecrets secrets{trial.keys};
    staff::AccountStore accounts{secrets};
    storage::Actor officer{storage::ActorKind::staff, "0123456789abcdef0123456789abcdef", ""};
};

} // namespace evenhand::tests
