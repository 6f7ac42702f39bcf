#pragma once

// An intake office on a store of its own, for the tests of this room: people who wait, slots of one
// member of staff, contacts, and the derived rows kept as the program keeps them.

#include "storage/rebuild.hpp"
#include "tests/support/appointments_stores.hpp"

#include <gtest/gtest.h>

namespace evenhand::tests {

struct Office : OfficeStores
{
    explicit Office(storage::Engine engine) : OfficeStores(engine)
    {
        officer.id = trial.units->write(officer, "test", [&](storage::UnitOfWork& work) {
            return accounts
                .add(work,
                     {PersonName::parse("Robin Example").value(),
                      EmailAddress::parse("robin@example.org").value()},
                     "test")
                ->text();
        });
    }

    template <class Do>
    auto write(Do what)
    {
        return trial.units->write(officer, "test", what);
    }
    template <class IdType>
    IdType made_up()
    {
        return write([](storage::UnitOfWork& work) { return work.new_id<IdType>(); });
    }
    PersonId new_person()
    {
        return write([&](storage::UnitOfWork& work) {
            return identities.confirm_claim(work, identities.make_claim(work, {}), "new").value();
        });
    }
    PersonId waiting_person(std::string area = "sheffield")
    {
        const PersonId who = new_person();
        EXPECT_TRUE(write([&](storage::UnitOfWork& work) {
            return journeys.take(
                work, who,
                {.step = participants::Step::referred, .facts = {.area = std::move(area)}});
        }));
        return who;
    }
    auto take(PersonId who, participants::Step step, std::string_view detail = {})
    {
        return write([&](storage::UnitOfWork& work) {
            return journeys.take(work, who, {.step = step, .detail = detail});
        });
    }
    participants::Journey journey(PersonId who)
    {
        return write([&](storage::UnitOfWork& work) { return journeys.find(work, who).value(); });
    }
    /// Slots of an hour from ten o'clock on Wednesday, 4 March 2026.
    Result<std::vector<SlotId>, Refusal> make_slots(int count)
    {
        const NewSlots wanted{
            .where = {.area = "sheffield",
                      .venue_id = "example-library",
                      .venue = "Example Library",
                      .mode = Mode::face_to_face},
            .plan = {.day = *LocalDate::parse("2026-03-04"), .first = {10, 0}, .count = count},
            .staff_id = officer.id};
        return write([&](storage::UnitOfWork& work) { return slot_store.make(work, wanted); });
    }
    std::vector<SlotId> slots(int count) { return make_slots(count).value(); }
    std::vector<Slot> free_slots(std::string area = {})
    {
        return write([&](storage::UnitOfWork& work) {
            return slot_store.free(work, {.area = area}, std::nullopt).rows;
        });
    }
    auto cancel_slot(SlotId slot)
    {
        return write(
            [&](storage::UnitOfWork& work) { return slot_store.cancel(work, slot, "test"); });
    }
    auto book(PersonId who, const NewBooking& wanted)
    {
        return write([&](storage::UnitOfWork& work) { return bookings.book(work, who, wanted); });
    }
    auto attend(PersonId who, AppointmentId id)
    {
        return write([&](storage::UnitOfWork& work) { return bookings.attend(work, who, id); });
    }
    auto miss(PersonId who, AppointmentId id)
    {
        return write([&](storage::UnitOfWork& work) { return bookings.miss(work, who, id); });
    }
    auto cancel(PersonId who, AppointmentId id, CancelReason reason)
    {
        return write(
            [&](storage::UnitOfWork& work) { return bookings.cancel(work, who, id, reason); });
    }
    std::optional<Appointment> standing(PersonId who)
    {
        return write([&](storage::UnitOfWork& work) { return bookings.standing(work, who); });
    }
    std::vector<Appointment> of_person(PersonId who)
    {
        return write([&](storage::UnitOfWork& work) { return bookings.of_person(work, who); });
    }
    DayPage day(const DayFilter& filter, const std::optional<DayAfter>& after = {})
    {
        return write([&](storage::UnitOfWork& work) { return bookings.day(work, filter, after); });
    }
    /// Moves the clock to the beginning of their appointment.
    void until_starts(PersonId who)
    {
        const auto starts = standing(who).value().starts;
        if (starts > trial.clock.now()) trial.clock.advance(starts - trial.clock.now());
    }
    std::optional<Owed> owed(PersonId who)
    {
        return write([&](storage::UnitOfWork& work) { return calls.owed(work, who); });
    }
    CallPage call_list(const CallFilter& filter, const std::optional<CallAfter>& after = {})
    {
        return write([&](storage::UnitOfWork& work) {
            return calls.list(work, filter, after, *LocalDate::parse("2026-03-02"));
        });
    }
    auto contact(PersonId who, contacts::Outcome outcome)
    {
        return write([&](storage::UnitOfWork& work) {
            return log.record(work, who, {.outcome = outcome, .occurred = work.now()});
        });
    }
    /// Whether the derived rows are what the facts give.
    bool derived_agree()
    {
        const auto found = storage::rebuild(
            *trial.database,
            {participants::derived_journeys(), derived_appointments(), derived_calls(rules, {})},
            storage::Rebuild::compare);
        return std::ranges::all_of(found, &storage::RebuildFinding::equal);
    }
};

} // namespace evenhand::tests
