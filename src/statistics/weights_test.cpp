#include "statistics/raking.hpp"
#include "statistics/response_weights.hpp"
#include "statistics/simulated_test.hpp"

#include <gtest/gtest.h>

#include <numeric>

using namespace evenhand::statistics;
using namespace evenhand::statistics::simulated;

namespace weights_test {

using Values = std::vector<double>;

Sample response_sample()
{
    Sample made = sample(21, 400, 2);
    for (double& y : made.y)
        y = y > -.6 ? 1 : 0;
    return made;
}

} // namespace weights_test

using namespace weights_test;

TEST(ResponseWeights, WithOneBinaryColumnTheyAreOneOverTheShareThatAnsweredInEachArm)
{
    Sample made = response_sample();
    Design arms{{"(Intercept)", "treat"}, Matrix(400, 2)};
    Values people(2, 0);
    Values answered(2, 0);
    for (std::size_t row = 0; row < 400; ++row) {
        arms.x(row, 0) = 1;
        arms.x(row, 1) = made.design.x(row, 1);
        const auto arm = static_cast<std::size_t>(arms.x(row, 1));
        people[arm] += 1;
        answered[arm] += made.y[row];
    }
    const auto model = fit_logit(arms, made.y);
    ASSERT_TRUE(model);
    const auto found = response_weights(*model, made.y, ResponseWeighting::inverse);
    ASSERT_TRUE(found);
    std::size_t at = 0;
    for (std::size_t row = 0; row < 400; ++row) {
        if (made.y[row] == 0) continue;
        const auto arm = static_cast<std::size_t>(arms.x(row, 1));
        EXPECT_NEAR(found->weights[at++], people[arm] / answered[arm], 1e-9);
    }
    // A saturated response model brings back everyone.
    EXPECT_NEAR(std::accumulate(found->weights.begin(), found->weights.end(), 0.0), 400, 1e-6);
}

TEST(ResponseWeights, FifthsHaveLikeNumbersAndATrimCutsAtAMultipleOfTheMedian)
{
    const Sample made = response_sample();
    const auto model = fit_logit(made.design, made.y);
    ASSERT_TRUE(model);
    const auto fifths = response_weights(*model, made.y, ResponseWeighting::fifths);
    ASSERT_TRUE(fifths);
    EXPECT_EQ(fifths->class_rates.size(), 5U);
    EXPECT_NEAR(std::accumulate(fifths->weights.begin(), fifths->weights.end(), 0.0), 400, 1e-9);
    const auto trimmed = response_weights(*model, made.y, ResponseWeighting::inverse, 1.02);
    const auto plain = response_weights(*model, made.y, ResponseWeighting::inverse);
    ASSERT_TRUE(trimmed && plain);
    EXPECT_NEAR(trimmed->largest, 1.02 * quantile_of(plain->weights, .5), 1e-12);
    EXPECT_LT(trimmed->design_effect, plain->design_effect);
    EXPECT_FALSE(response_weights(*model, made.y, ResponseWeighting::inverse, .5));
}

TEST(QuantileOf, IsRsDefault)
{
    EXPECT_EQ(quantile_of({4, 1, 3, 2}, .5), 2.5);
    EXPECT_EQ(quantile_of({10, 20, 30}, .2), 14);
    EXPECT_EQ(quantile_of({1, 2}, 1), 2);
    EXPECT_EQ(kish_design_effect(Values{2, 2, 2}), 1);
    EXPECT_NEAR(kish_design_effect(Values{1, 3}), 2 * 10.0 / 16, 1e-15);
}

TEST(Rake, TheMarginsAreMetAndTheOddsRatioIsKept)
{
    // A table of two by two, a row a cell.
    const std::vector<Margin> margins = {{"a", {0, 0, 1, 1}, {60, 40}},
                                         {"b", {0, 1, 0, 1}, {30, 70}}};
    const auto found = rake({10, 20, 30, 40}, margins);
    ASSERT_TRUE(found);
    EXPECT_NEAR((*found)[0] + (*found)[1], 60, 1e-10);
    EXPECT_NEAR((*found)[0] + (*found)[2], 30, 1e-10);
    EXPECT_NEAR((*found)[0] * (*found)[3] / ((*found)[1] * (*found)[2]), 10 * 40 / (20.0 * 30),
                1e-10);
}

TEST(Rake, TotalsThatCannotBeMetAreAProblemWithTheMarginsName)
{
    const Margin a{"a", {0, 0, 1, 1}, {60, 40}};
    EXPECT_EQ(rake({1, 1, 1, 1}, std::vector<Margin>{a, {"b", {0, 1, 0, 1}, {30, 60}}}).error(),
              (Problem{Fault::out_of_range, "b"}));
    EXPECT_EQ(rake({1, 1, 1, 1}, std::vector<Margin>{a, {"b", {0, 0, 0, 0}, {50, 50}}}).error(),
              (Problem{Fault::out_of_range, "b"}));
    EXPECT_EQ(rake({1, -1, 1, 1}, std::vector<Margin>{a}).error().fault, Fault::bad_weight);
    // Both margins split the rows alike, so their totals contradict each other.
    EXPECT_EQ(
        rake({1, 1, 1, 1}, std::vector<Margin>{a, {"b", {0, 0, 1, 1}, {50, 50}}}).error().fault,
        Fault::no_convergence);
}
