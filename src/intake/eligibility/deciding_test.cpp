#include "intake/eligibility/deciding.hpp"

#include "tests/support/eligibility_world.hpp"

#include <gtest/gtest.h>

namespace evenhand::eligibility::deciding_test {

using participants::Stage;
using participants::Step;
using protocol::Membership;
using protocol::Said;
using tests::EligibilityWorld;

class Deciding : public ::testing::TestWithParam<storage::Engine>
{
protected:
    EligibilityWorld world{GetParam()};
    Answers met = EligibilityWorld::everything_met();

    static protocol::Resolution found(std::string criterion, bool meets, std::string settled = {})
    {
        return {.criterion = std::move(criterion),
                .meets = meets,
                .settled = std::move(settled),
                .evidence = "The surgery confirmed it by telephone."};
    }
};
INSTANTIATE_TEST_SUITE_P(Engines, Deciding, ::testing::ValuesIn(tests::engines_under_test()),
                         tests::engine_name);

TEST_P(Deciding, EverythingMetMakesThemEligibleInTheirAreaAndGroup)
{
    const auto who = world.at_appointment();
    EXPECT_EQ(world.evaluate(who, met), Stage::eligible);
    const auto journey = world.journey(who);
    EXPECT_EQ(journey.area, "sheffield");
    EXPECT_EQ(journey.group, "out-of-work");
    EXPECT_EQ(world.standing(who)->outcome, EligibilityOutcome::eligible);
    world.write([&](storage::UnitOfWork& work) {
        EXPECT_EQ(world.store.latest(work, who)->answers->age, 35);
        return 0;
    });
}

TEST_P(Deciding, AFailureEndsTheirWayWithTheProtocolsReason)
{
    const auto who = world.at_appointment("2008-03-03"); // 17 years and 364 days
    EXPECT_EQ(world.evaluate(who, met), Stage::not_eligible);
    EXPECT_EQ(world.journey(who).detail, "under-age");
    EXPECT_EQ(world.standing(who)->reason, "under-age");
    EXPECT_EQ(world.evaluate(who, met, CorrectionReason::found_out).error(), Refusal::not_now);
}

TEST_P(Deciding, WhatIsNotFinishedIsNotWritten)
{
    const auto who = world.at_appointment();
    met.facts.said.erase("realistic");
    EXPECT_EQ(world.evaluate(who, met).error(), Refusal::unfinished);
    EXPECT_FALSE(world.standing(who));
    EXPECT_EQ(world.journey(who).stage, Stage::attended);
}

TEST_P(Deciding, NobodyIsAskedWhoIsNotAtAnAppointment)
{
    const auto who = world.at_appointment();
    world.take(who, {Step::booked});
    EXPECT_EQ(world.evaluate(who, met).error(), Refusal::not_now);
}

TEST_P(Deciding, OnlyALeadSettlesWhatNobodyIsSureOfAndOneAtATime)
{
    const auto who = world.at_appointment();
    met.facts.area = Membership::unsure();
    met.facts.said["realistic"] = Said::unsure;
    EXPECT_EQ(world.evaluate(who, met), Stage::unsure);
    EXPECT_EQ(world.journey(who).detail, "practice");
    EXPECT_TRUE(world.journey(who).due);
    EXPECT_EQ(world.evaluate(who, EligibilityWorld::everything_met()).error(), Refusal::not_now);
    EXPECT_EQ(world.resolve(who, found("practice", true)).error(), Refusal::not_settled);
    EXPECT_EQ(world.resolve(who, found("practice", true, "dudley")).error(), Refusal::not_settled);
    EXPECT_EQ(world.resolve(who, found("condition", true)).error(), Refusal::not_unsure);
    EXPECT_EQ(world.resolve(who, found("mood", true)).error(), Refusal::no_such_criterion);
    auto without = found("practice", true, "barnsley");
    without.evidence.clear();
    EXPECT_EQ(world.resolve(who, without).error(), Refusal::no_evidence);

    EXPECT_EQ(world.resolve(who, found("practice", true, "barnsley")), Stage::unsure);
    EXPECT_EQ(world.resolve(who, found("practice", true, "barnsley")).error(), Refusal::not_unsure);
    EXPECT_EQ(world.resolve(who, found("realistic", true)), Stage::eligible);
    EXPECT_EQ(world.journey(who).area, "barnsley");
    EXPECT_EQ(world.standing(who)->area, "barnsley");
    EXPECT_EQ(world.resolve(who, found("realistic", true)).error(), Refusal::not_now);
}

TEST_P(Deciding, WhatALeadFoundOutDoesNotOutlastItsEvidence)
{
    const auto who = world.at_appointment();
    met.facts.area = Membership::unsure();
    met.facts.said["realistic"] = Said::unsure;
    EXPECT_EQ(world.evaluate(who, met), Stage::unsure);
    EXPECT_EQ(world.resolve(who, found("practice", true, "barnsley")), Stage::unsure);
    EXPECT_EQ(world.decide_without(who, "practice"), std::nullopt) << "also while a lead is asked";
    EXPECT_EQ(world.resolve(who, found("practice", true, "sheffield")), Stage::unsure);
    EXPECT_EQ(world.resolve(who, found("realistic", true)), Stage::eligible);

    EXPECT_EQ(world.decide_without(who, "condition"), std::nullopt);
    EXPECT_EQ(world.journey(who).stage, Stage::eligible) << "it rests on no evidence";
    EXPECT_EQ(world.decide_without(who, "practice"), std::nullopt);
    EXPECT_EQ(world.journey(who).stage, Stage::unsure);
    EXPECT_EQ(world.journey(who).detail, "practice");
    EXPECT_EQ(world.standing(who)->outcome, EligibilityOutcome::unsure);
    EXPECT_EQ(world.resolve(who, found("realistic", true)).error(), Refusal::not_unsure);
    EXPECT_EQ(world.resolve(who, found("practice", true, "barnsley")), Stage::eligible);
    EXPECT_EQ(world.journey(who).area, "barnsley");
}

TEST_P(Deciding, ALeadMayFindThatTheyFail)
{
    const auto who = world.at_appointment();
    met.facts.said["other-help"] = Said::unsure;
    EXPECT_EQ(world.evaluate(who, met), Stage::unsure);
    EXPECT_EQ(world.resolve(who, found("other-help", false)), Stage::not_eligible);
    EXPECT_EQ(world.journey(who).detail, "other-help");
}

TEST_P(Deciding, WhoComesBackOnAnotherDayIsAskedAgainAndThatDayDecides)
{
    const auto who = world.at_appointment("2008-03-03");
    EXPECT_EQ(world.evaluate(who, met), Stage::not_eligible);
    world.trial.clock.advance(std::chrono::hours(24));
    world.take(who, {Step::referred, Step::booked, Step::attended});
    EXPECT_EQ(world.evaluate(who, met), Stage::eligible);
    EXPECT_EQ(world.standing(who)->on.iso(), "2026-03-03");
}

TEST_P(Deciding, ACorrectionKeepsItsDaySaysWhyAndMovesTheStratum)
{
    const auto who = world.at_appointment();
    ASSERT_EQ(world.evaluate(who, met), Stage::eligible);
    world.trial.clock.advance(std::chrono::hours(48));
    world.take(who, {Step::taught, Step::goes_on, Step::consented});
    EXPECT_EQ(world.evaluate(who, met, CorrectionReason::found_out).error(), Refusal::unchanged);
    met.facts.area = Membership::of("rotherham");
    EXPECT_EQ(world.evaluate(who, met).error(), Refusal::no_reason);
    EXPECT_EQ(world.evaluate(who, met, CorrectionReason::written_wrongly), Stage::consented);
    EXPECT_EQ(world.journey(who).area, "rotherham");
    EXPECT_EQ(world.standing(who)->on.iso(), "2026-03-02");
    EXPECT_TRUE(world.misfits.empty());
    met.facts.said["condition"] = Said::no;
    EXPECT_EQ(world.evaluate(who, met, CorrectionReason::found_out), Stage::not_eligible);
}

TEST_P(Deciding, ACorrectionThatLeavesDoubtGoesToALeadAlsoAfterTheyConsented)
{
    const auto early = world.at_appointment();
    const auto late = world.at_appointment();
    ASSERT_EQ(world.evaluate(early, met), Stage::eligible);
    ASSERT_EQ(world.evaluate(late, met), Stage::eligible);
    world.take(late, {Step::taught, Step::goes_on, Step::consented});
    met.facts.area = Membership::unsure();
    EXPECT_EQ(world.evaluate(early, met, CorrectionReason::found_out), Stage::unsure);
    EXPECT_EQ(world.evaluate(late, met, CorrectionReason::found_out), Stage::unsure);
}

TEST_P(Deciding, WhoeverWasFoundEligibleTooLongAgoIsAskedAnewAndWithoutAReason)
{
    const auto who = world.at_appointment();
    ASSERT_EQ(world.evaluate(who, met), Stage::eligible);
    world.take(who, {Step::taught, Step::wants_time});
    world.trial.clock.advance(std::chrono::hours(24 * 28));
    EXPECT_EQ(world.evaluate(who, met).error(), Refusal::no_reason) << "the last day it stands";
    world.trial.clock.advance(std::chrono::hours(24));
    EXPECT_EQ(world.evaluate(who, met), Stage::wants_time);
    EXPECT_EQ(world.standing(who)->on.iso(), "2026-03-31");
    world.trial.clock.advance(std::chrono::hours(24 * 29));
    met.facts.said["condition"] = Said::no;
    EXPECT_EQ(world.evaluate(who, met), Stage::not_eligible);
}

TEST_P(Deciding, AfterTheDrawACorrectionFlagsAndUndoesNothing)
{
    const auto who = world.at_appointment();
    ASSERT_EQ(world.evaluate(who, met), Stage::eligible);
    world.take(
        who, {Step::taught, Step::goes_on, Step::consented, Step::baseline_locked, Step::intended});
    met.facts.area = Membership::of("bassetlaw");
    EXPECT_EQ(world.evaluate(who, met, CorrectionReason::found_out).error(), Refusal::not_now);
    world.take(who, {Step::randomised});
    const auto before = world.journey(who);
    EXPECT_EQ(world.evaluate(who, met, CorrectionReason::found_out), Stage::randomised);
    EXPECT_EQ(world.journey(who), before);
    ASSERT_EQ(world.misfits.size(), 1U);
    EXPECT_EQ(world.misfits[0], Flag::wrong_stratum);
    EXPECT_EQ(flag_of(before, *world.standing(who)), Flag::wrong_stratum);
    met.facts.said["wants-work"] = Said::no;
    EXPECT_EQ(world.evaluate(who, met, CorrectionReason::found_out), Stage::randomised);
    ASSERT_EQ(world.misfits.size(), 2U);
    EXPECT_EQ(world.misfits[1], Flag::not_eligible);
    EXPECT_EQ(world.journey(who), before);
}

TEST_P(Deciding, NothingIsDecidedOfSomebodyWhoseCaseworkWasErased)
{
    const auto who = world.at_appointment();
    met.facts.area = Membership::unsure();
    ASSERT_EQ(world.evaluate(who, met), Stage::unsure);
    world.write([&](storage::UnitOfWork& work) {
        world.identities.erase(
            work, world.identities.plan_erasure(work, who, identity::KeyClass::casework), "asked");
        return 0;
    });
    EXPECT_EQ(world.resolve(who, found("practice", false)).error(), Refusal::erased);
    EXPECT_EQ(world.journey(who).stage, Stage::unsure);
}

TEST_P(Deciding, ThriveIntoWorkAsksForFourWeeksOutOfWork)
{
    EligibilityWorld thrive(GetParam(), "thrive-into-work");
    met.facts.area = Membership::of("dudley");
    met.facts.since.emplace("four-weeks", *LocalDate::parse("2026-02-03"));
    const auto short_of_it = thrive.at_appointment();
    EXPECT_EQ(thrive.evaluate(short_of_it, met), Stage::not_eligible);
    EXPECT_EQ(thrive.journey(short_of_it).detail, "out-of-work-too-short");
    met.facts.since.insert_or_assign("four-weeks", *LocalDate::parse("2026-02-02"));
    EXPECT_EQ(thrive.evaluate(thrive.at_appointment(), met), Stage::eligible);
}

TEST_P(Deciding, ATrialWithoutAreasAsksForNone)
{
    EligibilityWorld small(GetParam(), "small");
    Answers answers = answers_on(*LocalDate::parse("2026-03-02"));
    answers.facts.group = Membership::of("everyone");
    const auto who = small.at_appointment();
    EXPECT_EQ(small.evaluate(who, answers), Stage::eligible);
    EXPECT_EQ(small.journey(who).area, "");
    EXPECT_EQ(small.journey(who).group, "everyone");
}

} // namespace evenhand::eligibility::deciding_test
