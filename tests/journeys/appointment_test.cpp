// From knowing who somebody is to their first appointment: a slot that is booked and kept, one that
// is cancelled and booked anew, two that are missed, and a person whom nobody reaches, until a
// letter was not answered either, and who comes back.
#include "tests/journeys/journey.hpp"

namespace evenhand::tests {

using std::chrono::hours;
using std::chrono::minutes;

class FirstAppointment : public Journey
{
protected:
    TestClient officer = trial.signed_in("intake");

    /// The path of the record of somebody whom triage confirmed as new.
    std::string given_a_participant(const Typed& instead = {})
    {
        auto visitor = trial.browser();
        send_self_referral(visitor, instead);
        officer.get("/triage");
        officer.submit({{"reference", reference_on(visitor.page())}}, "Find");
        officer.get(officer.page().url + "/identity");
        officer.submit({{"who", "new"}}, "Decide");
        return officer.page().url;
    }
    /// Slots of half an hour by video on that day of March 2026.
    void given_slots(const std::string& day, const std::string& count)
    {
        officer.get("/appointments/slots/new?area=sheffield");
        officer.submit({{"mode", "video"},
                        {"staff", "me"},
                        {"on-day", day},
                        {"on-month", "3"},
                        {"on-year", "2026"},
                        {"first", "10:00"},
                        {"minutes", "30"},
                        {"count", count}},
                       "Make slots");
        EXPECT_EQ(officer.page().heading, "Slots");
    }
    /// The first free slot of Sheffield that the booking page shows.
    std::string first_slot(const std::string& record)
    {
        officer.get(record + "/appointment/new?area=sheffield");
        for (const PageField& field : officer.page().form("Book").fields)
            if (field.name == "slot" && field.value != "own") return field.value;
        return {};
    }
    void when_booked(const std::string& record)
    {
        officer.submit({{"slot", first_slot(record)}}, "Book");
        EXPECT_EQ(officer.page().heading, "Appointment");
    }
    void when_nobody_answers(const std::string& record)
    {
        officer.get(record + "/contacts/new");
        officer.submit(
            {{"channel", "telephone"}, {"direction", "to_person"}, {"outcome", "no_answer"}},
            "Record contact");
    }
    /// The clocks go on, and whoever was signed in signs in again.
    void when_days_go_by(int days)
    {
        trial.advance(hours(24 * days));
        officer = trial.signed_in("intake");
    }
    /// The clocks show that moment's hour on the same day, for a session that has gone on.
    void when_it_is(std::chrono::microseconds later)
    {
        trial.advance(later);
        officer = trial.signed_in("intake");
    }
};
EVENHAND_JOURNEY(FirstAppointment);

TEST_P(FirstAppointment, IsBookedInASlotKeptAndLeadsOn)
{
    const auto record = given_a_participant();
    EXPECT_TRUE(officer.page().says("Book an appointment")) << "triage leads on to booking";
    given_slots("4", "2");
    officer.get(record + "/appointment/new?area=sheffield");
    EXPECT_TRUE(officer.page().says("We promised an appointment by 16 March 2026"));
    when_booked(record);
    EXPECT_TRUE(officer.page().says("4 March 2026 at 10am"));
    EXPECT_FALSE(officer.page().says("Later than promised"));
    EXPECT_FALSE(officer.page().says("They did not come")) << "nobody knows that yet";
    officer.get(record + "/appointment/new");
    EXPECT_TRUE(officer.page().says("They have an appointment already"));

    when_days_go_by(2);
    officer.get("/appointments");
    EXPECT_TRUE(officer.page().says("Zoë Example")) << officer.page().text;
    EXPECT_TRUE(officer.page().says("10:00"));
    auto manager = trial.signed_in("manager");
    manager.get("/appointments");
    EXPECT_TRUE(manager.page().says("No study number yet"));
    EXPECT_FALSE(manager.page().says("Zoë"));

    officer.get(record + "/appointment");
    officer.submit({}, "They are here");
    officer.get(record);
    EXPECT_TRUE(officer.page().says("At the appointment"));
    officer.get(record + "/appointment");
    EXPECT_TRUE(officer.page().says("Attended"));
}

TEST_P(FirstAppointment, IsCancelledByThemAndBookedAnew)
{
    const auto record = given_a_participant();
    given_slots("4", "1");
    when_booked(record);
    officer.follow("Cancel or change the appointment");
    officer.submit({}, "Cancel the appointment");
    EXPECT_TRUE(officer.page().says("Choose why"));
    officer.submit({{"why", "unwell"}}, "Cancel the appointment");
    EXPECT_EQ(officer.page().heading, "Book an appointment") << "the next thing to do";
    when_booked(record);
    EXPECT_TRUE(officer.page().says("They are unwell")) << "what was cancelled is kept";
    officer.get(record);
    EXPECT_TRUE(officer.page().says("Has an appointment"));
}

TEST_P(FirstAppointment, MissedTooOftenIsDecidedByALead)
{
    const auto record = given_a_participant();
    given_slots("4", "3");
    for (int time = 0; time < 3; ++time) {
        when_booked(record);
        if (time == 0) trial.advance(hours(48));
        when_it_is(minutes(31));
        officer.get(record + "/appointment");
        officer.submit({}, "They did not come");
    }
    officer.get(record);
    EXPECT_TRUE(officer.page().says("A team lead decides"));
    officer.get(record + "/appointment/decide");
    EXPECT_EQ(officer.page().status, 404) << "an intake officer does not decide";
    given_slots("6", "1");
    const auto slot = first_slot(record);
    officer.submit({{"slot", slot}}, "Book");
    EXPECT_TRUE(officer.page().says("a team lead decides how it goes on"));

    auto lead = trial.signed_in("lead");
    lead.get(record);
    lead.follow("Decide how it goes on");
    lead.submit({{"how", "again"}}, "Decide");
    EXPECT_TRUE(lead.page().says("Waits for a first contact"));
    officer.get(record + "/appointment/new?area=sheffield");
    officer.submit({{"slot", slot}}, "Book");
    EXPECT_EQ(officer.page().heading, "Appointment");
}

TEST_P(FirstAppointment, IsNotReachedThreeTimesNorByALetterAndTheyComeBack)
{
    const auto record = given_a_participant();
    officer.get("/calls");
    EXPECT_TRUE(officer.page().says("Nobody has to be called."));
    officer.get("/calls?when=later");
    EXPECT_TRUE(officer.page().says("Reach them: attempt 1 of 3"));
    EXPECT_FALSE(officer.page().says("Zoë")) << "the list names nobody";
    EXPECT_TRUE(officer.page().says("Do not mention health")) << "before anybody dials";
    when_nobody_answers(record);
    when_nobody_answers(record);
    officer.get("/calls?when=later");
    EXPECT_TRUE(officer.page().says("Reach them: attempt 2 of 3")) << "two on a day are one";
    for (int more = 0; more < 2; ++more) {
        when_days_go_by(7);
        when_nobody_answers(record);
        officer.get("/calls?when=later");
        EXPECT_TRUE(officer.page().says(more == 0 ? "attempt 2 of 3" : "attempt 3 of 3"))
            << "at the same hour it counts as the one before";
        when_it_is(hours(3));
        when_nobody_answers(record);
    }
    officer.get(record + "/could-not-reach");
    officer.submit({{"why", "attempts_used"}}, "Close: could not be reached");
    EXPECT_TRUE(officer.page().says("Record the last letter first"));
    officer.get(record + "/last-letter");
    EXPECT_TRUE(officer.page().says("If we hear nothing, we will not write again"));
    officer.submit({{"by", "letter"}}, "Record the letter");
    EXPECT_TRUE(officer.page().says("Letter after the last attempt sent"));
    when_days_go_by(13);
    officer.get(record + "/could-not-reach");
    officer.submit({{"why", "attempts_used"}}, "Close: could not be reached");
    EXPECT_TRUE(officer.page().says("They still have time to answer the letter"));
    when_days_go_by(1);
    officer.get("/calls");
    EXPECT_TRUE(officer.page().says("Close: could not be reached"));
    officer.get(record + "/could-not-reach");
    officer.submit({{"why", "attempts_used"}}, "Close: could not be reached");
    EXPECT_TRUE(officer.page().says("Ended: could not be reached"));
    officer.get("/calls");
    EXPECT_TRUE(officer.page().says("Nobody has to be called."));

    auto lead = trial.signed_in("lead");
    trial.advance(minutes(1));
    lead.get(record + "/reopen");
    lead.submit({{"why", "came_back"}}, "Open again");
    lead.get("/calls?when=later");
    EXPECT_TRUE(lead.page().says("Reach them: attempt 1 of 3"));
}

TEST_P(FirstAppointment, WhoeverCallsBackAfterTheEndGoesOnByThatTalk)
{
    const auto record = given_a_participant();
    officer.get(record + "/contacts/new");
    officer.submit(
        {{"channel", "telephone"}, {"direction", "to_person"}, {"outcome", "wrong_details"}},
        "Record contact");
    officer.get(record + "/could-not-reach");
    officer.submit({{"why", "no_working_details"}}, "Close: could not be reached");
    EXPECT_TRUE(officer.page().says("Ended: could not be reached"));
    trial.advance(minutes(1));
    officer.get(record + "/contacts/new");
    officer.submit({{"channel", "telephone"}, {"direction", "from_person"}, {"outcome", "spoke"}},
                   "Record contact");
    EXPECT_TRUE(officer.page().says("Spoken with, not booked"));
}

TEST_P(FirstAppointment, IsShownAsLateWhereItIsBookedAfterThePromisedDay)
{
    const auto record = given_a_participant();
    given_slots("17", "1");
    officer.get(record + "/appointment/new?area=sheffield");
    EXPECT_TRUE(officer.page().says("After the day we promised"));
    when_booked(record);
    EXPECT_TRUE(officer.page().says("Later than promised"));
}

TEST_P(FirstAppointment, IsNeverHadByWhoeverSaysNoOnTheTelephoneAndNobodyCallsThemAgain)
{
    const auto record = given_a_participant();
    officer.follow("They say no, cannot join or moved away");
    officer.submit({}, "End it here");
    EXPECT_EQ(officer.page().status, 422);
    EXPECT_TRUE(officer.page().says("Choose how it ends"));
    officer.submit({{"how", "declined"}, {"why_not_eligible", "under-age"}}, "End it here");
    EXPECT_TRUE(officer.page().says("Choose why they do not want to take part"));
    officer.submit({{"how", "declined"}, {"why_declined", "benefits"}}, "End it here");
    EXPECT_EQ(officer.page().url, record);
    EXPECT_TRUE(officer.page().says("Ended: declined"));
    EXPECT_TRUE(officer.page().says("Worried about benefits"));
    officer.get("/calls?when=later");
    EXPECT_TRUE(officer.page().says("Nobody has to be called."));
    officer.get(record + "/end");
    EXPECT_TRUE(officer.page().says("Their way has ended"));
}

TEST_P(FirstAppointment, IsCancelledForWhoeverIsOfAnotherAreaAndTheReasonIsTheProtocols)
{
    const auto record = given_a_participant();
    given_slots("4", "1");
    when_booked(record);
    officer.get(record + "/end");
    officer.submit({{"how", "not_eligible"}, {"why_not_eligible", "outside-area"}}, "End it here");
    EXPECT_TRUE(officer.page().says("Ended: not eligible"));
    officer.get(record + "/appointment");
    EXPECT_TRUE(officer.page().says("No appointment stands."));
    officer.get("/appointments?day=2026-03-04");
    EXPECT_FALSE(officer.page().says("Zoë"));
}

TEST_P(FirstAppointment, IsConfirmedByTextOnlyWhereThatIsSafeAndWished)
{
    constexpr storage::Statement texts{"test.texts",
                                       "SELECT count(*) FROM outbox WHERE channel = 'text' "
                                       "AND template_name = 'appointment'"};
    given_slots("4", "2");
    const auto plain = given_a_participant();
    when_booked(plain);
    EXPECT_EQ(trial.number(texts), 0) << "they asked for calls";
    const auto wishes = given_a_participant({{"channel", "text"},
                                             {"mobile", "07700 900123"},
                                             {"first_name", "Ida"},
                                             {"leave_message", "yes"}});
    when_booked(wishes);
    EXPECT_EQ(trial.number(texts), 1);
    officer.get(wishes);
    EXPECT_TRUE(officer.page().says("Confirmation of an appointment"));
    EXPECT_TRUE(officer.page().says("acknowledgement of the referral")) << "when they were known";
    officer.get(plain);
    EXPECT_FALSE(officer.page().says("acknowledgement of the referral")) << "no message is wished";
}

} // namespace evenhand::tests
