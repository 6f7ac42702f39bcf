// A person whom the trial knows already refers themselves again. Nothing on the public side may
// tell that, neither to them nor to somebody who types another person's details to find out: each
// answer, headers and all, is byte for byte what a stranger gets. The two worlds differ in their
// past alone, and draw alike from the moment that the browser opens (design 8.9).
#include "tests/journeys/journey.hpp"

namespace evenhand::tests {

class KnownPerson : public testing::TestWithParam<storage::Engine>
{
protected:
    /// All that a browser was told, in order.
    using Answers = std::vector<std::string>;

    static Typed details_of_zoe()
    {
        return {{"first_name", "Zoë"},        {"last_name", "Example"}, {"born-day", "27"},
                {"born-month", "3"},          {"born-year", "1998"},    {"knows_nhs_number", "yes"},
                {"nhs_number", "9990000018"}, {"phone", "07700 900123"}};
    }

    static void given_that_zoe_is_known(TestHouse& trial)
    {
        auto browser = trial.browser();
        send_self_referral(browser, details_of_zoe());
        given_that_the_claim_was_confirmed(trial);
    }

    static void given_that_somebody_else_is_known(TestHouse& trial)
    {
        auto browser = trial.browser();
        send_self_referral(browser, {{"first_name", "X"},
                                     {"last_name", "Sample"},
                                     {"born-year", "1971"},
                                     {"knows_nhs_number", "yes"},
                                     {"nhs_number", "9990000026"},
                                     {"phone", "01632 960001"}});
        given_that_the_claim_was_confirmed(trial);
    }

    static void given_that_nobody_is_known(TestHouse&) {}

    /// What triage will decide: this is a person, with an index of their own.
    static void given_that_the_claim_was_confirmed(TestHouse& trial)
    {
        const storage::Actor officer{storage::ActorKind::staff, "test", "intake_officer"};
        trial.house->units->write(officer, "test", [&](storage::UnitOfWork& work) {
            constexpr storage::Statement claim{"test.claim", "SELECT id FROM identity_claim"};
            const auto id = identity::ClaimId::parse(work.sql().one<std::string>(claim));
            ASSERT_TRUE(trial.house->identities.confirm_claim(work, id.value(), "new"));
        });
    }

    /// Notes every answer on the way, redirects too.
    class NotingBrowser : public http::Service
    {
    public:
        explicit NotingBrowser(http::Service& service) : service_(service) {}
        http::Admission admit(http::RequestHead head) override { return service_.admit(head); }
        http::Answer answer(http::Admission admission, std::string body) override
        {
            auto given = service_.answer(std::move(admission), std::move(body));
            std::string bytes = std::to_string(given.status) + "\n";
            for (const auto& [name, value] : given.fields)
                bytes += name + ": " + value + "\n";
            answers.push_back(bytes + "\n" + given.body);
            return given;
        }
        http::Answer refuse(http::ConnectionRefusal why, int status) override
        {
            return service_.refuse(why, status);
        }

        Answers answers;

    private:
        http::Service& service_;
    };

    /// Zoë's whole journey: a mistake, a save, a change, the sending, the sending again, and the
    /// optional questions.
    static Answers when_zoe_refers_herself(TestHouse& trial)
    {
        trial.random.restart(7);
        NotingBrowser noting(*trial.house->dispatcher);
        TestClient zoe(noting);
        answer_every_question(zoe, details_of_zoe());
        zoe.get("/join/nhs-number");
        zoe.submit({{"knows_nhs_number", "yes"}, {"nhs_number", "9990000019"}}, "Continue");
        zoe.submit({{"nhs_number", "999 000 0018"}}, "Save and come back later");
        zoe.submit({}, "Show me a code");
        zoe.get("/join/check");
        const auto form = zoe.filled({}, "Send");
        zoe.post("/join/check", form);
        zoe.post("/join/check", form);
        zoe.follow("tell us a little about yourself");
        zoe.submit({{"sex", "female"}, {"disability", "prefer-not-to-say"}}, "Send these answers");
        zoe.get("/call-me");
        zoe.submit({{"name", "Zoë Example"}, {"phone", "07700 900123"}}, "Ask for a call");
        return noting.answers;
    }

    Answers in_a_world(void (*past)(TestHouse&))
    {
        TestHouse trial(GetParam());
        past(trial);
        auto answers = when_zoe_refers_herself(trial);
        EXPECT_EQ(trial.what_verify_finds(), "");
        return answers;
    }
};
EVENHAND_JOURNEY(KnownPerson);

TEST_P(KnownPerson, GetsByteForByteTheAnswersOfAStranger)
{
    const auto known = in_a_world(given_that_zoe_is_known);
    const auto other = in_a_world(given_that_somebody_else_is_known);
    const auto nobody = in_a_world(given_that_nobody_is_known);

    ASSERT_GT(known.size(), 40U) << "the journey is not walked";
    ASSERT_EQ(known.size(), other.size());
    ASSERT_EQ(known.size(), nobody.size());
    for (std::size_t i = 0; i < known.size(); ++i) {
        EXPECT_EQ(known[i], other[i]) << "answer " << i;
        EXPECT_EQ(known[i], nobody[i]) << "answer " << i;
    }
}

// The comparison can fail: a world in which one thing is different is told apart.
TEST_P(KnownPerson, AndAWorldThatDiffersIsToldApart)
{
    const auto one = in_a_world(given_that_nobody_is_known);
    const auto later = in_a_world([](TestHouse& trial) { trial.advance(std::chrono::days(5)); });
    EXPECT_NE(one, later);
}

} // namespace evenhand::tests
