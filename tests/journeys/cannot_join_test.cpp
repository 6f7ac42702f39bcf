// Somebody cannot join: they are told why and where else to look, and can change the answer.
#include "tests/journeys/journey.hpp"

namespace evenhand::tests {

class CannotJoin : public Journey
{
protected:
    TestClient person = trial.browser();

    /// Answers up to that question with what everybody may answer.
    void given_someone_at(std::string_view path)
    {
        person = trial.browser();
        const std::vector<Typed> usual{
            {{"for", "me"}},
            {{"old_enough", "yes"}},
            {{"surgery_area", "sheffield"}},
            {{"postcode", "S1 2HH"}},
            {{"work", "looking"}},
            {{"condition", "yes"}},
            {{"help", "none"}},
            {{"first_name", "Zoë"}, {"last_name", "Example"}},
        };
        person.get("/join/who-for");
        for (const auto& typed : usual) {
            if (person.page().url == path) return;
            person.submit(typed, "Continue");
        }
        ASSERT_EQ(person.page().url, path);
    }

    void when_they_answer(const Typed& typed) { person.submit(typed, "Continue"); }

    void then_they_are_told_kindly(std::string_view reason, std::string_view heading)
    {
        EXPECT_EQ(person.page().url, "/join/cannot-join/" + std::string(reason));
        EXPECT_EQ(person.page().status, 200) << "not eligible is a page, never an error";
        EXPECT_EQ(person.page().heading, heading);
        EXPECT_TRUE(person.page().says("Where else you can look"));
        EXPECT_TRUE(person.page().says("Citizens Advice"));
        EXPECT_TRUE(person.page().says("0114 496 0123"));
    }

    void then_they_may_change_the_answer_and_go_on(const Typed& typed, std::string_view next)
    {
        person.follow("change your answer");
        person.submit(typed, "Continue");
        EXPECT_EQ(person.page().url, next);
    }

    /// To the question that stopped them, and not to another that asks much the same.
    void then_the_link_leads_to(std::string_view path)
    {
        auto elsewhere = person;
        EXPECT_EQ(elsewhere.follow("change your answer").url, path);
    }

    void TearDown() override { EXPECT_EQ(referrals(), 0); }
};
EVENHAND_JOURNEY(CannotJoin);

TEST_P(CannotJoin, WhoIsNotYetOldEnough)
{
    given_someone_at("/join/age");
    when_they_answer({{"old_enough", "no"}});
    then_they_are_told_kindly("under-age", "You cannot join yet");
    then_they_may_change_the_answer_and_go_on({{"old_enough", "yes"}}, "/join/gp-surgery");
}

TEST_P(CannotJoin, WhoseDateOfBirthSaysThatTheyAreAChild)
{
    given_someone_at("/join/date-of-birth");
    // Eighteen tomorrow.
    when_they_answer({{"born-day", "3"}, {"born-month", "3"}, {"born-year", "2008"}});
    then_they_are_told_kindly("under-age", "You cannot join yet");
    then_the_link_leads_to("/join/date-of-birth");
    then_they_may_change_the_answer_and_go_on(
        {{"born-day", "3"}, {"born-month", "3"}, {"born-year", "1998"}}, "/join/nhs-number");
}

TEST_P(CannotJoin, ButWhoIsEighteenTodayCan)
{
    given_someone_at("/join/date-of-birth");
    when_they_answer({{"born-day", "2"}, {"born-month", "march"}, {"born-year", "2008"}});
    EXPECT_EQ(person.page().url, "/join/nhs-number");
}

TEST_P(CannotJoin, WhoseSurgeryIsElsewhere)
{
    given_someone_at("/join/gp-surgery");
    when_they_answer({{"surgery_area", "elsewhere"}});
    then_they_are_told_kindly("outside-area", "You cannot join from your area");
    then_they_may_change_the_answer_and_go_on({{"surgery_area", "not-sure"}}, "/join/postcode");
}

TEST_P(CannotJoin, WhoLivesInNorthernIreland)
{
    given_someone_at("/join/postcode");
    when_they_answer({{"postcode", "bt1 5gs"}});
    then_they_are_told_kindly("outside-area", "You cannot join from your area");
    then_the_link_leads_to("/join/postcode");
    then_they_may_change_the_answer_and_go_on({{"postcode", "s1 2hh"}}, "/join/work");
}

TEST_P(CannotJoin, WhoseHealthDoesNotHinderThem)
{
    given_someone_at("/join/health");
    when_they_answer({{"condition", "no"}});
    then_they_are_told_kindly("no-health-condition", "This support may not be right for you");
    then_they_may_change_the_answer_and_go_on({{"condition", "not-sure"}}, "/join/other-help");
}

TEST_P(CannotJoin, WhoOnlyHasTheAddressMayBegin)
{
    person.get("/join/cannot-join/under-age");
    EXPECT_EQ(person.page().heading, "You cannot join yet");
    EXPECT_EQ(person.follow("begin again").url, "/");
}

} // namespace evenhand::tests
