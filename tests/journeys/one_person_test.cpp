// Two records prove to be one person, a lead merges them and takes it back; and a referral that
// triage gave to the wrong person goes back to triage.
#include "people/participants/merging.hpp"
#include "tests/journeys/journey.hpp"
#include "tests/support/before_real_gates.hpp"
#include "tests/support/house_draw.hpp"

#include <fmt/format.h>

#include <string>

namespace evenhand::tests {

using identity::PersonId;

/// What both scenarios do: people refer themselves, and triage decides.
class OnePerson : public testing::TestWithParam<storage::Engine>
{
protected:
    TestHouse trial{GetParam()};

    void TearDown() override { EXPECT_EQ(trial.what_verify_finds(), ""); }

    static Typed zoe(std::string_view phone, std::string_view year = "1998")
    {
        return {{"first_name", "Zoë"},
                {"last_name", "Example"},
                {"born-year", std::string(year)},
                {"phone", std::string(phone)}};
    }
    /// The record to which triage gives a new referral: "new", or a record's address.
    std::string given_a_record(const Typed& typed, std::string who = "new")
    {
        trial.advance(std::chrono::minutes(1)); // so that one was referred first
        auto visitor = trial.browser();
        send_self_referral(visitor, typed);
        auto officer = trial.signed_in("intake");
        officer.get("/triage");
        reference = reference_on(visitor.page());
        officer.submit({{"reference", reference}}, "Find");
        officer.get(officer.page().url + "/identity");
        if (who != "new") who = id_in(who);
        officer.submit({{"who", who}}, "Decide");
        return officer.page().url;
    }
    [[nodiscard]] std::string not_theirs() const
    {
        return fmt::format("Referral {} is of somebody else", reference);
    }
    TestClient when_the_last_referral_goes_back(const std::string& record)
    {
        auto lead = trial.signed_in("lead");
        lead.get(record);
        lead.follow(not_theirs());
        lead.submit({{"ground", "wrong_record"}}, "Send the referral back to triage");
        EXPECT_EQ(lead.page().status, 200);
        return lead;
    }
    std::int64_t letters_owed()
    {
        return trial.number({"test.letters", "SELECT count(*) FROM letter_task t WHERE "
                                             "t.state = 'owed' AND NOT EXISTS (SELECT 1 FROM "
                                             "letter_task e WHERE e.supersedes = t.id)"});
    }
    std::string reference; ///< of the referral that was decided last
    static std::string id_in(const std::string& record)
    {
        return record.substr(record.rfind('/') + 1);
    }
    TestClient when_a_lead_merges(const std::string& from)
    {
        auto lead = trial.signed_in("lead");
        lead.get(from);
        lead.follow("This person has another record");
        lead.follow("Zoë Example");
        EXPECT_EQ(lead.page().heading, "Are these two records of one person?");
        lead.submit({{"ground", "documents"}}, "Merge the two records");
        return lead;
    }
};
EVENHAND_JOURNEY(OnePerson);

TEST_P(OnePerson, IsMergedByALeadWhoSeesBothRecordsAndIsAskedHowTheyKnow)
{
    const auto first = given_a_record(zoe("07700 900123"));
    const auto second = given_a_record(zoe("01632 960001"));
    ASSERT_NE(first, second);
    auto lead = trial.signed_in("lead");
    lead.get(second);
    lead.follow("This person has another record");
    lead.submit({}, "Compare the two records");
    EXPECT_EQ(lead.page().status, 422);
    lead.follow("Zoë Example");
    EXPECT_TRUE(lead.page().says("07700 900123"));
    EXPECT_TRUE(lead.page().says("01632 960001"));
    EXPECT_TRUE(lead.page().says("The other record leads, and this record follows it."));
    lead.submit({}, "Merge the two records");
    EXPECT_EQ(lead.page().status, 422);
    EXPECT_TRUE(lead.page().says("Choose how you know"));
    lead.submit({{"ground", "documents"}}, "Merge the two records");
    EXPECT_EQ(lead.page().url, first) << "the one that leads";
    EXPECT_TRUE(lead.page().says("This record leads"));
    EXPECT_EQ(trial.count_done("identity.compared"), 4U)
        << "triage looked at one, twice; and the lead at both";

    lead.get(second);
    EXPECT_TRUE(lead.page().says("This record follows another one of the same person"));
    EXPECT_TRUE(lead.page().says("Another record of the same person leads"));
    EXPECT_FALSE(lead.page().says("Open their way again"));
    lead.get(second + "/reopen");
    EXPECT_TRUE(lead.page().says("Another record of the same person leads: open that one."));
    lead.get(second + "/same-person/" + id_in(first));
    EXPECT_EQ(lead.page().url, second) << "it is done already";
}

TEST_P(OnePerson, IsCalledAndFoundOnceAndTwiceAgainWhenTheMergeIsUndone)
{
    const auto first = given_a_record(zoe("07700 900123"));
    const auto second = given_a_record(zoe("01632 960001"));
    auto lead = when_a_lead_merges(first);
    lead.get("/participants");
    lead.submit({{"family_name", "example"},
                 {"birth-day", "27"},
                 {"birth-month", "3"},
                 {"birth-year", "1998"}},
                "Search");
    EXPECT_EQ(lead.page().url, first);
    lead.get("/calls?show=all");
    EXPECT_EQ(lead.page().body.find(id_in(second)), std::string::npos);
    EXPECT_EQ(given_a_record(zoe("01632 960001"), first), first)
        << "who comes again by the other's telephone is offered the record that leads";

    lead.get("/stuck");
    lead.follow("Records that were merged");
    EXPECT_TRUE(lead.page().says("Documents were seen"));
    EXPECT_TRUE(lead.page().says("Stands"));
    const auto words_of = [&](const std::string& record) {
        for (const auto& link : lead.page().links)
            if (link.href == record) return link.text;
        return std::string();
    };
    EXPECT_TRUE(words_of(second).starts_with("Referred on ")) << words_of(second);
    EXPECT_NE(words_of(second), words_of(first)) << "each row says which record is which";
    lead.follow(words_of(second));
    EXPECT_EQ(lead.page().url, second);
    lead.follow("They are two people after all");
    EXPECT_TRUE(lead.page().says("This record stands where it stood"));
    lead.submit({}, "Undo the merge");
    EXPECT_EQ(lead.page().status, 422);
    lead.submit({{"ground", "asked_them"}}, "Undo the merge");
    EXPECT_EQ(lead.page().url, second);
    EXPECT_TRUE(lead.page().says("Waits for a first contact"));
    EXPECT_FALSE(lead.page().says("follows another one"));
    lead.get("/merges");
    EXPECT_TRUE(lead.page().says("Undone"));
}

TEST_P(OnePerson, IsMergedByNobodyButALead)
{
    const auto first = given_a_record(zoe("07700 900123"));
    const auto second = given_a_record(zoe("01632 960001"));
    const auto compare = first + "/same-person/" + id_in(second);
    for (const auto* handle : {"intake", "manager", "interviewer", "evaluator", "admin"}) {
        auto other = trial.signed_in(handle);
        for (const auto& path : {compare, first + "/other-records", std::string("/merges")}) {
            other.get(path);
            EXPECT_EQ(other.page().status, 404) << handle << ' ' << path;
        }
    }
}

TEST_P(OnePerson, AReferralThatTriageLinkedWronglyGoesBackToTriage)
{
    const auto record = given_a_record(zoe("07700 900123"));
    ASSERT_EQ(given_a_record(zoe("07700 900123", "1971"), record), record);
    auto officer = trial.signed_in("intake");
    EXPECT_TRUE(officer.get("/triage").says("Nobody is waiting"));
    EXPECT_FALSE(officer.get(record).says("is of somebody else"));

    auto lead = trial.signed_in("lead");
    lead.get(record);
    lead.follow(not_theirs());
    EXPECT_TRUE(lead.page().says("27 March 1971"));
    EXPECT_TRUE(lead.page().says("stands again where it stood"));
    lead.submit({}, "Send the referral back to triage");
    EXPECT_EQ(lead.page().status, 422);
    lead.submit({{"ground", "wrong_record"}}, "Send the referral back to triage");
    ASSERT_EQ(lead.page().status, 200);
    const auto referral = lead.page().url;
    EXPECT_FALSE(officer.get("/triage").says("Nobody is waiting"));
    officer.get(referral + "/identity");
    officer.submit({{"who", "new"}}, "Decide");
    EXPECT_NE(officer.page().url, record);
    EXPECT_TRUE(officer.page().says("27 March 1971"));
    EXPECT_FALSE(lead.get(record).says("is of somebody else"));
    EXPECT_EQ(trial.number({"test.standing", "SELECT count(*) FROM claim_decided"}), 2);
    EXPECT_EQ(trial.number({"test.written", "SELECT count(*) FROM claim_decision"}), 3);
}

// What an earlier referral told holds again, and nobody is written to about another's.
TEST_P(OnePerson, AReferralOfSomebodyElseTakesItsWishesAndWhatIsNotSentYetWithIt)
{
    auto own = zoe("07700 900123");
    own.insert(own.end(),
               {{"channel", "email"}, {"email", "zoe@example.com"}, {"leave_message", "no"}});
    const auto record = given_a_record(own);
    auto other = zoe("07700 900123", "1971");
    other.insert(other.end(), {{"channel", "phone"},
                               {"channel", "email"},
                               {"email", "zoe@example.com"},
                               {"leave_message", "no"}});
    ASSERT_EQ(given_a_record(other, record), record);
    auto officer = trial.signed_in("intake");
    ASSERT_TRUE(officer.get(record).says("Phone call, Email"));
    ASSERT_EQ(letters_owed(), 2) << "each referral is acknowledged";

    when_the_last_referral_goes_back(record);
    EXPECT_FALSE(officer.get(record).says("Phone call, Email"));
    EXPECT_TRUE(officer.page().says("Email"));
    EXPECT_EQ(letters_owed(), 1) << "what acknowledges their own stays";
}

TEST_P(OnePerson, WhatWouldAcknowledgeTheReferralOfSomebodyElseIsNotSentAnyMore)
{
    constexpr storage::Statement waiting{"test.waiting",
                                         "SELECT count(*) FROM outbox WHERE state = 'waiting'"};
    constexpr storage::Statement dropped{"test.dropped",
                                         "SELECT count(*) FROM outbox WHERE state = 'dropped' AND "
                                         "last_error = 'not_theirs' AND sealed_payload = ''"};
    const Typed by_email{
        {"channel", "email"}, {"email", "zoe@example.com"}, {"leave_message", "yes"}};
    auto own = zoe("07700 900123");
    own.insert(own.end(), by_email.begin(), by_email.end());
    const auto record = given_a_record(own);
    auto other = zoe("07700 900123", "1971");
    other.insert(other.end(), by_email.begin(), by_email.end());
    ASSERT_EQ(given_a_record(other, record), record);
    ASSERT_EQ(trial.number(waiting), 2);

    auto lead = when_the_last_referral_goes_back(record);
    EXPECT_EQ(trial.number(waiting), 1) << "what acknowledges their own is sent";
    EXPECT_EQ(trial.number(dropped), 1);
    EXPECT_TRUE(lead.get(record).says("Not sent: it was about a referral of somebody else"));
}

TEST_P(OnePerson, WhoSaidNoToStaffIsAskedAgainAndNotWrittenToBecauseALaterFormSaysYes)
{
    const auto record = given_a_record(zoe("07700 900123"));
    auto officer = trial.signed_in("intake");
    officer.get(record + "/contact-wishes");
    officer.submit({{"way", "email"},
                    {"leave_message", "no"},
                    {"mention_health", "no"},
                    {"need", "none"},
                    {"told_in", "telephone"}},
                   "Save");
    auto form = zoe("07700 900123");
    form.insert(form.end(),
                {{"channel", "email"}, {"email", "zoe@example.com"}, {"leave_message", "yes"}});
    ASSERT_EQ(given_a_record(form, record), record);
    EXPECT_EQ(trial.number({"test.queued", "SELECT count(*) FROM outbox"}), 0);
    officer.get("/calls?when=later");
    EXPECT_TRUE(officer.page().says("Leave no message: not asked yet whether it is safe"));
}

TEST_P(OnePerson, AReferralStaysWhereSomebodyWasPutIntoAGroupSinceAndTheLeadIsToldWhatToDo)
{
    using participants::Step;
    const auto record = given_a_record(zoe("07700 900123"));
    given_a_record(zoe("07700 900123", "1971"), record);
    auto& house = *trial.house;
    const auto who = PersonId::parse(id_in(record)).value();
    const auto officer = officer_of(trial.account_id("intake"));
    house.units->write(officer, "test", [&](storage::UnitOfWork& work) {
        for (const Step step : {Step::booked, Step::attended, Step::eligible, Step::taught,
                                Step::goes_on, Step::consented, Step::baseline_locked})
            EXPECT_TRUE(house.journeys.take(work, who, {.step = step}));
        return 0;
    });
    allocation::TwoStep draw(open_draw(house));
    const auto intended = draw.intend(
        *house.units, officer,
        {.person = who, .scope = "test", .key = "1", .digest = who.text(), .location = "/"});
    ASSERT_TRUE(std::holds_alternative<allocation::Intended>(intended));

    auto lead = trial.signed_in("lead");
    lead.get(record);
    lead.follow(not_theirs());
    EXPECT_TRUE(lead.page().says("nobody is taken out of a group"));
    EXPECT_TRUE(lead.page().says("tell the trial manager"));
    EXPECT_FALSE(lead.page().says("Send the referral back to triage"));
}

/// Records of which some were put into a group.
class OnePersonTwice : public testing::TestWithParam<storage::Engine>
{
protected:
    TestHouse trial{GetParam(), "small"};

    void TearDown() override { EXPECT_EQ(trial.what_verify_finds(), ""); }

    app::House& house() { return *trial.house; }
    PersonId given_somebody_in_a_group()
    {
        const auto who = put_into_a_group(house(), trial.account_id("intake"));
        trial.advance(std::chrono::hours(1));
        return who;
    }
    static std::string path(PersonId who, std::string_view more = {})
    {
        return "/participants/" + who.text() + std::string(more);
    }
    TestClient when_a_lead_merges(PersonId one, PersonId other)
    {
        auto lead = trial.signed_in("lead");
        lead.get(path(one, "/same-person/" + other.text()));
        lead.submit({{"ground", "asked_them"}}, "Merge the two records");
        return lead;
    }
    void when_the_draw_is_begun(PersonId who)
    {
        const auto account = trial.account_id("intake");
        allocation::TwoStep draw(open_draw(house()));
        const auto begun = draw.intend(*house().units, officer_of(account),
                                       {.person = who,
                                        .scope = "staff:" + account,
                                        .key = who.text(),
                                        .digest = who.text(),
                                        .location = "/"});
        ASSERT_TRUE(std::holds_alternative<allocation::Intended>(begun));
    }
    void when_it_is_answered(PersonId who)
    {
        allocation::TwoStep draw(open_draw(house()));
        const auto officer = officer_of(trial.account_id("intake"));
        ASSERT_FALSE(draw.settle(*house().units, officer, who));
    }
    std::int64_t allocations()
    {
        return trial.number({"test.allocations", "SELECT count(*) FROM allocation"});
    }
};
EVENHAND_JOURNEY(OnePersonTwice);

TEST_P(OnePersonTwice, InAGroupKeepsBothAllocationsAndTheSecondIsLabelled)
{
    const auto first = given_somebody_in_a_group();
    const auto second = given_somebody_in_a_group();
    auto lead = when_a_lead_merges(second, first);
    EXPECT_EQ(lead.page().url, path(first));
    EXPECT_EQ(allocations(), 2);
    constexpr std::string_view label = "Second randomisation of the same person";
    EXPECT_TRUE(lead.get(path(second)).says(label));
    EXPECT_FALSE(lead.get(path(first)).says(label));
    auto manager = trial.signed_in("manager");
    EXPECT_TRUE(manager.get(path(second, "/allocation/flag")).says(label));
    EXPECT_TRUE(manager.page().says("It is kept, and the first one is analysed."));
    EXPECT_FALSE(manager.get(path(first, "/allocation/flag")).says(label));

    lead.get(path(second, "/two-people"));
    EXPECT_TRUE(lead.page().says("counted again, and stays as it is"));
    EXPECT_FALSE(lead.page().says("stands where it stood"));
    lead.submit({{"ground", "documents"}}, "Undo the merge");
    EXPECT_FALSE(manager.get(path(second, "/allocation/flag")).says(label));
    EXPECT_EQ(allocations(), 2);
}

TEST_P(OnePersonTwice, IsNeverDrawnByTheRecordThatFollows)
{
    const auto account = trial.account_id("intake");
    const auto ready = somebody_at(house(), account, participants::Stage::baseline_locked);
    const auto drawn = given_somebody_in_a_group();
    when_a_lead_merges(ready, drawn);
    const auto answer = house().two_step.intend(
        *house().units, officer_of(account),
        {.person = ready, .scope = "test", .key = "1", .digest = ready.text(), .location = "/"});
    EXPECT_EQ(std::get<allocation::Refusal>(answer), allocation::Refusal::duplicate);
    auto officer = trial.signed_in("intake");
    officer.get(path(ready, "/allocation"));
    EXPECT_TRUE(officer.page().says("go on with the other record"));
    EXPECT_FALSE(officer.page().says("Put into a group by chance now"));
}

TEST_P(OnePersonTwice, WhoIsAtTheDrawIsMergedWhenItIsAnswered)
{
    using participants::Stage;
    const auto other = given_somebody_in_a_group(); // first: whoever comes next finishes a draw
    const auto later = somebody_at(house(), trial.account_id("intake"), Stage::baseline_locked);
    const auto compare = path(later, "/same-person/" + other.text());
    auto lead = trial.signed_in("lead");
    lead.get(compare);
    when_the_draw_is_begun(later);
    lead.submit({{"ground", "asked_them"}}, "Merge the two records");
    EXPECT_EQ(lead.page().status, 409) << "the page was opened before";
    EXPECT_TRUE(lead.page().says("Have that finished, then merge them."));
    EXPECT_TRUE(lead.get(compare).says("Have that finished, then merge them."));

    when_it_is_answered(later);
    lead.get(compare);
    lead.submit({{"ground", "asked_them"}}, "Merge the two records");
    EXPECT_EQ(lead.page().url, path(other));
    EXPECT_TRUE(lead.get(path(later)).says("Second randomisation of the same person"));
}

TEST_P(OnePersonTwice, IsMergedAsTheLeadWasToldOrNotAtAll)
{
    using participants::Stage;
    const auto account = trial.account_id("intake");
    const auto first = somebody_at(house(), account, Stage::baseline_locked);
    trial.advance(std::chrono::minutes(1));
    const auto second = somebody_at(house(), account, Stage::baseline_locked);
    auto lead = trial.signed_in("lead");
    lead.get(path(first, "/same-person/" + second.text()));
    EXPECT_TRUE(lead.page().says("This record leads, and the other record follows it."));
    when_the_draw_is_begun(second);
    when_it_is_answered(second);
    lead.submit({{"ground", "documents"}}, "Merge the two records");
    EXPECT_EQ(lead.page().status, 422);
    EXPECT_TRUE(lead.page().says("The other record leads, and this record follows it."));
    EXPECT_EQ(trial.number({"test.merges", "SELECT count(*) FROM person_merge"}), 0);
    lead.submit({{"ground", "documents"}}, "Merge the two records");
    EXPECT_EQ(lead.page().url, path(second));
}

} // namespace evenhand::tests
