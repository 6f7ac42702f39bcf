#include "intake/paper/paper.hpp"

#include "core/london_time.hpp"

#include <gtest/gtest.h>

namespace evenhand::paper::paper_test {

const LocalDate monday = LocalDate::from_ymd(2026, 3, 2).value();

Instant now()
{
    return instant_in_london(monday, 9, 30).value();
}

TEST(PaperForm, HasANumberWithLettersOfThePlaceAndNoName)
{
    for (const char* const typed : {"  A 17 ", "a17", "A-17"})
        EXPECT_EQ(parse_form(typed).value(), "A17") << typed;
    EXPECT_EQ(parse_form("shf 123456").value(), "SHF123456");
    EXPECT_EQ(parse_form(" ").error(), Refusal::no_form);
    for (const char* const typed :
         {"1\x01", "A", "Kim", "Kim 1 Lee", "SHEF1", "1234567", "17a", "1.5", "é1"})
        EXPECT_EQ(parse_form(typed).error(), Refusal::not_a_number) << typed;
}

PaperIntent form(const std::string& number, int minutes_ago)
{
    const std::string any(32, 'a');
    return {.id = PaperIntentId::parse(any).value(),
            .person = PersonId::parse(any).value(),
            .form = number,
            .asked = now() - std::chrono::minutes(minutes_ago),
            .entered = now(),
            .actor = {}};
}

TEST(PaperForm, OfTwoTheTimeSaysWhoCameFirstAndOfOneMinuteTheNumbersOfAPad)
{
    EXPECT_TRUE(came_before(form("9", 11), form("1", 10)));
    EXPECT_FALSE(came_before(form("1", 10), form("9", 11)));
    EXPECT_TRUE(came_before(form("A9", 10), form("A10", 10)));
    EXPECT_FALSE(came_before(form("A10", 10), form("A9", 10)));
    EXPECT_FALSE(came_before(form("A1", 10), form("B2", 10))) << "two pads: nobody knows";
    EXPECT_FALSE(came_before(form("B2", 10), form("A1", 10)));
}

TEST(PaperForm, IsOfATimeThatHasBeenAndOfTheLastYear)
{
    EXPECT_EQ(moment_of(monday, {9, 30}, now()).value(), now());
    EXPECT_EQ(moment_of(monday, {9, 31}, now()).error(), Refusal::in_the_future);
    EXPECT_TRUE(moment_of(monday.plus_days(-365), {9, 30}, now()));
    EXPECT_EQ(moment_of(monday.plus_days(-366), {9, 30}, now()).error(), Refusal::too_long_ago);
    EXPECT_EQ(moment_of(monday.plus_days(1), {9, 0}, now()).error(), Refusal::day_in_future);
}

// "2:15" off a clock on the wall is an hour of the afternoon.
TEST(PaperForm, IsOfAnHourInWhichSomebodyIsSeen)
{
    const auto before = monday.plus_days(-1);
    EXPECT_EQ(moment_of(before, {2, 15}, now()).error(), Refusal::outside_hours);
    EXPECT_EQ(moment_of(before, {6, 59}, now()).error(), Refusal::outside_hours);
    EXPECT_EQ(moment_of(before, {21, 0}, now()).error(), Refusal::outside_hours);
    EXPECT_TRUE(moment_of(before, {7, 0}, now()));
    EXPECT_TRUE(moment_of(before, {20, 59}, now()));
}

TEST(SetAside, IsOfAFormWhosePersonWasDrawnOnlyAsASlip)
{
    using participants::Stage;
    for (const Stage stage : {Stage::intended, Stage::randomised, Stage::randomised_died}) {
        EXPECT_TRUE(is_late(stage));
        EXPECT_EQ(reasons_at(stage), std::vector{SetAside::by_mistake});
    }
    for (const Stage stage : {Stage::referred, Stage::baseline_locked, Stage::declined}) {
        EXPECT_FALSE(is_late(stage));
        EXPECT_EQ(reasons_at(stage).size(), all_reasons.size());
    }
}

TEST(PaperForm, WaitsUntilTheDrawOrUntilTheyLeave)
{
    using participants::Stage;
    for (const Stage stage : {Stage::referred, Stage::unsure, Stage::baseline_locked})
        EXPECT_TRUE(waits(stage)) << participants::name_of(stage);
    for (const Stage stage : {Stage::intended, Stage::randomised, Stage::declined, Stage::died,
                              Stage::randomised_withdrew})
        EXPECT_FALSE(waits(stage)) << participants::name_of(stage);
}

TEST(SetAside, IsForOneOfTheReasonsThatAreKept)
{
    for (const SetAside reason : all_reasons)
        EXPECT_EQ(reason_named(name_of(reason)), reason);
    EXPECT_FALSE(reason_named(""));
}

} // namespace evenhand::paper::paper_test
