// What a merge and its undoing do to two journeys and to what is counted, on both engines.
#include "people/participants/merging.hpp"

#include "people/identity/identity_store.hpp"
#include "people/participants/flow_store.hpp"
#include "storage/rebuild.hpp"
#include "tests/support/test_trial.hpp"

#include <gtest/gtest.h>

namespace evenhand::participants::merging_test {

using namespace std::chrono_literals;
using identity::MergeGround;
using identity::MergeRefusal;
using identity::MergeStore;
using identity::Order;

class Merging : public testing::TestWithParam<storage::Engine>
{
protected:
    template <class Do>
    auto write(Do what)
    {
        return trial.units->write(lead, "test", what);
    }
    PersonId after(std::initializer_list<Step> steps)
    {
        const auto who = write([&](storage::UnitOfWork& work) {
            return identities.confirm_claim(work, identities.make_claim(work, {}), "new").value();
        });
        for (const Step step : steps) {
            EXPECT_TRUE(take(who, step)) << name_of(step);
            trial.clock.advance(1h);
        }
        return who;
    }
    PersonId randomised()
    {
        return after({Step::referred, Step::booked, Step::attended, Step::eligible, Step::taught,
                      Step::goes_on, Step::consented, Step::baseline_locked, Step::intended,
                      Step::randomised});
    }
    Result<Stage, Refusal> take(PersonId who, Step step)
    {
        return write(
            [&](storage::UnitOfWork& work) { return journeys.take(work, who, {.step = step}); });
    }
    Result<Order, MergeRefusal> merged(PersonId one, PersonId other)
    {
        return write([&](storage::UnitOfWork& work) {
            return merge(work, journeys, one, other, MergeGround::documents);
        });
    }
    std::optional<MergeRefusal> undone(const identity::Merge& standing)
    {
        return write([&](storage::UnitOfWork& work) {
            return undo_merge(work, journeys, standing, MergeGround::asked_them);
        });
    }
    identity::Merge merge_of(PersonId who)
    {
        return write(
            [&](storage::UnitOfWork& work) { return MergeStore::merge_of(work, who).value(); });
    }
    bool opens_again(const identity::Merge& standing)
    {
        return write(
            [&](storage::UnitOfWork& work) { return would_open_again(work, journeys, standing); });
    }
    Stage stage(PersonId who)
    {
        return write(
            [&](storage::UnitOfWork& work) { return journeys.find(work, who).value().stage; });
    }
    std::int64_t people_at(Instant at)
    {
        return write([&](storage::UnitOfWork& work) {
            std::int64_t people = 0;
            const auto cells = FlowStore::cells_at(work, at);
            for (const auto& cell : cells)
                people += cell.people;
            EXPECT_EQ(journeys.flow_at(work, at).people, people) << "the other count";
            return people;
        });
    }

    tests::TestTrial trial{GetParam()};
    identity::Vault vault{trial.keys};
    identity::IdentityStore identities{vault};
    JourneyStore journeys{{.first_contact = 2,
                           .booking = 2,
                           .intake = 10,
                           .decision = 5,
                           .thinking = 5,
                           .most_rebooked = 2},
                          {}};
    storage::Actor lead{storage::ActorKind::staff, "0123456789abcdef0123456789abcdef", "team_lead"};
};
INSTANTIATE_TEST_SUITE_P(Engines, Merging, testing::ValuesIn(tests::engines_under_test()),
                         tests::engine_name);

TEST_P(Merging, TheRecordThatFollowsIsClosedAndTakesNoStepButLeaving)
{
    const auto first = after({Step::referred});
    const auto second = after({Step::referred, Step::booked});
    const auto order = merged(second, first);
    ASSERT_TRUE(order);
    EXPECT_EQ(*order, (Order{.leader = first, .follower = second}));
    EXPECT_EQ(stage(second), Stage::closed);
    EXPECT_EQ(stage(first), Stage::referred);
    EXPECT_EQ(take(second, Step::referred).error(), Refusal::follows_another);
    EXPECT_EQ(take(second, Step::reopened).error(), Refusal::follows_another);
    EXPECT_TRUE(take(second, Step::withdrew));
    EXPECT_TRUE(take(first, Step::booked));
}

TEST(MergingTable, ClosesEveryOpenWayButOneAtTheDraw)
{
    for (const Stage stage : all_stages()) {
        if (!is_open(stage)) continue;
        EXPECT_EQ(may_follow(stage, Step::closed).has_value(), stage != Stage::intended)
            << name_of(stage);
    }
}

TEST_P(Merging, UndoneTheRecordStandsWhereItStood)
{
    const auto first = after({Step::referred});
    const auto second = after({Step::referred, Step::contacted});
    ASSERT_TRUE(merged(first, second));
    const auto standing = merge_of(second);
    EXPECT_TRUE(opens_again(standing));
    EXPECT_FALSE(undone(standing));
    EXPECT_EQ(stage(second), Stage::contacted);
    EXPECT_TRUE(take(second, Step::booked));
    EXPECT_EQ(undone(standing), MergeRefusal::already_undone);
    EXPECT_TRUE(storage::rebuild(*trial.database, {derived_journeys()}, storage::Rebuild::compare)
                    .front()
                    .equal);
}

TEST_P(Merging, WhatWasClosedBeforeStaysClosedWhenAMergeIsUndone)
{
    const auto first = after({Step::referred});
    const auto second = after({Step::referred, Step::could_not_reach});
    ASSERT_TRUE(merged(first, second));
    EXPECT_EQ(stage(second), Stage::could_not_reach);
    EXPECT_EQ(take(second, Step::contacted).error(), Refusal::follows_another);
    EXPECT_FALSE(opens_again(merge_of(second)));
    EXPECT_FALSE(undone(merge_of(second)));
    EXPECT_EQ(stage(second), Stage::could_not_reach);
    EXPECT_TRUE(take(second, Step::contacted));
}

TEST_P(Merging, WhoDiedSinceTheyWereMergedStaysSoWhenItIsUndone)
{
    const auto first = after({Step::referred});
    const auto second = after({Step::referred});
    ASSERT_TRUE(merged(first, second));
    ASSERT_TRUE(take(second, Step::died));
    EXPECT_FALSE(opens_again(merge_of(second)));
    EXPECT_FALSE(undone(merge_of(second)));
    EXPECT_EQ(stage(second), Stage::died);
}

TEST_P(Merging, APersonIsCountedOnceAtEveryDateAndTwiceAgainWhenItIsUndone)
{
    const auto first = after({Step::referred});
    const auto between = trial.clock.now();
    trial.clock.advance(1h);
    const auto second = randomised();
    const auto third = randomised();
    EXPECT_EQ(people_at(between), 1);
    EXPECT_EQ(people_at(trial.clock.now()), 3);
    ASSERT_TRUE(merged(second, third));
    EXPECT_EQ(people_at(trial.clock.now()), 2);
    // Who was randomised leads, so the earlier referral is the one that is not counted.
    ASSERT_EQ(merged(first, second)->follower, first);
    EXPECT_EQ(people_at(trial.clock.now()), 1);
    EXPECT_EQ(people_at(between), 0) << "as known now, the person came later";
    EXPECT_FALSE(undone(merge_of(third)));
    EXPECT_FALSE(undone(merge_of(first)));
    EXPECT_EQ(people_at(between), 1);
    EXPECT_EQ(people_at(trial.clock.now()), 3);
}

TEST_P(Merging, OfTwoWhoWereRandomisedTheSecondStaysRandomisedAndIsNotRecruitedTwice)
{
    const auto second_of = [&](PersonId who) { return merge_of(who).leader; };
    const auto first = randomised();
    const auto second = randomised();
    ASSERT_TRUE(merged(second, first));
    EXPECT_EQ(second_of(second), first);
    EXPECT_EQ(stage(second), Stage::randomised);
    const auto recruited = write([&](storage::UnitOfWork& work) {
        return FlowStore::randomised_between(work, Instant::from_micros(0), trial.clock.now());
    });
    std::int64_t people = 0;
    for (const auto& row : recruited)
        people += row.people;
    EXPECT_EQ(people, 1);
}

TEST_P(Merging, NobodyIsMergedWhileADrawIsNotAnswered)
{
    const auto first = after({Step::referred});
    const auto second =
        after({Step::referred, Step::booked, Step::attended, Step::eligible, Step::taught,
               Step::goes_on, Step::consented, Step::baseline_locked, Step::intended});
    EXPECT_EQ(merged(first, second).error(), MergeRefusal::at_the_draw);
    EXPECT_TRUE(take(second, Step::randomised));
    EXPECT_EQ(merged(first, second)->leader, second);
}

TEST_P(Merging, ARecordThatFollowsIsNeverDrawn)
{
    const auto first = after({Step::referred});
    const auto second =
        after({Step::referred, Step::booked, Step::attended, Step::eligible, Step::taught,
               Step::goes_on, Step::consented, Step::baseline_locked});
    ASSERT_EQ(merged(first, second)->follower, second);
    EXPECT_FALSE(take(second, Step::intended));
}

TEST_P(Merging, ThreeRecordsOfOnePersonAllFollowTheOneThatLeads)
{
    const auto first = after({Step::referred});
    const auto second = after({Step::referred});
    const auto third = after({Step::referred});
    ASSERT_TRUE(merged(second, third));
    EXPECT_EQ(merged(first, second).error(), MergeRefusal::leads_others);
    EXPECT_EQ(merged(first, third).error(), MergeRefusal::follows);
    EXPECT_FALSE(undone(merge_of(third)));
    EXPECT_TRUE(merged(first, second));
    EXPECT_TRUE(merged(first, third));
    EXPECT_EQ(merged(first, first).error(), MergeRefusal::same_record);
}

} // namespace evenhand::participants::merging_test
