// What hangs on a person, whoever they are and whichever way they go: a first talk that moves them
// on, a contact on the wrong record, a concern that somebody owns, a withdrawal and a death after
// which nobody writes to them, and an erasure that is shown before it is done.
#include "tests/journeys/journey.hpp"
#include "tests/support/baseline_steps.hpp"

namespace evenhand::tests {

class People : public testing::TestWithParam<storage::Engine>
{
protected:
    TestHouse trial{GetParam()};

    void TearDown() override { EXPECT_EQ(trial.what_verify_finds(), ""); }

    /// A referral that triage confirmed as somebody new: the path of their record.
    std::string given_a_participant(TestClient& officer)
    {
        auto visitor = trial.browser();
        send_self_referral(visitor);
        officer.get("/triage");
        officer.submit({{"reference", reference_on(visitor.page())}}, "Find");
        officer.get(officer.page().url + "/identity");
        officer.submit({{"who", "new"}}, "Decide");
        return officer.page().url;
    }
    static void when_a_talk_is_recorded(TestClient& officer, const std::string& record,
                                        std::string_view note)
    {
        officer.get(record + "/contacts/new");
        officer.submit({{"channel", "telephone"},
                        {"direction", "to_person"},
                        {"outcome", "spoke"},
                        {"note", std::string(note)}},
                       "Record contact");
    }
    /// The last link that leads there.
    static void when_the_link_is_followed(TestClient& browser, std::string_view to)
    {
        std::string href;
        for (const PageLink& link : browser.page().links)
            if (link.href.find(to) != std::string::npos) href = link.href;
        ASSERT_FALSE(href.empty()) << to;
        browser.get(href);
    }
    static void when_they_leave(TestClient& officer, const std::string& record,
                                std::string_view scope)
    {
        officer.get(record + "/withdraw");
        officer.submit({{"scope", std::string(scope)},
                        {"said_by", "person"},
                        {"said_how", "telephone"},
                        {"told", "yes"}},
                       "Record withdrawal");
    }
};
EVENHAND_JOURNEY(People);

TEST_P(People, AFirstTalkMovesThemOnAndAContactInErrorIsHidden)
{
    auto officer = trial.signed_in("intake");
    const auto record = given_a_participant(officer);
    officer.get(record + "/contacts/new");
    officer.submit({}, "Record contact");
    EXPECT_TRUE(officer.page().says("Choose how"));
    officer.submit({{"channel", "letter"}, {"direction", "to_person"}, {"outcome", "spoke"}},
                   "Record contact");
    EXPECT_TRUE(officer.page().says("This cannot come of that way of contact"));

    officer.get(record);
    when_the_link_is_followed(officer, "/contacts/new");
    EXPECT_EQ(officer.page().heading, "Record a contact");
    when_a_talk_is_recorded(officer, record, "Prefers mornings.");
    EXPECT_EQ(officer.page().url, record);
    EXPECT_TRUE(officer.page().says("Spoken with, not booked"));
    EXPECT_TRUE(officer.page().says("Prefers mornings."));

    when_the_link_is_followed(officer, "/in-error");
    officer.submit({{"reason", "other_person"}}, "Mark as entered in error");
    EXPECT_FALSE(officer.page().says("Prefers mornings."));

    auto dpo = trial.signed_in("dpo");
    dpo.get(record);
    EXPECT_TRUE(dpo.page().says("Prefers mornings."));
    when_the_link_is_followed(dpo, "/destroy");
    EXPECT_EQ(dpo.page().heading, "Destroy the note");
    dpo.submit({}, "Destroy the note");
    EXPECT_TRUE(dpo.page().says("The note has been destroyed."));
}

TEST_P(People, AConcernIsRaisedOwnedAndClosed)
{
    auto officer = trial.signed_in("intake");
    const auto record = given_a_participant(officer);
    const auto raise = "/concerns/new/" + record.substr(record.rfind('/') + 1);
    auto interviewer = trial.signed_in("interviewer");
    interviewer.get(raise);
    EXPECT_FALSE(interviewer.page().says("Zoë")) << "whoever raises it is shown nobody";
    interviewer.submit({}, "Raise concern");
    EXPECT_TRUE(interviewer.page().says("Write what worries you"));
    interviewer.submit({{"kind", "safeguarding"}, {"text", "Their brother shouted."}},
                       "Raise concern");
    EXPECT_EQ(interviewer.page().heading, "Concern raised");
    interviewer.get("/concerns");
    EXPECT_EQ(interviewer.page().status, 404);

    auto lead = trial.signed_in("safeguarding");
    lead.get("/concerns");
    EXPECT_TRUE(lead.page().says("1 open, 1 without an owner, 0 overdue"));
    EXPECT_FALSE(lead.page().says("Zoë")) << "the queue names nobody";
    when_the_link_is_followed(lead, "/concerns/");
    EXPECT_TRUE(lead.page().says("Their brother shouted."));
    lead.submit({{"change", "taken_on"}}, "Save");
    EXPECT_TRUE(lead.page().says("Moira Campbell"));
    lead.submit({{"change", "closed"}}, "Save");
    EXPECT_TRUE(lead.page().says("Choose how it ended"));
    lead.submit({{"change", "closed"}, {"outcome", "passed_on"}}, "Save");
    EXPECT_TRUE(lead.page().says("Closed: Passed on to another service"));
    lead.get("/concerns");
    EXPECT_TRUE(lead.page().says("0 open"));
    EXPECT_GE(trial.count_done("concern.opened"), 3U);
}

TEST_P(People, AConcernIsRaisedByStudyNumberByWhoeverIsShownNoRecord)
{
    const auto journey = trial.house->units->write(
        {storage::ActorKind::system, "test", {}}, "test", [&](storage::UnitOfWork& work) {
            auto& house = *trial.house;
            const auto who =
                house.identities.confirm_claim(work, house.identities.make_claim(work, {}), "new")
                    .value();
            EXPECT_TRUE(house.journeys.take(work, who, {.step = participants::Step::referred}));
            walk_to_consent(work, house, who);
            return house.journeys.find(work, who).value();
        });
    auto interviewer = trial.signed_in("interviewer");
    interviewer.follow("New concern");
    EXPECT_EQ(interviewer.page().heading, "About whom is your concern?");
    interviewer.submit({}, "Find");
    EXPECT_TRUE(interviewer.page().says("Enter a study number"));
    interviewer.submit({{"study_number", "WW-10427"}}, "Find");
    EXPECT_TRUE(interviewer.page().says("This is not a study number of this trial"));
    interviewer.submit({{"study_number", journey.study_number}}, "Find");
    EXPECT_EQ(interviewer.page().heading, "Raise a concern");
    interviewer.submit({{"kind", "safeguarding"}, {"text", "They sounded frightened."}},
                       "Raise concern");
    EXPECT_EQ(interviewer.page().heading, "Concern raised");
    auto owner = trial.signed_in("safeguarding");
    when_the_link_is_followed(owner, "/concerns/");
    EXPECT_TRUE(owner.page().says("They sounded frightened."));
    when_the_link_is_followed(owner, "/participants/" + journey.person.text());
    EXPECT_EQ(owner.page().status, 200);
}

TEST_P(People, WhoLeavesEverythingIsNotContactedAndTheirWayEnds)
{
    auto officer = trial.signed_in("intake");
    const auto record = given_a_participant(officer);
    EXPECT_FALSE(officer.page().says("No. Because"));
    EXPECT_TRUE(officer.page().says("No. No consent is in force"))
        << "nobody is surveyed who has not agreed to it";
    EXPECT_TRUE(officer.page().says("Last step: Referred, written down by"));
    officer.get(record + "/withdraw");
    officer.submit({{"scope", "everything"}, {"said_by", "person"}, {"said_how", "letter"}},
                   "Record withdrawal");
    EXPECT_TRUE(officer.page().says("Tell them what happens with what they gave"));

    when_they_leave(officer, record, "surveys");
    EXPECT_TRUE(officer.page().says("Waits for a first contact")) << "no step of the way";
    when_they_leave(officer, record, "everything");
    EXPECT_TRUE(officer.page().says("Ended: withdrew"));
    EXPECT_TRUE(officer.page().says(
        "No. Because: Everything stops, from 2 March 2026, written down by Ines Okafor"));
    officer.get("/stuck");
    EXPECT_TRUE(officer.page().says("Nobody waits for anything"));
}

TEST_P(People, AWithdrawalThatWasRecordedInErrorIsTakenBackAndTheirWayGoesOn)
{
    auto officer = trial.signed_in("intake");
    const auto record = given_a_participant(officer);
    when_they_leave(officer, record, "everything");
    EXPECT_TRUE(officer.page().says("Ended: withdrew"));
    trial.advance(std::chrono::minutes(1));
    officer.follow("Take it back");
    officer.submit({}, "Take the withdrawal back");
    EXPECT_TRUE(officer.page().says("Choose why it is taken back"));
    const auto form = officer.page().url;
    officer.submit({{"because", "changed_mind"}, {"said_by", "carer"}, {"said_how", "letter"}},
                   "Take the withdrawal back");
    EXPECT_TRUE(officer.page().says("Only the person themselves can change their mind"));
    officer.submit({{"because", "entered_in_error"}, {"said_by", "carer"}, {"said_how", "letter"}},
                   "Take the withdrawal back");
    EXPECT_EQ(officer.page().url, record);
    EXPECT_TRUE(officer.page().says("Waits for a first contact"));
    EXPECT_FALSE(officer.page().says("No. Because"));
    EXPECT_TRUE(officer.page().says("Withdrew: Everything stops"));
    EXPECT_TRUE(officer.page().says("Took back a withdrawal: Everything stops"));
    officer.get(form);
    EXPECT_EQ(officer.page().status, 404) << "it is taken back once";
}

TEST_P(People, ADeathEndsTheirWayAndOneWrittenByMistakeIsTakenBack)
{
    auto officer = trial.signed_in("intake");
    const auto record = given_a_participant(officer);
    const auto died = [&](std::string_view change) {
        officer.get(record + "/life");
        officer.submit({{"kind", "died"}, {"change", std::string(change)}}, "Record");
    };
    died("began");
    EXPECT_TRUE(officer.page().says("Ended: died"));
    EXPECT_TRUE(officer.page().says("No. Because: Died"));
    died("began");
    EXPECT_TRUE(officer.page().says("this was recorded already: Died"));
    trial.advance(std::chrono::minutes(1));
    died("ended");
    EXPECT_TRUE(officer.page().says("Waits for a first contact"));
    EXPECT_FALSE(officer.page().says("No. Because"));
}

// design 8.4: the flow at a date is of what had happened by then, as known now.
TEST_P(People, ADeathThatIsToldLaterCountsFromItsOwnDay)
{
    auto officer = trial.signed_in("intake");
    const auto record = given_a_participant(officer);
    trial.advance(std::chrono::hours(24 * 5));
    officer = trial.signed_in("intake");
    officer.get(record + "/life");
    officer.submit({{"kind", "died"},
                    {"change", "began"},
                    {"effective-day", "4"},
                    {"effective-month", "3"},
                    {"effective-year", "2026"}},
                   "Record");
    EXPECT_TRUE(officer.page().says("Ended: died")) << officer.page().text;
    const auto dead_by = [&](const char* iso) {
        return trial.house->units->read(
            {storage::ActorKind::system, "test", {}}, "test", [&](storage::UnitOfWork& work) {
                const auto flow = trial.house->journeys.flow_at(work, Instant::parse(iso).value());
                const auto found = flow.standing.find(participants::Stage::died);
                return found == flow.standing.end() ? 0 : found->second;
            });
    };
    EXPECT_EQ(dead_by("2026-03-04T11:59:00.000000Z"), 0);
    EXPECT_EQ(dead_by("2026-03-04T12:01:00.000000Z"), 1);
}

TEST_P(People, AnErasureIsShownBeforeItIsDoneAndThenNothingOpens)
{
    auto officer = trial.signed_in("intake");
    const auto record = given_a_participant(officer);
    when_a_talk_is_recorded(officer, record, "Prefers mornings.");
    officer.get(record + "/erase");
    EXPECT_EQ(officer.page().status, 404);

    auto dpo = trial.signed_in("dpo");
    dpo.get(record + "/erase");
    EXPECT_TRUE(dpo.page().says("Nothing has been erased yet"));
    EXPECT_TRUE(dpo.page().says("Notes of contacts"));
    dpo.submit({{"class", "linkage"}, {"reason", "they asked"}}, "Destroy the keys");
    EXPECT_TRUE(dpo.page().says("There is nothing of this class to erase"));
    dpo.submit({{"class", "casework"}, {"reason", "they asked"}}, "Destroy the keys");
    EXPECT_FALSE(dpo.page().says("Prefers mornings."));
    EXPECT_TRUE(dpo.page().says("The note has been destroyed."));
    dpo.get(record + "/erase");
    dpo.submit({{"class", "contact"}, {"reason", "they asked"}}, "Destroy the keys");
    EXPECT_TRUE(dpo.page().says("Who this was has been erased."));
}

TEST_P(People, DetailsEnteredInErrorAreHiddenAndCanBeDestroyed)
{
    auto officer = trial.signed_in("intake");
    const auto record = given_a_participant(officer);
    officer.get(record + "/details");
    officer.submit({{"phone", "not a number"}, {"why", "changed"}}, "Save details");
    EXPECT_EQ(officer.page().status, 422);
    EXPECT_TRUE(officer.page().says("A telephone number has only numbers"));
    officer.submit({{"given_names", "Noor"}, {"phone", "01632 960077"}, {"why", "changed"}},
                   "Save details");
    EXPECT_EQ(officer.page().url, record);
    EXPECT_TRUE(officer.page().says("01632 960077"));
    officer.get(record + "/details");
    officer.submit({{"family_name", "Marsh"}, {"why", "entered_in_error"}}, "Save details");
    EXPECT_TRUE(officer.page().says("Noor Marsh"));
    officer.get(record + "/details/earlier");
    EXPECT_EQ(officer.page().status, 404);

    auto dpo = trial.signed_in("dpo");
    dpo.get(record);
    when_the_link_is_followed(dpo, "/details/earlier");
    EXPECT_TRUE(dpo.page().says("Entered in error"));
    EXPECT_TRUE(dpo.page().says("Until they changed"));
    when_the_link_is_followed(dpo, "/destroy");
    dpo.submit({}, "Destroy these details");
    EXPECT_TRUE(dpo.page().says("Destroyed"));
    dpo.get(record);
    EXPECT_TRUE(dpo.page().says("Noor Marsh")) << "what holds now stays";
}

} // namespace evenhand::tests
