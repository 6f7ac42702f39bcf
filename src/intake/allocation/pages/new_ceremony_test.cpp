// From one ceremony to the next, and before the first.
#include "intake/allocation/high_water_store.hpp"
#include "tests/support/draw_room.hpp"
#include "tests/support/test_folder.hpp"

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace evenhand::allocation::new_ceremony_test {

using tests::DrawWorld;

class NewCeremony : public ::testing::TestWithParam<storage::Engine>
{
};
INSTANTIATE_TEST_SUITE_P(Engines, NewCeremony, ::testing::ValuesIn(tests::engines_under_test()),
                         tests::engine_name);

OpenedCeremony ceremony(std::int64_t number, std::uint8_t byte)
{
    OpenedCeremony one;
    one.number = number;
    one.contributions.push_back({"custodian", *crypto::SecretKey::from_bytes(Bytes(32, byte))});
    one.contributions.push_back({"platform", *crypto::SecretKey::from_bytes(Bytes(32, 1))});
    return one;
}

/// The room draws from so many ceremonies, by these steps or by its own.
void hold(DrawWorld& world, std::int64_t ceremonies, TwoStep* steps = nullptr)
{
    world.room.ceremonies.hold([ceremonies] {
        std::vector<OpenedCeremony> all;
        for (std::int64_t number = 1; number <= ceremonies; ++number)
            all.push_back(ceremony(number, static_cast<std::uint8_t>(10 + number)));
        return all;
    });
    (steps != nullptr ? *steps : world.room.two_step).go_over(world.units());
}

TEST_P(NewCeremony, FromItsPublicationOnPositionsAreDrawnUnderTheNewKeysWithoutAGap)
{
    DrawWorld world(GetParam());
    hold(world, 1);
    std::vector<identity::PersonId> people;
    const auto draw = [&](std::uint64_t count) {
        for (std::uint64_t i = 0; i < count; ++i) {
            people.push_back(world.room.person(world.units()));
            ASSERT_EQ(world.room.draw(world.units(), people.back(), people.size()), "");
        }
    };
    draw(3);
    hold(world, 2);
    draw(4);

    const auto epochs = world.room.epochs(world.units());
    ASSERT_EQ(epochs.size(), 2U);
    EXPECT_EQ(epochs[1].first_position, 4);
    EXPECT_NE(epochs[0].commitment, epochs[1].commitment);
    for (std::size_t i = 0; i < people.size(); ++i) {
        const auto position = static_cast<std::int64_t>(i + 1);
        const auto intent = world.room.intent(world.units(), people[i]).value();
        EXPECT_EQ(intent.position, position);
        const auto& epoch = epochs[position < 4 ? 0 : 1];
        EXPECT_EQ(world.room.drawn(world.units(), people[i])->arm,
                  world.room.arm_at(epoch, position));
    }
}

TEST_P(NewCeremony, WhoStoodAtTheDrawBeforeItIsStillDrawnUnderTheOldKeys)
{
    DrawWorld world(GetParam());
    hold(world, 1);
    const auto left = world.room.person(world.units());
    const auto answer =
        world.room.two_step.intend(world.units(), world.room.officer, world.room.wanted(left, 1));
    ASSERT_TRUE(std::holds_alternative<Intended>(answer));
    hold(world, 2);
    EXPECT_EQ(world.room.two_step.settle(world.units(), world.room.officer, left), std::nullopt);
    const auto epochs = world.room.epochs(world.units());
    ASSERT_EQ(epochs.size(), 2U);
    EXPECT_EQ(epochs[1].first_position, 2);
    EXPECT_EQ(world.room.drawn(world.units(), left)->arm, world.room.arm_at(epochs[0], 1));
}

/// A draw behind an allocator that keeps how far it went.
struct Marked
{
    explicit Marked(storage::Engine engine) : world(engine) { hold(world, 1, &steps); }

    std::string draw()
    {
        const auto who = world.room.person(world.units());
        last = who;
        const auto answer =
            steps.intend(world.units(), world.room.officer, world.room.wanted(who, ++number));
        if (const auto* refusal = std::get_if<Refusal>(&answer)) return std::string(code(*refusal));
        const auto fault = steps.settle(world.units(), world.room.officer, who);
        return fault ? std::string(code(*fault)) : std::string();
    }
    std::vector<std::string> frozen()
    {
        return world.units().read(world.room.officer, "test",
                                  [&](storage::UnitOfWork& work) { return steps.frozen(work); });
    }
    /// What one statement tells of every stratum is what two questions for each tell.
    void expect_next_places_agree()
    {
        world.units().read(world.room.officer, "test", [&](storage::UnitOfWork& work) {
            const auto& store = world.room.store;
            const auto places = store.next_places(work);
            std::set<std::string> strata;
            for (const Epoch& epoch : store.epochs(work))
                strata.insert(epoch.stratum);
            EXPECT_EQ(places.size(), strata.size());
            for (const std::string& stratum : strata) {
                const auto next = store.bound(work, stratum) + 1;
                auto epoch = store.epoch_of(work, stratum, next);
                if (!epoch) epoch = store.last_epoch(work, stratum);
                EXPECT_EQ(places.at(stratum).position, next) << stratum;
                EXPECT_EQ(places.at(stratum).epoch, epoch->number) << stratum;
            }
            return 0;
        });
    }
    [[nodiscard]] Epoch last_epoch() { return world.room.epochs(world.units()).back(); }

    tests::TestFolder folder;
    DrawWorld world;
    HighWater marks{folder.path() / "marks"};
    KeyedAllocator door{world.room.ceremonies.sequences, &marks};
    TwoStep steps{world.room.parts(door)};
    std::uint64_t number = 0;
    std::optional<identity::PersonId> last;
};

TEST_P(NewCeremony, IsTheWayBackForAStratumThatAnOlderCopyHasFrozen)
{
    Marked draw(GetParam());
    ASSERT_EQ(draw.draw(), "");
    ASSERT_EQ(draw.draw(), "");
    EXPECT_TRUE(draw.frozen().empty());
    const Epoch first = draw.last_epoch();
    ASSERT_TRUE(draw.marks.raise(first.stratum, {.position = 3, .binding = "lost"}));
    EXPECT_EQ(draw.draw(), "stratum_frozen");
    EXPECT_EQ(draw.frozen(), std::vector<std::string>{first.stratum});
    hold(draw.world, 1, &draw.steps);
    EXPECT_EQ(draw.draw(), "stratum_frozen") << "going over again is not the way back";

    hold(draw.world, 2, &draw.steps);
    EXPECT_TRUE(draw.frozen().empty());
    EXPECT_EQ(draw.draw(), "");
    const Epoch second = draw.last_epoch();
    EXPECT_EQ(second.number, 2);
    EXPECT_EQ(second.first_position, 3) << "no position of this store is left out";
    EXPECT_EQ(draw.world.room.drawn(draw.world.units(), *draw.last)->arm,
              draw.world.room.arm_at(second, 3));
    EXPECT_EQ(draw.draw(), "") << "and so on";
}

TEST_P(NewCeremony, IsTheWayBackAlsoForAStratumInWhichTheOldCopyHasNobody)
{
    Marked draw(GetParam());
    const auto stratum = draw.last_epoch().stratum;
    EXPECT_TRUE(draw.frozen().empty());
    ASSERT_TRUE(draw.marks.raise(stratum, {.position = 1, .binding = "lost"}));
    EXPECT_EQ(draw.frozen(), std::vector<std::string>{stratum});
    EXPECT_EQ(draw.draw(), "stratum_frozen");
    hold(draw.world, 2, &draw.steps);
    EXPECT_TRUE(draw.frozen().empty());
    EXPECT_EQ(draw.draw(), "");
}

TEST_P(NewCeremony, LeavesEachStratumAtItsNextPlaceAsOneStatementTells)
{
    Marked draw(GetParam());
    draw.expect_next_places_agree();
    ASSERT_EQ(draw.draw(), "");
    draw.expect_next_places_agree();
    hold(draw.world, 2, &draw.steps);
    draw.expect_next_places_agree();
    ASSERT_EQ(draw.draw(), "");
    const Epoch last = draw.last_epoch();
    ASSERT_TRUE(
        draw.marks.raise(last.stratum, {.position = 9, .binding = "lost", .epoch = 5, .first = 9}));
    hold(draw.world, 3, &draw.steps);
    draw.expect_next_places_agree();
}

TEST_P(NewCeremony, TakesNoNumberOfAnEpochThatALostPartOfTheStoreHadUsed)
{
    Marked draw(GetParam());
    ASSERT_EQ(draw.draw(), "");
    const auto stratum = draw.last_epoch().stratum;
    ASSERT_TRUE(
        draw.marks.raise(stratum, {.position = 9, .binding = "lost", .epoch = 4, .first = 9}));
    EXPECT_EQ(draw.draw(), "stratum_frozen");
    hold(draw.world, 2, &draw.steps);
    EXPECT_EQ(draw.last_epoch().number, 5);
    EXPECT_EQ(draw.draw(), "");
    const auto intent = draw.world.room.intent(draw.world.units(), *draw.last);
    EXPECT_EQ(intent->position, 2);
    EXPECT_EQ(draw.marks.how_far(stratum), (HowFar{.position = 2, .epoch = 5}));
}

TEST_P(NewCeremony, GoingOverAgainPublishesNothingTwice)
{
    DrawWorld world(GetParam());
    hold(world, 1);
    world.room.two_step.go_over(world.units());
    EXPECT_EQ(world.room.epochs(world.units()).size(), 1U);
}

TEST_P(NewCeremony, LiveNobodyIsPutIntoAGroupBeforeOneWasPublished)
{
    tests::TestTrial trial(GetParam());
    SystemRandomSource random;
    const auto live = crypto::Keys::random(crypto::Mode::live, Instant::from_micros(0), random);
    tests::DrawRoom room(live);
    room.two_step.go_over(*trial.units);
    const auto who = room.person(*trial.units);
    EXPECT_EQ(room.draw(*trial.units, who, 1), "no_ceremony");
    EXPECT_FALSE(room.intent(*trial.units, who));
    EXPECT_TRUE(room.epochs(*trial.units).empty());

    room.ceremonies.hold([] {
        std::vector<OpenedCeremony> all;
        all.push_back(ceremony(1, 3));
        return all;
    });
    EXPECT_EQ(room.draw(*trial.units, who, 2), "");
}

} // namespace evenhand::allocation::new_ceremony_test
