// PostgreSQL stopped as by a power cut and started again under load (security.md R6). A client that
// was told "connection lost" may have committed: only its key can tell.
#include "core/rng.hpp"
#include "tests/faults/fault_run.hpp"
#include "tests/support/own_cluster.hpp"

#include <fmt/format.h>

namespace evenhand::tests {
namespace postgres_stop_test {

using namespace std::chrono_literals;

} // namespace postgres_stop_test

using namespace postgres_stop_test;

TEST(PostgresStopped, EveryUnknownOutcomeSettlesAndTheServerNeedsNoRestart)
{
    const auto seed = static_cast<std::uint64_t>(load::unix_seconds());
    SCOPED_TRACE(fmt::format("seed {}", seed));
    Rng rng = Rng(seed).stream("faults/postgres");
    ScratchFolder folder("pgstop");
    OwnCluster cluster(folder.path() / "pg");
    cluster.ask("CREATE DATABASE evenhand_stopped");
    Installation place({.folder = folder.path() / "data",
                        .database = cluster.url("evenhand_stopped"),
                        .rate_times = 100}); // the officers of the load send more than two hands do
    DisturbedTown town(place);
    load::Driver driver(*town.town, mixed_load());
    load::Pause pause;
    load::Verdict verdict;
    std::uint64_t settled = 0;
    load::Span slowest{0};
    const pid_t server = place.server().pid();
    for (int round = 1; round <= rounds(4, 50); ++round) {
        SCOPED_TRACE(fmt::format("round {}", round));
        driver.start();
        pause.lasting(std::chrono::milliseconds(200 + rng.uniform(400)));
        cluster.pg({"stop", "immediate"});
        pause.lasting(200ms);
        cluster.pg({"start"});
        const auto back = load::now();
        ASSERT_TRUE(load::eventually(patience, [&] { return town.refer().reply.status == 303; }));
        slowest = std::max(slowest, load::now() - back);
        driver.stop();
        verdict = town.judge();
        ASSERT_TRUE(verdict.clean()) << verdict.text();
        settled += verdict.settled;
    }
    expect_no_wrongs(driver.measured());
    EXPECT_TRUE(verifies(place));
    EXPECT_EQ(place.server().pid(), server);
    EXPECT_TRUE(place.server().running());
    EXPECT_GT(settled, 0U);
    EXPECT_LE(slowest, bar(5s));
    fmt::print("{}; {} outcomes were unknown and settled; taken again {} ms after the start\n",
               verdict.text(), settled, slowest / 1ms);
}

} // namespace evenhand::tests
