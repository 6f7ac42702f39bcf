// Somebody refers themselves, and an intake officer finds them waiting.
#include "tests/journeys/journey.hpp"

namespace evenhand::tests {

class SelfReferral : public Journey
{
protected:
    TestClient person = trial.browser();
    std::string reference;
    std::string record;

    void given_someone_at_the_front_door_who_reads_what_it_is()
    {
        person.get("/");
        EXPECT_TRUE(person.page().says("It is free, and it is up to you"));
        EXPECT_TRUE(person.page().says("does not change your benefits"));
        EXPECT_TRUE(person.page().says("the job centre is not told"));
        EXPECT_TRUE(person.page().says("changing your hours can change your benefits"));
        EXPECT_TRUE(person.page().says("Who sees what you tell us"));
    }

    void when_they_answer_every_question_and_send()
    {
        answer_every_question(person, {{"first_name", "Nguyễn"}, {"last_name", "O'Brien-Smith"}});
        EXPECT_TRUE(person.page().says("Nguyễn"));
        EXPECT_EQ(referrals(), 0);
        person.submit({}, "Send");
    }

    void then_they_get_a_reference_and_what_happens_next()
    {
        EXPECT_EQ(person.page().title.find("Error"), std::string::npos);
        EXPECT_EQ(person.page().heading, "We have your details");
        reference = reference_on(person.page());
        EXPECT_THAT(reference, testing::MatchesRegex("R-[0-9A-Z]{5}-[0-9A-Z]"));
        // 2 March 2026 is a Monday: two working days later is the Wednesday.
        EXPECT_TRUE(person.page().says("by 4 March 2026"));
        EXPECT_FALSE(person.page().says("Nguyễn"));
        EXPECT_EQ(drafts(), 0) << "what was sent is kept twice";
    }

    void then_the_confirmation_survives_a_bookmark()
    {
        const auto address = person.page().url;
        auto elsewhere = trial.browser();
        EXPECT_EQ(elsewhere.get(address).status, 200);
        EXPECT_EQ(reference_on(elsewhere.page()), reference);
    }

    void then_an_intake_officer_finds_them_waiting(TestClient& officer)
    {
        EXPECT_EQ(officer.page().heading, "Triage");
        EXPECT_TRUE(officer.page().says("1 waiting, 0 of them overdue"));
        EXPECT_TRUE(officer.page().says(reference));
        EXPECT_FALSE(officer.page().says("Nguyễn")) << "a list shows nobody's name";
    }

    void then_the_record_tells_who_and_how_to_call(TestClient& officer)
    {
        officer.follow("Open referral " + reference);
        record = officer.page().url.substr(std::string("/triage/").size());
        for (const auto* said :
             {"Nguyễn O'Brien-Smith", "27 March 1998", "07700 900123", "Leave a message Yes",
              "Mention health No", "referral-privacy, version 1 (web)"}) {
            EXPECT_TRUE(officer.page().says(said)) << said << " in " << officer.page().text;
        }
    }

    void then_the_log_says_that_it_was_listed_and_opened_once()
    {
        EXPECT_EQ(trial.count_done("triage.listed"), 1U);
        EXPECT_EQ(trial.count_done("referral.opened", record), 1U);
    }
};
EVENHAND_JOURNEY(SelfReferral);

TEST_P(SelfReferral, IsAcknowledgedAndWaitsInTriage)
{
    given_someone_at_the_front_door_who_reads_what_it_is();
    when_they_answer_every_question_and_send();
    then_they_get_a_reference_and_what_happens_next();
    then_the_confirmation_survives_a_bookmark();

    auto officer = trial.signed_in("intake");
    then_an_intake_officer_finds_them_waiting(officer);
    then_the_record_tells_who_and_how_to_call(officer);
    then_the_log_says_that_it_was_listed_and_opened_once();
}

} // namespace evenhand::tests
