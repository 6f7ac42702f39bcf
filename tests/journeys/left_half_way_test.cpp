// Whoever consented and left before they were in a group is not lost: they are called, booked again
// and go on from where they were, or are closed as out of reach.
#include "tests/journeys/journey.hpp"
#include "tests/support/before_real_gates.hpp"

namespace evenhand::tests {

using participants::Stage;
using std::chrono::hours;

class LeftHalfWay : public testing::TestWithParam<storage::Engine>
{
protected:
    TestHouse trial{GetParam(), "small"};
    TestClient officer = trial.signed_in("intake");

    void TearDown() override { EXPECT_EQ(trial.what_verify_finds(), ""); }

    std::string given_somebody(Stage at)
    {
        who_ = somebody_at(*trial.house, trial.account_id("intake"), at);
        return participants::person_path(*who_);
    }
    Stage stage()
    {
        return trial.house->units->read(
            {storage::ActorKind::system, "test", {}}, "test", [&](storage::UnitOfWork& work) {
                return trial.house->journeys.find(work, *who_).value().stage;
            });
    }
    void when_booked_by_telephone(const std::string& record, const std::string& day)
    {
        officer.get(record + "/appointment/new");
        officer.submit({{"slot", "own"},
                        {"mode", "telephone"},
                        {"on-day", day},
                        {"on-month", "3"},
                        {"on-year", "2026"},
                        {"at", "10:00"},
                        {"minutes", "60"}},
                       "Book");
        EXPECT_EQ(officer.page().heading, "Appointment") << officer.page().text;
    }
    void when_days_go_by(int days)
    {
        trial.advance(hours(24 * days));
        officer = trial.signed_in("intake");
    }
    void when_nobody_answers(const std::string& record)
    {
        officer.get(record + "/contacts/new");
        officer.submit(
            {{"channel", "telephone"}, {"direction", "to_person"}, {"outcome", "no_answer"}},
            "Record contact");
    }
    std::optional<identity::PersonId> who_;
};
EVENHAND_JOURNEY(LeftHalfWay);

TEST_P(LeftHalfWay, WhoeverConsentedIsBookedAgainAndComesBackToTheirQuestions)
{
    const auto record = given_somebody(Stage::consented);
    officer.get("/calls?when=later");
    EXPECT_TRUE(officer.page().says("Reach them: attempt 1 of 3")) << officer.page().text;
    when_booked_by_telephone(record, "4");
    EXPECT_EQ(stage(), Stage::consented) << "their consent stands";
    officer.get("/calls?when=later");
    EXPECT_TRUE(officer.page().says("Nobody has to be called.")) << "they have an appointment";
    when_days_go_by(2);
    officer.get(record + "/appointment");
    officer.submit({}, "They are here");
    EXPECT_EQ(officer.page().url, record + "/baseline");
    EXPECT_EQ(stage(), Stage::consented);
}

TEST_P(LeftHalfWay, WhoeverMissesTheAppointmentAfterwardsIsCalledAgain)
{
    const auto record = given_somebody(Stage::baseline_locked);
    when_booked_by_telephone(record, "4");
    when_days_go_by(3);
    officer.get(record + "/appointment");
    officer.submit({}, "They did not come");
    EXPECT_EQ(stage(), Stage::baseline_locked);
    officer.get("/calls");
    EXPECT_TRUE(officer.page().says("Reach them: attempt 1 of 3")) << officer.page().text;
    when_booked_by_telephone(record, "9");
    officer.follow("Cancel or change the appointment");
    officer.submit({{"why", "unwell"}}, "Cancel the appointment");
    EXPECT_EQ(stage(), Stage::baseline_locked) << "cancelled, they are where they were";
    officer.get("/calls?when=later");
    EXPECT_TRUE(officer.page().says("Reach them: attempt 1 of 3"));
}

TEST_P(LeftHalfWay, WhomNobodyReachesAfterTheyConsentedIsClosedAsOutOfReach)
{
    const auto record = given_somebody(Stage::consented);
    for (int attempt = 0; attempt < 3; ++attempt) {
        when_days_go_by(7);
        trial.advance(hours(2 * attempt)); // at another time of day than before
        officer = trial.signed_in("intake");
        when_nobody_answers(record);
    }
    officer.get(record + "/last-letter");
    officer.submit({{"by", "letter"}}, "Record the letter");
    when_days_go_by(17); // over Easter
    officer.get(record + "/could-not-reach");
    officer.submit({{"why", "attempts_used"}}, "Close: could not be reached");
    EXPECT_EQ(stage(), Stage::could_not_reach) << officer.page().text;
}

TEST_P(LeftHalfWay, WhoeverMovedAwayAfterTheyConsentedIsClosedWithThatReason)
{
    const auto record = given_somebody(Stage::consented);
    officer.get(record);
    officer.follow("They say no, cannot join or moved away");
    EXPECT_TRUE(officer.page().says("record a withdrawal instead"));
    officer.submit({{"how", "closed"}, {"why_closed", "moved_away"}}, "End it here");
    EXPECT_EQ(stage(), Stage::closed);
    officer.get(record);
    EXPECT_TRUE(officer.page().says("Moved out of the area"));
}

} // namespace evenhand::tests
