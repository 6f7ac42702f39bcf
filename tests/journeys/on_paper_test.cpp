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

TEST_P(ReadyOnPaper, AFormThatWasOpenWhenSomebodyWasDrawnWritesNothing)
{
    officer.get(path(first, "/paper-intent"));
    const auto form = officer.filled({{"form", "1"}, {"time", "9:05"}}, "Write it down");
    when_drawn(first);
    const auto sent = officer.send(officer.form_head(path(first, "/paper-intent")), form.encode());
    EXPECT_EQ(sent.status, 422);
    EXPECT_TRUE(sent.says("so there is nothing to write down")) << sent.text;
}

TEST_P(ReadyOnPaper, BothTimesAreShownToTheUnblindedStatistician)
{
    when_written_down(first, "A7", "9:05");
    when_drawn(first);
    auto statistician = trial.signed_in("statistician");
    statistician.get("/draws");
    EXPECT_TRUE(statistician.page().says("Time on the form")) << statistician.page().text;
    EXPECT_TRUE(statistician.page().says("A7"));
}

} // namespace evenhand::tests
