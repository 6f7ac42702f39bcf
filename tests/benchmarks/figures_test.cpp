#include "tests/benchmarks/figures.hpp"

#include "core/rng.hpp"

#include <gtest/gtest.h>

namespace evenhand::service_benchmark {
namespace figures_test {

using namespace std::chrono_literals;

constexpr Aim aim{.per_second = 200, .p99_ms = 100};

Spread spread(double per_second, double p99_ms)
{
    return {.per_second = per_second, .p50_ms = 1, .p99_ms = p99_ms, .longest_ms = p99_ms};
}

std::vector<std::pair<double, double>> pairs_that_differ_by(double difference, int count)
{
    Rng rng = Rng(1).stream("benchmarks/pairs");
    const auto took = [&] { return 3 + static_cast<double>(rng.uniform(1000)) / 1000; };
    std::vector<std::pair<double, double>> pairs;
    for (int i = 0; i < count; ++i)
        pairs.emplace_back(took() + difference, took());
    return pairs;
}

} // namespace figures_test

using namespace figures_test;

TEST(Figures, AnAimIsMetByItsRateWithinItsTimeAndWithoutErrors)
{
    EXPECT_TRUE(meets(spread(198.5, 100), aim));
    EXPECT_FALSE(meets(spread(197.5, 20), aim));
    EXPECT_FALSE(meets(spread(200, 100.5), aim));
    auto failing = spread(200, 20);
    failing.errors = 1;
    EXPECT_FALSE(meets(failing, aim));
}

TEST(Figures, AMissedAimFailsUnlessHalfTheRateIsServedInTheSameTime)
{
    EXPECT_EQ(verdict_on(aim, spread(200, 20), {}), Verdict::met);
    EXPECT_EQ(verdict_on(aim, spread(200, 150), spread(100, 90)), Verdict::below);
    EXPECT_EQ(verdict_on(aim, spread(200, 150), spread(100, 110)), Verdict::failed);
    EXPECT_EQ(verdict_on(aim, spread(120, 150), {}), Verdict::failed);
}

TEST(Figures, ASpreadCountsOnlyWhatWasAnsweredWell)
{
    load::Measured measured;
    const load::Exchange good{load::Fate::answered, {.status = 303}};
    const load::Exchange bad{load::Fate::answered, {.status = 503}};
    for (int i = 0; i < 99; ++i)
        measured.note(load::Timed::referral, 10ms, good);
    measured.note(load::Timed::referral, 40ms, good);
    measured.note(load::Timed::referral, 1ms, bad);
    const auto found = spread_of(measured.tallies.at(load::Timed::referral), 2s);
    EXPECT_DOUBLE_EQ(found.per_second, 50);
    constexpr double bucket = 10.0 / 32;
    EXPECT_NEAR(found.p50_ms, 10, bucket);
    EXPECT_NEAR(found.p99_ms, 10, bucket);
    EXPECT_DOUBLE_EQ(found.longest_ms, 40);
    EXPECT_EQ(found.errors, 1U);
}

TEST(Figures, TimesThatDifferByChanceAloneAreAlike)
{
    const auto found = compare(pairs_that_differ_by(0, 300));
    EXPECT_TRUE(found.alike());
    EXPECT_LT(found.from_ms, 0);
    EXPECT_GT(found.to_ms, 0);
}

TEST(Figures, ADifferenceOfATenthIsToldApartInSpiteOfNoise)
{
    const auto found = compare(pairs_that_differ_by(0.35, 300));
    EXPECT_FALSE(found.alike());
    EXPECT_GT(found.from_ms, 0);
    EXPECT_LT(found.to_ms, 0.7);
}

TEST(Figures, ASteadyDifferenceUnderAHundredthOfTheTimeTellsNothing)
{
    EXPECT_TRUE(compare(std::vector<std::pair<double, double>>(50, {100.5, 100})).alike());
    EXPECT_FALSE(compare(std::vector<std::pair<double, double>>(50, {102, 100})).alike());
}

TEST(Figures, AMedianOfAnEvenNumberLiesBetweenTheTwoInTheMiddle)
{
    EXPECT_DOUBLE_EQ(median_of({}), 0);
    EXPECT_DOUBLE_EQ(median_of({3, 1, 2}), 2);
    EXPECT_DOUBLE_EQ(median_of({4, 1, 3, 2}), 2.5);
}

} // namespace evenhand::service_benchmark
