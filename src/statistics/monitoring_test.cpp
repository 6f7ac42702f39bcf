#include "statistics/distributions.hpp"
#include "statistics/monitoring.hpp"

#include "core/rng.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

using namespace evenhand::statistics;

namespace monitoring_test {

using Values = std::vector<double>;

double sum_of(const Values& values)
{
    return std::accumulate(values.begin(), values.end(), 0.0);
}

} // namespace monitoring_test

using namespace monitoring_test;

TEST(MonitoringLimits, OneLookIsAPlainTest)
{
    for (const auto kind : {LimitKind::obrien_fleming, LimitKind::pocock,
                            LimitKind::obrien_fleming_spending, LimitKind::pocock_spending}) {
        const auto two = monitoring_limits({kind, Sides::two, .05, {1}});
        const auto one = monitoring_limits({kind, Sides::one, .025, {1}});
        ASSERT_TRUE(two && one);
        EXPECT_NEAR((*two)[0], 1.959963984540054, 1e-12);
        EXPECT_NEAR((*one)[0], 1.959963984540054, 1e-12);
    }
}

TEST(MonitoringLimits, WhatIsSpentIsTheChanceToStopWithoutAnEffect)
{
    const MonitoringPlan plan{
        LimitKind::obrien_fleming_spending, Sides::two, .05, {.3, .55, .8, 1}};
    const auto limits = monitoring_limits(plan);
    ASSERT_TRUE(limits);
    const auto stopping = stopping_chances(plan, *limits, 0);
    double so_far = 0;
    for (std::size_t look = 0; look < 4; ++look) {
        so_far += stopping.above[look] + stopping.below[look];
        EXPECT_NEAR(so_far, spent(plan.kind, plan.sides, .05, plan.information[look]), 1e-12);
    }
    EXPECT_NEAR(so_far, .05, 1e-12);
}

TEST(MonitoringLimits, MadeUpTrialsStopAsOftenAsTheIntegralsSay)
{
    const MonitoringPlan plan{LimitKind::pocock, Sides::two, .05, {.25, .5, 1}};
    const auto limits = monitoring_limits(plan);
    ASSERT_TRUE(limits);
    constexpr double drift = 2.5;
    constexpr int trials = 40000;
    evenhand::Rng rng(1);
    Values above(3, 0);
    for (int trial = 0; trial < trials; ++trial) {
        double score = 0;
        double before = 0;
        for (std::size_t look = 0; look < 3; ++look) {
            const double step = plan.information[look] - before;
            before = plan.information[look];
            score += drift * step + std::sqrt(step) * rng.normal();
            const double z = score / std::sqrt(before);
            if (std::abs(z) <= (*limits)[look]) continue;
            above[look] += z > 0 ? 1.0 / trials : 0;
            break;
        }
    }
    const auto stopping = stopping_chances(plan, *limits, drift);
    for (std::size_t look = 0; look < 3; ++look) {
        const double p = stopping.above[look];
        EXPECT_NEAR(above[look], p, 4 * std::sqrt(p * (1 - p) / trials));
    }
}

TEST(MonitoringLimits, AtTheDriftForAPowerTheTrialStopsWithThatChance)
{
    const MonitoringPlan plan{LimitKind::pocock_spending, Sides::one, .025, {.4, .7, 1}};
    const auto limits = monitoring_limits(plan);
    const auto drift = drift_for_power(plan, *limits, .9);
    ASSERT_TRUE(drift);
    EXPECT_NEAR(sum_of(stopping_chances(plan, *limits, *drift).above), .9, 1e-12);
    EXPECT_GT(*drift, fixed_drift(Sides::one, .025, .9));
}

TEST(MonitoringLimits, LimitsWithSpendingDoNotDependOnLooksToCome)
{
    const auto early =
        monitoring_limits({LimitKind::obrien_fleming_spending, Sides::two, .05, {.3, .5}});
    const auto all =
        monitoring_limits({LimitKind::obrien_fleming_spending, Sides::two, .05, {.3, .5, .9, 1}});
    ASSERT_TRUE(early && all);
    EXPECT_EQ((*early)[0], (*all)[0]);
    EXPECT_EQ((*early)[1], (*all)[1]);
}

TEST(MonitoringLimits, APlanOutOfOrderIsAProblem)
{
    const auto fault_of = [](LimitKind kind, Values information) {
        return monitoring_limits({kind, Sides::two, .05, std::move(information)}).error().about;
    };
    EXPECT_EQ(fault_of(LimitKind::pocock, {.5, .4, 1}), "information");
    EXPECT_EQ(fault_of(LimitKind::pocock, {.5, .9}), "information");
    EXPECT_EQ(fault_of(LimitKind::pocock_spending, {}), "information");
    EXPECT_EQ(fault_of(LimitKind::pocock_spending, {.5, 1.2}), "information");
}

TEST(ConditionalPower, AtTheDriftSeenSoFarItIsTheTextbookFormula)
{
    // z of 2 at half the information, going on at the same rate: drift 2/sqrt(.5).
    const double drift = 2 / std::sqrt(.5);
    EXPECT_NEAR(conditional_power(2, .5, drift, 1.96), normal_upper((1.96 - drift) / std::sqrt(.5)),
                1e-14);
    EXPECT_NEAR(repeated_interval(1, .5, 2).low, 0, 1e-15);
}
