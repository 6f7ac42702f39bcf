#include "statistics/cluster_errors.hpp"
#include "statistics/differences.hpp"
#include "statistics/lin.hpp"
#include "statistics/robust_errors.hpp"
#include "statistics/simulated_test.hpp"

#include <gtest/gtest.h>

using namespace evenhand::statistics;
using namespace evenhand::statistics::simulated;

namespace differences_test {

std::vector<double> column_of(const Design& design, std::size_t at)
{
    const auto column = design.x.column(at);
    return {column.begin(), column.end()};
}

} // namespace differences_test

using namespace differences_test;

TEST(DifferenceInMeans, HasTheErrorOfHc2OfARegressionOnTheArm)
{
    const Sample made = sample(7, 120, 0);
    const auto found = difference_in_means(made.y, column_of(made.design, 1), .95);
    const auto fit = least_squares(made.design, made.y);
    ASSERT_TRUE(found && fit);
    const auto hc2 = estimates(*fit, ErrorKind::hc2, .95);
    EXPECT_NEAR(found->estimate.value, (*hc2)[1].value, 1e-12);
    EXPECT_NEAR(found->estimate.se, (*hc2)[1].se, 1e-12);
    EXPECT_EQ(found->treated.n + found->control.n, 120U);
}

TEST(DifferenceInMeans, WelchsDegreesOfFreedomAreThoseOfTheTextbook)
{
    // Variances 1 and 4 of means over 2 and 3 rows: (1/2 + 4/3)^2 / (1/4 + 16/18).
    const std::vector<double> y = {1, 1 + std::sqrt(2.0), 2, 4, 6};
    const std::vector<double> arm = {1, 1, 0, 0, 0};
    const auto found = difference_in_means(y, arm, .95);
    ASSERT_TRUE(found);
    EXPECT_NEAR(*found->estimate.df, std::pow(.5 + 4.0 / 3, 2) / (.25 + 16.0 / 18), 1e-12);
}

TEST(DifferenceInMeans, AnArmOfOneRowIsAProblem)
{
    const std::vector<double> y = {1, 2, 3};
    EXPECT_EQ(difference_in_means(y, std::vector<double>{1, 0, 0}, .95).error().fault,
              Fault::one_arm);
    EXPECT_EQ(difference_in_means(y, std::vector<double>{0, 0, 0}, .95).error().fault,
              Fault::one_arm);
    const std::vector<double> flat = {1, 1, 1, 1};
    EXPECT_EQ(difference_in_means(flat, std::vector<double>{0, 0, 1, 1}, .95).error().fault,
              Fault::perfect_fit);
}

TEST(BlockedDifference, IsTheCoefficientOfLinsModelWithBlocksAsCovariates)
{
    const Sample made = sample(8, 300, 0);
    const auto arm = column_of(made.design, 1);
    std::vector<std::size_t> blocks(300);
    DataSet data;
    Column site{"site", ColumnType::category, {}, {"a", "b", "c", "d"}};
    for (std::size_t row = 0; row < blocks.size(); ++row) {
        blocks[row] = row % 7 % 4;
        site.values.push_back(static_cast<double>(blocks[row]));
    }
    data.put(site);
    const auto found = blocked_difference(made.y, arm, blocks, .95);
    const auto design =
        lin_design("treat", arm, *design_of(data, std::vector<std::string>{"site"}));
    const auto fit = least_squares(design, made.y);
    ASSERT_TRUE(found && fit);
    const auto hc2 = estimates(*fit, ErrorKind::hc2, .95);
    EXPECT_NEAR(found->value, (*hc2)[1].value, 1e-12);
    EXPECT_NEAR(found->se, (*hc2)[1].se, 1e-12);
    EXPECT_EQ(found->df, (*hc2)[1].df);
}

TEST(DifferenceInProportions, NewcombesPublishedIntervalsAreReproduced)
{
    // Newcombe (1998), table II, method 10.
    const auto a = difference_in_proportions({56, 70, 48, 80}, .95);
    ASSERT_TRUE(a);
    EXPECT_NEAR(a->low, .0524, 5e-5);
    EXPECT_NEAR(a->high, .3339, 5e-5);
    const auto e = difference_in_proportions({5, 56, 0, 29}, .95);
    ASSERT_TRUE(e);
    EXPECT_NEAR(e->low, -.0381, 5e-5);
    EXPECT_NEAR(e->high, .1926, 5e-5);
    const auto nobody = difference_in_proportions({0, 10, 0, 20}, .95);
    ASSERT_TRUE(nobody);
    EXPECT_EQ(nobody->p, 1);
    EXPECT_LT(nobody->low, 0);
    EXPECT_EQ(difference_in_proportions({11, 10, 0, 20}, .95).error().fault, Fault::out_of_range);
}

TEST(LinDesign, ACovariateThatDoesNotVaryWithinAnArmIsNamedAsAliased)
{
    Sample made = sample(9, 60, 1);
    std::vector<double> only(60, 0);
    for (std::size_t row = 0; row < 60; ++row)
        only[row] = made.design.x(row, 1) == 1 && row % 2 == 0 ? 1 : 0;
    Design covariates{{"(Intercept)"}, Matrix(60, 1)};
    std::ranges::fill(covariates.x.column(0), 1);
    add_column(covariates, "x", column_of(made.design, 2));
    add_column(covariates, "only", only);
    const auto design = lin_design("treat", column_of(made.design, 1), covariates);
    const auto fit = least_squares(design, made.y);
    ASSERT_TRUE(fit);
    EXPECT_EQ(fit->basis.aliased_names(), std::vector<std::string>{"treat:only_c"});
}
