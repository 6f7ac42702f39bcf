#include "statistics/bootstrap.hpp"
#include "statistics/permutation.hpp"

#include "core/rng.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>

using namespace evenhand;
using namespace evenhand::statistics;

namespace resampling_test {

using Values = std::vector<double>;
using Rows = std::vector<std::size_t>;

RowStatistic mean_over(const Values& y)
{
    return [&y](std::span<const std::size_t> rows) -> Outcome<double> {
        double sum = 0;
        for (const std::size_t row : rows)
            sum += y[row];
        return sum / static_cast<double>(rows.size());
    };
}

ArmStatistic difference_over(const Values& y)
{
    return [&y](std::span<const double> arm) {
        double sum = 0;
        double treated = 0;
        double n = 0;
        for (std::size_t row = 0; row < arm.size(); ++row) {
            sum += y[row];
            treated += arm[row] * y[row];
            n += arm[row];
        }
        return treated / n - (sum - treated) / (static_cast<double>(arm.size()) - n);
    };
}

Values skewed(std::uint64_t seed, std::size_t n)
{
    Rng rng(seed);
    Values y(n);
    for (double& value : y)
        value = std::exp(rng.normal());
    return y;
}

} // namespace resampling_test

using namespace resampling_test;

TEST(Bootstrap, TheErrorOfAMeanIsItsTextbookOne)
{
    const Values y = skewed(1, 200);
    const auto drawn = bootstrap(200, mean_over(y), {.replicates = 4000});
    ASSERT_TRUE(drawn);
    const double mean = std::accumulate(y.begin(), y.end(), 0.0) / 200;
    double squares = 0;
    for (const double value : y)
        squares += (value - mean) * (value - mean);
    const double wanted = std::sqrt(squares / 200 / 200);
    // The error of a standard deviation from 4,000 draws is one part in 89.
    EXPECT_NEAR(drawn->se() / wanted, 1, 5.0 / 89);
    EXPECT_NEAR(drawn->observed, mean, 1e-12);
    const auto interval = percentile_interval(*drawn, .95);
    EXPECT_NEAR((interval.high - interval.low) / (2 * 1.96 * wanted), 1, .08);
}

TEST(Bootstrap, AReplicateIsTheSameHoweverManyAreDrawn)
{
    const Values y = skewed(2, 50);
    const auto few = bootstrap(50, mean_over(y), {.replicates = 30, .seed = 4});
    const auto many = bootstrap(50, mean_over(y), {.replicates = 60, .seed = 4});
    ASSERT_TRUE(few && many);
    EXPECT_TRUE(
        std::equal(few->replicates.begin(), few->replicates.end(), many->replicates.begin()));
}

TEST(Bootstrap, WithinStrataEachKeepsItsNumber)
{
    const Values y = {1, 1, 1, 5, 5};
    const Rows strata = {0, 0, 0, 1, 1};
    const auto drawn =
        bootstrap(5, mean_over(y), {.replicates = 50, .seed = 1, .stratum_of_row = strata});
    ASSERT_TRUE(drawn);
    for (const double value : drawn->replicates)
        EXPECT_NEAR(value, 13.0 / 5, 1e-15);
    EXPECT_EQ(bca_interval(*drawn, 5, mean_over(y), .95).error().fault, Fault::no_variation);
}

TEST(Bootstrap, TheCorrectedIntervalOfASkewedMeanLiesFurtherOnItsLongSide)
{
    const Values y = skewed(3, 80);
    const auto drawn = bootstrap(80, mean_over(y), {.replicates = 4000});
    ASSERT_TRUE(drawn);
    const auto plain = percentile_interval(*drawn, .95);
    const auto corrected = bca_interval(*drawn, 80, mean_over(y), .95);
    ASSERT_TRUE(corrected);
    EXPECT_GT(corrected->low, plain.low);
    EXPECT_GT(corrected->high, plain.high);
}

TEST(Bootstrap, ManyReplicatesWithoutAnAnswerAreAProblem)
{
    Rng rng(5);
    const RowStatistic moody = [&](std::span<const std::size_t> rows) -> Outcome<double> {
        const bool distinct = Rows(rows.begin(), rows.end()) == Rows{0, 1, 2};
        if (!distinct && rng.bernoulli(.5)) return refuse(Problem{Fault::separated});
        return 1;
    };
    EXPECT_EQ(bootstrap(3, moody, {.replicates = 100}).error().fault, Fault::no_convergence);
}

TEST(PermutationTest, WithinStrataEveryAssignmentIsCountedOnce)
{
    // Two in the arm of four, and one of three: 6 times 3 assignments.
    const Values arm = {1, 0, 1, 0, 0, 1, 0};
    const Rows strata = {0, 0, 0, 0, 1, 1, 1};
    const Values y = {4, 1, 7, 2, 3, 9, 5};
    const auto exact = exact_permutation_test(arm, strata, difference_over(y), 1000);
    ASSERT_TRUE(exact);
    EXPECT_EQ(exact->assignments, 18U);
    // The slow way: all 128 patterns, of which those with the right numbers stay.
    double beyond = 0;
    double all = 0;
    for (unsigned pattern = 0; pattern < 128; ++pattern) {
        Values other;
        for (unsigned row = 0; row < 7; ++row)
            other.push_back((pattern >> row & 1U) != 0 ? 1 : 0);
        if (other[0] + other[1] + other[2] + other[3] != 2) continue;
        if (other[4] + other[5] + other[6] != 1) continue;
        ++all;
        const double value = difference_over(y)(other);
        if (std::abs(value) >= std::abs(exact->observed) - 1e-9) ++beyond;
    }
    EXPECT_EQ(all, 18);
    EXPECT_NEAR(exact->p_two_sided, beyond / all, 1e-15);
    EXPECT_FALSE(exact_permutation_test(arm, strata, difference_over(y), 17));
}

TEST(PermutationTest, DrawsComeNearTheExactPValueWithinTheirError)
{
    Rng rng(6);
    Values y(14);
    Values arm(14);
    for (std::size_t row = 0; row < 14; ++row) {
        arm[row] = row < 7 ? 1 : 0;
        y[row] = rng.normal() + .9 * arm[row];
    }
    const auto exact = exact_permutation_test(arm, {}, difference_over(y), 10000);
    const auto drawn =
        drawn_permutation_test(arm, difference_over(y), shuffle_within(arm, {}, 3), 20000);
    ASSERT_TRUE(exact);
    EXPECT_EQ(exact->assignments, 3432U);
    EXPECT_NEAR(drawn.p_two_sided, exact->p_two_sided, 4 * *drawn.monte_carlo_se);
    EXPECT_FALSE(drawn.exact);
}

TEST(PermutationTest, ScoresAreCountedAsTheyWouldBeEnumerated)
{
    const Values score = {3, 1, 4, 1, 5, 9, 2, 6, 5, 3};
    const Values arm = {1, 0, 1, 0, 1, 1, 0, 0, 1, 0};
    const auto sum_of = [&](std::span<const double> other) {
        return std::inner_product(other.begin(), other.end(), score.begin(), 0.0) - 5 * 3.9;
    };
    const auto slow = exact_permutation_test(arm, {}, sum_of, 1000);
    const auto found = exact_score_test(score, arm);
    ASSERT_TRUE(slow && found);
    EXPECT_NEAR(found->p_two_sided, slow->p_two_sided, 1e-14);
    EXPECT_NEAR(found->p_upper, slow->p_upper, 1e-14);
    EXPECT_EQ(found->assignments, 252U);
    EXPECT_EQ(exact_score_test(Values{.5, 1}, Values{1, 0}).error().fault, Fault::out_of_range);
}
