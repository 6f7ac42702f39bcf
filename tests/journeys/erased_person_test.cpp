// A person asks for their details to be erased before anybody has decided on the referral. The
// referral stays, as the flow of the trial must add up; who it was is gone, and the page says so.
#include "app/audited_tables.hpp"
#include "core/london_time.hpp"
#include "tests/journeys/journey.hpp"
#include "tests/support/baseline_steps.hpp"
#include "tests/support/house_draw.hpp"
#include "tests/support/information_steps.hpp"

#include <set>

namespace evenhand::tests {

class ErasedPerson : public Journey
{
protected:
    TestClient officer = trial.browser();
    std::string reference;
    const std::string officer_id = trial.account_id("intake");

    [[nodiscard]] storage::Actor intake() const
    {
        return {storage::ActorKind::staff, officer_id, "intake_officer"};
    }

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

    /// Nobody can decide who it is about, so it is nobody's to call; the fact of it stays.
    void then_the_referral_waits_no_longer()
    {
        auto browser = officer;
        browser.get("/triage");
        EXPECT_TRUE(browser.page().says("Nobody is waiting")) << browser.page().text;
        EXPECT_FALSE(browser.page().says(reference));
        EXPECT_EQ(referrals(), 1);
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

    /// Nobody is sure where they are registered until a lead finds out.
    void when_who_may_join_is_settled(storage::UnitOfWork& work, identity::PersonId who) const
    {
        using participants::Step;
        const auto& house = *trial.house;
        for (const Step step : {Step::referred, Step::booked, Step::attended})
            EXPECT_TRUE(house.journeys.take(work, who, {.step = step}));
        EXPECT_TRUE(house.deciding.evaluate(
            work, who, {.answers = of_nobody_knows_which_area(), .because = {}}));
        EXPECT_TRUE(house.deciding.resolve(work, who,
                                           {.criterion = "practice",
                                            .meets = true,
                                            .settled = "sheffield",
                                            .evidence = "The surgery said so."}));
        for (const Step step : {Step::taught, Step::goes_on})
            EXPECT_TRUE(house.journeys.take(work, who, {.step = step}));
    }

    static constexpr storage::Statement drafts{"test.drafts",
                                               "SELECT count(*) FROM draft WHERE form <> ''"};

    static eligibility::Answers of_nobody_knows_which_area()
    {
        auto answers = eligibility::answers_on(*LocalDate::parse("2026-03-02"));
        answers.facts.area = protocol::Membership::unsure();
        answers.facts.group = protocol::Membership::of("out-of-work");
        for (const auto* yes : {"condition", "wants-work", "realistic", "decides"})
            answers.facts.said[yes] = protocol::Said::yes;
        answers.facts.said["other-help"] = protocol::Said::no;
        return answers;
    }

    void when_they_sign_and_say_how_their_records_are_found(storage::UnitOfWork& work,
                                                            identity::PersonId who) const
    {
        const auto& house = *trial.house;
        const auto& form = house.protocol.consent;
        consent::NewConsent yes{.wording_hash = consent::wording_of(form).hash,
                                .answers = {},
                                .circumstances = {},
                                .signature = {.typed_name = "Zoë Example"}};
        hear_information(work, house.information, house.protocol.consent, who);
        for (const auto& item : form.items)
            yes.answers[item.id] = true;
        EXPECT_TRUE(house.consents.sign(work, who, yes));
        EXPECT_TRUE(house.linkage.give(
            work, who,
            {.ni_number = NiNumber::parse("QQ123456C", IdentifierMode::demo).value(),
             .former_names = {},
             .sex = consent::RecordSex::female,
             .address = "1 Example Street",
             .postcode = Postcode::parse("S1 2HH", PostcodeEntry::staff_screen).value()}));
    }

    void when_they_answer_before_allocation(storage::UnitOfWork& work, identity::PersonId who) const
    {
        const auto& house = *trial.house;
        answer_baseline(work, house, who);
        EXPECT_TRUE(
            house.baselines.save(work, who, {.answers = {}, .confirmed = {{"hours", "hours=60"}}}));
        lock_baseline(work, house, who);
    }

    void given_somebody_who_was_put_into_a_group_in_error_and_told_it_to_an_interviewer()
    {
        const auto who = put_into_a_group(*trial.house, officer_id);
        const auto interviewer = staff::AccountId::parse(trial.account_id("interviewer")).value();
        trial.house->units->write(intake(), "test", [&](storage::UnitOfWork& work) {
            EXPECT_TRUE(
                trial.house->allocations.flag(work, who, {.note = "They had said no that day."}));
            const auto today = london_date(work.now());
            EXPECT_TRUE(trial.house->interview_services.interviews.tell(
                work, who,
                {.interviewer = interviewer, .on = today, .words = "They named the office."},
                {.randomised = today, .groups = {}}));
        });
    }

    void given_somebody_of_whom_everything_is_kept_that_can_be()
    {
        auto person = trial.browser();
        send_self_referral(person);
        person.follow("tell us a little about yourself");
        person.submit({{"sex", "female"}}, "Send these answers");
        trial.house->units->write(intake(), "test", [&](storage::UnitOfWork& work) {
            constexpr storage::Statement claim{"test.claim", "SELECT id FROM identity_claim"};
            const auto id = identity::ClaimId::parse(work.sql().one<std::string>(claim)).value();
            const auto who = trial.house->identities.confirm_claim(work, id, "new").value();
            const contacts::NewContact spoke{.occurred = work.now(), .note = "Prefers mornings."};
            EXPECT_TRUE(trial.house->contact_log.record(work, who, spoke));
            EXPECT_TRUE(trial.house->contact_wishes.record(
                work, who, {.wishes = {.ways = {wishes::Way::email}, .times = "mornings"}}));
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
            when_who_may_join_is_settled(work, who);
            when_they_sign_and_say_how_their_records_are_found(work, who);
            when_they_answer_before_allocation(work, who);
            EXPECT_TRUE(trial.house->postbox.queue(
                work, who, {.subject = "Your appointment", .text = "On Monday."}, work.now()));
            http::FormData typed;
            typed.add("note", "Half a sentence about them");
            trial.house->drafts.save(work, {.scope = "staff:test", .form = "consent/" + who.text()},
                                     typed, std::chrono::hours(1));
        });
    }

    /// The tables of which an erasure of every class would take openings.
    std::set<std::string> tables_that_erasure_reaches()
    {
        const storage::Actor dpo{storage::ActorKind::staff, "test", "data_protection_officer"};
        std::set<std::string> reached;
        trial.house->units->read(dpo, "test", [&](storage::UnitOfWork& work) {
            constexpr storage::Statement people{"test.people", "SELECT id FROM person"};
            for (const auto& [person] : work.sql().rows<std::string>(people)) {
                const auto id = identity::PersonId::parse(person).value();
                for (const auto key : {identity::KeyClass::contact, identity::KeyClass::casework,
                                       identity::KeyClass::research, identity::KeyClass::linkage}) {
                    const auto plan = trial.house->identities.plan_erasure(work, id, key);
                    for (const auto& row : plan.rows)
                        reached.emplace(row.table);
                }
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
    then_the_referral_waits_no_longer();
    then_the_record_says_that_who_it_was_is_gone();
}

TEST_P(ErasedPerson, LeavesNoMessageThatCanBeReadAndNoDraft)
{
    given_somebody_of_whom_everything_is_kept_that_can_be();
    EXPECT_EQ(trial.number(drafts), 1);
    auto dpo = trial.signed_in("dpo");
    constexpr storage::Statement person{"test.person", "SELECT id FROM person"};
    const auto who = trial.house->units->read(intake(), "test", [&](storage::UnitOfWork& work) {
        return work.sql().one<std::string>(person);
    });
    dpo.get("/participants/" + who + "/erase");
    EXPECT_TRUE(dpo.page().says("Messages to them that wait to be sent"));
    EXPECT_TRUE(dpo.page().says("What staff have typed about them and not sent"));
    dpo.submit({{"class", "contact"}, {"reason", "They asked for it"}}, "Destroy the keys");
    EXPECT_EQ(trial.number(drafts), 0);
    EXPECT_EQ(trial.what_verify_finds(), "");
}

// A room that seals texts under somebody's keys has to name its rows to erasure (app/house.cpp).
TEST_P(ErasedPerson, IsErasedFromTheLogOfEveryTableThatHoldsSealedTexts)
{
    given_somebody_of_whom_everything_is_kept_that_can_be();
    given_somebody_who_was_put_into_a_group_in_error_and_told_it_to_an_interviewer();
    auto wanted = tables_with_sealed_texts();
    EXPECT_GE(wanted.size(), 2U);
    wanted.emplace("outbox");
    wanted.emplace("draft");
    wanted.emplace("person_details");
    wanted.emplace("identity_claim"); // whose columns are sealed one by one
    EXPECT_EQ(tables_that_erasure_reaches(), wanted);
}

} // namespace evenhand::tests
