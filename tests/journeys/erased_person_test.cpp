// A person asks for their details to be erased before anybody has decided on the referral. The
// referral stays, as the flow of the trial must add up; who it was is gone, and the page says so.
#include "tests/journeys/journey.hpp"

namespace evenhand::tests {

class ErasedPerson : public Journey
{
protected:
    TestClient officer = trial.browser();
    std::string reference;

    void given_a_referral_in_triage()
    {
        auto person = trial.browser();
        send_self_referral(person, {{"details", "I cannot stand for long"}});
        reference = reference_on(person.page());
        officer = trial.signed_in("intake");
        officer.follow("Open referral " + reference);
        EXPECT_TRUE(officer.page().says("Zoë Example"));
        EXPECT_TRUE(officer.page().says("I cannot stand for long"));
    }

    void when_their_keys_are_destroyed()
    {
        const storage::Actor dpo{storage::ActorKind::staff, "test", "data_protection_officer"};
        const auto& identities = trial.house->identities;
        trial.house->units->write(dpo, "test", [&](storage::UnitOfWork& work) {
            constexpr storage::Statement claim{"test.claim", "SELECT id FROM identity_claim"};
            const auto id = identity::ClaimId::parse(work.sql().one<std::string>(claim)).value();
            for (const auto key : {identity::KeyClass::contact, identity::KeyClass::casework}) {
                identities.erase(work, identities.plan_erasure(work, id, key), "asked for it");
            }
        });
    }

    void then_the_referral_still_waits() const
    {
        auto browser = officer;
        browser.get("/triage");
        EXPECT_TRUE(browser.page().says("1 waiting"));
        EXPECT_TRUE(browser.page().says(reference));
    }

    void then_the_record_says_that_who_it_was_is_gone()
    {
        officer.get(officer.page().url);
        EXPECT_EQ(officer.page().status, 200);
        EXPECT_TRUE(officer.page().says("Who this was has been erased"));
        EXPECT_TRUE(officer.page().says("What they told us has been erased"));
        for (const auto* gone : {"Zoë", "07700 900123", "27 March 1998", "I cannot stand"}) {
            EXPECT_FALSE(officer.page().says(gone)) << gone;
        }
    }

    /// What is left is that it was erased, and why: once of the claim and once of the referral.
    /// That the log holds without the rest is asked of every journey when it ends.
    void then_the_log_keeps_no_copy()
    {
        constexpr storage::Statement copies{
            "test.copies", "SELECT count(*) FROM audit_opening WHERE object_id IN "
                           "(SELECT id FROM referral UNION SELECT claim_id FROM referral)"};
        EXPECT_EQ(trial.number(copies), 2);
    }
};
EVENHAND_JOURNEY(ErasedPerson);

TEST_P(ErasedPerson, IsShownAsErasedAndTheLogStillHolds)
{
    given_a_referral_in_triage();
    when_their_keys_are_destroyed();
    then_the_log_keeps_no_copy();
    then_the_referral_still_waits();
    then_the_record_says_that_who_it_was_is_gone();
}

} // namespace evenhand::tests
