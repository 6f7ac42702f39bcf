// No sequence of operations books one slot twice, or gives one person two appointments: whatever
// officers and leads do in whatever order, the bookings that stand and the derived rows agree with
// a model that is a pair of maps.
#include "recruitment/appointments/appointment_store.hpp"

#include "core/rng.hpp"
#include "storage/connection.hpp"
#include "tests/support/appointments_office.hpp"

#include <gtest/gtest.h>

#include <map>
#include <set>

namespace evenhand::appointments::appointment_prop_test {

using namespace std::chrono_literals;
using participants::Step;

struct Held
{
    AppointmentId id;
    std::optional<SlotId> slot;
};

/// Officers who do what comes, beside a model of what should stand.
struct Hurly
{
    explicit Hurly(storage::Engine engine, std::uint64_t seed) : office(engine), rng(seed)
    {
        for (int i = 0; i < 6; ++i)
            people.push_back(office.waiting_person());
        slots = office.slots(4);
    }

    PersonId anybody() { return people[rng.uniform(people.size())]; }

    void book()
    {
        const PersonId who = anybody();
        const SlotId slot = slots[rng.uniform(slots.size())];
        const auto booked = office.book(who, slot);
        if (!booked) return;
        EXPECT_FALSE(standing.contains(who)) << "a second appointment of one person";
        EXPECT_TRUE(taken.insert(slot).second) << "a second booking of one slot";
        EXPECT_FALSE(cancelled.contains(slot)) << "a slot that was cancelled";
        standing.insert_or_assign(who, Held{*booked, slot});
    }
    void book_own()
    {
        const PersonId who = anybody();
        const OwnTime own{.mode = Mode::telephone,
                          .day = *LocalDate::parse("2026-03-05"),
                          .at = {9 + static_cast<int>(rng.uniform(8)), 0}};
        const auto booked = office.book(who, OwnBooking{"sheffield", own});
        if (!booked) return;
        EXPECT_FALSE(standing.contains(who)) << "a second appointment of one person";
        standing.insert_or_assign(who, Held{*booked, std::nullopt});
    }
    void cancel()
    {
        const PersonId who = anybody();
        const auto held = standing.find(who);
        const auto id = held == standing.end() ? office.made_up<AppointmentId>() : held->second.id;
        const auto refused = office.cancel(who, id, CancelReason::another_time);
        EXPECT_EQ(refused.has_value(), held == standing.end());
        let_go(who);
    }
    void cancel_a_slot()
    {
        const SlotId slot = slots[rng.uniform(slots.size())];
        const auto refused = office.cancel_slot(slot);
        EXPECT_EQ(refused == Refusal::slot_taken, taken.contains(slot));
        EXPECT_EQ(refused == Refusal::slot_not_there, cancelled.contains(slot));
        if (refused) return;
        cancelled.insert(slot);
        slots.push_back(more_slots());
    }
    void leave()
    {
        const PersonId who = anybody();
        if (office.take(who, Step::closed, "not_completed")) let_go(who);
        office.trial.clock.advance(1s);
        (void)office.take(who, Step::reopened, "came_back").has_value();
    }

    void anything()
    {
        office.trial.clock.advance(1s);
        switch (rng.uniform(8)) {
        case 0:
        case 1:
        case 2:
            return book();
        case 3:
            return book_own();
        case 4:
        case 5:
            return cancel();
        case 6:
            return cancel_a_slot();
        default:
            return leave();
        }
    }

    void expect_as_the_model()
    {
        for (const PersonId who : people) {
            const auto stands = office.standing(who);
            const auto held = standing.find(who);
            ASSERT_EQ(stands.has_value(), held != standing.end());
            if (stands) {
                EXPECT_EQ(stands->id, held->second.id);
            }
        }
        EXPECT_TRUE(office.derived_agree());
    }

    tests::Office office;
    Rng rng;
    std::vector<PersonId> people;
    std::vector<SlotId> slots;
    std::map<PersonId, Held> standing;
    std::set<SlotId> taken;
    std::set<SlotId> cancelled;

private:
    void let_go(PersonId who)
    {
        const auto held = standing.find(who);
        if (held == standing.end()) return;
        if (held->second.slot) taken.erase(*held->second.slot);
        standing.erase(held);
    }
    /// Another day's slot in place of one that was cancelled.
    SlotId more_slots()
    {
        const NewSlots wanted{
            .where = {.area = "sheffield", .mode = Mode::telephone},
            .plan = {.day = LocalDate::parse("2026-03-06")->plus_days(7 * ++weeks_),
                     .first = {9, 0}},
            .staff_id = office.officer.id};
        return office
            .write([&](storage::UnitOfWork& work) { return office.slot_store.make(work, wanted); })
            .value()
            .at(0);
    }
    int weeks_ = 0;
};

class NoSequence : public ::testing::TestWithParam<storage::Engine>
{
};
INSTANTIATE_TEST_SUITE_P(Engines, NoSequence, ::testing::ValuesIn(tests::engines_under_test()),
                         tests::engine_name);

TEST_P(NoSequence, OfOperationsBooksASlotOrAPersonTwice)
{
    for (const std::uint64_t seed : {1U, 2U, 3U}) {
        Hurly hurly(GetParam(), seed);
        for (int step = 0; step < 150; ++step)
            hurly.anything();
        hurly.expect_as_the_model();
        if (HasFailure()) FAIL() << "seed " << seed;
    }
}

} // namespace evenhand::appointments::appointment_prop_test
