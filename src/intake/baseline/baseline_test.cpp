#include "intake/baseline/baseline.hpp"

#include "intake/baseline/locked_text.hpp"
#include "protocol/questionnaire_file.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

namespace evenhand::baseline::baseline_test {

Questionnaire questionnaire(const char* name)
{
    std::ifstream file(std::string("protocols/questionnaires/") + name);
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    return protocol::load_questionnaire(text).value();
}

QuestionnaireAnswers small_answers()
{
    return {
        {"working", std::string("yes")}, {"hours", std::int64_t{60}}, {"able", std::int64_t{3}}};
}

TEST(Baseline, WordsReadBackWhatTheyName)
{
    for (const Mode mode : all_modes())
        EXPECT_EQ(mode_named(name_of(mode)), mode);
    for (const CorrectionReason reason : all_correction_reasons())
        EXPECT_EQ(correction_reason_named(name_of(reason)), reason);
    EXPECT_FALSE(mode_named("by post"));
    EXPECT_FALSE(correction_reason_named(""));
}

TEST(Baseline, AnUnusualAnswerIsConfirmedForItsVeryValueAndNoOther)
{
    const auto all = questionnaire("small-1.toml");
    auto answers = small_answers();
    ASSERT_EQ(unconfirmed(all, answers, {}).size(), 1U);
    const Confirmed confirmed{{"hours", confirmable_value(all, "hours", answers)}};
    EXPECT_TRUE(unconfirmed(all, answers, confirmed).empty());
    EXPECT_EQ(fault_of(all, answers, confirmed), std::nullopt);
    EXPECT_EQ(fault_of(all, answers, {}), Refusal::unconfirmed);
    answers["hours"] = std::int64_t{61};
    EXPECT_EQ(unconfirmed(all, answers, confirmed).size(), 1U);
}

TEST(Baseline, ACheckOverSeveralAnswersIsConfirmedForAllOfThem)
{
    const auto all = questionnaire("baseline-1.toml");
    QuestionnaireAnswers answers{{"long-lasting", std::string("no")},
                                 {"general-health", std::string("very-bad")}};
    ASSERT_EQ(unconfirmed(all, answers, {}).size(), 1U);
    const std::string id = unconfirmed(all, answers, {}).front().id;
    EXPECT_EQ(questions_of(all, id), (std::vector<std::string>{"long-lasting", "general-health"}));
    const Confirmed confirmed{{id, confirmable_value(all, id, answers)}};
    EXPECT_TRUE(unconfirmed(all, answers, confirmed).empty());
}

TEST(Baseline, APartIsDoneWhenNothingAskedInItIsOpen)
{
    const auto all = questionnaire("small-1.toml");
    const Section& part = all.sections.front();
    Progress progress;
    EXPECT_EQ(state_of(all, part, progress), PartState::not_started);
    progress.answers = {{"working", std::string("no")}};
    EXPECT_EQ(state_of(all, part, progress), PartState::in_progress);
    EXPECT_EQ(next_part(all, nullptr, progress), &part);
    progress.answers.emplace("able", std::int64_t{3});
    EXPECT_EQ(state_of(all, part, progress), PartState::done);
    EXPECT_EQ(next_part(all, &part, progress), nullptr);
    progress.answers = small_answers();
    EXPECT_EQ(state_of(all, part, progress), PartState::in_progress) << "60 hours is unusual";
}

TEST(Baseline, APartWithoutAQuestionForThisPersonAsksNothing)
{
    auto all = questionnaire("small-1.toml");
    Section more{.id = "more",
                 .title = "More",
                 .introduction = {},
                 .instrument = "own",
                 .questions = {*all.find("hours")}};
    more.questions.front().id = "extra";
    all.sections.push_back(more);
    const Section& part = all.sections.back();
    EXPECT_EQ(state_of(all, part, {.answers = {{"working", std::string("no")}}, .confirmed = {}}),
              PartState::nothing_to_ask);
    EXPECT_EQ(state_of(all, part, {.answers = {{"working", std::string("yes")}}, .confirmed = {}}),
              PartState::not_started);
}

TEST(Baseline, WhatAnAnswerOpensIsAskedAndUnanswered)
{
    const auto all = questionnaire("small-1.toml");
    const Section& part = all.sections.front();
    const auto ids = [](const std::vector<const Question*>& questions) {
        std::string text;
        for (const Question* question : questions)
            text += question->id + " ";
        return text;
    };
    EXPECT_EQ(ids(asked_in(all, part, {})), "working able helps since say ");
    const QuestionnaireAnswers answers{{"working", std::string("yes")}, {"able", std::int64_t{3}}};
    EXPECT_EQ(ids(asked_in(all, part, answers)), "working hours able helps since say ");
    EXPECT_EQ(ids(unanswered_in(all, part, answers)), "hours helps since say ");
}

TEST(Baseline, AQuestionOnItsOwnKnowsWhatItOpensAndNoOtherAnswer)
{
    const auto all = questionnaire("baseline-1.toml");
    const auto work = on_its_own(all, "work-now");
    for (const char* opened : {"hours", "off-sick-weeks", "job-at-risk", "last-work", "looked"})
        EXPECT_NE(work.find(opened), nullptr) << opened;
    EXPECT_EQ(work.find("general-health"), nullptr);
    ASSERT_EQ(work.checks.size(), 1U);
    EXPECT_EQ(work.checks[0].id, "works-no-hours");

    const auto hours = on_its_own(all, "hours");
    ASSERT_EQ(hours.questions().size(), 1U);
    EXPECT_TRUE(protocol::is_asked(hours, "hours", {})) << "whatever they said of their work";
    EXPECT_TRUE(hours.checks.empty()) << "the check looks at an answer that is not seen";
}

TEST(Baseline, ACorrectionIsAskedAgainOnlyAboutWhatItGives)
{
    const auto all = questionnaire("small-1.toml");
    const Progress unusual{.answers = small_answers(), .confirmed = {}};
    EXPECT_EQ(fault_of_correction(all, unusual, {"hours"}), Refusal::unconfirmed);
    EXPECT_EQ(fault_of_correction(all, unusual, {"able"}), std::nullopt);
    Progress open = unusual;
    open.answers.erase("hours");
    EXPECT_EQ(fault_of_correction(all, open, {"able"}), Refusal::unanswered);
}

TEST(Baseline, ThePartsTogetherTakeAboutAsLongAsTheWhole)
{
    const auto all = questionnaire("baseline-1.toml");
    int minutes = 0;
    for (const Section& part : all.sections) {
        EXPECT_GE(minutes_of(all, part), 1);
        minutes += minutes_of(all, part);
    }
    EXPECT_NEAR(minutes, all.minutes, 3);
}

TEST(Baseline, OnlyAnAnswerThatIsWorthSomethingTellsOfHarm)
{
    Question question;
    question.kind = protocol::QuestionKind::one_of;
    question.options = {{"never", "Never", 0, false}, {"often", "Often", 3, false}};
    EXPECT_FALSE(may_tell_of_harm(question, std::string("often"))) << "it is not marked";
    question.reveals_risk = true;
    EXPECT_TRUE(may_tell_of_harm(question, std::string("often")));
    EXPECT_FALSE(may_tell_of_harm(question, std::string("never")));
    EXPECT_FALSE(may_tell_of_harm(question, protocol::Declined{}));
    question.kind = protocol::QuestionKind::text;
    EXPECT_TRUE(may_tell_of_harm(question, std::string("never")));
}

TEST(Baseline, WhatIsLockedReadsBackAndAnythingElseDoesNot)
{
    const LockedText locked{.questionnaire = "small",
                            .version = "1",
                            .answers = {{"working", "=yes"}, {"say", "=\"é\\\n"}},
                            .confirmed = {{"hours", "hours=60"}},
                            .salt = "00"};
    const auto text = written_out(locked);
    const auto back = read_locked_text(text);
    ASSERT_TRUE(back);
    EXPECT_EQ(back->answers, locked.answers);
    EXPECT_EQ(written_out(*back), text);
    for (const char* other : {"", "[]", "{}", R"({"answers":{"a":1}})", "null"})
        EXPECT_FALSE(read_locked_text(other)) << other;
}

TEST(Baseline, AnAnswerToAQuestionThatIsNoMoreIsLeftOut)
{
    const auto all = questionnaire("small-1.toml");
    const LockedText locked{.questionnaire = "small",
                            .version = "0",
                            .answers = {{"gone", "=yes"}, {"hours", "=x"}, {"able", "=3"}},
                            .confirmed = {},
                            .salt = "00"};
    EXPECT_EQ(answers_in(locked, all), (QuestionnaireAnswers{{"able", std::int64_t{3}}}));
}

} // namespace evenhand::baseline::baseline_test
