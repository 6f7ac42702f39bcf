#include "statistics/distributions.hpp"
#include "statistics/pooling.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

using namespace evenhand::statistics;

namespace pooling_test {

using Values = std::vector<double>;

} // namespace pooling_test

using namespace pooling_test;

TEST(Pool, ThePartsAreThoseOfRubinsEquationsWorkedByHand)
{
    // Estimates 1, 2, 3 with variances 1, 2, 3: within 2, between 1, total 2 + 4/3.
    const auto pooled = pool(Values{1, 2, 3}, Values{1, 2, 3}, 50, .9);
    ASSERT_TRUE(pooled);
    EXPECT_NEAR(pooled->estimate.value, 2, 1e-15);
    EXPECT_NEAR(pooled->within, 2, 1e-15);
    EXPECT_NEAR(pooled->between, 1, 1e-15);
    EXPECT_NEAR(pooled->total, 10.0 / 3, 1e-14);
    EXPECT_NEAR(pooled->relative_increase, 2.0 / 3, 1e-15);
    EXPECT_NEAR(pooled->lambda, .4, 1e-15);
    EXPECT_NEAR(pooled->df_rubin, 2 / .16, 1e-12);
    const double df = 1 / (.16 / 2 + 1 / (51.0 / 53 * 50 * .6));
    EXPECT_NEAR(*pooled->estimate.df, df, 1e-12);
    EXPECT_NEAR(pooled->missing_information, (2.0 / 3 + 2 / (df + 3)) / (5.0 / 3), 1e-14);
    EXPECT_NEAR(pooled->estimate.high, 2 + t_quantile(.95, df) * std::sqrt(10.0 / 3), 1e-12);
}

TEST(Pool, WhereNothingIsMissingTheCompleteDataStand)
{
    const auto pooled = pool(Values{1, 1}, Values{4, 4}, 100, .95);
    ASSERT_TRUE(pooled);
    EXPECT_EQ(pooled->lambda, 0);
    EXPECT_EQ(pooled->estimate.se, 2);
    EXPECT_NEAR(*pooled->estimate.df, 101.0 / 103 * 100, 1e-12);
}

TEST(Pool, OneImputationOrNoErrorIsAProblem)
{
    EXPECT_EQ(pool(Values{1}, Values{1}, 10, .95).error().fault, Fault::too_few_rows);
    EXPECT_EQ(pool(Values{1, 2}, Values{0, 0}, 10, .95).error().fault, Fault::perfect_fit);
    EXPECT_EQ(pool(Values{1, NAN}, Values{1, 1}, 10, .95).error().fault, Fault::not_finite);
}
