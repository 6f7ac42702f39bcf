// Once a referral was sent, the browser that sent it may answer some questions on equality, or
// leave them out. They are kept apart: nobody in triage sees them, and nobody else is asked them.
#include "recruitment/referral/equality_store.hpp"
#include "tests/journeys/journey.hpp"

namespace evenhand::tests {

class OptionalQuestions : public Journey
{
protected:
    TestClient person = trial.browser();
    std::string confirmation;
    std::string reference;

    static constexpr std::string_view link = "tell us a little about yourself";
    static constexpr std::string_view send = "Send these answers";

    void given_someone_who_has_just_sent_a_referral()
    {
        send_self_referral(person);
        confirmation = person.page().url;
        reference = reference_on(person.page());
        EXPECT_TRUE(person.page().says("It changes nothing in what you sent"));
    }

    void when_they_answer(const Typed& typed)
    {
        person.follow(link);
        EXPECT_EQ(person.page().url, "/join/about-you");
        EXPECT_TRUE(person.page().says("You can leave out any of them"));
        EXPECT_FALSE(person.page().says("Zoë"));
        person.submit(typed, send);
    }

    void then_they_are_thanked_and_may_go_back()
    {
        EXPECT_EQ(person.page().url, "/join/about-you/thanks");
        EXPECT_EQ(person.page().heading, "Thank you");
        person.follow("Back to your reference and what happens next");
        EXPECT_EQ(person.page().url, confirmation);
        EXPECT_FALSE(is_offered(person)) << "what was answered is not asked again";
    }

    static bool is_offered(TestClient& browser)
    {
        const auto& links = browser.page().links;
        return std::any_of(links.begin(), links.end(),
                           [](const PageLink& one) { return one.href == "/join/about-you"; });
    }

    /// As the store of the answers opens them, a line a question; empty where nothing is kept.
    std::string kept()
    {
        const storage::Actor nobody{storage::ActorKind::system, "test", {}};
        return trial.house->units->read(nobody, "test", [&](storage::UnitOfWork& work) {
            constexpr storage::Statement sent{"test.sent", "SELECT id FROM referral"};
            const auto id = referral::ReferralId::parse(work.sql().one<std::string>(sent));
            const auto answers = trial.house->equality.open(work, id.value());
            return answers ? text_of(*answers) : std::string();
        });
    }

    std::int64_t answers() { return trial.number(count_answers); }
    std::int64_t notices_given() { return trial.number(count_notices); }

    void then_triage_sees_nothing_of_it()
    {
        auto officer = trial.signed_in("intake");
        officer.follow("Open referral " + reference);
        for (const auto* hidden : {"Female", "Pakistani", "Asian", "equality"})
            EXPECT_FALSE(officer.page().says(hidden)) << hidden;
        EXPECT_TRUE(officer.page().says("referral-privacy, version 1 (web)"));
    }

    void when_the_key_is_destroyed(identity::KeyClass key_class)
    {
        const storage::Actor dpo{storage::ActorKind::staff, "test", "data_protection_officer"};
        const auto& identities = trial.house->identities;
        trial.house->units->write(dpo, "test", [&](storage::UnitOfWork& work) {
            constexpr storage::Statement claim{"test.claim", "SELECT id FROM identity_claim"};
            const auto id = identity::ClaimId::parse(work.sql().one<std::string>(claim)).value();
            identities.erase(work, identities.plan_erasure(work, id, key_class), "asked for it");
        });
    }

private:
    static constexpr storage::Statement count_answers{"test.answers",
                                                      "SELECT count(*) FROM equality_answer"};
    static constexpr storage::Statement count_notices{
        "test.notices", "SELECT count(*) FROM notice_given WHERE notice_id = 'equality-privacy' "
                        "AND notice_version = '1'"};
};
EVENHAND_JOURNEY(OptionalQuestions);

TEST_P(OptionalQuestions, AreKeptApartFromTheReferral)
{
    given_someone_who_has_just_sent_a_referral();
    when_they_answer({{"sex", "female"},
                      {"ethnic-group", "asian"},
                      {"ethnic-group-asian", "pakistani"},
                      {"disability", "prefer-not-to-say"}});
    then_they_are_thanked_and_may_go_back();
    EXPECT_EQ(kept(), "sex=female\nethnic-group=asian/pakistani\ndisability=prefer-not-to-say\n");
    EXPECT_EQ(notices_given(), 1);
    then_triage_sees_nothing_of_it();
}

TEST_P(OptionalQuestions, MayAllBeLeftOut)
{
    given_someone_who_has_just_sent_a_referral();
    when_they_answer({});
    EXPECT_EQ(person.page().url, confirmation);
    EXPECT_EQ(answers(), 0) << "that somebody left them out is kept nowhere";
    EXPECT_EQ(notices_given(), 0);
}

TEST_P(OptionalQuestions, AreAnsweredOnceHoweverOftenTheyAreSent)
{
    given_someone_who_has_just_sent_a_referral();
    person.follow(link);
    const auto first = person.filled({{"sex", "female"}}, send);
    person.get("/join/about-you");
    const auto second = person.filled({{"sex", "male"}}, send);
    EXPECT_EQ(person.post("/join/about-you", first).url, "/join/about-you/thanks");
    EXPECT_EQ(person.post("/join/about-you", first).url, "/join/about-you/thanks");
    EXPECT_EQ(person.post("/join/about-you", second).url, "/join/about-you/thanks");
    EXPECT_EQ(person.get("/join/about-you").url, "/join/about-you/thanks");
    EXPECT_EQ(answers(), 1);
    EXPECT_EQ(kept(), "sex=female\n");
}

TEST_P(OptionalQuestions, AreNotAskedOfWhoeverHasTheAddress)
{
    given_someone_who_has_just_sent_a_referral();
    auto other = trial.browser();
    EXPECT_EQ(other.get(confirmation).status, 200);
    EXPECT_FALSE(is_offered(other));
    EXPECT_EQ(other.get("/join/about-you").url, "/");
    EXPECT_EQ(other.get("/join/about-you/thanks").url, "/");

    // Nor with a form of their own.
    person.follow(link);
    other.get("/join/who-for");
    const auto tokens = other.filled({{"for", "me"}}, "Continue");
    auto forged = http::FormData(tokens.pairs());
    forged.add("sex", "male");
    EXPECT_EQ(other.post("/join/about-you", forged).url, "/");
    EXPECT_EQ(answers(), 0);
}

TEST_P(OptionalQuestions, AreAskedForTwoHoursAndNoLonger)
{
    given_someone_who_has_just_sent_a_referral();
    person.follow(link);
    const auto late = person.filled({{"sex", "female"}}, send);
    trial.advance(referral::equality_open);
    EXPECT_EQ(person.get("/join/about-you").url, "/join/about-you");
    trial.advance(std::chrono::seconds(1));
    EXPECT_EQ(person.get("/join/about-you").url, "/");
    EXPECT_EQ(person.post("/join/about-you", late).url, "/");
    person.get(confirmation);
    EXPECT_FALSE(is_offered(person));
    EXPECT_EQ(answers(), 0);
}

TEST_P(OptionalQuestions, AreNotAskedOfWhoeverAskedToBeCalled)
{
    person.get("/call-me");
    person.submit({{"name", "Zoë Example"}, {"phone", "07700 900123"}}, "Ask for a call");
    EXPECT_EQ(person.page().heading, "We will call you");
    EXPECT_FALSE(is_offered(person));
    EXPECT_EQ(person.get("/join/about-you").url, "/");
}

TEST_P(OptionalQuestions, AreErasedWithTheResearchKeyAloneAndNotAskedAgain)
{
    given_someone_who_has_just_sent_a_referral();
    when_they_answer({{"sex", "female"}});
    when_the_key_is_destroyed(identity::KeyClass::research);
    EXPECT_EQ(kept(), "");
    EXPECT_EQ(trial.number({"test.copies", "SELECT count(*) FROM audit_opening WHERE object_type = "
                                           "'equality_answer'"}),
              1)
        << "that they were erased, and nothing else";
    person.get(confirmation);
    EXPECT_FALSE(is_offered(person));
    auto officer = trial.signed_in("intake");
    officer.follow("Open referral " + reference);
    EXPECT_TRUE(officer.page().says("Zoë Example")) << "the referral goes on";
}

} // namespace evenhand::tests
