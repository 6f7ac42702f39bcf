#include "rehearsal/virtual_time.hpp"

#include "core/check.hpp"
#include "core/keyed_random_source.hpp"
#include "tests/support/machine_clock.hpp"

#include <gtest/gtest.h>

#include <type_traits>

namespace evenhand::rehearsal::virtual_time_test {

using namespace std::chrono_literals;

const Instant morning = *Instant::parse("2026-03-02T09:30:00Z");

DemoPass pass()
{
    return DemoPass(crypto::Keys::for_demo(1, morning));
}

// Whoever has no pass has no made-up clock: it is a link in the type, not a habit.
static_assert(!std::is_constructible_v<VirtualTime, Instant>);
static_assert(!std::is_constructible_v<ContinuedTrialClock, Instant, const MachineClock&>);
static_assert(!std::is_default_constructible_v<DemoPass>);

TEST(DemoPass, IsRefusedToKeysOfATrainingOrALiveTrial)
{
    auto random = KeyedRandomSource::from_seed(1);
    for (const auto mode : {crypto::Mode::training, crypto::Mode::live}) {
        EXPECT_THROW(DemoPass(crypto::Keys::random(mode, morning, random)), Bug);
    }
    EXPECT_NO_THROW(DemoPass(crypto::Keys::random(crypto::Mode::demo, morning, random)));
}

TEST(VirtualTime, StandsStillUntilItIsMovedAndNeverGoesBack)
{
    VirtualTime time(pass(), morning);
    EXPECT_EQ(time.now(), morning);
    time.reach(morning + 2h);
    EXPECT_EQ(time.now(), morning + 2h);
    time.reach(morning + 1h);
    EXPECT_EQ(time.now(), morning + 2h);
    time.pass(5s);
    EXPECT_EQ(time.now(), morning + 2h + 5s);
}

TEST(VirtualTime, IsTheSameForFactsAndForSessions)
{
    VirtualTime time(pass(), morning);
    time.reach(morning + 90s);
    EXPECT_EQ(time.trial_clock().now(), morning + 90s);
    EXPECT_EQ(time.machine_clock().now(), morning + 90s);
}

TEST(ContinuedTrialClock, GoesOnFromTheStoryAtThePaceOfTheMachine)
{
    tests::FrozenMachineClock machine;
    const Instant story = morning - 24h * 300;
    const ContinuedTrialClock clock(pass(), story, machine);
    EXPECT_EQ(clock.now(), story);
    machine.advance(61min);
    EXPECT_EQ(clock.now(), story + 61min);
}

TEST(ContinuedTrialClock, DoesNotGoBackWhenTheMachinesClockIsPutBack)
{
    tests::FrozenMachineClock machine;
    const ContinuedTrialClock clock(pass(), morning, machine);
    machine.advance(10min);
    EXPECT_EQ(clock.now(), morning + 10min);
    machine.advance(-3h);
    EXPECT_EQ(clock.now(), morning + 10min);
    machine.advance(3h + 1s);
    EXPECT_EQ(clock.now(), morning + 10min + 1s);
}

} // namespace evenhand::rehearsal::virtual_time_test
