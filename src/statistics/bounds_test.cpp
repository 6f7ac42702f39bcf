#include "statistics/bounds.hpp"
#include "statistics/data_set.hpp"

#include <gtest/gtest.h>

#include <vector>

using namespace evenhand::statistics;

namespace bounds_test {

using Values = std::vector<double>;
const double gap = missing_value();

} // namespace bounds_test

using namespace bounds_test;

TEST(LeeBounds, TheArmThatAnswersMoreIsTrimmedFromBelowAndFromAbove)
{
    // Treated: 5 of 5 observed; control: 4 of 5. A fifth of the treated is trimmed: one row.
    const Values y = {1, 2, 3, 4, 10, 2, 2, 4, 4, gap};
    const Values arm = {1, 1, 1, 1, 1, 0, 0, 0, 0, 0};
    for (const Trim trim : {Trim::fractional, Trim::whole_rows}) {
        const auto found = lee_bounds(y, arm, trim);
        ASSERT_TRUE(found);
        EXPECT_TRUE(found->treated_is_trimmed);
        EXPECT_NEAR(found->trim_share, .2, 1e-15);
        EXPECT_NEAR(found->bounds.lower, 2.5 - 3, 1e-14);  // without the 10
        EXPECT_NEAR(found->bounds.upper, 4.75 - 3, 1e-14); // without the 1
        EXPECT_NEAR(found->difference, 1, 1e-14);
    }
}

TEST(LeeBounds, SwappingTheArmsTurnsTheBoundsRound)
{
    const Values y = {0, 1, 1, 0, 1, gap, 1, 0, 0, gap, gap, 1};
    const Values arm = {1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0};
    Values swapped = arm;
    for (double& value : swapped)
        value = 1 - value;
    const auto found = lee_bounds(y, arm, Trim::fractional);
    const auto other = lee_bounds(y, swapped, Trim::fractional);
    ASSERT_TRUE(found && other);
    EXPECT_NEAR(found->bounds.lower, -other->bounds.upper, 1e-14);
    EXPECT_NEAR(found->bounds.upper, -other->bounds.lower, 1e-14);
    EXPECT_FALSE(other->treated_is_trimmed);
}

TEST(LeeBounds, AnArmOfWhichNothingIsKnownIsAProblem)
{
    EXPECT_EQ(lee_bounds(Values{1, gap}, Values{1, 0}, Trim::fractional).error().fault,
              Fault::all_missing);
    EXPECT_EQ(lee_bounds(Values{1, 2}, Values{1, 1}, Trim::fractional).error().fault,
              Fault::one_arm);
}

TEST(WorstCaseBounds, WhatIsMissingIsTheLeastInOneArmAndTheMostInTheOther)
{
    const Values y = {1, 0, gap, gap, 1, 1, 0, gap};
    const Values arm = {1, 1, 1, 1, 0, 0, 0, 0};
    const auto found = worst_case_bounds(y, arm, 0, 1);
    ASSERT_TRUE(found);
    EXPECT_NEAR(found->lower, .25 - .75, 1e-15);
    EXPECT_NEAR(found->upper, .75 - .5, 1e-15);
    EXPECT_EQ(worst_case_bounds(y, arm, 0, .5).error().fault, Fault::out_of_range);
}

TEST(BoundsInterval, IsTwoSidedWhereTheBoundsMeetAndOneSidedWhereTheyAreFarApart)
{
    const auto together = bounds_interval({1, 1}, {.5, .5}, .95);
    ASSERT_TRUE(together);
    EXPECT_NEAR(together->lower, 1 - 1.959963984540054 * .5, 1e-10);
    const auto apart = bounds_interval({0, 100}, {1, 1}, .95);
    ASSERT_TRUE(apart);
    EXPECT_NEAR(apart->lower, -1.6448536269514722, 1e-10);
    EXPECT_FALSE(bounds_interval({0, 1}, {0, 0}, .95));
}
