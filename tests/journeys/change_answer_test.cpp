// Somebody sees a mistake on the check page and changes it there.
#include "tests/journeys/journey.hpp"

namespace evenhand::tests {

class ChangeAnswer : public Journey
{
protected:
    TestClient person = trial.browser();

    void given_someone_at_the_check_page()
    {
        answer_every_question(person, {{"phone", "07700 900123"}});
        EXPECT_TRUE(person.page().says("Phone number 07700 900123"));
        EXPECT_TRUE(person.page().says("Not provided")) << "what was left out is named";
    }

    void when_they_change_the_phone_number_to_a_wrong_one()
    {
        person.follow("Change your phone number");
        EXPECT_EQ(person.filled({}, "Continue").value("phone"), "07700 900123");
        person.submit({{"phone", "07700 90012"}}, "Continue");
    }

    void then_they_are_told_and_still_lead_back_to_the_check_page()
    {
        EXPECT_EQ(person.page().status, 422);
        person.submit({{"phone", "01632 960001"}}, "Continue");
        EXPECT_EQ(person.page().url, "/join/check");
        EXPECT_TRUE(person.page().says("Phone number 01632 960001"));
        EXPECT_FALSE(person.page().says("07700 900123"));
    }

    void when_they_change_an_answer_so_that_they_cannot_join()
    {
        person.follow("Change your answer on health condition or disability");
        person.submit({{"condition", "no"}}, "Continue");
        EXPECT_EQ(person.page().url, "/join/cannot-join/no-health-condition");
    }

    void then_they_cannot_send_until_they_have_changed_it_back()
    {
        EXPECT_EQ(person.get("/join/check").url, "/join/health");
        EXPECT_EQ(referrals(), 0);
        person.submit({{"condition", "yes"}}, "Continue");
        person.get("/join/check");
        person.submit({}, "Send");
        EXPECT_EQ(person.page().heading, "We have your details");
    }

    void then_what_was_sent_is_what_they_changed_it_to()
    {
        const auto reference = reference_on(person.page());
        auto officer = trial.signed_in("intake");
        officer.follow("Open referral " + reference);
        EXPECT_TRUE(officer.page().says("01632 960001"));
        EXPECT_FALSE(officer.page().says("07700 900123"));
    }
};
EVENHAND_JOURNEY(ChangeAnswer);

TEST_P(ChangeAnswer, FromTheCheckPageAndBackToIt)
{
    given_someone_at_the_check_page();
    when_they_change_the_phone_number_to_a_wrong_one();
    then_they_are_told_and_still_lead_back_to_the_check_page();
    when_they_change_an_answer_so_that_they_cannot_join();
    then_they_cannot_send_until_they_have_changed_it_back();
    then_what_was_sent_is_what_they_changed_it_to();
}

} // namespace evenhand::tests
