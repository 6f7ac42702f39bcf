#include "statistics/power.hpp"

#include "core/rng.hpp"

#include <gtest/gtest.h>

#include <cmath>

using namespace evenhand::statistics;

namespace power_test {

double count(evenhand::Rng& rng, int n, double p)
{
    double events = 0;
    for (int i = 0; i < n; ++i)
        events += rng.bernoulli(p) ? 1 : 0;
    return events;
}

} // namespace power_test

using namespace power_test;

TEST(Power, OfProportionsIsTheShareOfMadeUpTrialsThatReject)
{
    evenhand::Rng rng(31);
    constexpr int trials = 4000;
    constexpr int n = 250;
    double rejected = 0;
    for (int trial = 0; trial < trials; ++trial) {
        const double x1 = count(rng, n, .40);
        const double x0 = count(rng, n, .28);
        const double pooled = (x1 + x0) / (2 * n);
        const double z = (x1 - x0) / n / std::sqrt(pooled * (1 - pooled) * 2 / n);
        rejected += std::abs(z) > 1.959964 ? 1 : 0;
    }
    const auto power = power_of_proportions({n, n}, .40, .28, .05, FarTail::counted);
    ASSERT_TRUE(power);
    const double share = rejected / trials;
    EXPECT_NEAR(share, *power, 4 * std::sqrt(share * (1 - share) / trials) + .005);
}

TEST(Power, DetectableEffectAndNumbersUndoThePower)
{
    const PlannedArms arms{
        .n_treated = 400, .n_control = 300, .attrition = .2, .deff_treated = 1.3, .r_squared = .1};
    const auto rise = detectable_rise(arms, .3, {.05, .9});
    ASSERT_TRUE(rise);
    EXPECT_NEAR(*power_of_proportions(arms, .3 + *rise, .3, .05), .9, 1e-12);
    const auto apart = detectable_difference(arms, 12, {.05, .9});
    ASSERT_TRUE(apart);
    EXPECT_NEAR(*power_of_means(arms, *apart, 12, .05), .9, 1e-10);
    const auto people = people_for_proportions(arms, .4, .3, {.05, .8});
    ASSERT_TRUE(people);
    PlannedArms equal = arms;
    equal.n_treated = equal.n_control = *people;
    EXPECT_NEAR(*power_of_proportions(equal, .4, .3, .05), .8, 1e-12);
    const auto for_means = people_for_means(arms, 3, 12, {.05, .8});
    ASSERT_TRUE(for_means);
    equal.n_treated = equal.n_control = *for_means;
    EXPECT_NEAR(*power_of_means(equal, 3, 12, .05), .8, 1e-10);
}

TEST(Power, ADesignEffectIsWorthFewerPeopleInItsArmAlone)
{
    const PlannedArms clustered{.n_treated = 600, .n_control = 400, .deff_treated = 1.5};
    const PlannedArms fewer{.n_treated = 400, .n_control = 400};
    const auto a = power_of_means(clustered, .15, 1, .05);
    const auto b = power_of_means(fewer, .15, 1, .05);
    // But for the degrees of freedom, which hardly matter here.
    EXPECT_NEAR(*a, *b, 3e-4);
}

TEST(Power, APlanOutsideItsRangeIsAProblem)
{
    EXPECT_EQ(power_of_proportions({0, 10}, .2, .3, .05).error().fault, Fault::out_of_range);
    EXPECT_EQ(power_of_proportions({10, 10}, 1, .3, .05).error().fault, Fault::out_of_range);
    EXPECT_EQ(power_of_proportions({10, 10}, .2, .3, 0).error().fault, Fault::out_of_range);
    EXPECT_EQ(people_for_proportions({}, .3, .3, {}).error().fault, Fault::out_of_range);
    EXPECT_EQ(people_for_means({}, 0, 1, {}).error().fault, Fault::out_of_range);
    EXPECT_EQ(power_of_means({1, 1}, 1, 1, .05).error().fault, Fault::too_few_rows);
    EXPECT_EQ(detectable_rise({2, 2}, .5, {}).error().fault, Fault::too_few_rows);
    EXPECT_NEAR(*power_of_means({1e6, 1e6}, 5, 1, .05), 1, 1e-15);
}
