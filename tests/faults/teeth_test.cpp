// A harness that cannot fail shows nothing: builds of the program with one known fault
// (mutate.cmake) must be found out by the storm and by the kills (security.md R2t).
#include "core/rng.hpp"
#include "tests/faults/fault_run.hpp"
#include "tests/support/test_store.hpp"

#include <fmt/format.h>

namespace evenhand::tests {
namespace teeth_test {

class Teeth : public testing::TestWithParam<storage::Engine>
{
};
INSTANTIATE_TEST_SUITE_P(BothEngines, Teeth, testing::ValuesIn(engines_under_test()), engine_name);

/// What the judge says after each kill under load, until it finds something or `most` are done.
struct Hunt
{
    int rounds = 0;
    load::Verdict verdict;
};

Hunt hunt(Installation& place, int most)
{
    Rng rng = Rng(static_cast<std::uint64_t>(load::unix_seconds())).stream("faults/teeth");
    DisturbedTown town(place);
    load::Driver driver(*town.town, mixed_load());
    load::Pause pause;
    Hunt found;
    while (found.rounds < most && found.verdict.clean()) {
        ++found.rounds;
        driver.start();
        pause.lasting(std::chrono::milliseconds(100 + rng.uniform(500)));
        place.server().kill();
        driver.stop();
        place.serve();
        found.verdict = town.judge();
    }
    return found;
}

} // namespace teeth_test

using namespace teeth_test;

TEST_P(Teeth, AStormFindsABuildWithoutTheIdempotencyRecord)
{
    Grounds grounds(GetParam(), EVENHAND_NO_IDEMPOTENCY);
    Installation& place = grounds.installation;
    place.serve();
    const CallForm form(place.target());
    const auto storm =
        StormSenders(place.target(), 64).send(form.path, form.cookie, form.filled("Zoë Example"));
    EXPECT_GT(storm.answers.size(), 1U);
    EXPECT_GT(place.referrals().size(), 1U);
}

TEST_P(Teeth, KillsFindABuildWithoutTheIdempotencyRecord)
{
    Grounds grounds(GetParam(), EVENHAND_NO_IDEMPOTENCY);
    const auto found = hunt(grounds.installation, /*most=*/20);
    EXPECT_GT(found.verdict.doubled, 0U) << found.verdict.text();
    fmt::print("found after {} kills: {}\n", found.rounds, found.verdict.text());
}

TEST_P(Teeth, KillsFindABuildThatRepliesBeforeItCommits)
{
    try {
        Grounds grounds(GetParam(), EVENHAND_REPLY_BEFORE_COMMIT);
        const auto found = hunt(grounds.installation, /*most=*/20);
        EXPECT_GT(found.verdict.lost, 0U) << found.verdict.text();
        fmt::print("found after {} kills: {}\n", found.rounds, found.verdict.text());
    } catch (const std::exception& error) {
        // The lists that a first start loads are counted when they stand: where a commit comes late
        // enough, the program finds it by itself, before anything is killed.
        EXPECT_NE(std::string(error.what()).find("this must hold and does not"), std::string::npos)
            << error.what();
    }
}

} // namespace evenhand::tests
