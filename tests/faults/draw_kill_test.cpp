// kill -9 of the real program, or of the allocator that it started, at each write of a draw, from
// the button to the reply: gates, both steps, hand-off, message and audit in its own process, over
// HTTP. The same form, sent again after a restart, has the same Location, position and receipt
// (issue D2).
#include "tests/faults/fault_run.hpp"
#include "tests/faults/killed_draws.hpp"
#include "tests/support/test_store.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace evenhand::tests {
namespace draw_kill_test {

class KilledProgram : public testing::TestWithParam<storage::Engine>
{
};
INSTANTIATE_TEST_SUITE_P(BothEngines, KilledProgram, testing::ValuesIn(engines_under_test()),
                         engine_name);

} // namespace draw_kill_test

using namespace draw_kill_test;

TEST_P(KilledProgram, AnswersTheSameFormAlikeWhicheverWriteOfTheDrawItDiedAt)
{
    // A draw writes some 200 times to SQLite; a long run dies at each.
    const int points = rounds(24, 300);
    Grounds grounds(GetParam());
    Installation& place = grounds.installation;
    const auto accounts =
        place.fill(/*people=*/0, /*staff=*/2, /*at_the_draw=*/2 * points + undisturbed);
    const auto found = kill_draws(place, accounts.at(0), points);
    EXPECT_TRUE(found.breaches.empty()) << fmt::format("{}", fmt::join(found.breaches, "\n"));
    // It must have died before the reply, and both before and after the position was bound.
    EXPECT_GT(found.unheard, points / 4);
    EXPECT_GT(found.bound, 0);
    EXPECT_LT(found.bound, found.kills);
    EXPECT_TRUE(verifies(place));
    fmt::print(
        "{} writes in a draw; {} kills, {} replies never heard, {} positions bound by then\n",
        found.writes, found.kills, found.unheard, found.bound);
}

TEST_P(KilledProgram, AnswersTheSameFormAlikeWhicheverWriteOfItsAllocatorThatDiedAt)
{
    // Mark, its sync and the answer; the server lives on and asks again.
    constexpr int at_least = 3;
    constexpr int most = 24;
    Grounds grounds(GetParam());
    Installation& place = grounds.installation;
    const auto accounts = place.fill(/*people=*/0, /*staff=*/2, /*at_the_draw=*/most + undisturbed);
    const auto found = kill_draws(place, accounts.at(0), most, SIZE_MAX, Killed::allocator_alone);
    EXPECT_TRUE(found.breaches.empty()) << fmt::format("{}", fmt::join(found.breaches, "\n"));
    EXPECT_GE(found.writes, at_least);
    EXPECT_LE(found.writes, most) << "or not every write was tried";
    EXPECT_EQ(found.allocator_kills, found.writes);
    EXPECT_EQ(found.kills, 0) << "the server does not fall with it";
    EXPECT_TRUE(verifies(place));
    fmt::print("{} writes of the allocator in a draw, and it died at each\n", found.writes);
}

} // namespace evenhand::tests
