#include "recruitment/appointments/appointments.hpp"

#include "core/london_time.hpp"
#include "recruitment/appointments/confirmation.hpp"
#include "recruitment/appointments/promise.hpp"

#include <gtest/gtest.h>

namespace evenhand::appointments::appointments_test {

const std::vector<LocalDate> easter{*LocalDate::parse("2026-04-03"),
                                    *LocalDate::parse("2026-04-06")};

LocalDate day(const char* iso)
{
    return LocalDate::parse(iso).value();
}

Instant at(const char* iso, int hour, int minute = 0)
{
    return instant_in_london(day(iso), hour, minute).value();
}

/// Monday, 2 March 2026, at half past nine.
Instant now()
{
    return at("2026-03-02", 9, 30);
}

/// At two on Wednesday, 4 March, in a library.
Appointment in_the_afternoon()
{
    const std::string id(32, '1');
    return {.id = *AppointmentId::parse(id),
            .person = *PersonId::parse(id),
            .where = {.area = "sheffield", .venue = "Example Library", .mode = Mode::face_to_face},
            .day = day("2026-03-04"),
            .starts = at("2026-03-04", 14)};
}

Refusal slots_refused(SlotPlan plan, std::vector<Span> busy = {})
{
    return slots_of(plan, busy, now(), easter).error();
}

TEST(Slots, StandOneAfterTheOther)
{
    const auto slots = slots_of(
        {.day = day("2026-03-04"), .first = {9, 30}, .minutes = 45, .count = 3}, {}, now(), easter);
    ASSERT_TRUE(slots);
    ASSERT_EQ(slots->size(), 3U);
    EXPECT_EQ(slots->front().from, at("2026-03-04", 9, 30));
    EXPECT_EQ(slots->at(1).from, slots->front().to);
    EXPECT_EQ(slots->back().to, at("2026-03-04", 11, 45));
}

TEST(Slots, AreNeitherInThePastNorAYearAheadNorAtNight)
{
    EXPECT_EQ(slots_refused({.day = day("2026-02-27"), .first = {9, 0}}), Refusal::in_past);
    EXPECT_EQ(slots_refused({.day = day("2026-03-02"), .first = {9, 0}}), Refusal::in_past);
    EXPECT_EQ(slots_refused({.day = day("2027-03-02"), .first = {9, 0}}), Refusal::too_far);
    EXPECT_EQ(slots_refused({.day = day("2026-03-04"), .first = {5, 0}}), Refusal::outside_hours);
    EXPECT_EQ(slots_refused({.day = day("2026-03-04"), .first = {19, 0}, .count = 3}),
              Refusal::outside_hours);
    EXPECT_EQ(slots_refused({.day = day("2026-03-04"), .first = {9, 0}, .minutes = 5}),
              Refusal::bad_length);
    EXPECT_EQ(slots_refused({.day = day("2026-03-04"), .first = {9, 0}, .count = 0}),
              Refusal::bad_number);
}

TEST(Slots, AreOnAWeekendOrABankHolidayOnlyIfTheySaySo)
{
    for (const char* iso : {"2026-03-07", "2026-03-08", "2026-04-03", "2026-04-06"}) {
        EXPECT_EQ(slots_refused({.day = day(iso), .first = {9, 0}}), Refusal::not_working_day)
            << iso;
        EXPECT_TRUE(
            slots_of({.day = day(iso), .first = {9, 0}, .any_day = true}, {}, now(), easter))
            << iso;
    }
}

TEST(Slots, OfOneMemberOfStaffNeverOverlap)
{
    const std::vector<Span> busy{{at("2026-03-04", 10), at("2026-03-04", 11)}};
    EXPECT_EQ(slots_refused({.day = day("2026-03-04"), .first = {9, 30}}, busy),
              Refusal::staff_busy);
    EXPECT_EQ(slots_refused({.day = day("2026-03-04"), .first = {8, 0}, .count = 5}, busy),
              Refusal::staff_busy);
    EXPECT_TRUE(slots_of({.day = day("2026-03-04"), .first = {9, 0}}, busy, now(), easter))
        << "ends as the other begins";
    EXPECT_TRUE(slots_of({.day = day("2026-03-04"), .first = {11, 0}}, busy, now(), easter));
}

TEST(OwnTimes, AreNeverInThePastNorOnAHolidayButMayHaveJustBegun)
{
    const auto refused = [](OwnTime own) { return span_of(own, now(), easter).error(); };
    EXPECT_EQ(refused({.day = day("2026-03-02"), .at = {9, 14}}), Refusal::in_past);
    EXPECT_EQ(refused({.day = day("2026-03-07"), .at = {9, 0}}), Refusal::not_working_day);
    EXPECT_EQ(refused({.day = day("2026-04-03"), .at = {9, 0}}), Refusal::not_working_day);
    EXPECT_EQ(refused({.day = day("2026-03-04"), .at = {20, 30}}), Refusal::outside_hours);
    const auto span =
        span_of({.day = day("2026-03-02"), .at = {9, 30}, .minutes = 30}, now(), easter);
    ASSERT_TRUE(span);
    EXPECT_EQ(span->from, now());
    EXPECT_TRUE(span_of({.day = day("2026-03-02"), .at = {9, 15}}, now(), easter));
}

participants::StepTaken step(participants::Step what, participants::Stage stage, const char* on)
{
    return {.id = participants::StepId::parse("00000000000000000000000000000002").value(),
            .step = what,
            .stage = stage,
            .occurred = at(on, 9),
            .recorded = at(on, 9)};
}

// T3: within 10 working days after somebody is found likely to be eligible.
TEST(Promise, CountsFromTheFirstTalkSinceTheyCameToUsAndEndsWhenTheyCome)
{
    using participants::Stage;
    using participants::Step;
    const protocol::ContactRules rules{.intake_working_days = 10};
    std::vector steps{step(Step::referred, Stage::referred, "2026-03-02")};
    const auto promised = [&](const char* today) {
        return promised_by(steps, day(today), rules, easter);
    };
    EXPECT_EQ(promised("2026-03-03"), day("2026-03-17")) << "nobody has spoken: from today";
    steps.push_back(step(Step::contacted, Stage::contacted, "2026-03-04"));
    steps.push_back(step(Step::booked, Stage::booked, "2026-03-05"));
    steps.push_back(step(Step::did_not_attend, Stage::did_not_attend, "2026-03-10"));
    EXPECT_EQ(promised("2026-03-10"), day("2026-03-18")) << "a missed one moves nothing";
    steps.push_back(step(Step::closed, Stage::closed, "2026-03-11"));
    steps.push_back(step(Step::reopened, Stage::referred, "2026-03-26"));
    EXPECT_EQ(promised("2026-03-26"), day("2026-04-13")) << "over Easter";
    steps.push_back(step(Step::booked, Stage::booked, "2026-03-27"));
    steps.push_back(step(Step::attended, Stage::attended, "2026-03-30"));
    EXPECT_FALSE(promised("2026-03-30"));
}

TEST(Acknowledgement, SaysByWhenAndWithWhichReferenceAndNamesNeitherTrialNorHealth)
{
    const auto text = acknowledgement_text("R-7K3D9-8", day("2026-03-04"), "0114 496 0000");
    EXPECT_EQ(text, "Thank you. We have your details, and will be in touch by 4 March 2026. If you "
                    "call us, your reference is R-7K3D9-8. Telephone 0114 496 0000.");
}

TEST(Endings, WhoCameIsKnownOnTheDayAndWhoDidNotWhenItHasBegun)
{
    Appointment appointment = in_the_afternoon();
    EXPECT_EQ(fault_of_ending(appointment, State::attended, now()), Refusal::too_early);
    EXPECT_EQ(fault_of_ending(appointment, State::attended, at("2026-03-04", 9)), std::nullopt);
    EXPECT_EQ(fault_of_ending(appointment, State::missed, at("2026-03-04", 9)), Refusal::too_early);
    EXPECT_EQ(fault_of_ending(appointment, State::missed, at("2026-03-04", 14)), std::nullopt);
    EXPECT_EQ(fault_of_ending(appointment, State::cancelled, now()), std::nullopt);
    appointment.state = State::cancelled;
    EXPECT_EQ(fault_of_ending(appointment, State::attended, at("2026-03-04", 15)),
              Refusal::not_there);
}

TEST(Messages, GoOnlyWhereTheyMayAreSafeAndAreWished)
{
    const ReachedBy all{.may_contact = true, .by_text = true, .by_email = true};
    EXPECT_EQ(message_channel(all), "text");
    auto one = all;
    one.by_text = false;
    EXPECT_EQ(message_channel(one), "email");
    one.by_email = false;
    EXPECT_EQ(message_channel(one), "");
    one = all;
    one.may_contact = false;
    EXPECT_EQ(message_channel(one), "");
}

TEST(Messages, SayWhenAndWhereAndNothingElse)
{
    Appointment appointment = in_the_afternoon();
    EXPECT_EQ(confirmation_text(appointment, "0114 496 0000"),
              "Your appointment is on 4 March 2026 at 2pm at Example Library. To change it, "
              "telephone 0114 496 0000.");
    for (const Mode mode : all_modes()) {
        appointment.where.mode = mode;
        const auto text = confirmation_text(appointment, "0114 496 0000");
        for (const char* word : {"trial", "health", "work", "study", "Win"})
            EXPECT_EQ(text.find(word), std::string::npos) << text;
    }
}

TEST(Appointments, WordsReadBackWhatTheyName)
{
    for (const Mode mode : all_modes())
        EXPECT_EQ(mode_named(name_of(mode)), mode);
    for (const State state : {State::booked, State::attended, State::missed, State::cancelled})
        EXPECT_EQ(state_named(name_of(state)), state);
    for (const CancelReason reason : all_cancel_reasons())
        EXPECT_EQ(cancel_reason_named(name_of(reason)), reason);
    EXPECT_FALSE(mode_named("pigeon"));
}

} // namespace evenhand::appointments::appointments_test
