#pragma once

// Support cases, their specialists and their leads on one engine, without pages.

#include "core/london_time.hpp"
#include "people/contacts/contacts_store.hpp"
#include "people/participants/participants_store.hpp"
#include "people/withdrawal/withdrawal_store.hpp"
#include "protocol/protocol.hpp"
#include "support/casework/casework_store.hpp"
#include "support/casework/deviation_store.hpp"
#include "support/casework/hand_off_store.hpp"
#include "support/casework/pack_store.hpp"
#include "tests/support/randomised_person.hpp"
#include "tests/support/staff_world.hpp"

#include <string>
#include <string_view>

namespace evenhand::tests {

struct CaseworkWorld
{
    explicit CaseworkWorld(storage::Engine engine) : world(engine) {}

    template <class Do>
    auto write(Do what)
    {
        return world.trial.units->write(officer, "test", what);
    }
    std::string account(std::string_view handle)
    {
        return write([&](storage::UnitOfWork& work) {
            const auto address = EmailAddress::parse(StaffWorld::account(handle).email);
            return world.services.accounts.find(work, address.value()).value().id.text();
        });
    }
    identity::PersonId person(const std::string& area)
    {
        return write([&](storage::UnitOfWork& work) {
            const auto who =
                identities.confirm_claim(work, identities.make_claim(work, {}), "new").value();
            randomise(work, journeys, who, {area, "out-of-work"});
            return who;
        });
    }
    casework::CaseId hand_off(identity::PersonId who, const std::string& area,
                              protocol::HandOff kind)
    {
        return write([&](storage::UnitOfWork& work) {
            const auto allocation = Id<struct TestAllocationTag>::random(work.random());
            return hand_offs.record(work,
                                    {.person = who,
                                     .allocation = allocation.text(),
                                     .kind = kind,
                                     .area = area,
                                     .group = "out-of-work",
                                     .clocks = casework::clocks_of(trial.support, "out-of-work",
                                                                   london_date(work.now()), {}),
                                     .services_version = "2026-01-01-000000000000"});
        });
    }
    casework::CaseId open_case(const std::string& area)
    {
        return hand_off(person(area), area, protocol::HandOff::support_case);
    }
    std::optional<casework::SupportCase> find(const casework::Asker& asker, casework::CaseId id)
    {
        return write([&](storage::UnitOfWork& work) { return cases.find(work, asker, id); });
    }
    /// As a lead who sees the case.
    std::optional<casework::AssignRefusal> assign(casework::CaseId id, std::string_view lead,
                                                  const std::string& to,
                                                  std::optional<casework::TransferReason> why = {},
                                                  bool above_cap = false)
    {
        return write([&](storage::UnitOfWork& work) {
            const auto given = cases.find(work, {std::string(lead), true}, id).value();
            return cases.assign(work, given,
                                {.to = to, .has = given.specialist, .above_cap = above_cap},
                                given.place, why);
        });
    }
    void spoke(identity::PersonId who, contacts::Channel channel, contacts::Outcome outcome)
    {
        write([&](storage::UnitOfWork& work) {
            const auto direction = outcome == contacts::Outcome::received
                                       ? contacts::Direction::from_person
                                       : contacts::Direction::to_person;
            if (!log.record(work, who,
                            {.channel = channel,
                             .direction = direction,
                             .outcome = outcome,
                             .occurred = work.now()}))
                throw std::runtime_error("the contact is not written");
            return 0;
        });
    }

    StaffWorld world;
    identity::Vault vault{world.trial.keys};
    identity::IdentityStore identities{vault, {contacts::sealed_rows, casework::sealed_rows}};
    identity::NoteStore notes{vault};
    contacts::ContactStore log{notes};
    withdrawal::WithdrawalStore withdrawals{notes};
    participants::JourneyStore journeys{
        {.first_contact = 2, .booking = 5, .intake = 10, .decision = 5, .thinking = 5}, {}};
    protocol::Protocol trial = protocol::load_file("protocols/working-win.toml").value();
    casework::HandOffStore hand_offs;
    casework::CaseStore cases{trial.support, world.services.postings};
    casework::PackStore packs;
    casework::DeviationStore deviations{notes};
    storage::Actor officer{storage::ActorKind::staff, "0123456789abcdef0123456789abcdef", ""};
};

} // namespace evenhand::tests
