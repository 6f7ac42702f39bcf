// Permutation tests against R and coin (golden family permutation).
#include "statistics/permutation.hpp"
#include "tests/reference/golden.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace evenhand::reference {

namespace permutation_test {

using namespace statistics;
using Values = std::vector<double>;

ArmStatistic difference_over(const Values& y)
{
    return [&y](std::span<const double> arm) {
        double sums[2] = {0, 0};
        double counts[2] = {0, 0};
        for (std::size_t row = 0; row < arm.size(); ++row) {
            sums[arm[row] == 1 ? 1 : 0] += y[row];
            counts[arm[row] == 1 ? 1 : 0] += 1;
        }
        return sums[1] / counts[1] - sums[0] / counts[0];
    };
}

} // namespace permutation_test

using namespace permutation_test;

TEST(PermutationReference, TwelveRowsAreEnumeratedAsInR)
{
    Golden golden("permutation/perm_help12_enumerated");
    auto data = data_of("data/help_rct/help_rct.csv");
    data.put(indicator(data, "treat", "yes", "t"));
    const auto& t = data.column("t").values;
    const auto& cesd = data.column("cesd").values;
    const Values arm(t.begin(), t.begin() + 12);
    const Values y(cesd.begin(), cesd.begin() + 12);
    const auto found = exact_permutation_test(arm, {}, difference_over(y), 1000);
    ASSERT_TRUE(found);
    golden.expect(static_cast<double>(found->assignments), "permutations");
    golden.expect(found->observed, "observed");
    golden.expect(found->p_two_sided, "p_two_sided");
    golden.expect(found->p_upper, "p_upper");
}

TEST(PermutationReference, ExactScoresOfTheStreptomycinTrialEqualCoinAndFisher)
{
    const auto data = data_of("data/strep_tb_uk/strep_tb_uk.csv");
    const auto arm = indicator(data, "arm", "Streptomycin", "t").values;
    Golden scores("permutation/perm_strep_radnum_exact");
    const auto by_score = exact_score_test(data.column("rad_num").values, arm);
    ASSERT_TRUE(by_score);
    scores.expect(by_score->p_two_sided, "p_exact");
    Golden fisher("permutation/perm_strep_improved");
    const auto improved = exact_score_test(data.column("improved").values, arm);
    ASSERT_TRUE(improved);
    fisher.expect(improved->p_upper, "p_one_sided_upper");
}

TEST(PermutationReference, DrawnPValuesOfTheDehejiaWahbaSampleLieWithinTheirError)
{
    Golden golden("permutation/perm_nsw_dw_mc");
    const auto data = data_of("data/nsw_lalonde/nsw_dehejia_wahba.csv");
    const auto& arm = data.column("treat").values;
    const auto& y = data.column("re78").values;
    const auto found =
        drawn_permutation_test(arm, difference_over(y), shuffle_within(arm, {}, 1), 40000);
    golden.tolerate(1e-12);
    golden.expect(found.observed, "observed_difference");
    const double error = std::hypot(*found.monte_carlo_se, golden.number("mc_se"));
    golden.tolerate(4 * error / golden.number("p_mc"));
    golden.expect(found.p_two_sided, "p_mc");
}

} // namespace evenhand::reference
