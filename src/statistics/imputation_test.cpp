#include "statistics/imputation.hpp"
#include "statistics/imputation_draws.hpp"
#include "statistics/least_squares.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

using namespace evenhand;
using namespace evenhand::statistics;

namespace imputation_test {

using Values = std::vector<double>;

double mean_of(const Values& values)
{
    return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

double variance_of(const Values& values)
{
    const double mean = mean_of(values);
    double squares = 0;
    for (const double value : values)
        squares += (value - mean) * (value - mean);
    return squares / static_cast<double>(values.size());
}

/// An outcome that depends on a covariate, which also decides who is missing.
DataSet gapped(std::uint64_t seed, std::size_t n)
{
    Rng rng(seed);
    Column x{"x", ColumnType::number, {}, {}};
    Column arm{"arm", ColumnType::integer, {}, {}};
    Column y{"y", ColumnType::number, {}, {}};
    Column b{"b", ColumnType::integer, {}, {}};
    for (std::size_t row = 0; row < n; ++row) {
        x.values.push_back(rng.normal());
        arm.values.push_back(static_cast<double>(row % 2));
        const double mean = x.values[row] * (arm.values[row] == 1 ? 2 : 1);
        const double value = mean + rng.normal();
        const bool seen = !rng.bernoulli(x.values[row] > 0 ? .5 : .1);
        y.values.push_back(seen ? value : missing_value());
        b.values.push_back(rng.bernoulli(.2) ? missing_value() : (value > 0 ? 1 : 0));
    }
    DataSet data;
    for (const Column& column : {x, arm, y, b})
        data.put(column);
    return data;
}

double slope(const DataSet& data, double arm)
{
    double xy = 0;
    double xx = 0;
    for (std::size_t row = 0; row < data.rows(); ++row) {
        if (data.column("arm").values[row] != arm) continue;
        const double x = data.column("x").values[row];
        xy += x * data.column("y").values[row];
        xx += x * x;
    }
    return xy / xx;
}

} // namespace imputation_test

using namespace imputation_test;

TEST(DrawChiSquared, HasItsMeanAndVariance)
{
    Rng rng(1);
    for (const double df : {.7, 3.0, 250.0}) {
        Values drawn(20000);
        for (double& value : drawn)
            value = draw_chi_squared(df, rng);
        EXPECT_NEAR(mean_of(drawn) / df, 1, 5 * std::sqrt(2 / df / 20000));
        EXPECT_NEAR(variance_of(drawn) / (2 * df), 1, 5 * std::sqrt((12 / df + 2) / 20000) + .01);
    }
}

TEST(Impute, WhatWasObservedStandsAndEveryGapIsFilled)
{
    const DataSet data = gapped(2, 200);
    const auto found =
        impute(data, {.imputations = 3, .rounds = 4, .seed = 9, .columns = {"x", "y", "b"}});
    ASSERT_TRUE(found);
    ASSERT_EQ(found->completed.size(), 3U);
    for (const DataSet& completed : found->completed) {
        for (const std::string name : {"x", "y", "b"}) {
            for (std::size_t row = 0; row < 200; ++row) {
                const double given = data.column(name).values[row];
                const double now = completed.column(name).values[row];
                EXPECT_FALSE(is_missing(now));
                EXPECT_TRUE(is_missing(given) || now == given);
                EXPECT_TRUE(name != "b" || now == 0 || now == 1);
            }
        }
    }
    EXPECT_EQ(found->chains.size(), 2U);
    EXPECT_EQ(found->chains[0].means[0].size(), 4U);
}

TEST(Impute, TheSameSeedGivesTheSameBitsAndAnImputationDoesNotDependOnTheirNumber)
{
    const DataSet data = gapped(3, 120);
    ImputationRules rules{.imputations = 2, .rounds = 3, .seed = 5, .columns = {"x", "y", "b"}};
    const auto two = impute(data, rules);
    rules.imputations = 4;
    const auto four = impute(data, rules);
    rules.seed = 6;
    const auto other = impute(data, rules);
    ASSERT_TRUE(two && four && other);
    EXPECT_EQ(two->completed[1].column("y").values, four->completed[1].column("y").values);
    EXPECT_NE(two->completed[1].column("y").values, other->completed[1].column("y").values);
    EXPECT_NE(four->completed[1].column("y").values, four->completed[2].column("y").values);
}

TEST(Impute, ByArmTheSlopeOfEachArmIsKept)
{
    const DataSet data = gapped(4, 6000);
    for (const auto method :
         {ImputationMethod::normal, ImputationMethod::predictive_mean_matching}) {
        const auto found = impute(data, {.imputations = 2,
                                         .rounds = 1,
                                         .columns = {"x", "y"},
                                         .methods = {{"y", method}},
                                         .by = "arm"});
        ASSERT_TRUE(found);
        EXPECT_NEAR(slope(found->completed[0], 0), 1, .08);
        EXPECT_NEAR(slope(found->completed[0], 1), 2, .08);
    }
}

TEST(Impute, NormalDrawsHaveTheMeanAndSpreadOfTheirPrediction)
{
    // With an intercept alone the draws are t about the mean of those observed.
    const DataSet data = gapped(5, 4000);
    const auto found = impute(data, {.imputations = 1,
                                     .rounds = 1,
                                     .columns = {"y"},
                                     .methods = {{"y", ImputationMethod::normal}}});
    ASSERT_TRUE(found);
    Values observed;
    Values drawn;
    for (std::size_t row = 0; row < 4000; ++row) {
        const double given = data.column("y").values[row];
        (is_missing(given) ? drawn : observed)
            .push_back(found->completed[0].column("y").values[row]);
    }
    EXPECT_NEAR(mean_of(drawn), mean_of(observed), .2);
    EXPECT_NEAR(variance_of(drawn) / variance_of(observed), 1, .2);
}

TEST(Impute, AnAnswerThatAnotherColumnSeparatesIsDrawnNearThatAnswer)
{
    // y is 1 exactly where x is above 0, so no likelihood has a greatest value.
    DataSet data;
    Column x{"x", ColumnType::number, {}, {}};
    Column y{"y", ColumnType::integer, {}, {}};
    Rng rng(8);
    for (int row = 0; row < 400; ++row) {
        x.values.push_back(rng.normal());
        y.values.push_back(row % 4 == 0 ? missing_value() : x.values.back() > 0 ? 1 : 0);
    }
    data.put(x);
    data.put(y);
    const auto found = impute(data, {.imputations = 1, .rounds = 1, .columns = {"x", "y"}});
    ASSERT_TRUE(found);
    int like = 0;
    for (std::size_t row = 0; row < 400; row += 4)
        like += found->completed[0].column("y").values[row] == (x.values[row] > 0 ? 1 : 0) ? 1 : 0;
    EXPECT_GT(like, 90);
}

TEST(Impute, WhatCannotBeImputedIsAProblem)
{
    DataSet data = gapped(6, 30);
    data.put({"none", ColumnType::number, Values(30, missing_value()), {}});
    Values codes(30, 0);
    codes[0] = missing_value();
    codes[1] = 1;
    codes[2] = 2;
    data.put({"three", ColumnType::category, codes, {"a", "b", "c"}});
    EXPECT_EQ(impute(data, {.columns = {"x", "none"}}).error(),
              (Problem{Fault::all_missing, "none"}));
    EXPECT_EQ(impute(data, {.columns = {"x", "three"}}).error(),
              (Problem{Fault::wrong_type, "three"}));
    EXPECT_EQ(impute(data, {.columns = {"x", "nil"}}).error(), (Problem{Fault::no_column, "nil"}));
    EXPECT_EQ(impute(data, {.imputations = 0, .columns = {"x"}}).error().fault,
              Fault::out_of_range);
    EXPECT_EQ(impute(data, {.columns = {"x", "y"}, .methods = {{"y", ImputationMethod::logistic}}})
                  .error(),
              (Problem{Fault::not_binary, "y"}));
}

TEST(MixingRatio, IsNearOneForChainsOfOneMeanAndLargeForChainsApart)
{
    Rng rng(7);
    ChainMeans mixed{"y", {}};
    ChainMeans apart{"y", {}};
    for (int chain = 0; chain < 5; ++chain) {
        Values values(40);
        for (double& value : values)
            value = rng.normal();
        mixed.means.push_back(values);
        for (double& value : values)
            value += 10 * chain;
        apart.means.push_back(values);
    }
    EXPECT_NEAR(*mixing_ratio(mixed), 1, .1);
    EXPECT_GT(*mixing_ratio(apart), 5);
    EXPECT_FALSE(mixing_ratio({"y", {{1, 2, 3, 4}}}));
    EXPECT_FALSE(mixing_ratio({"y", {{1, 1, 1, 1}, {1, 1, 1, 1}}}));
}
