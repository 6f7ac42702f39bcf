// At the appointment: somebody who may join, somebody who may not and is told where else to look,
// somebody of whom nobody is sure until a lead finds out, and an answer that was wrong.
#include "recruitment/directory/loading_store.hpp"
#include "tests/support/intake.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

namespace evenhand::tests {

/// The made-up practices of the trial, as `evenhand` loads them.
void load_practices(TestHouse& trial)
{
    constexpr auto file = "protocols/reference/practices-example-south-yorkshire.csv";
    const auto& areas = trial.house->protocol.areas;
    std::ifstream once(file);
    const auto list = directory::check_list(once, directory::Kind::practices, areas, {}).value();
    std::ifstream again(file);
    ASSERT_TRUE(directory::load_list(*trial.house->units, again, list, areas,
                                     {.as_of = *LocalDate::parse("2026-01-01"),
                                      .file_name = "practices.csv",
                                      .imported_by = "test"}));
}

class WhoMayJoin : public testing::TestWithParam<storage::Engine>
{
protected:
    TestHouse trial{GetParam()};
    TestClient officer = trial.signed_in("intake");

    void TearDown() override { EXPECT_EQ(trial.what_verify_finds(), ""); }

    /// Everything that is asked, with what is given in place of the usual.
    static Typed answers(const Typed& instead = {})
    {
        Typed all{{"age", "yes"},       {"practice", "sheffield"}, {"condition", "yes"},
                  {"work", "in-work"},  {"wants-work", "yes"},     {"realistic", "yes"},
                  {"other-help", "no"}, {"decides", "yes"}};
        for (const auto& [name, value] : instead) {
            const auto found =
                std::ranges::find(all, name, [](const auto& pair) { return pair.first; });
            if (found != all.end())
                found->second = value;
            else
                all.emplace_back(name, value);
        }
        return all;
    }
    std::string given_somebody(std::string_view born = "1990-05-17")
    {
        person_ = at_appointment(trial, born);
        return participants::person_path(*person_);
    }
    void when_they_are_asked(const std::string& record, const Typed& instead = {})
    {
        officer.get(record);
        officer.follow("Check who may join");
        officer.submit(answers(instead), "Decide");
    }
    void then_they_stand_at(participants::Stage stage)
    {
        EXPECT_EQ(journey_of(trial, *person_).stage, stage);
    }

    std::optional<identity::PersonId> person_;
};
INSTANTIATE_TEST_SUITE_P(Engines, WhoMayJoin, testing::ValuesIn(engines_under_test()), engine_name);

TEST_P(WhoMayJoin, WhoMeetsEverythingMayAndTheirAreaAndGroupAreSettled)
{
    const auto record = given_somebody();
    officer.get(record + "/eligibility");
    EXPECT_TRUE(officer.page().says("17 May 1990: that is right"));
    EXPECT_TRUE(officer.page().says("35 years old"));
    EXPECT_TRUE(officer.page().says("No diagnosis is needed."));
    officer.submit({}, "Decide");
    EXPECT_EQ(officer.page().status, 422);
    EXPECT_TRUE(officer.page().says("Choose whether the date of birth is right"));
    EXPECT_TRUE(officer.page().says("Choose an answer, or that nobody is sure"));
    officer.submit(answers(), "Decide");
    EXPECT_EQ(officer.page().url, record + "/eligibility/result");
    EXPECT_EQ(officer.page().heading, "Eligible");
    EXPECT_TRUE(officer.page().says("Sheffield"));
    then_they_stand_at(participants::Stage::eligible);
    officer.get(record);
    EXPECT_TRUE(officer.page().says("Who may join"));
    EXPECT_TRUE(officer.page().says("In work but struggling"));
    EXPECT_GE(trial.count_done("eligibility.opened", person_->text()), 1U);
}

TEST_P(WhoMayJoin, TheSurgerysCodeSettlesTheAreaAndIsNotContradicted)
{
    load_practices(trial);
    const auto record = given_somebody();
    officer.get(record + "/eligibility");
    officer.submit(answers({{"practice_code", "V8190"}}), "Decide");
    EXPECT_TRUE(officer.page().says("A surgery's code is a letter and 5 numbers"));
    officer.submit(answers({{"practice_code", "A00000"}}), "Decide");
    EXPECT_TRUE(officer.page().says("There is no surgery with this code"));
    officer.submit(answers({{"practice_code", "V81901"}, {"practice", "barnsley"}}), "Decide");
    EXPECT_TRUE(officer.page().says("The surgery with this code belongs to another area"));
    officer.submit(answers({{"practice_code", "v81901"}, {"practice", "not_sure"}}), "Decide");
    EXPECT_EQ(officer.page().heading, "Eligible") << "the directory is sure";
    EXPECT_EQ(journey_of(trial, *person_).area, "sheffield");
}

TEST_P(WhoMayJoin, WhoMayNotIsToldWhyAndWhereElseToLook)
{
    when_they_are_asked(given_somebody(), {{"condition", "no"}});
    EXPECT_EQ(officer.page().heading, "Not eligible");
    EXPECT_TRUE(officer.page().says("No health condition or disability that makes work hard"));
    EXPECT_TRUE(officer.page().says("Somebody may join if you have a health condition"));
    EXPECT_TRUE(officer.page().says("Where else to look"));
    EXPECT_TRUE(officer.page().says("Citizens Advice"));
    EXPECT_THAT(officer.page().links,
                testing::Contains(testing::Field(&PageLink::href, "/local-help?area=sheffield")));
    then_they_stand_at(participants::Stage::not_eligible);
    officer.get(participants::person_path(*person_) + "/eligibility");
    EXPECT_EQ(officer.page().status, 409) << "nobody asks again until the answer is liked";
    EXPECT_TRUE(officer.page().says("Ended: not eligible"));
}

TEST_P(WhoMayJoin, OneFailureDecidesWithoutTheOtherAnswers)
{
    const auto record = given_somebody("2008-03-03");
    officer.get(record + "/eligibility");
    EXPECT_TRUE(officer.page().says("17 years old"));
    officer.submit({{"age", "yes"}}, "Decide");
    EXPECT_EQ(officer.page().heading, "Not eligible");
    EXPECT_TRUE(officer.page().says("Under 18"));
}

TEST_P(WhoMayJoin, ABirthDateThatIsWrongIsPutRightInTheVaultAndDecides)
{
    const auto record = given_somebody("2008-03-03");
    officer.get(record + "/eligibility");
    officer.submit(answers({{"age", "no"}}), "Decide");
    EXPECT_TRUE(officer.page().says("Enter a date"));
    officer.submit(answers({{"age", "no"},
                            {"birth_date-day", "2"},
                            {"birth_date-month", "3"},
                            {"birth_date-year", "2027"}}),
                   "Decide");
    EXPECT_TRUE(officer.page().says("The date must be in the past"));
    officer.submit(answers({{"age", "no"},
                            {"birth_date-day", "2"},
                            {"birth_date-month", "3"},
                            {"birth_date-year", "2008"}}),
                   "Decide");
    EXPECT_EQ(officer.page().heading, "Eligible");
    officer.get(record);
    EXPECT_TRUE(officer.page().says("2 March 2008"));
}

TEST_P(WhoMayJoin, OfWhatNobodyIsSureALeadFindsOut)
{
    const auto record = given_somebody();
    when_they_are_asked(record, {{"practice", "not_sure"}, {"other-help", "not_sure"}});
    EXPECT_EQ(officer.page().heading, "Not sure: a team lead finds it out");
    EXPECT_TRUE(officer.page().says("by 9 March 2026"));
    officer.get("/eligibility");
    EXPECT_EQ(officer.page().status, 404) << "intake staff decide nothing there";

    auto lead = trial.signed_in("lead");
    lead.get("/eligibility");
    EXPECT_TRUE(lead.page().says("Which GP surgery are you registered with today?"));
    EXPECT_FALSE(lead.page().says("Zoë")) << "the queue names nobody";
    EXPECT_THAT(lead.page().links, testing::Contains(testing::Field(
                                       &PageLink::href, record + "/eligibility/resolve")));
    lead.get(record);
    lead.follow("Find out");
    EXPECT_TRUE(lead.page().says("Nobody was sure of 2 answers"));
    lead.submit({{"found", "barnsley"}}, "Save what you found out");
    EXPECT_TRUE(lead.page().says("Write what it rests on"));
    lead.submit({{"found", "barnsley"}, {"evidence", "The surgery told me by telephone."}},
                "Save what you found out");
    EXPECT_TRUE(lead.page().says("Do you get support with work now"));
    then_they_stand_at(participants::Stage::unsure);
    lead.submit({{"found", "no"}, {"evidence", "They asked their team."}},
                "Save what you found out");
    EXPECT_EQ(lead.page().heading, "Eligible");
    EXPECT_TRUE(lead.page().says("Barnsley"));
    lead.get(record);
    EXPECT_TRUE(lead.page().says("The surgery told me by telephone."));
    lead.get("/eligibility");
    EXPECT_TRUE(lead.page().says("There is nobody of whom anything is unsure."));
}

TEST_P(WhoMayJoin, AnAnswerThatWasWrongIsCorrectedAndAfterTheDrawItIsFlagged)
{
    using participants::Step;
    const auto record = given_somebody();
    when_they_are_asked(record);
    officer.get(record);
    officer.follow("Correct an answer on who may join");
    officer.submit({{"because", "found_out"}}, "Decide");
    EXPECT_TRUE(officer.page().says("Nothing is corrected"));
    officer.submit({{"practice", "doncaster"}}, "Decide");
    EXPECT_EQ(journey_of(trial, *person_).area, "doncaster");
    take(trial, *person_,
         {Step::taught, Step::goes_on, Step::consented, Step::baseline_locked, Step::intended,
          Step::randomised});
    officer.get(record + "/eligibility");
    EXPECT_TRUE(officer.page().says("They have been randomised. Nothing is undone"));
    officer.submit({{"practice", "rotherham"}, {"because", "written_wrongly"}}, "Decide");
    EXPECT_TRUE(officer.page().says("the area or the group was another"));
    EXPECT_EQ(journey_of(trial, *person_).area, "doncaster") << "the stratum of the draw stands";
    officer.get(record);
    EXPECT_TRUE(officer.page().says("Something was found out about their randomisation"));
    EXPECT_TRUE(officer.page().says("An answer on who may join was corrected"));
}

TEST_P(WhoMayJoin, WhoComesBackOnAnotherDayIsAskedAgain)
{
    using participants::Step;
    const auto record = given_somebody("2008-03-03");
    when_they_are_asked(record);
    EXPECT_EQ(officer.page().heading, "Not eligible");
    trial.advance(std::chrono::hours(24));
    officer = trial.signed_in("intake");
    take(trial, *person_, {Step::reopened, Step::booked, Step::attended});
    when_they_are_asked(record);
    EXPECT_EQ(officer.page().heading, "Eligible");
}

TEST(WhoMayJoinInThrive, IsAskedSinceWhenTheyAreOutOfWork)
{
    TestHouse trial(storage::Engine::sqlite, "thrive-into-work");
    auto officer = trial.signed_in("intake");
    const auto record = participants::person_path(at_appointment(trial));
    officer.get(record + "/eligibility");
    EXPECT_TRUE(officer.page().says("On which day did you last have paid work?"));
    Typed answers{{"age", "yes"},           {"practice", "dudley"},
                  {"condition", "yes"},     {"out-of-work", "out-of-work"},
                  {"four-weeks", "on_day"}, {"wants-work", "yes"},
                  {"realistic", "yes"},     {"other-help", "no"},
                  {"decides", "yes"}};
    officer.submit(answers, "Decide");
    EXPECT_TRUE(officer.page().says("Enter a date"));
    answers.insert(
        answers.end(),
        {{"four-weeks_on-day", "2"}, {"four-weeks_on-month", "2"}, {"four-weeks_on-year", "2026"}});
    officer.submit(answers, "Decide");
    EXPECT_EQ(officer.page().heading, "Eligible");
    EXPECT_TRUE(officer.page().says("Dudley"));
    EXPECT_EQ(trial.what_verify_finds(), "");
}

} // namespace evenhand::tests
