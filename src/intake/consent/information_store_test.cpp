#include "intake/consent/information_store.hpp"

#include "tests/support/eligibility_world.hpp"

#include <gtest/gtest.h>

namespace evenhand::consent::information_store_test {

using participants::Stage;
using participants::Step;
using tests::EligibilityWorld;

class Teaching : public ::testing::TestWithParam<storage::Engine>
{
protected:
    EligibilityWorld world{GetParam()};
    InformationStore store{world.protocol.consent, world.journeys, world.store};

    participants::PersonId somebody_eligible()
    {
        const auto who = world.at_appointment();
        EXPECT_EQ(world.evaluate(who, EligibilityWorld::everything_met()), Stage::eligible);
        return who;
    }
    TeachBackAnswers all(Understood understood) const
    {
        TeachBackAnswers said;
        for (const auto& question : world.protocol.consent.teach_back)
            said.emplace(question.id, understood);
        return said;
    }
    template <class Do>
    auto settled(Do what)
    {
        return world.write([&](storage::UnitOfWork& work) {
            const auto done = what(work);
            if (!done) work.abandon();
            return done;
        });
    }
    Result<InformationId, InformationRefusal> go_through(participants::PersonId who)
    {
        return settled([&](storage::UnitOfWork& work) {
            return store.go_through(work, who, world.protocol.consent.sheet.texts.at(1));
        });
    }
    Result<Stage, InformationRefusal> say_back(participants::PersonId who,
                                               const TeachBackAnswers& said)
    {
        return settled(
            [&](storage::UnitOfWork& work) { return store.teach_back(work, who, said); });
    }
    Result<Stage, InformationRefusal> decide(participants::PersonId who, const Decision& decision)
    {
        return settled(
            [&](storage::UnitOfWork& work) { return store.decide(work, who, decision); });
    }
};
INSTANTIATE_TEST_SUITE_P(Engines, Teaching, ::testing::ValuesIn(tests::engines_under_test()),
                         tests::engine_name);

TEST_P(Teaching, IsOfWhoeverIsEligibleAndOfNobodyElse)
{
    const auto early = world.at_appointment();
    EXPECT_EQ(go_through(early).error(), InformationRefusal::not_now);
    EXPECT_EQ(say_back(early, all(Understood::at_once)).error(), InformationRefusal::not_now);
    EXPECT_TRUE(go_through(somebody_eligible()));
}

TEST_P(Teaching, WhoHasSignedHearsANewSheetWithoutAStepAndNobodyDoesDuringTheDraw)
{
    const auto who = somebody_eligible();
    ASSERT_TRUE(go_through(who));
    ASSERT_EQ(say_back(who, all(Understood::at_once)), Stage::taught);
    world.take(who, {Step::goes_on});
    world.write([&](storage::UnitOfWork& work) {
        const auto number = world.journeys.unused_study_number(work, "WW").text();
        EXPECT_TRUE(world.journeys.take(
            work, who, {.step = Step::consented, .facts = {.study_number = number}}));
        return 0;
    });
    world.trial.clock.advance(std::chrono::hours(24));
    auto amended = world.protocol.consent;
    amended.sheet.version = "2";
    const InformationStore later(amended, world.journeys, world.store);
    const auto heard = [&] {
        return world.write([&](storage::UnitOfWork& work) { return later.heard(work, who); });
    };
    EXPECT_FALSE(heard());
    world.write([&](storage::UnitOfWork& work) {
        EXPECT_TRUE(later.go_through(work, who, amended.sheet.texts.front()));
        return 0;
    });
    EXPECT_FALSE(heard()) << "not said back";
    world.write([&](storage::UnitOfWork& work) {
        EXPECT_EQ(later.teach_back(work, who, all(Understood::explained_again)), Stage::consented);
        return 0;
    });
    ASSERT_TRUE(heard());
    EXPECT_EQ(heard()->sheet_version, "2");
    world.take(who, {Step::baseline_locked, Step::intended});
    EXPECT_EQ(go_through(who).error(), InformationRefusal::not_now);
    world.take(who, {Step::randomised});
    EXPECT_TRUE(go_through(who));
}

TEST_P(Teaching, WhatWasGoneThroughAndSaidBackIsKeptAndTakesTheStep)
{
    const auto who = somebody_eligible();
    EXPECT_EQ(say_back(who, all(Understood::at_once)).error(), InformationRefusal::not_given);
    ASSERT_TRUE(go_through(who));
    EXPECT_EQ(say_back(who, {}).error(), InformationRefusal::unanswered);
    auto said = all(Understood::at_once);
    said["chance"] = Understood::explained_again;
    EXPECT_EQ(say_back(who, said), Stage::taught);
    EXPECT_EQ(world.journey(who).detail, "at-once-3-again-1");
    world.write([&](storage::UnitOfWork& work) {
        const auto given = store.of_person(work, who).at(0);
        EXPECT_EQ(given.format, "easy-read");
        EXPECT_EQ(given.sheet_version, "1");
        EXPECT_EQ(store.said_of(work, given.id), said);
        return 0;
    });
}

TEST_P(Teaching, NobodyFailsWhatIsNotYetUnderstoodIsExplainedAgain)
{
    const auto who = somebody_eligible();
    ASSERT_TRUE(go_through(who));
    auto said = all(Understood::at_once);
    said["records"] = Understood::not_yet;
    EXPECT_EQ(say_back(who, said), Stage::eligible);
    world.trial.clock.advance(std::chrono::minutes(5));
    said["records"] = Understood::explained_again;
    EXPECT_EQ(say_back(who, said), Stage::taught);
}

TEST_P(Teaching, WhoComesBackOnAnotherDayHearsItAgain)
{
    const auto who = somebody_eligible();
    ASSERT_TRUE(go_through(who));
    world.trial.clock.advance(std::chrono::hours(24));
    world.take(who, {Step::booked, Step::attended});
    ASSERT_EQ(world.evaluate(who, EligibilityWorld::everything_met()), Stage::eligible);
    EXPECT_EQ(say_back(who, all(Understood::at_once)).error(), InformationRefusal::not_given);
    ASSERT_TRUE(go_through(who));
    EXPECT_EQ(say_back(who, all(Understood::at_once)), Stage::taught);
}

TEST_P(Teaching, WhoWantsTimeIsCalledOnTheDayAgreedAndMayTakeMore)
{
    const auto who = somebody_eligible();
    ASSERT_TRUE(go_through(who));
    EXPECT_EQ(decide(who, {.wish = Wish::goes_on}).error(), InformationRefusal::not_now);
    ASSERT_EQ(say_back(who, all(Understood::at_once)), Stage::taught);
    Decision time{.wish = Wish::wants_time, .call_on = LocalDate::parse("2026-03-09")};
    EXPECT_EQ(decide(who, time), Stage::wants_time);
    EXPECT_EQ(world.journey(who).due->iso(), "2026-03-09");
    time.call_on = LocalDate::parse("2026-03-16");
    EXPECT_EQ(decide(who, time), Stage::wants_time);
    EXPECT_EQ(world.journey(who).due->iso(), "2026-03-16");
    EXPECT_EQ(decide(who, {.wish = Wish::goes_on}), Stage::goes_on);
}

TEST_P(Teaching, OnlyWhoIsFoundEligibleAndHasHeardTheSheetInForceGoesOn)
{
    const auto who = somebody_eligible();
    ASSERT_TRUE(go_through(who));
    ASSERT_EQ(say_back(who, all(Understood::at_once)), Stage::taught);
    auto amended = world.protocol.consent;
    amended.sheet.version = "2";
    const InformationStore later(amended, world.journeys, world.store);
    const auto under_the_next = settled([&](storage::UnitOfWork& work) {
        return later.decide(work, who, {.wish = Wish::goes_on});
    });
    EXPECT_EQ(under_the_next.error(), InformationRefusal::not_given);
    EXPECT_EQ(decide(who, {.wish = Wish::goes_on}), Stage::goes_on);

    // A way that leads past the questions on who may join leads no further than this.
    const auto unasked = world.at_appointment();
    world.take(unasked, {Step::eligible});
    ASSERT_TRUE(go_through(unasked));
    ASSERT_EQ(say_back(unasked, all(Understood::at_once)), Stage::taught);
    EXPECT_EQ(decide(unasked, {.wish = Wish::goes_on}).error(), InformationRefusal::not_now);
}

TEST_P(Teaching, WhoDeclinesNeedGiveNoReason)
{
    const auto who = somebody_eligible();
    EXPECT_EQ(decide(who, {.wish = Wish::declines}), Stage::declined);
    EXPECT_EQ(world.journey(who).detail, "");
    const auto other = somebody_eligible();
    EXPECT_EQ(decide(other, {.wish = Wish::declines, .reason = "benefits"}), Stage::declined);
    EXPECT_EQ(world.journey(other).detail, "benefits");
}

} // namespace evenhand::consent::information_store_test
