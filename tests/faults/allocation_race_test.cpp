// Sixty-four clients who enrol into one stratum at once (security.md R9): positions are 1 to n
// without a gap, nobody has two, and the locks are taken in one order, so that next to nothing is
// aborted.
#include "intake/allocation/allocation_checks_store.hpp"
#include "storage/errors.hpp"
#include "tests/faults/abort_rate.hpp"
#include "tests/support/draw_room.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <barrier>
#include <cstdlib>
#include <set>
#include <thread>

namespace evenhand::tests {
namespace allocation_race_test {

class Race : public testing::TestWithParam<storage::Engine>
{
};
INSTANTIATE_TEST_SUITE_P(BothEngines, Race, testing::ValuesIn(engines_under_test()), engine_name);

constexpr std::size_t clients = 64;

std::size_t people_of_each()
{
    return std::getenv("EVENHAND_LONG") != nullptr ? 32 : 4;
}

struct Ends
{
    std::atomic<std::size_t> allocated{0};
    std::atomic<std::size_t> aborted{0};
    std::atomic<std::size_t> other{0};
};

/// One client enrols their people; whoever is aborted is sent again with the same key.
void enrol(DrawWorld& world, const std::vector<identity::PersonId>& people, std::uint64_t first_key,
           Ends& ends)
{
    std::uint64_t key = first_key;
    for (const auto& who : people) {
        ++key;
        for (bool settled = false; !settled;) {
            try {
                const auto said = world.room.draw(world.units(), who, key);
                ++(said.empty() ? ends.allocated : ends.other);
                settled = true;
            } catch (const storage::StorageError&) {
                ++ends.aborted;
            }
        }
    }
}

} // namespace allocation_race_test

using namespace allocation_race_test;

TEST_P(Race, GivesEveryoneAPositionOfTheirOwnWithoutAGap)
{
    DrawWorld world(GetParam(), "small", /*epoch_positions=*/1024);
    std::vector<std::vector<identity::PersonId>> people(clients);
    for (auto& of_one : people) {
        for (std::size_t i = 0; i < people_of_each(); ++i)
            of_one.push_back(world.room.person(world.units()));
    }
    world.room.two_step.go_over(world.units());
    // A conflict is tried again by the store, which nobody hears of; but then the gates are read,
    // or the hand-off is made, once more than there are people.
    std::atomic<std::size_t> attempts{0};
    world.room.tamper = [&](allocation::Evidence&) { ++attempts; };
    world.room.on_hand_off = [&](storage::UnitOfWork&, const allocation::Allocated&) {
        ++attempts;
    };
    Ends ends;
    std::barrier together(static_cast<std::ptrdiff_t>(clients));
    std::vector<std::thread> threads;
    for (std::size_t i = 0; i < clients; ++i) {
        threads.emplace_back([&, i] {
            together.arrive_and_wait();
            enrol(world, people[i], 1000 * (i + 1), ends);
        });
    }
    for (auto& thread : threads)
        thread.join();

    const std::size_t everyone = clients * people_of_each();
    EXPECT_EQ(ends.allocated, everyone);
    EXPECT_EQ(ends.other, 0U);
    ASSERT_GE(attempts, 2 * everyone);
    const std::size_t aborted = ends.aborted + (attempts - 2 * everyone);
    EXPECT_LE(static_cast<double>(aborted), tests::most_aborted(everyone));
    std::set<std::int64_t> positions;
    for (const auto& of_one : people) {
        for (const auto& who : of_one)
            positions.insert(world.room.intent(world.units(), who).value().position);
    }
    ASSERT_EQ(positions.size(), everyone);
    EXPECT_EQ(*positions.begin(), 1);
    EXPECT_EQ(*positions.rbegin(), static_cast<std::int64_t>(everyone));
    storage::Findings findings;
    world.trial.database->read([&](storage::Connection& sql) {
        allocation::check_allocations(sql, world.room.protocol, crypto::Mode::demo, findings);
    });
    EXPECT_EQ(findings.count(), 0U);
    fmt::print("{} allocations, {} aborted\n", everyone, aborted);
}

TEST_P(Race, GivesOnePersonWhomEverybodySendsOnePosition)
{
    DrawWorld world(GetParam());
    const auto who = world.room.person(world.units());
    std::atomic<std::size_t> handed{0};
    world.room.on_hand_off = [&](storage::UnitOfWork&, const allocation::Allocated&) { ++handed; };
    world.room.two_step.go_over(world.units());
    std::barrier together(static_cast<std::ptrdiff_t>(clients));
    std::vector<std::thread> threads;
    std::atomic<std::size_t> wrong{0};
    for (std::size_t i = 0; i < clients; ++i) {
        threads.emplace_back([&, i] {
            together.arrive_and_wait();
            // Half of them are one nervous finger, the others have a page of their own.
            const auto said = world.room.draw(world.units(), who, i % 2 == 0 ? 1 : i + 1);
            if (!said.empty() && said != "clash") ++wrong;
        });
    }
    for (auto& thread : threads)
        thread.join();
    EXPECT_EQ(wrong, 0U);
    EXPECT_EQ(world.room.draw(world.units(), who, 1), "");
    EXPECT_EQ(world.room.intent(world.units(), who).value().position, 1);
    EXPECT_EQ(handed, 1U);
    const auto next = world.room.person(world.units());
    EXPECT_EQ(world.room.draw(world.units(), next, 1000), "");
    EXPECT_EQ(world.room.intent(world.units(), next).value().position, 2);
}

} // namespace evenhand::tests
