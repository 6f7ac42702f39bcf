#include "intake/eligibility/eligibility_store.hpp"

#include "tests/support/eligibility_world.hpp"

#include <gtest/gtest.h>

namespace evenhand::eligibility::eligibility_store_test {

using tests::EligibilityWorld;

class Evaluations : public ::testing::TestWithParam<storage::Engine>
{
};
INSTANTIATE_TEST_SUITE_P(Engines, Evaluations, ::testing::ValuesIn(tests::engines_under_test()),
                         tests::engine_name);

Decided decided_as(EligibilityOutcome outcome, std::string area = {})
{
    Decided decided;
    decided.outcome = outcome;
    decided.area = std::move(area);
    return decided;
}

TEST_P(Evaluations, TheLatestStandsWithTheDayItWasDecidedFor)
{
    EligibilityWorld world(GetParam());
    const auto who = world.at_appointment();
    const auto other = world.at_appointment();
    EXPECT_FALSE(world.standing(who));
    const auto answers = EligibilityWorld::everything_met();
    world.write([&](storage::UnitOfWork& work) {
        const auto first = world.store.record(
            work, who,
            {.answers = answers, .decided = decided_as(EligibilityOutcome::not_eligible)});
        EXPECT_TRUE(first);
        EXPECT_TRUE(
            world.store.record(work, who,
                               {.cause = Cause::corrected,
                                .answers = answers,
                                .decided = decided_as(EligibilityOutcome::eligible, "sheffield"),
                                .reason = "found_out",
                                .supersedes = first}));
        return 0;
    });
    const auto standing = world.standing(who);
    ASSERT_TRUE(standing);
    EXPECT_EQ(standing->outcome, EligibilityOutcome::eligible);
    EXPECT_EQ(standing->area, "sheffield");
    EXPECT_EQ(standing->on.iso(), "2026-03-02");
    EXPECT_FALSE(world.standing(other));
    world.write([&](storage::UnitOfWork& work) {
        const auto all = world.store.history(work, who);
        EXPECT_EQ(all.size(), 2U);
        EXPECT_EQ(all.at(0).cause, Cause::corrected);
        EXPECT_EQ(all.at(0).reason, "found_out");
        EXPECT_EQ(all.at(1).cause, Cause::asked);
        const auto latest = world.store.latest(work, who);
        EXPECT_EQ(text_of(latest->answers.value()), text_of(answers));
        return 0;
    });
}

TEST_P(Evaluations, WhatALeadFoundOutOpensWithItsEvidence)
{
    EligibilityWorld world(GetParam());
    const auto who = world.at_appointment();
    world.write([&](storage::UnitOfWork& work) {
        const auto of = world.store.record(work, who,
                                           {.answers = EligibilityWorld::everything_met(),
                                            .decided = decided_as(EligibilityOutcome::unsure)});
        const protocol::Resolution found{.criterion = "practice",
                                         .meets = true,
                                         .settled = "sheffield",
                                         .evidence = "The surgery confirmed it by telephone."};
        EXPECT_TRUE(world.store.keep(work, who, {*of, found}));
        const auto all = world.store.resolutions(work, who);
        EXPECT_EQ(all.size(), 1U);
        EXPECT_EQ(all.at(0).evidence, found.evidence);
        EXPECT_TRUE(all.at(0).meets);
        EXPECT_EQ(all.at(0).settled, "sheffield");
        return 0;
    });
}

TEST_P(Evaluations, OfAnErasedPersonNeverOpenAgainAndNoneIsAdded)
{
    EligibilityWorld world(GetParam());
    const auto who = world.at_appointment();
    const NewEvaluation fact{.answers = EligibilityWorld::everything_met(),
                             .decided = decided_as(EligibilityOutcome::unsure)};
    world.write([&](storage::UnitOfWork& work) {
        const auto of = world.store.record(work, who, fact);
        const protocol::Resolution found{
            .criterion = "practice", .meets = false, .settled = {}, .evidence = "a letter"};
        EXPECT_TRUE(world.store.keep(work, who, {*of, found}));
        return 0;
    });
    world.write([&](storage::UnitOfWork& work) {
        const auto plan = world.identities.plan_erasure(work, who, identity::KeyClass::casework);
        EXPECT_EQ(plan.rows.size(), 2U);
        world.identities.erase(work, plan, "asked");
        return 0;
    });
    world.write([&](storage::UnitOfWork& work) {
        EXPECT_FALSE(world.store.latest(work, who)->answers);
        EXPECT_FALSE(world.store.resolutions(work, who).at(0).evidence);
        EXPECT_TRUE(world.store.standing(work, who)) << "that it was decided is still kept";
        EXPECT_FALSE(world.store.record(work, who, fact));
        return 0;
    });
}

} // namespace evenhand::eligibility::eligibility_store_test
