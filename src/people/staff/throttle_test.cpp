#include "people/staff/throttle.hpp"

#include <gtest/gtest.h>

using namespace evenhand;
using namespace evenhand::staff;
using namespace std::chrono_literals;

namespace throttle_test {

constexpr Instant noon = Instant::from_micros(1'772'366'400'000'000);
constexpr ThrottleLimits limits{};

/// As many guesses as are allowed, one each `apart`, from noon on.
Guesses filled(std::chrono::microseconds apart)
{
    Guesses guesses;
    for (std::size_t i = 0; i < limits.most; ++i) {
        const auto answer =
            count_guess(guesses, limits, noon + static_cast<std::int64_t>(i) * apart);
        EXPECT_TRUE(answer.allowed);
        guesses = answer.after;
    }
    return guesses;
}

} // namespace throttle_test

using namespace throttle_test;

TEST(Throttle, TenGuessesAreAllowedAndTheEleventhIsNot)
{
    const auto guesses = filled(1s);
    const auto eleventh = count_guess(guesses, limits, noon + 10s);
    EXPECT_FALSE(eleventh.allowed);
    EXPECT_EQ(eleventh.free_at, noon + 5min);
    EXPECT_EQ(eleventh.after, guesses); // a refused guess does not make the wait longer
}

TEST(Throttle, NoWindowOfFiveMinutesHoldsMoreThanTen)
{
    Guesses guesses;
    std::vector<Instant> allowed;
    for (int i = 0; i < 2000; ++i) {
        const auto at = noon + i * 1s;
        const auto answer = count_guess(guesses, limits, at);
        guesses = answer.after;
        if (answer.allowed) allowed.push_back(at);
    }
    ASSERT_GT(allowed.size(), 60U); // it goes on letting some through
    for (std::size_t i = 10; i < allowed.size(); ++i) {
        EXPECT_GE(allowed[i] - allowed[i - 10], 5min);
    }
}

TEST(Throttle, ARightGuessDoesNotCount)
{
    auto guesses = filled(1s);
    guesses = forgive(guesses, noon + 9s);
    EXPECT_TRUE(count_guess(guesses, limits, noon + 10s).allowed);
}

TEST(Throttle, ForgivingAGuessThatWasNotMadeChangesNothing)
{
    const auto guesses = filled(1s);
    EXPECT_EQ(forgive(guesses, noon + 1h), guesses);
}

TEST(Throttle, AClockPutBackLetsNobodyGuessMore)
{
    const auto guesses = filled(1s);
    EXPECT_FALSE(count_guess(guesses, limits, noon - 24h).allowed);
}

TEST(Throttle, AClockPutBackKeepsNobodyOutForLongerThanTheWindow)
{
    const auto refused = count_guess(filled(1s), limits, noon - 24h);
    EXPECT_TRUE(count_guess(refused.after, limits, noon - 24h + 5min).allowed);
}

TEST(Throttle, IsKeptAsTextAndReadBack)
{
    const auto guesses = filled(7s);
    EXPECT_EQ(Guesses::parse(guesses.text()), guesses);
    EXPECT_EQ(Guesses::parse(""), Guesses());
    EXPECT_FALSE(Guesses::parse("12,").has_value());
    EXPECT_FALSE(Guesses::parse("12;13").has_value());
    EXPECT_FALSE(Guesses::parse("noon").has_value());
}

TEST(SignInThrottle, AStrangerIsStoppedByTheAccountOrByTheNetwork)
{
    EXPECT_FALSE(count_sign_in({.account = filled(1s), .network = {}}, limits, noon + 10s).allowed);
    EXPECT_FALSE(count_sign_in({.account = {}, .network = filled(1s)}, limits, noon + 10s).allowed);
    EXPECT_TRUE(count_sign_in({}, limits, noon).allowed);
}

TEST(SignInThrottle, OneThatRefusesCountsNothingOnTheOther)
{
    const auto answer = count_sign_in({.account = filled(1s), .network = {}}, limits, noon + 10s);
    EXPECT_TRUE(answer.after.network.times().empty());
}

TEST(SignInThrottle, TheOwnerStillSignsInFromAKnownDeviceWhileUnderAttack)
{
    const SignInGuesses under_attack{
        .account = filled(1s), .network = filled(1s), .known_device = Guesses()};
    const auto answer = count_sign_in(under_attack, limits, noon + 10s);
    EXPECT_TRUE(answer.allowed);
    EXPECT_EQ(answer.after.known_device->times().size(), 1U);
}

TEST(SignInThrottle, AStolenKnownDeviceHasTenGuessesToo)
{
    EXPECT_FALSE(count_sign_in({.account = {}, .network = {}, .known_device = filled(1s)}, limits,
                               noon + 10s)
                     .allowed);
}

TEST(Network, IsTheNeighbourhoodOfAnAddress)
{
    EXPECT_EQ(network_of("192.0.2.1"), network_of("192.0.2.250"));
    EXPECT_NE(network_of("192.0.2.1"), network_of("198.51.100.1"));
    EXPECT_EQ(network_of("2001:db8::1"), network_of("2001:db8:0:0:ffff::2"));
    EXPECT_NE(network_of("2001:db8::1"), network_of("2001:db8:0:1::1"));
}
