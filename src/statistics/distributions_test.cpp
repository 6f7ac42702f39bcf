#include "statistics/distributions.hpp"
#include "statistics/estimate.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

using namespace evenhand::statistics;

// Values that have a closed form, or that R 4.2.2 prints.

TEST(Distributions, TailsFarOutKeepTheirDigits)
{
    EXPECT_NEAR(normal_upper(30) / 4.906713927148187e-198, 1, 1e-12);
    // With one degree of freedom t is Cauchy, whose tail is arctan(1/t)/pi.
    EXPECT_NEAR(t_two_sided(1e8, 1) / (2 * std::atan(1e-8) / std::numbers::pi), 1, 1e-12);
    // With two degrees of freedom chi-squared is exponential.
    EXPECT_NEAR(chi_squared_upper(800, 2) / std::exp(-400), 1, 1e-12);
    // F on 2 and n is (1 + 2x/n)^(-n/2).
    EXPECT_NEAR(f_upper(300, 2, 10) / std::pow(61, -5), 1, 1e-12);
    EXPECT_EQ(t_two_sided(1e300, 1000), 0);
}

TEST(Distributions, QuantilesUndoTheirTails)
{
    for (const double p : {1e-9, .025, .5, .975}) {
        EXPECT_NEAR(normal_cdf(normal_quantile(p)) / p, 1, 1e-12);
        const double t = t_quantile(p, 7.5);
        EXPECT_NEAR(t_two_sided(t, 7.5), 2 * std::min(p, 1 - p), 1e-12);
    }
    EXPECT_NEAR(normal_quantile(.975), 1.959963984540054, 1e-15);
    // With two degrees of freedom the quantile is (2p - 1) / sqrt(2p(1 - p)).
    EXPECT_NEAR(t_quantile(.975, 2), .95 / std::sqrt(2 * .975 * .025), 1e-13);
}

TEST(Distributions, AShiftedTIsAPlainOneWhereTheShiftIsNone)
{
    EXPECT_NEAR(noncentral_t_cdf(1.2, 9, 0), 1 - t_two_sided(1.2, 9) / 2, 1e-13);
}

TEST(EstimateOf, AnErrorOfZeroOrANumberThatIsNoneIsAProblem)
{
    EXPECT_EQ(estimate_of(1, 0, 10, .95).error().fault, Fault::perfect_fit);
    EXPECT_EQ(estimate_of(1, NAN, 10, .95).error().fault, Fault::not_finite);
    EXPECT_EQ(estimate_of(1, 1, 0, .95).error().fault, Fault::too_few_rows);
    EXPECT_EQ(estimate_of(1e308, 1e308, 2, .95).error().fault, Fault::not_finite);
}

TEST(EstimateOf, WithoutDegreesOfFreedomTheNormalDistributionIsUsed)
{
    const auto found = estimate_of(2, 1, std::nullopt, .95);
    ASSERT_TRUE(found);
    EXPECT_NEAR(found->p, .04550026389635842, 1e-15);
    EXPECT_NEAR(found->low, 2 - 1.959963984540054, 1e-14);
}
