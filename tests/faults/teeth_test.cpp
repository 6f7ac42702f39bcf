// A harness that cannot fail shows nothing: builds of the program with one known fault
// (mutate.cmake) must be found out by the storm and by the kills (security.md R2t).
#include "core/rng.hpp"
#include "tests/faults/fault_run.hpp"
#include "tests/faults/killed_draws.hpp"
#include "tests/support/test_store.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace evenhand::tests {
namespace teeth_test {

class Teeth : public testing::TestWithParam<storage::Engine>
{
};
INSTANTIATE_TEST_SUITE_P(BothEngines, Teeth, testing::ValuesIn(engines_under_test()), engine_name);

/// Most find it within the first few kills (docs/performance.md); luck may miss a write that is
/// open for a millisecond a dozen times, so it is given time enough that missing it is no luck.
constexpr int enough = 200;

/// What the judge says after each kill under load, until it finds something or `most` are done.
struct Hunt
{
    int rounds = 0;
    load::Verdict verdict;
};

Hunt hunt(Installation& place, int most, const std::vector<load::Stream>& load = mixed_load())
{
    Rng rng = Rng(static_cast<std::uint64_t>(load::unix_seconds())).stream("faults/teeth");
    DisturbedTown town(place);
    load::Driver driver(*town.town, load);
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

/// Officers alone, so that what is found is in their forms.
std::vector<load::Stream> officers()
{
    return {{load::Work::intake, 4}};
}

/// What the first killed draw tells of a build that breaks a promise of the draw. The true program,
/// killed at as many writes, breaks none (KilledProgram).
void expect_draws_find(storage::Engine engine, const std::string& program, std::string_view what)
{
    constexpr int points = 48;
    Grounds grounds(engine, program);
    const auto accounts = grounds.installation.fill(/*people=*/0, /*staff=*/2,
                                                    /*at_the_draw=*/2 * points + undisturbed);
    const auto found = kill_draws(grounds.installation, accounts.at(0), points, /*most=*/1);
    ASSERT_FALSE(found.breaches.empty()) << found.kills << " kills found nothing";
    const std::string breaches = fmt::format("{}", fmt::join(found.breaches, "\n"));
    EXPECT_NE(breaches.find(what), std::string::npos) << breaches;
    fmt::print("found after {} kills: {}\n", found.kills, breaches);
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
    const auto found = hunt(grounds.installation, enough);
    EXPECT_FALSE(found.verdict.clean()) << found.verdict.text();
    fmt::print("found after {} kills: {}\n", found.rounds, found.verdict.text());
}

TEST_P(Teeth, KillsFindOfficersFormsDoneTwiceWithoutTheIdempotencyRecord)
{
    Grounds grounds(GetParam(), EVENHAND_NO_IDEMPOTENCY);
    const auto found = hunt(grounds.installation, enough, officers());
    EXPECT_FALSE(found.verdict.clean()) << found.verdict.text();
    fmt::print("found after {} kills: {}\n", found.rounds, found.verdict.text());
}

TEST_P(Teeth, KillsFindABuildThatRepliesBeforeItCommits)
{
    try {
        Grounds grounds(GetParam(), EVENHAND_REPLY_BEFORE_COMMIT);
        const auto found = hunt(grounds.installation, enough);
        EXPECT_GT(found.verdict.lost, 0U) << found.verdict.text();
        fmt::print("found after {} kills: {}\n", found.rounds, found.verdict.text());
    } catch (const std::exception& error) {
        // The lists that a first start loads are counted when they stand: where a commit comes late
        // enough, the program finds it by itself, before anything is killed.
        EXPECT_NE(std::string(error.what()).find("this must hold and does not"), std::string::npos)
            << error.what();
    }
}

// A slot of the sequence that nobody gets is one that somebody may have been passed over for.
TEST_P(Teeth, KilledDrawsFindABuildThatTakesThePositionBeforeTheIntent)
{
    expect_draws_find(GetParam(), EVENHAND_POSITION_APART, "instead of");
}

// Somebody has an arm, and nobody comes to support them or gives them the pack.
TEST_P(Teeth, KilledDrawsFindABuildThatHandsOnAfterTheAllocation)
{
    expect_draws_find(GetParam(), EVENHAND_HAND_OFF_APART, "not one of each: 1 1 0");
}

} // namespace evenhand::tests
