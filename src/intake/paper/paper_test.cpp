#include "intake/paper/paper.hpp"

#include "core/london_time.hpp"

#include <gtest/gtest.h>

namespace evenhand::paper::paper_test {

const LocalDate monday = LocalDate::from_ymd(2026, 3, 2).value();

Instant now()
{
    return instant_in_london(monday, 9, 30).value();
}

TEST(PaperForm, HasANumberOfAFewCharacters)
{
    EXPECT_EQ(parse_form("  A 17 ").value(), "A 17");
    EXPECT_EQ(parse_form(" ").error(), Refusal::no_form);
    EXPECT_EQ(parse_form("1\x01").error(), Refusal::form_not_text);
    EXPECT_EQ(parse_form(std::string(20, '1')).value(), std::string(20, '1'));
    EXPECT_EQ(parse_form(std::string(21, '1')).error(), Refusal::form_too_long);
}

TEST(PaperForm, IsOfATimeThatHasBeenAndOfTheLastYear)
{
    EXPECT_EQ(moment_of(monday, {9, 30}, now()).value(), now());
    EXPECT_EQ(moment_of(monday, {9, 31}, now()).error(), Refusal::in_the_future);
    EXPECT_TRUE(moment_of(monday.plus_days(-365), {9, 30}, now()));
    EXPECT_EQ(moment_of(monday.plus_days(-366), {9, 30}, now()).error(), Refusal::too_long_ago);
}

TEST(PaperForm, OfTheNightsInWhichTheClocksChangeIsAMomentOrNone)
{
    const auto spring = LocalDate::from_ymd(2025, 3, 30).value();
    EXPECT_EQ(moment_of(spring, {1, 30}, now()).error(), Refusal::no_such_time);
    // 1:30 in summer time, which came first, is half past midnight by Greenwich.
    const auto autumn = LocalDate::from_ymd(2025, 10, 26).value();
    EXPECT_EQ(moment_of(autumn, {1, 30}, now()).value(),
              Instant::parse("2025-10-26T00:30:00Z").value());
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
