// Somebody rings, and intake staff take the referral down while they speak.
#include "tests/journeys/journey.hpp"

namespace evenhand::tests {

class PhoneReferral : public Journey
{
protected:
    TestClient officer = trial.signed_in("intake");

    void given_a_call_from(const Typed& caller)
    {
        officer.get("/triage");
        officer.follow("New referral");
        Typed typed{{"agreed", "themselves"}, {"notice_read", "yes"}};
        for (const auto& [name, value] : caller) {
            std::erase_if(typed, [&](const auto& pair) { return pair.first == name; });
            if (!value.empty()) typed.emplace_back(name, value);
        }
        officer.submit(typed, "Continue");
    }
    void when_the_person_is_taken_down(const Typed& born = {{"born-day", "27"},
                                                            {"born-month", "3"},
                                                            {"born-year", "1998"}})
    {
        Typed typed{{"first_name", "Zoë"},
                    {"last_name", "Example"},
                    {"knows_nhs_number", "no"},
                    {"postcode", "S1 2HH"}};
        typed.insert(typed.end(), born.begin(), born.end());
        officer.submit(typed, "Continue");
    }
    void when_the_rest_is_taken_down()
    {
        officer.submit({{"channel", "phone"},
                        {"phone", "07700 900123"},
                        {"leave_message", "yes"},
                        {"mention_health", "no"},
                        {"need", "none"}},
                       "Continue");
        officer.submit({{"surgery_area", "sheffield"},
                        {"work", "looking"},
                        {"condition", "yes"},
                        {"help", "none"}},
                       "Continue");
        EXPECT_EQ(officer.page().url, "/triage/new/check");
    }
    void then_the_referral_stands_in_triage()
    {
        EXPECT_TRUE(officer.page().heading.starts_with("Referral R-")) << officer.page().text;
        EXPECT_TRUE(officer.page().says("By telephone"));
        EXPECT_TRUE(officer.page().says("referral-privacy, version 1 (telephone)"));
        EXPECT_TRUE(officer.page().says("Zoë Example"));
        EXPECT_EQ(referrals(), 1);
        EXPECT_EQ(drafts(), 0);
        EXPECT_EQ(officer.follow("Decide who this is").status, 200);
    }
};
EVENHAND_JOURNEY(PhoneReferral);

TEST_P(PhoneReferral, OfThePersonThemselves)
{
    given_a_call_from({{"for", "me"}});
    when_the_person_is_taken_down();
    when_the_rest_is_taken_down();
    EXPECT_TRUE(officer.page().says("Zoë"));
    officer.submit({}, "Send the referral");
    then_the_referral_stands_in_triage();
}

TEST_P(PhoneReferral, OfSomebodyWhoHelpsSaysWhoCalledAndHowThePersonAgreed)
{
    given_a_call_from({{"for", "someone"}, {"helper", "Sam Hallam"}, {"agreed", "through-caller"}});
    when_the_person_is_taken_down();
    when_the_rest_is_taken_down();
    officer.submit({}, "Send the referral");
    EXPECT_TRUE(officer.page().says("Sam Hallam"));
    EXPECT_TRUE(officer.page().says("The caller says that they agreed"));
    then_the_referral_stands_in_triage();
}

TEST_P(PhoneReferral, SentTwiceIsOneReferral)
{
    given_a_call_from({{"for", "me"}});
    when_the_person_is_taken_down();
    when_the_rest_is_taken_down();
    const auto form = officer.filled({}, "Send the referral");
    const auto head = officer.form_head("/triage/new/check");
    const auto first = officer.send(head, form.encode());
    const auto second = officer.send(head, form.encode());
    EXPECT_EQ(first.status, 303);
    EXPECT_EQ(first.header("Location"), second.header("Location"));
    EXPECT_EQ(referrals(), 1);
}

TEST_P(PhoneReferral, KeepsNothingOfSomebodyWhoHasNotAgreed)
{
    given_a_call_from({{"for", "someone"}, {"helper", "Sam Hallam"}, {"agreed", "no"}});
    EXPECT_EQ(officer.page().heading, "Nothing was kept");
    EXPECT_EQ(drafts(), 0);
    EXPECT_EQ(referrals(), 0);
}

TEST_P(PhoneReferral, NeedsTheNoticeReadOutAndAPersonWhoCallsAgreesThemselves)
{
    given_a_call_from({{"for", "me"}, {"agreed", "through-caller"}, {"notice_read", ""}});
    EXPECT_EQ(officer.page().status, 422);
    EXPECT_TRUE(officer.page().says("Read out the privacy notice"));
    EXPECT_TRUE(officer.page().says("they agree themselves or not at all"));
}

TEST_P(PhoneReferral, IsNotSentForSomebodyWhoIsEighteenTomorrow)
{
    given_a_call_from({{"for", "me"}});
    when_the_person_is_taken_down({{"born-day", "3"}, {"born-month", "3"}, {"born-year", "2008"}});
    when_the_rest_is_taken_down();
    EXPECT_TRUE(officer.page().says("this person cannot join"));
    EXPECT_EQ(officer.get("/triage/new/check").status, 200);
    officer.submit({}, "Throw it away");
    EXPECT_EQ(officer.page().url, "/triage/new");
    EXPECT_EQ(referrals(), 0);
    EXPECT_EQ(drafts(), 0);
}

} // namespace evenhand::tests
