#include "statistics/multiplicity.hpp"

#include "core/rng.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cmath>

using namespace evenhand::statistics;

namespace multiplicity_test {

using Values = std::vector<double>;

Values some_p(std::uint64_t seed, std::size_t n)
{
    evenhand::Rng rng(seed);
    Values p(n);
    for (double& value : p)
        value = rng.bernoulli(.2) ? .01 : std::pow(rng.uniform01(), 3);
    return p;
}

/// The closed testing principle in full: the p-value of a claim is the largest over all subsets
/// that hold it, each tested by `local`.
template <class Local>
Values closed(const Values& p, Local&& local)
{
    Values result(p.size(), 0);
    for (unsigned subset = 1; subset < 1U << p.size(); ++subset) {
        Values held;
        for (std::size_t i = 0; i < p.size(); ++i) {
            if ((subset >> i & 1U) != 0) held.push_back(p[i]);
        }
        std::ranges::sort(held);
        const double value = std::min(1.0, local(held));
        for (std::size_t i = 0; i < p.size(); ++i) {
            if ((subset >> i & 1U) != 0) result[i] = std::max(result[i], value);
        }
    }
    return result;
}

double bonferroni(const Values& held)
{
    return held[0] * static_cast<double>(held.size());
}

double simes(const Values& held)
{
    double least = 1;
    for (std::size_t i = 0; i < held.size(); ++i)
        least = std::min(least,
                         held[i] * static_cast<double>(held.size()) / static_cast<double>(i + 1));
    return least;
}

void expect_near(const Values& ours, const Values& wanted)
{
    ASSERT_EQ(ours.size(), wanted.size());
    for (std::size_t i = 0; i < ours.size(); ++i)
        EXPECT_NEAR(ours[i], wanted[i], 1e-12) << i;
}

/// The smallest share at which the procedure claims each, found by its own words: claim those whose
/// p-value is at most share * rank / n for some rank no lower.
Values slow_bh(const Values& p)
{
    Values result;
    for (const double own : p) {
        double least = 1;
        for (const double limit : p) {
            if (limit < own) continue;
            const auto rank =
                std::ranges::count_if(p, [&](double other) { return other <= limit; });
            least =
                std::min(least, limit * static_cast<double>(p.size()) / static_cast<double>(rank));
        }
        result.push_back(least);
    }
    return result;
}

} // namespace multiplicity_test

using namespace multiplicity_test;

TEST(Adjusted, HolmIsTheClosedTestOfBonferroniAndHommelThatOfSimes)
{
    for (std::uint64_t seed = 0; seed < 20; ++seed) {
        const Values p = some_p(seed, 1 + seed % 9);
        expect_near(adjusted(p, Adjustment::holm), closed(p, bonferroni));
        expect_near(adjusted(p, Adjustment::hommel), closed(p, simes));
        expect_near(adjusted(p, Adjustment::benjamini_hochberg), slow_bh(p));
    }
}

RC_GTEST_PROP(Adjusted, MethodsKeepTheOrderOfTheirStrictness, (std::vector<std::uint16_t> drawn))
{
    Values p;
    for (const auto value : drawn)
        p.push_back(value / 65535.0);
    const auto bonferroni = adjusted(p, Adjustment::bonferroni);
    const auto holm = adjusted(p, Adjustment::holm);
    const auto hochberg = adjusted(p, Adjustment::hochberg);
    const auto hommel = adjusted(p, Adjustment::hommel);
    const auto bh = adjusted(p, Adjustment::benjamini_hochberg);
    const auto by = adjusted(p, Adjustment::benjamini_yekutieli);
    constexpr double room = 1e-12;
    for (std::size_t i = 0; i < p.size(); ++i) {
        RC_ASSERT(bonferroni[i] <= 1 && p[i] <= bh[i] + room && bh[i] <= by[i] + room);
        RC_ASSERT(bonferroni[i] >= holm[i] - room && holm[i] >= hochberg[i] - room);
        RC_ASSERT(hochberg[i] >= hommel[i] - room && hommel[i] >= bh[i] - room);
    }
}

TEST(StepDown, OneOutcomeHasItsPlainShareOfDraws)
{
    Matrix null(4, 1);
    for (std::size_t row = 0; row < 4; ++row)
        null(row, 0) = static_cast<double>(row) - 1.5; // -1.5, -.5, .5, 1.5
    EXPECT_EQ(step_down_maximum(Values{1.5}, null, Draws::enumerated), Values{.5});
    EXPECT_EQ(step_down_maximum(Values{-2}, null, Draws::sampled), Values{.2});
    EXPECT_EQ(step_down_minimum_p(Values{1.5}, null, Draws::enumerated), Values{.5});
}

TEST(StepDown, EachStepComparesWithTheLargestOfThoseStillInTheFamily)
{
    evenhand::Rng rng(3);
    Matrix null(500, 4);
    for (std::size_t row = 0; row < 500; ++row) {
        const double shared = rng.normal();
        for (std::size_t i = 0; i < 4; ++i)
            null(row, i) = .6 * shared + .8 * rng.normal();
    }
    const Values seen = {2.1, -2.9, .4, 1.7};
    // The furthest is outcome 1, then 0, 3, 2.
    const std::vector<std::vector<std::size_t>> families = {{0, 1, 2, 3}, {0, 2, 3}, {2, 3}, {2}};
    const std::vector<std::size_t> order = {1, 0, 3, 2};
    Values wanted(4);
    double largest = 0;
    for (std::size_t step = 0; step < 4; ++step) {
        double beyond = 1;
        for (std::size_t row = 0; row < 500; ++row) {
            double furthest = 0;
            for (const std::size_t i : families[step])
                furthest = std::max(furthest, std::abs(null(row, i)));
            if (furthest >= std::abs(seen[order[step]])) ++beyond;
        }
        largest = std::max(largest, beyond / 501);
        wanted[order[step]] = largest;
    }
    expect_near(step_down_maximum(seen, null, Draws::sampled), wanted);
}
