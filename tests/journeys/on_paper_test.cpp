// An event that went on while the program could not be reached: people were ready on paper, and are
// put into a group afterwards, in the order in which they came.
#include "tests/journeys/journey.hpp"
#include "tests/support/before_working_wins_draw.hpp"

namespace evenhand::tests {

using identity::PersonId;

class ReadyOnPaper : public testing::TestWithParam<storage::Engine>
{
protected:
    TestHouse trial{GetParam()};
    TestClient officer = trial.signed_in("intake");
    const std::string account = trial.account_id("intake");
    const PersonId first = somebody_before_the_draw(*trial.house, account, "sheffield");
    const PersonId second = somebody_before_the_draw(*trial.house, account, "sheffield");
    const PersonId elsewhere = somebody_before_the_draw(*trial.house, account, "barnsley");
    static constexpr std::string_view button = "Put into a group by chance";

    void TearDown() override { EXPECT_EQ(trial.what_verify_finds(), ""); }

    static std::string path(PersonId who, std::string_view more = {})
    {
        return "/participants/" + who.text() + std::string(more);
    }
    const Visit& when_written_down(PersonId who, const std::string& form, const std::string& time)
    {
        officer.get(path(who));
        officer.follow("Write down a paper intent form of theirs");
        officer.submit({{"form", form}, {"time", time}}, "Write it down");
        return officer.page();
    }
    const Visit& when_drawn(PersonId who)
    {
        officer.get(path(who, "/allocation"));
        officer.submit({}, button);
        return officer.page();
    }
    void then_is_held_up(PersonId who)
    {
        officer.get(path(who, "/allocation"));
        EXPECT_TRUE(officer.page().says("Somebody who was ready before them"))
            << officer.page().text;
        officer.follow("See who waits on paper");
        EXPECT_EQ(officer.page().heading, "Paper intent forms");
    }
};
EVENHAND_JOURNEY(ReadyOnPaper);

TEST_P(ReadyOnPaper, WhoeverCameFirstIsFirstWheneverTheirFormIsWrittenDown)
{
    when_written_down(second, "2", "9:20");
    EXPECT_EQ(when_written_down(first, "1", "9:05").heading, "Paper intent forms");
    const std::string& listed = officer.page().text;
    EXPECT_LT(listed.find("9:05am"), listed.find("9:20am")) << listed;
    then_is_held_up(second);
    officer.get(path(first, "/allocation"));
    EXPECT_TRUE(officer.page().says("Form 1, 2 March 2026 at 9:05am")) << officer.page().text;
    EXPECT_EQ(when_drawn(first).heading, "Your group");
    EXPECT_EQ(when_drawn(second).heading, "Your group");
    officer.get("/paper-intents");
    EXPECT_TRUE(officer.page().says("Nobody waits on paper"));
}

TEST_P(ReadyOnPaper, OnlyPaperOfTheSameStratumHoldsAnybodyUp)
{
    when_written_down(first, "1", "9:05");
    when_written_down(elsewhere, "2", "9:20");
    EXPECT_EQ(when_drawn(elsewhere).heading, "Your group") << "another stratum";
    EXPECT_EQ(when_drawn(second).heading, "Your group") << "never on paper: they are here now";
}

TEST_P(ReadyOnPaper, AFormThatIsSetAsideHoldsNobodyUpAndStaysOnTheRecord)
{
    when_written_down(first, "1", "9:05");
    when_written_down(second, "2", "9:20");
    officer.get(path(first));
    officer.follow("Set it aside");
    officer.submit({}, "Set it aside");
    EXPECT_TRUE(officer.page().says("Choose why it is set aside"));
    officer.submit({{"because", "still_open"}}, "Set it aside");
    EXPECT_TRUE(officer.page().says("Paper intent form set aside")) << officer.page().text;
    EXPECT_EQ(when_drawn(second).heading, "Your group");
    officer.get(path(first, "/paper-intent/set-aside"));
    EXPECT_TRUE(officer.page().says("They have no paper intent form that stands"));
    EXPECT_EQ(when_drawn(first).heading, "Your group") << "as everybody, when they are ready";
}

TEST_P(ReadyOnPaper, WhoseOwnFormIsSetAsideDoesNotGoBeforeWhoCameEarlier)
{
    when_written_down(first, "1", "9:05");
    when_written_down(second, "2", "9:20");
    officer.get(path(second));
    officer.follow("Set it aside");
    officer.submit({{"because", "still_open"}}, "Set it aside");
    then_is_held_up(second);
    when_drawn(first);
    EXPECT_EQ(when_drawn(second).heading, "Your group");
}

// The page was open before anybody wrote the earlier form down.
TEST_P(ReadyOnPaper, TheButtonItselfRefusesWhoeverIsBehind)
{
    when_written_down(second, "2", "9:20");
    officer.get(path(second, "/allocation"));
    const auto button_pressed = officer.filled({}, button);
    when_written_down(first, "1", "9:05");
    const auto sent =
        officer.send(officer.form_head(path(second, "/allocation")), button_pressed.encode());
    EXPECT_EQ(sent.status, 422);
    EXPECT_TRUE(sent.says("Somebody who was ready before them")) << sent.text;
    constexpr storage::Statement intents{"test.intents", "SELECT count(*) FROM allocation_intent"};
    EXPECT_EQ(trial.number(intents), 0);
}

// Somebody of whom nobody knows the area and the group yet may prove to be of the same stratum.
TEST_P(ReadyOnPaper, WhoCameFirstAndIsOfNoKnownStratumYetHoldsTheOthersUp)
{
    const PersonId unknown = trial.house->units->write(
        {storage::ActorKind::system, "test", {}}, "test", [&](storage::UnitOfWork& work) {
            const auto claim = trial.house->identities.make_claim(work, {});
            const auto who = trial.house->identities.confirm_claim(work, claim, "new").value();
            walk_to_draw(work, trial.house->journeys, trial.house->protocol, who,
                         participants::Stage::booked, "sheffield");
            return who;
        });
    when_written_down(unknown, "1", "9:05");
    when_written_down(second, "2", "9:20");
    then_is_held_up(second);
    officer.get(path(unknown));
    officer.follow("Set it aside");
    officer.submit({{"because", "still_open"}}, "Set it aside");
    EXPECT_EQ(when_drawn(second).heading, "Your group");
}

TEST_P(ReadyOnPaper, AFormThatIsFoundAfterTheDrawIsKeptAndToldToTheStatistician)
{
    when_drawn(first);
    trial.advance(std::chrono::minutes(1));
    officer.get(path(first));
    officer.follow("Write down a paper intent form that was found late");
    officer.submit({{"form", "A7"}, {"time", "9:05"}}, "Write it down");
    EXPECT_TRUE(officer.page().says("Ready to be put into a group, on paper"))
        << officer.page().text;
    auto statistician = trial.signed_in("statistician");
    statistician.get("/draws");
    EXPECT_TRUE(statistician.page().says("Written down after they were put into a group"))
        << statistician.page().text;
}

TEST_P(ReadyOnPaper, BothTimesAreShownToTheUnblindedStatisticianAlsoOfAFormThatIsSetAside)
{
    when_written_down(first, "A7", "9:05");
    when_drawn(first);
    auto statistician = trial.signed_in("statistician");
    statistician.get("/draws");
    EXPECT_TRUE(statistician.page().says("Time on the form")) << statistician.page().text;
    EXPECT_TRUE(statistician.page().says("A7"));

    officer.get(path(first));
    officer.follow("Set it aside");
    EXPECT_TRUE(officer.page().says("It can only be set aside if it was written down by mistake"));
    std::string forged = officer.filled({{"because", "by_mistake"}}, "Set it aside").encode();
    forged.replace(forged.find("by_mistake"), 10, "still_open");
    const auto head = officer.form_head(path(first, "/paper-intent/set-aside"));
    EXPECT_EQ(officer.send(head, forged).status, 422);
    officer.get(path(first, "/paper-intent/set-aside"));
    officer.submit({{"because", "by_mistake"}}, "Set it aside");
    statistician.get("/draws");
    EXPECT_TRUE(statistician.page().says("Set aside: The form was written down by mistake"))
        << statistician.page().text;
}

TEST_P(ReadyOnPaper, AMistakeOfTheDayOrTheTimeIsSaidWhereItIs)
{
    const auto said = [&](Typed typed) {
        officer.get(path(first, "/paper-intent"));
        officer.submit(typed, "Write it down");
        return officer.page().text;
    };
    EXPECT_THAT(said({{"form", "1"}, {"on-year", "2024"}, {"time", "9:05"}}),
                testing::HasSubstr("The day must be within the last year"));
    EXPECT_THAT(said({{"form", "1"}, {"on-year", "2027"}, {"time", "9:05"}}),
                testing::HasSubstr("The day must be today or in the past"));
    EXPECT_THAT(said({{"form", "1"}, {"time", "2:15"}}),
                testing::HasSubstr("The time must be between 7am and 9pm"));
    EXPECT_THAT(said({{"form", "Kim Lee"}, {"time", "9:05"}}),
                testing::HasSubstr("The number of a form is digits"));
}

} // namespace evenhand::tests
