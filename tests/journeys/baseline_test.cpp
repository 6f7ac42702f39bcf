// The questions before allocation, by page: asked side by side, left and come back to, checked,
// locked, and put right later by somebody who does not see what stood there.
#include "tests/journeys/journey.hpp"
#include "tests/support/baseline_steps.hpp"
#include "tests/support/changed_trial.hpp"
#include "tests/support/whole_way.hpp"

#include <fstream>

namespace evenhand::tests {

namespace baseline_journey {

const storage::Actor officer{storage::ActorKind::staff, "test", "intake_officer"};

/// Somebody who has signed, named Zoë: the path of their questions.
std::string given_somebody_who_signed(TestHouse& trial)
{
    const auto who = trial.house->units->write(officer, "test", [&](storage::UnitOfWork& work) {
        identity::Details said;
        said.given_names = PersonName::parse("Zoë").value();
        said.family_name = PersonName::parse("Example").value();
        const auto claim = trial.house->identities.make_claim(work, said);
        const auto person = trial.house->identities.confirm_claim(work, claim, "new").value();
        EXPECT_TRUE(
            trial.house->journeys.take(work, person, {.step = participants::Step::referred}));
        walk_to_consent(work, *trial.house, person);
        return person;
    });
    return participants::person_path(who, "/baseline");
}

identity::PersonId person_of(const std::string& path)
{
    const std::string before = "/participants/";
    return identity::PersonId::parse(path.substr(before.size(), 32)).value();
}

std::optional<protocol::QuestionnaireAnswers> locked_answers(TestHouse& trial,
                                                             const std::string& path)
{
    return trial.house->units->read(officer, "test", [&](storage::UnitOfWork& work) {
        return trial.house->baselines.answers(work, person_of(path));
    });
}

/// Every part from where the browser stands, up to the check page.
int answer_to_the_check(TestClient& browser)
{
    int pages = 0;
    while (!browser.page().url.ends_with("/check") && ++pages < 30)
        browser.submit(preferring_not_to_say(browser.page()), "Continue");
    return pages;
}

} // namespace baseline_journey

using namespace baseline_journey;

class BothTrials : public testing::TestWithParam<std::tuple<storage::Engine, const char*>>
{
protected:
    TestHouse trial{std::get<0>(GetParam()), std::get<1>(GetParam())};
    void TearDown() override { EXPECT_EQ(trial.what_verify_finds(), ""); }
};
INSTANTIATE_TEST_SUITE_P(Engines, BothTrials,
                         testing::Combine(testing::ValuesIn(engines_under_test()),
                                          testing::Values("working-win", "thrive-into-work",
                                                          "small")));

TEST_P(BothTrials, TheQuestionsAreAnsweredPartByPartCheckedAndLocked)
{
    auto browser = trial.signed_in("intake");
    const auto path = given_somebody_who_signed(trial);
    browser.get(path.substr(0, path.rfind('/')));
    EXPECT_TRUE(browser.page().says("Not started"));
    browser.follow("Ask the questions before allocation");
    EXPECT_EQ(browser.page().url, path);
    EXPECT_EQ(browser.page().heading, trial.house->protocol.baseline.title);
    EXPECT_TRUE(browser.page().says("Appointment: step 5 of 6"));
    EXPECT_FALSE(browser.page().says("Zoë")) << "others may see this screen";
    browser.follow("Start");
    EXPECT_FALSE(browser.page().says("Zoë"));
    EXPECT_TRUE(browser.page().says("Part 1 of"));
    EXPECT_LT(answer_to_the_check(browser), 30);
    EXPECT_FALSE(browser.page().says("Zoë"));
    EXPECT_FALSE(browser.page().says("Not answered"));
    browser.follow("Go on to lock");
    EXPECT_TRUE(browser.page().says("nobody can change these answers"));
    browser.submit({}, "Lock the answers");
    EXPECT_EQ(browser.page().status, 422);
    EXPECT_TRUE(browser.page().says("Choose how the questions were answered"));
    browser.submit({{"mode", "alone"}}, "Lock the answers");
    EXPECT_TRUE(browser.page().url.ends_with("/allocation")) << browser.page().url;
    ASSERT_TRUE(locked_answers(trial, path));
    EXPECT_TRUE(
        protocol::hard_findings(trial.house->protocol.baseline, *locked_answers(trial, path))
            .empty());

    browser.get(path);
    EXPECT_TRUE(browser.page().says("The answers were locked on"));
    browser.get(path.substr(0, path.rfind('/')));
    EXPECT_TRUE(browser.page().says("The participant answered alone on the tablet"));
    EXPECT_FALSE(browser.page().says("In progress"));
    EXPECT_EQ(trial.count_done("baseline.opened") > 3, true);
}

class BaselinePages : public Journey
{
protected:
    std::string path = given_somebody_who_signed(trial);
    TestClient browser = trial.signed_in("intake");

    std::string study_number()
    {
        return trial.house->units->read(officer, "test", [&](storage::UnitOfWork& work) {
            return trial.house->journeys.find(work, person_of(path))->study_number;
        });
    }
    void when_the_work_part_is_answered(std::string_view work_now)
    {
        browser.get(path + "/work");
        auto typed = preferring_not_to_say(browser.page());
        for (auto& [name, value] : typed)
            if (name == "q_work-now") value = work_now;
        browser.submit(typed, "Continue");
    }
};
EVENHAND_JOURNEY(BaselinePages);

TEST_P(BaselinePages, AnInterruptedAppointmentGoesOnOnAnotherDevice)
{
    browser.get(path + "/people");
    browser.submit({{"q_sex", "female"}}, "Save and come back later");
    EXPECT_EQ(browser.page().url, path);
    EXPECT_TRUE(browser.page().says("In progress"));
    EXPECT_TRUE(browser.page().says("0 of 7 parts done"));

    auto tablet = trial.signed_in("intake");
    tablet.get(path);
    tablet.follow("Continue");
    EXPECT_EQ(tablet.page().url, path + "/people");
    const auto& fields = tablet.page().form("Continue").fields;
    EXPECT_TRUE(std::any_of(fields.begin(), fields.end(), [](const PageField& field) {
        return field.name == "q_sex" && field.value == "female" && field.chosen;
    }));
    tablet.submit({{"q_ethnic-group", "declined"}, {"q_qualification", "degree"}}, "Continue");
    EXPECT_EQ(tablet.page().url, path + "/work");
    tablet.get(path);
    EXPECT_TRUE(tablet.page().says("1 of 7 parts done"));
}

TEST_P(BaselinePages, WhatAnAnswerOpensIsAskedNextAndWhatItClosesIsNot)
{
    browser.get(path + "/work");
    EXPECT_TRUE(browser.page().says("Which of these is true for you now?"));
    EXPECT_FALSE(browser.page().says("How many hours"));
    EXPECT_FALSE(browser.page().says("When did you last have paid work?"));
    when_the_work_part_is_answered("off-sick");
    EXPECT_TRUE(browser.page().says("How many hours do you usually work"));
    EXPECT_TRUE(browser.page().says("For how many weeks have you been off sick?"));
    EXPECT_FALSE(browser.page().says("Which of these is true for you now?"));
    EXPECT_FALSE(browser.page().says("When did you last have paid work?"));
    browser.submit({{"q_hours", "20"}, {"q_off-sick-weeks", "3"}, {"q_job-at-risk", "declined"}},
                   "Continue");
    EXPECT_EQ(browser.page().url, path + "/health");

    when_the_work_part_is_answered("looking");
    EXPECT_TRUE(browser.page().says("When did you last have paid work?"));
    browser.get(path + "/check");
    EXPECT_FALSE(browser.page().says("How many hours"));
    EXPECT_FALSE(browser.page().says("20 hours a week"));
}

TEST_P(BaselinePages, ATamperedListOfQuestionsShowsNothingThatIsNotAsked)
{
    browser.get(path + "/work?asked=hours,general-health,nonsense");
    EXPECT_FALSE(browser.page().says("How many hours"));
    EXPECT_FALSE(browser.page().says("How is your health in general?"));
}

TEST_P(BaselinePages, TheLockWaitsForEveryAnswerAndTheListSaysWhichWayToGo)
{
    when_the_work_part_is_answered("studying");
    browser.get(path + "/lock");
    EXPECT_EQ(browser.page().url, path + "/check");
    EXPECT_TRUE(browser.page().says("Before the answers can be locked"));
    EXPECT_TRUE(browser.page().says("Not answered"));
    EXPECT_THROW(browser.follow("Go on to lock"), std::exception);
    EXPECT_FALSE(locked_answers(trial, path));
}

TEST_P(BaselinePages, ALockFromAnotherTabIsAnsweredWithoutASecondOneAndAPageThatCameTooLateIsTold)
{
    trial.house->units->write(officer, "test", [&](storage::UnitOfWork& work) {
        answer_baseline(work, *trial.house, person_of(path));
        return 0;
    });
    auto second = trial.signed_in("intake");
    auto third = trial.signed_in("intake");
    for (TestClient* tab : {&browser, &second})
        tab->get(path + "/lock");
    third.get(path + "/health");
    browser.submit({{"mode", "side_by_side"}}, "Lock the answers");
    second.submit({{"mode", "alone"}}, "Lock the answers");
    EXPECT_EQ(second.page().url, browser.page().url) << "what it asked for is done";
    third.submit({{"q_general-health", "very-good"}}, "Save and come back later");
    EXPECT_EQ(third.page().status, 409);
    EXPECT_TRUE(third.page().says("They cannot be changed here"));
    constexpr storage::Statement locks{"test.locks", "SELECT count(*) FROM baseline_lock"};
    EXPECT_EQ(trial.number(locks), 1);
}

TEST_P(BaselinePages, AFormSentTwiceIsTakenOnce)
{
    browser.get(path + "/people");
    const auto form = browser.filled({{"q_sex", "male"}}, "Save and come back later");
    browser.post(path + "/people", form);
    browser.post(path + "/people", form);
    EXPECT_EQ(browser.page().status, 200);
    constexpr storage::Statement rows{"test.rows", "SELECT count(*) FROM baseline_answer"};
    constexpr storage::Statement events{
        "test.events", "SELECT count(*) FROM audit_opening WHERE object_type = 'baseline_answer'"};
    EXPECT_EQ(trial.number(rows), 1);
    EXPECT_EQ(trial.number(events), 1);
}

TEST_P(BaselinePages, ALockedAnswerIsCorrectedUnseenWithAReasonAndWhatItOpens)
{
    trial.house->units->write(officer, "test", [&](storage::UnitOfWork& work) {
        auto given = every_answer(trial.house->protocol.baseline);
        given.answers["work-now"] = std::string("studying");
        EXPECT_TRUE(trial.house->baselines.save(work, person_of(path), given));
        lock_baseline(work, *trial.house, person_of(path));
        return 0;
    });
    auto lead = trial.signed_in("lead");
    lead.get(path + "/work");
    EXPECT_EQ(lead.page().status, 404) << "a lead asks nobody";
    lead.get(path.substr(0, path.rfind('/')));
    lead.follow("Correct a locked answer");
    lead.follow("Which of these is true for you now?");
    const auto& fields = lead.page().form("Correct the answer").fields;
    EXPECT_TRUE(std::none_of(fields.begin(), fields.end(), [](const PageField& field) {
        return field.type == "radio" && field.chosen;
    }));
    lead.submit({{"q_work-now", "working"}}, "Correct the answer");
    EXPECT_EQ(lead.page().status, 422);
    EXPECT_TRUE(lead.page().says("Choose why it is corrected"));
    EXPECT_TRUE(lead.page().says("This answer opens another question: How many hours"));
    lead.submit({{"q_work-now", "working"},
                 {"q_hours", "20"},
                 {"q_job-at-risk", "declined"},
                 {"reason", "misunderstood"}},
                "Correct the answer");
    EXPECT_EQ(lead.page().status, 200);
    EXPECT_TRUE(lead.page().says("Answers before allocation corrected"));
    EXPECT_TRUE(lead.page().says("The question was misunderstood"));
    const auto answers = locked_answers(trial, path);
    EXPECT_EQ(answers->at("hours"), protocol::Answer(std::int64_t{20}));
    EXPECT_FALSE(answers->contains("last-work")) << "who works is not asked";

    auto data = trial.signed_in("data");
    data.get("/baseline-corrections");
    data.submit({{"study_number", "WW-1"}}, "Find");
    EXPECT_TRUE(data.page().says("This is not a study number of this trial"));
    data.submit({{"study_number", study_number()}}, "Find");
    EXPECT_EQ(data.page().url, path + "/correct");
    data.follow("Which of these is true for you now?");
}

TEST_P(BaselinePages, NoReplyToACorrectionTellsWhatStandsLocked)
{
    const std::vector<std::string> answers{"working", "studying"};
    std::vector<std::string> said;
    auto data = trial.signed_in("data");
    for (const auto& work_now : answers) {
        const auto whose = given_somebody_who_signed(trial);
        trial.house->units->write(officer, "test", [&](storage::UnitOfWork& work) {
            auto given = every_answer(trial.house->protocol.baseline);
            given.answers["work-now"] = work_now;
            EXPECT_TRUE(trial.house->baselines.save(work, person_of(whose), given));
            lock_baseline(work, *trial.house, person_of(whose));
            return 0;
        });
        std::string seen;
        const auto see = [&] {
            seen += std::to_string(data.page().status) + data.page().text + "\n";
        };
        data.get(whose + "/correct");
        see();
        for (const char* question : {"hours", "last-work", "work-now"}) {
            data.get(whose + "/correct/" + question);
            see();
        }
        data.submit({{"q_work-now", "working"}, {"reason", "mistyped"}}, "Correct the answer");
        see();
        data.submit({{"q_work-now", "working"},
                     {"q_hours", "60"},
                     {"q_job-at-risk", "declined"},
                     {"reason", "mistyped"}},
                    "Correct the answer");
        see();
        EXPECT_TRUE(data.page().says("60 hours a week is unusual"));
        data.submit({{"right_hours", "hours=60"}}, "Correct the answer");
        see();
        data.get(whose + "/correct/last-work");
        data.submit({{"q_last-work", "never"}, {"reason", "mistyped"}}, "Correct the answer");
        see();
        EXPECT_EQ(data.page().url, whose + "/correct");
        EXPECT_FALSE(locked_answers(trial, whose)->contains("last-work")) << "who works";
        said.push_back(seen);
    }
    EXPECT_EQ(said[0], said[1]);
}

TEST_P(BaselinePages, AnErasedPersonIsAskedNothingMore)
{
    browser.get(path + "/people");
    trial.house->units->write(officer, "test", [&](storage::UnitOfWork& work) {
        answer_baseline(work, *trial.house, person_of(path));
        const auto plan = trial.house->identities.plan_erasure(work, person_of(path),
                                                               identity::KeyClass::research);
        trial.house->identities.erase(work, plan, "asked");
        return 0;
    });
    browser.submit({{"q_sex", "male"}}, "Save and come back later");
    EXPECT_EQ(browser.page().status, 409);
    EXPECT_TRUE(browser.page().says("erased"));
}

/// Every kind of question, from the smallest trial.
class EveryKind : public testing::TestWithParam<storage::Engine>
{
protected:
    TestHouse trial{GetParam(), "small"};
    std::string path = given_somebody_who_signed(trial);
    TestClient browser = trial.signed_in("intake");

    void TearDown() override { EXPECT_EQ(trial.what_verify_finds(), ""); }
};
EVENHAND_JOURNEY(EveryKind);

TEST_P(EveryKind, OfFaultIsToldWithWhatWasTyped)
{
    browser.get(path + "/all");
    browser.submit({}, "Continue");
    EXPECT_EQ(browser.page().status, 422);
    EXPECT_TRUE(browser.page().title.starts_with("Error: "));
    EXPECT_TRUE(browser.page().says("Answer the question"));
    browser.submit({{"q_working", "yes"},
                    {"q_able", "3"},
                    {"q_helps", "time"},
                    {"q_helps", "nothing"},
                    {"q_since-day", "31"},
                    {"q_since-month", "2"},
                    {"q_since-year", "2020"},
                    {"q_say", std::string(201, 'x')}},
                   "Continue");
    EXPECT_EQ(browser.page().status, 422);
    EXPECT_TRUE(browser.page().says("Choose \"None of these\" alone"));
    EXPECT_TRUE(browser.page().says("Enter a real date"));
    EXPECT_TRUE(browser.page().says("Use 200 characters or fewer"));
    const auto typed = browser.filled({}, "Continue");
    EXPECT_EQ(typed.value("q_since-day"), "31");
    EXPECT_EQ(typed.value("q_say"), std::string(201, 'x'));
    EXPECT_EQ(typed.value("q_able"), "3");
    browser.submit({{"q_working", "no"},
                    {"q_able", "declined"},
                    {"q_since-day", "28"},
                    {"q_since_declined", "declined"}},
                   "Continue");
    EXPECT_EQ(browser.page().status, 422);
    EXPECT_TRUE(browser.page().says("not both"));
}

TEST_P(EveryKind, OfAnswerIsTakenAndShownInWords)
{
    browser.get(path + "/all");
    browser.submit({{"q_working", "yes"},
                    {"q_able", "3"},
                    {"q_helps", "time"},
                    {"q_helps", "advice"},
                    {"q_since-day", "28"},
                    {"q_since-month", "2"},
                    {"q_since-year", "2019"},
                    {"q_say", "I care for my <mother>"}},
                   "Continue");
    EXPECT_TRUE(browser.page().says("How many hours a week?"));
    browser.submit({{"q_hours", "a few"}}, "Continue");
    EXPECT_TRUE(browser.page().says("Enter a whole number from 0 to 100"));
    EXPECT_EQ(browser.filled({}, "Continue").value("q_hours"), "a few");
    browser.submit({{"q_hours", "20"}}, "Continue");
    EXPECT_EQ(browser.page().url, path + "/check");
    for (const char* words :
         {"20 hours a week", "Time; Advice", "28 February 2019", "I care for my <mother>", "Yes"})
        EXPECT_TRUE(browser.page().says(words)) << words;
}

TEST_P(EveryKind, OfUnusualAnswerIsAskedAgainForItsVeryValue)
{
    browser.get(path + "/all");
    browser.submit({{"q_working", "yes"}, {"q_able", "3"}}, "Continue");
    browser.submit({{"q_hours", "60"}}, "Continue");
    EXPECT_EQ(browser.page().status, 422);
    EXPECT_TRUE(browser.page().says("60 hours a week is unusual. Is it right?"));
    browser.submit({{"q_hours", "70"}, {"right_hours", "hours=60"}}, "Continue");
    EXPECT_EQ(browser.page().status, 422);
    EXPECT_TRUE(browser.page().says("70 hours a week is unusual. Is it right?"));
    browser.submit({{"right_hours", "hours=70"}}, "Continue");
    EXPECT_EQ(browser.page().url, path + "/check");
    browser.follow("Go on to lock");
    browser.submit({{"mode", "read_aloud"}}, "Lock the answers");
    EXPECT_EQ(locked_answers(trial, path)->at("hours"), protocol::Answer(std::int64_t{70}));
}

TEST_P(EveryKind, OfPageThatIsLeftKeepsWhatIsThereAndAsksTheDoubtAgain)
{
    browser.get(path + "/all");
    browser.submit({{"q_working", "yes"}, {"q_able", "3"}}, "Continue");
    browser.submit({{"q_hours", "60"}}, "Save and come back later");
    EXPECT_EQ(browser.page().url, path);
    browser.follow("Continue");
    EXPECT_TRUE(browser.page().says("60 hours a week is unusual. Is it right?"));
    EXPECT_EQ(browser.page().status, 200);
    browser.submit({{"right_hours", "hours=60"}}, "Continue");
    EXPECT_EQ(browser.page().url, path + "/check");
}

/// The smallest trial with a question that can tell of harm, and who is on duty for it.
struct RiskyTrial : ChangedTrial
{
    RiskyTrial()
    {
        change("protocols/questionnaires/small-1.toml", "id = \"able\"",
               "id = \"able\"\nreveals_risk = true");
        change("protocols/small.toml", "[baseline]",
               "[safety]\nduty_rota = \"Duty worker: 0114 496 0123\"\n"
               "out_of_hours = \"content/en/harm.md\"\n[baseline]");
        std::ofstream(path("content/en/harm.md")) << "Call 111 at any hour.\n";
    }
};

TEST(BaselineHarm, WhoTellsOfItIsShownHelpAtOnceAndTheWayToRaiseAConcern)
{
    const RiskyTrial risky;
    TestHouse trial(storage::Engine::sqlite, risky.trial("small"));
    const auto path = given_somebody_who_signed(trial);
    auto browser = trial.signed_in("intake");
    browser.get(path + "/all");
    EXPECT_TRUE(browser.page().says("Call 111 at any hour."));
    browser.submit({{"q_working", "no"}, {"q_able", "declined"}}, "Continue");
    EXPECT_FALSE(browser.page().says("Duty worker")) << "nothing was told";
    browser.get(path + "/all");
    browser.submit({{"q_able", "1"}}, "Continue");
    EXPECT_EQ(browser.page().url, path + "?harm=yes");
    EXPECT_TRUE(browser.page().says("Call 111 at any hour."));
    EXPECT_TRUE(browser.page().says("Duty worker: 0114 496 0123"));
    EXPECT_EQ(trial.count_done("baseline.help_shown"), 1U);
    browser.follow("Raise a concern now");
    EXPECT_EQ(browser.page().status, 200);
    EXPECT_EQ(trial.what_verify_finds(), "");
}

} // namespace evenhand::tests
