// The same program serves the other real trial from its own file: its front door, its stops and its
// triage (issue A).
#include "tests/support/test_house.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace evenhand::tests {

class ThriveIntoWork : public testing::TestWithParam<storage::Engine>
{
protected:
    TestHouse trial{GetParam(), "thrive-into-work"};
    TestClient person = trial.browser();

    /// What somebody in Dudley answers who left work over 4 weeks ago.
    static Typed in_dudley()
    {
        return {{"surgery_area", "dudley"}, {"postcode", "DY1 1HF"}, {"work", "not-for-4-weeks"}};
    }

    void given_someone_at_the_question_about_work()
    {
        const std::vector<Typed> usual{{{"for", "me"}},
                                       {{"old_enough", "yes"}},
                                       {{"surgery_area", "sandwell-west"}},
                                       {{"postcode", "B69 3DE"}}};
        person.get("/join/who-for");
        for (const auto& typed : usual)
            person.submit(typed, "Continue");
        ASSERT_EQ(person.page().url, "/join/work");
    }

    void then_they_are_told(std::string_view why)
    {
        EXPECT_EQ(person.page().url, "/join/cannot-join/no-group");
        EXPECT_EQ(person.page().status, 200);
        EXPECT_EQ(person.page().heading, "This support is not for you now");
        EXPECT_TRUE(person.page().says(why)) << person.page().text;
        EXPECT_TRUE(person.page().says("Where else you can look"));
        EXPECT_TRUE(person.page().says("0121 496 0123"));
    }
};
INSTANTIATE_TEST_SUITE_P(Engines, ThriveIntoWork, testing::ValuesIn(engines_under_test()),
                         engine_name);

TEST_P(ThriveIntoWork, TheStartPageTellsOfItsOwnAreasAndRules)
{
    person.get("/");
    EXPECT_EQ(person.page().heading, "Thrive into Work");
    EXPECT_TRUE(person.page().says("South and Central Birmingham"));
    EXPECT_TRUE(person.page().says("you have been out of work for 4 weeks or more"));
    EXPECT_FALSE(person.page().says("Working Win"));
    EXPECT_FALSE(person.page().says("Sheffield"));
    EXPECT_FALSE(person.page().says("stay in the job"));
}

TEST_P(ThriveIntoWork, SomebodyOutOfWorkRefersThemselvesAndStandsInTheQueue)
{
    send_self_referral(person, in_dudley());
    const std::string reference = reference_on(person.page());
    ASSERT_FALSE(reference.empty());

    auto officer = trial.signed_in("intake");
    officer.get("/triage");
    EXPECT_TRUE(officer.page().says(reference));
    EXPECT_TRUE(officer.page().says("Dudley"));
    EXPECT_TRUE(officer.page().says("Out of work"));
    EXPECT_EQ(trial.what_verify_finds(), "");
}

TEST_P(ThriveIntoWork, SomebodyInPaidWorkIsToldWhyAndWhereElseToLook)
{
    given_someone_at_the_question_about_work();
    person.submit({{"work", "off-sick"}}, "Continue");
    then_they_are_told("You have a job now, though you are off sick.");
    person.follow("change your answer");
    person.submit({{"work", "never"}}, "Continue");
    EXPECT_EQ(person.page().url, "/join/health");
}

TEST_P(ThriveIntoWork, SomebodyOutOfWorkForLessThanFourWeeksMayComeBack)
{
    given_someone_at_the_question_about_work();
    person.submit({{"work", "stopped-lately"}}, "Continue");
    then_they_are_told("You can ask again once it is 4 weeks.");
}

} // namespace evenhand::tests
