#include "intake/eligibility/eligibility.hpp"

#include "protocol/protocol.hpp"

#include <gtest/gtest.h>

namespace evenhand::eligibility::eligibility_test {

using participants::Stage;
using protocol::Membership;
using protocol::Said;

LocalDate day(std::string_view iso)
{
    return LocalDate::parse(iso).value();
}

const protocol::Protocol& working_win()
{
    static const auto protocol = protocol::load_file("protocols/working-win.toml").value();
    return protocol;
}

Answers everything_met()
{
    Answers answers = answers_on(day("2026-03-02"));
    answers.facts.area = Membership::of("sheffield");
    answers.facts.group = Membership::of("in-work");
    for (const auto* yes : {"condition", "wants-work", "realistic", "decides"})
        answers.facts.said[yes] = Said::yes;
    answers.facts.said["other-help"] = Said::no;
    return answers;
}

TEST(Answers, ReadBackAsTheyWereWritten)
{
    Answers answers = everything_met();
    answers.age = 35;
    answers.practice = "C88001";
    answers.facts.group = Membership::none();
    answers.facts.said["realistic"] = Said::unsure;
    answers.facts.since.emplace("four-weeks", day("2026-02-02"));
    answers.facts.resolutions.push_back(
        {.criterion = "practice", .meets = true, .settled = "sheffield", .evidence = "a letter"});
    answers.facts.resolutions.push_back(
        {.criterion = "realistic", .meets = false, .settled = {}, .evidence = "she said so"});
    const auto text = text_of(answers);
    EXPECT_EQ(text.find("letter"), std::string::npos) << "evidence is sealed on its own";
    const auto read = read_answers(text);
    ASSERT_TRUE(read);
    EXPECT_EQ(text_of(*read), text);
    EXPECT_EQ(read->age, 35);
    EXPECT_EQ(read->practice, "C88001");
    EXPECT_EQ(read->facts.group.known, Membership::Known::none);
    EXPECT_EQ(read->facts.said.at("realistic"), Said::unsure);
    EXPECT_EQ(read->facts.since.at("four-weeks"), day("2026-02-02"));
    EXPECT_EQ(read->facts.resolutions.at(0).settled, "sheffield");
}

TEST(Answers, OfAnyOtherTextAreNone)
{
    for (const auto* text :
         {"", "on 2026-03-02", "age 3\n", "on 2026-02-30\n", "on 2026-03-02\nage x\n",
          "on 2026-03-02\narea one\n", "on 2026-03-02\nsaid condition maybe\n",
          "on 2026-03-02\nsaid  yes\n", "on 2026-03-02\nsince four-weeks yesterday\n",
          "on 2026-03-02\nresolved practice perhaps\n", "on 2026-03-02\nmood good\n",
          "on 2026-03-02\nresolved a meets b c\n", "on 2026-03-02\npractice\n"})
        EXPECT_FALSE(read_answers(text)) << text;
}

TEST(Decide, TellsTheAreaAndTheGroupThatAreTheTrials)
{
    auto decided = decide(working_win(), everything_met(), day("1990-05-17"));
    EXPECT_EQ(decided.outcome, EligibilityOutcome::eligible);
    EXPECT_EQ(decided.area, "sheffield");
    EXPECT_EQ(decided.group, "in-work");
    Answers elsewhere = everything_met();
    elsewhere.facts.area = Membership::of("dudley");
    decided = decide(working_win(), elsewhere, day("1990-05-17"));
    EXPECT_EQ(decided.outcome, EligibilityOutcome::not_eligible);
    EXPECT_EQ(decided.reason, "outside-area");
    EXPECT_EQ(decided.area, "");
}

TEST(Decide, SomebodyIsTooYoungUntilTheDayOfTheirBirthday)
{
    const auto outcome = [](std::string_view born) {
        return decide(working_win(), everything_met(), day(born)).outcome;
    };
    EXPECT_EQ(outcome("2008-03-03"), EligibilityOutcome::not_eligible) << "17 years 364 days";
    EXPECT_EQ(outcome("2008-03-02"), EligibilityOutcome::eligible);
}

TEST(Occasion, IsTheAppointmentACorrectionOrAFlagAndElsewhereNone)
{
    EXPECT_EQ(occasion_at(Stage::attended), Occasion::appointment);
    EXPECT_EQ(occasion_at(Stage::goes_on), Occasion::correction);
    EXPECT_EQ(occasion_at(Stage::baseline_locked), Occasion::correction);
    EXPECT_EQ(occasion_at(Stage::randomised), Occasion::after_draw);
    EXPECT_EQ(occasion_at(Stage::baseline_locked, /*lapsed=*/true), Occasion::appointment);
    EXPECT_EQ(occasion_at(Stage::randomised, /*lapsed=*/true), Occasion::after_draw);
    for (const Stage stage :
         {Stage::referred, Stage::unsure, Stage::not_eligible, Stage::intended, Stage::withdrew})
        EXPECT_FALSE(occasion_at(stage)) << participants::name_of(stage);
}

TEST(Occasion, OfAnAppointmentOrACorrectionIsWhereTheSpineTakesItsSteps)
{
    using participants::Step;
    for (const Stage stage : participants::all_stages()) {
        const auto occasion = occasion_at(stage);
        const bool moves = occasion && *occasion != Occasion::after_draw;
        const bool takes = participants::may_follow(stage, Step::eligible).has_value();
        // From `unsure` only a lead goes on.
        EXPECT_EQ(moves || stage == Stage::unsure, takes) << participants::name_of(stage);
    }
}

TEST(Flag, TellsWhatWasFoundAfterRandomisationAndNothingElse)
{
    Decided decided{
        .outcome = EligibilityOutcome::eligible, .area = "sheffield", .group = "in-work"};
    EXPECT_EQ(flag_of("sheffield", "in-work", decided), Flag::none);
    EXPECT_EQ(flag_of("barnsley", "in-work", decided), Flag::wrong_stratum);
    EXPECT_EQ(flag_of("sheffield", "out-of-work", decided), Flag::wrong_stratum);
    decided.outcome = EligibilityOutcome::not_eligible;
    EXPECT_EQ(flag_of("sheffield", "in-work", decided), Flag::not_eligible);
    decided.outcome = EligibilityOutcome::unsure;
    EXPECT_EQ(flag_of("sheffield", "in-work", decided), Flag::in_doubt);
}

TEST(EligibilityWords, ReadBackWhatTheyName)
{
    for (const Cause cause : {Cause::asked, Cause::resolved, Cause::corrected})
        EXPECT_EQ(cause_named(name_of(cause)), cause);
    for (const CorrectionReason reason : all_correction_reasons())
        EXPECT_EQ(correction_reason_named(name_of(reason)), reason);
    EXPECT_EQ(outcome_named("not_eligible"), EligibilityOutcome::not_eligible);
    EXPECT_FALSE(outcome_named("fine"));
}

} // namespace evenhand::eligibility::eligibility_test
