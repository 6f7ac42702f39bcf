// Somebody does not want a form, and asks to be called.
#include "tests/journeys/journey.hpp"

namespace evenhand::tests {

class CallMe : public Journey
{
protected:
    TestClient person = trial.browser();
    std::string reference;

    void given_someone_who_asks_to_be_called()
    {
        person.get("/");
        person.follow("Ask us to call you");
    }

    void when_they_mistype_their_number()
    {
        person.submit({{"name", "李"},
                       {"phone", "07700 90012"},
                       {"times", "mornings"},
                       {"language", "Cantonese"}},
                      "Ask for a call");
    }

    void then_the_page_says_so_and_has_lost_nothing()
    {
        EXPECT_EQ(person.page().status, 422);
        EXPECT_TRUE(person.page().title.starts_with("Error: "));
        EXPECT_TRUE(person.page().says("There is a problem"));
        const auto kept = person.filled({}, "Ask for a call");
        EXPECT_EQ(kept.value("name"), "李");
        EXPECT_EQ(kept.value("phone"), "07700 90012");
        EXPECT_EQ(kept.value("times"), "mornings");
        EXPECT_EQ(kept.value("language"), "Cantonese");
        EXPECT_EQ(referrals(), 0);
    }

    void when_they_correct_it() { person.submit({{"phone", "07700 900123"}}, "Ask for a call"); }

    void then_they_are_told_when_we_call()
    {
        EXPECT_EQ(person.page().heading, "We will call you");
        reference = reference_on(person.page());
        EXPECT_TRUE(person.page().says("by 4 March 2026"));
    }

    void then_the_intake_officer_knows_whom_to_call_and_in_which_language()
    {
        auto officer = trial.signed_in("intake");
        EXPECT_TRUE(officer.page().says("Not asked"));
        officer.follow("Open referral " + reference);
        for (const auto* said : {"李", "07700 900123", "mornings", "Cantonese"}) {
            EXPECT_TRUE(officer.page().says(said)) << said << " in " << officer.page().text;
        }
    }
};
EVENHAND_JOURNEY(CallMe);

TEST_P(CallMe, LeadsToACallByTheDayThatIsPromised)
{
    given_someone_who_asks_to_be_called();
    when_they_mistype_their_number();
    then_the_page_says_so_and_has_lost_nothing();
    when_they_correct_it();
    then_they_are_told_when_we_call();
    then_the_intake_officer_knows_whom_to_call_and_in_which_language();
}

} // namespace evenhand::tests
