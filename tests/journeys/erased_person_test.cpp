// A person asks for their details to be erased before anybody has decided on the referral. The
// referral stays, as the flow of the trial must add up; who it was is gone, and the page says so.
#include "app/audited_tables.hpp"
#include "core/london_time.hpp"
#include "tests/journeys/journey.hpp"
#include "tests/support/baseline_steps.hpp"

#include <set>

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

    void when_they_answer_before_allocation(storage::UnitOfWork& work, identity::PersonId who) const
    {
        const auto& house = *trial.house;
        EXPECT_TRUE(house.journeys.take(work, who, {.step = participants::Step::referred}));
        walk_to_consent(work, house, who);
        answer_baseline(work, house, who);
        EXPECT_TRUE(
            house.baselines.save(work, who, {.answers = {}, .confirmed = {{"hours", "hours=60"}}}));
        lock_baseline(work, house, who);
    }

    void given_somebody_of_whom_everything_is_kept_that_can_be()
    {
        auto person = trial.browser();
        send_self_referral(person);
        person.follow("tell us a little about yourself");
        person.submit({{"sex", "female"}}, "Send these answers");
        const storage::Actor intake{storage::ActorKind::staff, "test", "intake_officer"};
        trial.house->units->write(intake, "test", [&](storage::UnitOfWork& work) {
            constexpr storage::Statement claim{"test.claim", "SELECT id FROM identity_claim"};
            const auto id = identity::ClaimId::parse(work.sql().one<std::string>(claim)).value();
            const auto who = trial.house->identities.confirm_claim(work, id, "new").value();
            const contacts::NewContact spoke{.occurred = work.now(), .note = "Prefers mornings."};
            EXPECT_TRUE(trial.house->contact_log.record(work, who, spoke));
            const auto concern = trial.house->concern_log.raise(
                work, who, concerns::Kind::complaint, "They waited an hour.");
            EXPECT_TRUE(trial.house->concern_log.change(
                work, concern.value(), {.change = concerns::Change::noted, .note = "Called."}));
            EXPECT_TRUE(trial.house->withdrawals.withdraw(work, who,
                                                          {.scope = withdrawal::Scope::surveys,
                                                           .effective = london_date(work.now()),
                                                           .told = true,
                                                           .note = "Too many letters."}));
            EXPECT_TRUE(trial.house->deviations.record(
                work, who,
                {.from = london_date(work.now()), .note = "Was told of it by a friend."}));
            when_they_answer_before_allocation(work, who);
        });
    }

    /// The tables of which an erasure of every class would take openings.
    std::set<std::string> tables_that_erasure_reaches()
    {
        const storage::Actor dpo{storage::ActorKind::staff, "test", "data_protection_officer"};
        std::set<std::string> reached;
        trial.house->units->read(dpo, "test", [&](storage::UnitOfWork& work) {
            constexpr storage::Statement person{"test.person", "SELECT id FROM person"};
            const auto id = identity::PersonId::parse(work.sql().one<std::string>(person)).value();
            for (const auto key : {identity::KeyClass::contact, identity::KeyClass::casework,
                                   identity::KeyClass::research, identity::KeyClass::linkage}) {
                for (const auto& row : trial.house->identities.plan_erasure(work, id, key).rows)
                    reached.emplace(row.table);
            }
        });
        return reached;
    }

    /// Tables with a column of sealed text, told by its name.
    static std::set<std::string> tables_with_sealed_texts()
    {
        std::set<std::string> sealed;
        for (const auto* table : app::audited_tables()) {
            for (std::size_t i = 0; i < table->column_count; ++i) {
                if (table->columns[i].name.starts_with("sealed_")) sealed.emplace(table->name);
            }
        }
        return sealed;
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

// A room that seals texts under somebody's keys has to name its rows to erasure (app/house.cpp).
TEST_P(ErasedPerson, IsErasedFromTheLogOfEveryTableThatHoldsSealedTexts)
{
    given_somebody_of_whom_everything_is_kept_that_can_be();
    auto wanted = tables_with_sealed_texts();
    EXPECT_GE(wanted.size(), 2U);
    wanted.emplace("person_details");
    wanted.emplace("identity_claim"); // whose columns are sealed one by one
    EXPECT_EQ(tables_that_erasure_reaches(), wanted);
}

} // namespace evenhand::tests
