#include "recruitment/appointments/appointment_store.hpp"

#include "core/london_time.hpp"
#include "protocol/contact_rules.hpp"
#include "storage/connection.hpp"
#include "storage/rebuild.hpp"
#include "tests/support/appointments_office.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

namespace evenhand::appointments::appointment_store_test {

using namespace std::chrono_literals;
using participants::Stage;
using participants::Step;

class Bookings : public ::testing::TestWithParam<storage::Engine>
{
protected:
    tests::Office office{GetParam()};

    void TearDown() override { EXPECT_TRUE(office.derived_agree()); }
};
INSTANTIATE_TEST_SUITE_P(Engines, Bookings, ::testing::ValuesIn(tests::engines_under_test()),
                         tests::engine_name);

TEST_P(Bookings, TakeTheStepAndAreDueOnTheirDay)
{
    const auto who = office.waiting_person();
    const auto slot = office.slots(1).at(0);
    const auto booked = office.book(who, slot);
    ASSERT_TRUE(booked);
    const auto journey = office.journey(who);
    EXPECT_EQ(journey.stage, Stage::booked);
    EXPECT_EQ(journey.due, LocalDate::parse("2026-03-04"));
    const auto standing = office.standing(who);
    ASSERT_TRUE(standing);
    EXPECT_EQ(standing->id, *booked);
    EXPECT_EQ(standing->slot, slot);
    EXPECT_EQ(standing->where.venue, "Example Library");
    EXPECT_EQ(standing->starts, instant_in_london(standing->day, 10, 0).value());
}

TEST_P(Bookings, OfASlotOrAPersonTwiceAreRefused)
{
    const auto one = office.waiting_person();
    const auto other = office.waiting_person();
    const auto slots = office.slots(2);
    ASSERT_TRUE(office.book(one, slots[0]));
    EXPECT_EQ(office.book(other, slots[0]).error(), Refusal::slot_taken);
    EXPECT_EQ(office.book(one, slots[1]).error(), Refusal::already_booked);
    EXPECT_EQ(office.journey(other).stage, Stage::referred) << "nothing was written";
    EXPECT_TRUE(office.book(other, slots[1]));
}

TEST_P(Bookings, OfSlotsThatAreGoneOrPastAreRefused)
{
    const auto who = office.waiting_person();
    const auto slots = office.slots(2);
    EXPECT_EQ(office.cancel_slot(slots[0]), std::nullopt);
    EXPECT_EQ(office.cancel_slot(slots[0]), Refusal::slot_not_there);
    EXPECT_EQ(office.book(who, slots[0]).error(), Refusal::slot_not_there);
    EXPECT_EQ(office.book(who, office.made_up<SlotId>()).error(), Refusal::slot_not_there);
    office.trial.clock.advance(24h * 3);
    EXPECT_EQ(office.book(who, slots[1]).error(), Refusal::in_past);
}

TEST_P(Bookings, OfSomebodyWhoCannotBeBookedAreRefused)
{
    const auto slot = office.slots(1).at(0);
    EXPECT_EQ(office.book(office.new_person(), slot).error(), Refusal::may_not_follow);
    const auto gone = office.waiting_person();
    ASSERT_TRUE(office.take(gone, Step::withdrew));
    EXPECT_EQ(office.book(gone, slot).error(), Refusal::may_not_follow);
    EXPECT_TRUE(office.book(office.waiting_person(), slot));
}

TEST_P(Bookings, AtATimeOfTheirOwnNeedNoSlot)
{
    const auto who = office.waiting_person();
    const OwnTime own{
        .mode = Mode::home_visit, .day = *LocalDate::parse("2026-03-05"), .at = {11, 15}};
    EXPECT_TRUE(office.book(who, OwnBooking{"sheffield", own}));
    EXPECT_EQ(office.standing(who)->where.mode, Mode::home_visit);
    const OwnTime sunday{
        .mode = Mode::telephone, .day = *LocalDate::parse("2026-03-08"), .at = {11, 15}};
    EXPECT_EQ(office.book(office.waiting_person(), OwnBooking{"sheffield", sunday}).error(),
              Refusal::not_working_day);
}

TEST_P(Bookings, EndOnceAndOnlyForTheirOwnPerson)
{
    const auto who = office.waiting_person();
    const auto other = office.waiting_person();
    const auto booked = office.book(who, office.slots(1).at(0)).value();
    EXPECT_EQ(office.attend(who, booked), Refusal::too_early);
    office.trial.clock.advance(24h * 2 + 1h);
    EXPECT_EQ(office.attend(other, booked), Refusal::not_there);
    EXPECT_EQ(office.attend(who, booked), std::nullopt);
    EXPECT_EQ(office.journey(who).stage, Stage::attended);
    EXPECT_EQ(office.attend(who, booked), Refusal::not_there);
    EXPECT_EQ(office.miss(who, booked), Refusal::not_there);
    EXPECT_FALSE(office.standing(who));
}

TEST_P(Bookings, ACancelledOneFreesItsSlotAndLeadsBackToBooking)
{
    const auto who = office.waiting_person();
    const auto slot = office.slots(1).at(0);
    const auto booked = office.book(who, slot).value();
    EXPECT_EQ(office.cancel_slot(slot), Refusal::slot_taken);
    EXPECT_TRUE(office.free_slots().empty());
    EXPECT_EQ(office.cancel(who, booked, CancelReason::unwell), std::nullopt);
    EXPECT_EQ(office.journey(who).stage, Stage::contacted);
    EXPECT_EQ(office.journey(who).detail, "appointment_cancelled");
    EXPECT_EQ(office.free_slots().size(), 1U);
    EXPECT_TRUE(office.book(who, slot));
    const auto all = office.of_person(who);
    ASSERT_EQ(all.size(), 2U) << "what was cancelled is kept";
}

TEST_P(Bookings, AfterTheProtocolsNumberOfMissedOnesOnlyALeadGoesOn)
{
    const auto who = office.waiting_person();
    const auto slots = office.slots(4);
    for (int missed = 0; missed < 3; ++missed) {
        const auto booked = office.book(who, slots[static_cast<std::size_t>(missed)]);
        ASSERT_TRUE(booked) << missed;
        office.until_starts(who);
        EXPECT_EQ(office.miss(who, *booked), std::nullopt);
    }
    EXPECT_EQ(office.book(who, slots[3]).error(), Refusal::missed_too_often);
    EXPECT_EQ(office.owed(who)->kind, CallKind::decide);
    ASSERT_TRUE(office.take(who, Step::closed, "did_not_attend"));
    ASSERT_TRUE(office.take(who, Step::reopened, "came_back"));
    EXPECT_TRUE(office.book(who, slots[3]));
}

TEST_P(Bookings, OfSomebodyWhoLeavesAreCancelledAtOnce)
{
    const auto who = office.waiting_person();
    const auto slot = office.slots(1).at(0);
    ASSERT_TRUE(office.book(who, slot));
    ASSERT_TRUE(office.take(who, Step::withdrew));
    EXPECT_FALSE(office.standing(who));
    EXPECT_EQ(office.of_person(who).at(0).cancelled, CancelReason::way_ended);
    EXPECT_TRUE(office.book(office.waiting_person(), slot));
}

TEST_P(Bookings, OfOneSlotByTwoAtOnceLeaveOneWithAClearAnswer)
{
    const auto slot = office.slots(1).at(0);
    std::vector<PersonId> people;
    for (int i = 0; i < 8; ++i)
        people.push_back(office.waiting_person());
    std::atomic<int> booked = 0;
    std::atomic<int> taken = 0;
    std::vector<std::thread> officers;
    for (const PersonId who : people) {
        officers.emplace_back([&, who] {
            const auto answer = office.book(who, slot);
            if (answer) ++booked;
            if (!answer && answer.error() == Refusal::slot_taken) ++taken;
        });
    }
    for (auto& officer : officers)
        officer.join();
    EXPECT_EQ(booked, 1);
    EXPECT_EQ(taken, 7);
}

TEST_P(Bookings, OfOnePersonByTwoAtOnceLeaveOneWithAClearAnswer)
{
    const auto who = office.waiting_person();
    const auto slots = office.slots(6);
    std::atomic<int> booked = 0;
    std::atomic<int> refused = 0;
    std::vector<std::thread> officers;
    for (const SlotId slot : slots) {
        officers.emplace_back([&, slot] {
            const auto answer = office.book(who, slot);
            if (answer) ++booked;
            if (!answer && answer.error() == Refusal::already_booked) ++refused;
        });
    }
    for (auto& officer : officers)
        officer.join();
    EXPECT_EQ(booked, 1);
    EXPECT_EQ(refused, 5);
    EXPECT_EQ(office.free_slots().size(), 5U);
}

TEST_P(Bookings, OfOneMemberOfStaffAreMadeOnceHoweverManyAskAtOnce)
{
    std::atomic<int> made = 0;
    std::atomic<int> busy = 0;
    std::vector<std::thread> leads;
    for (int i = 0; i < 6; ++i) {
        leads.emplace_back([&] {
            const auto answer = office.make_slots(3);
            if (answer) ++made;
            if (!answer && answer.error() == Refusal::staff_busy) ++busy;
        });
    }
    for (auto& lead : leads)
        lead.join();
    EXPECT_EQ(made, 1);
    EXPECT_EQ(busy, 5);
    EXPECT_EQ(office.free_slots().size(), 3U);
}

TEST_P(Bookings, OfADayAreListedByPlaceAndTimeAPageAtATime)
{
    const auto day = *LocalDate::parse("2026-03-04");
    std::vector<PersonId> people;
    for (int i = 0; i < 52; ++i) {
        people.push_back(office.waiting_person());
        const OwnTime own{.mode = Mode::telephone, .day = day, .at = {9 + i % 8, i}};
        ASSERT_TRUE(office.book(people.back(), OwnBooking{"sheffield", own}));
    }
    const auto first = office.day({.day = day, .area = "sheffield"});
    ASSERT_EQ(first.rows.size(), 50U);
    ASSERT_TRUE(first.next);
    EXPECT_TRUE(std::ranges::is_sorted(first.rows, {},
                                       [](const DayRow& row) { return row.appointment.starts; }));
    const auto second = office.day({.day = day, .area = "sheffield"}, first.next);
    EXPECT_EQ(second.rows.size(), 2U);
    EXPECT_FALSE(second.next);
    EXPECT_TRUE(office.day({.day = day, .area = "barnsley"}).rows.empty());
    EXPECT_TRUE(office.day({.day = day.plus_days(1)}).rows.empty());
}

} // namespace evenhand::appointments::appointment_store_test
