// The information is gone through, said back and decided on: somebody goes on today, somebody needs
// it explained again, somebody takes the time they want and comes back, somebody says no.
#include "tests/support/intake.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace evenhand::tests {

class WhatTheyDecide : public testing::TestWithParam<storage::Engine>
{
protected:
    TestHouse trial{GetParam()};
    TestClient officer = trial.signed_in("intake");

    void TearDown() override { EXPECT_EQ(trial.what_verify_finds(), ""); }

    std::string given_somebody_eligible()
    {
        person_ = at_appointment(trial);
        const auto record = participants::person_path(*person_);
        when_they_are_found_eligible(record);
        return record;
    }
    void when_they_are_found_eligible(const std::string& record)
    {
        officer.get(record + "/eligibility");
        officer.submit({{"age", "yes"},
                        {"practice", "sheffield"},
                        {"condition", "yes"},
                        {"work", "out-of-work"},
                        {"wants-work", "yes"},
                        {"realistic", "yes"},
                        {"other-help", "no"},
                        {"decides", "yes"}},
                       "Decide");
        ASSERT_EQ(officer.page().heading, "Eligible");
    }
    static Typed said(std::string_view chance = "at_once")
    {
        return {{"chance", std::string(chance)},
                {"two-groups", "at_once"},
                {"free-to-leave", "at_once"},
                {"records", "at_once"}};
    }
    void when_it_is_explained(std::string_view chance = "at_once")
    {
        officer.get(participants::person_path(*person_));
        officer.follow("Go through the information");
        officer.submit({{"sheet", "easy-read/en"}}, "Continue");
        officer.follow("Continue to the questions");
        officer.submit(said(chance), "Continue");
    }
    participants::Stage stage() { return journey_of(trial, *person_).stage; }

    std::optional<identity::PersonId> person_;
};
INSTANTIATE_TEST_SUITE_P(Engines, WhatTheyDecide, testing::ValuesIn(engines_under_test()),
                         engine_name);

TEST_P(WhatTheyDecide, WhoGoesOnTodayHasHeardASheetThatIsWrittenDown)
{
    const auto record = given_somebody_eligible();
    officer.follow("Go on");
    EXPECT_EQ(officer.page().heading, "Go through the information");
    officer.submit({}, "Continue");
    EXPECT_TRUE(officer.page().says("Choose in which form you go through it"));
    officer.submit({{"sheet", "standard/en"}}, "Continue");
    EXPECT_TRUE(officer.page().says("by chance, like the toss of a coin"));
    officer.follow("Continue to the questions");
    EXPECT_TRUE(officer.page().says("Listen for: By chance, by a computer."));
    officer.submit({}, "Continue");
    EXPECT_TRUE(officer.page().says("Choose what they said back"));
    officer.submit(said(), "Continue");
    EXPECT_EQ(officer.page().heading, "What they decide");
    officer.submit({}, "Save what they decide");
    EXPECT_TRUE(officer.page().says("Choose what they decide"));
    officer.submit({{"wish", "goes_on"}}, "Save what they decide");
    EXPECT_EQ(stage(), participants::Stage::goes_on);
    officer.get(record);
    EXPECT_TRUE(officer.page().says("Version 1, Standard, in English"));
    EXPECT_TRUE(officer.page().says("4 understood, 0 after it was explained again, 0 not yet"));
    EXPECT_TRUE(officer.page().says("Went through the information"));
}

TEST_P(WhatTheyDecide, NobodyFailsItIsExplainedAgain)
{
    given_somebody_eligible();
    when_it_is_explained("not_yet");
    EXPECT_EQ(officer.page().heading, "Explain it again");
    EXPECT_TRUE(officer.page().says("how is it decided which group you are in?"));
    EXPECT_THAT(officer.page().links,
                testing::Contains(testing::Field(&PageLink::text, "Arrange another day")));
    EXPECT_EQ(stage(), participants::Stage::eligible);
    trial.advance(std::chrono::minutes(1));
    when_it_is_explained("explained_again");
    EXPECT_EQ(officer.page().heading, "What they decide");
    EXPECT_EQ(journey_of(trial, *person_).detail, "at-once-3-again-1");
}

TEST_P(WhatTheyDecide, WhoWantsTimeIsCalledOnADayAgreedAndComesBack)
{
    using participants::Step;
    const auto record = given_somebody_eligible();
    when_it_is_explained();
    officer.submit({{"wish", "wants_time"}}, "Save what they decide");
    EXPECT_TRUE(officer.page().says("Enter a date"));
    const auto on = [](std::string_view day) {
        return Typed{{"wish", "wants_time"},
                     {"call-day", std::string(day)},
                     {"call-month", "3"},
                     {"call-year", "2026"}};
    };
    officer.submit(on("2"), "Save what they decide");
    EXPECT_TRUE(officer.page().says("The day of the call must be after today"));
    officer.submit(on("11"), "Save what they decide");
    EXPECT_EQ(officer.page().url, record);
    EXPECT_TRUE(officer.page().says("Thinking it over"));
    EXPECT_TRUE(officer.page().says("11 March 2026"));

    trial.advance(std::chrono::hours(24 * 9));
    officer = trial.signed_in("intake");
    take(trial, *person_, {Step::booked, Step::attended});
    when_they_are_found_eligible(record);
    when_it_is_explained();
    officer.submit({{"wish", "goes_on"}}, "Save what they decide");
    EXPECT_EQ(stage(), participants::Stage::goes_on);
}

TEST_P(WhatTheyDecide, WhoSaysNoIsAskedForNoReason)
{
    const auto record = given_somebody_eligible();
    when_it_is_explained();
    EXPECT_TRUE(officer.page().says("Nobody has to give a reason"));
    officer.submit({{"wish", "declines"}}, "Save what they decide");
    EXPECT_EQ(officer.page().url, record);
    EXPECT_EQ(stage(), participants::Stage::declined);
    officer.get(record + "/decision");
    EXPECT_EQ(officer.page().status, 409);
}

TEST(WhatTheyDecideInThrive, ItsOwnSheetIsGoneThrough)
{
    TestHouse trial(storage::Engine::sqlite, "thrive-into-work");
    auto officer = trial.signed_in("intake");
    const auto record = participants::person_path(at_appointment(trial));
    officer.get(record + "/eligibility");
    officer.submit({{"age", "yes"},
                    {"practice", "wolverhampton"},
                    {"condition", "yes"},
                    {"out-of-work", "out-of-work"},
                    {"four-weeks", "yes"},
                    {"wants-work", "yes"},
                    {"realistic", "yes"},
                    {"other-help", "no"},
                    {"decides", "yes"}},
                   "Decide");
    officer.follow("Go on");
    officer.submit({{"sheet", "standard/en"}}, "Continue");
    EXPECT_TRUE(officer.page().says("Thrive into Work"));
    EXPECT_FALSE(officer.page().says("Working Win"));
    EXPECT_EQ(trial.what_verify_finds(), "");
}

} // namespace evenhand::tests
