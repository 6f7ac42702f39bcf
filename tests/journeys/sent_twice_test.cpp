// The network is slow and somebody presses Send again.
#include "tests/journeys/journey.hpp"

namespace evenhand::tests {

class SentTwice : public Journey
{
protected:
    TestClient person = trial.browser();
    http::FormData form;
    std::string receipt;

    void given_someone_who_has_sent_a_referral()
    {
        answer_every_question(person);
        form = person.filled({}, "Send");
        person.post("/join/check", form);
        receipt = person.page().url;
        ASSERT_TRUE(receipt.starts_with("/sent/"));
    }

    void when_the_same_form_is_sent_again()
    {
        const auto again = person.send(person.form_head("/join/check"), form.encode());
        EXPECT_EQ(again.status, 303);
        EXPECT_EQ(again.header("Location"), receipt);
    }

    void then_there_is_one_referral() { EXPECT_EQ(referrals(), 1); }

    void when_the_same_key_comes_with_another_body()
    {
        auto spoilt = form;
        spoilt.add("more", "than before");
        const auto answer = person.send(person.form_head("/join/check"), spoilt.encode());
        EXPECT_EQ(answer.status, 422);
        EXPECT_TRUE(answer.says("This form was already sent"));
    }

    void when_they_refer_themselves_once_more_with_a_form_of_its_own()
    {
        answer_every_question(person);
        EXPECT_NE(person.filled({}, "Send").value("idempotency_key"), "");
        EXPECT_NE(person.filled({}, "Send").value("idempotency_key"),
                  form.value("idempotency_key"));
        person.submit({}, "Send");
        EXPECT_NE(person.page().url, receipt);
    }

    void then_there_are_two() { EXPECT_EQ(referrals(), 2); }

    void then_a_form_kept_from_before_the_last_page_sends_nothing_more()
    {
        // Another tab, whose answers were sent from this one: its key is fresh, its draft gone.
        answer_every_question(person);
        auto other_tab = person;
        person.submit({}, "Send");
        other_tab.submit({}, "Send");
        EXPECT_EQ(referrals(), 3);
        EXPECT_EQ(other_tab.page().status, 200);
    }
};
EVENHAND_JOURNEY(SentTwice);

TEST_P(SentTwice, IsOneReferralWithOneReceipt)
{
    given_someone_who_has_sent_a_referral();
    when_the_same_form_is_sent_again();
    then_there_is_one_referral();
    when_the_same_key_comes_with_another_body();
    then_there_is_one_referral();
    when_they_refer_themselves_once_more_with_a_form_of_its_own();
    then_there_are_two();
    then_a_form_kept_from_before_the_last_page_sends_nothing_more();
}

} // namespace evenhand::tests
