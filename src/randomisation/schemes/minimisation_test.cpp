// Minimisation is proved by the conditional probability of the preferred arm, never by balance: a
// published minimiser balances perfectly and has lost its random element (trial-systems 2.9).
#include "randomisation/schemes/minimisation.hpp"

#include "core/check.hpp"
#include "core/rng.hpp"
#include "randomisation/schemes/spec.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <string>

namespace evenhand::schemes::minimisation_test {

constexpr int draws = 40'000;

/// How often arm 0 is given to draws that a state prefers it for.
using Chooser = std::function<bool(Rng&)>;

/// Whether the share of yes lies within four Monte Carlo standard errors of `expected`.
bool within_monte_carlo(const Chooser& gives_preferred, double expected)
{
    Rng rng(20261122);
    int given = 0;
    for (int i = 0; i < draws; ++i)
        given += gives_preferred(rng) ? 1 : 0;
    const double error = std::sqrt(expected * (1 - expected) / draws);
    return std::fabs(static_cast<double>(given) / draws - expected) < 4 * error;
}

MinimisationSpec spec_with(const std::string& first, const std::string& second, double p,
                           const std::string& measure = "range")
{
    const auto spec = read_spec(fmt::format(
        R"({{"alg":"minimise/1","arms":["{}","{}"],"ratio":[1,1],"measure":"{}","p":{},)"
        R"("factors":[{{"name":"site","levels":["A","B"]}},{{"name":"age","levels":["18-34","35-49","50+"]}}]}})",
        first, second, measure, p));
    EXPECT_TRUE(spec) << spec.error();
    return std::get<MinimisationSpec>(*spec);
}

constexpr std::array<std::uint16_t, 2> someone{0, 1};

TEST(Minimisation, TheArmOfLessImbalanceComesWithProbabilityPWhateverTheArmsAreCalled)
{
    for (const double p : {0.7, 0.8, 0.95}) {
        for (const auto& [first, second] :
             {std::pair{"control", "support"}, {"0", "1"}, {"2", "1"}, {"10", "20"}, {"1", "0"}}) {
            for (const std::size_t behind : {0U, 1U}) {
                Minimiser minimiser(spec_with(first, second, p).rules());
                minimiser.add(someone, arm_number(1 - behind));
                const Chooser ours = [&](Rng& rng) {
                    return index_of(minimiser.choose(someone, rng).arm) == behind;
                };
                EXPECT_TRUE(within_monte_carlo(ours, p))
                    << first << "/" << second << ", arm " << behind << " behind, p " << p;
            }
        }
    }
}

/// The published fault, planted: the arms other than the preferred one are found by leaving out the
/// position that the preferred arm's LABEL names. A label of 0 leaves nothing; one beyond the list
/// leaves everything.
Chooser faulty(const std::vector<int>& labels, std::size_t preferred, double p)
{
    return [labels, preferred, p](Rng& rng) {
        std::vector<int> others;
        for (std::size_t position = 1; position <= labels.size(); ++position) {
            if (labels[preferred] == 0) break;
            if (static_cast<int>(position) != labels[preferred])
                others.push_back(labels[position - 1]);
        }
        if (others.empty() || rng.uniform01() < p) return true;
        return others[rng.uniform(others.size())] == labels[preferred];
    };
}

TEST(Minimisation, ThePlantedLabelFaultIsFoundByTheSameMeasure)
{
    EXPECT_TRUE(within_monte_carlo(faulty({1, 2}, 0, 0.7), 0.7)) << "labels that hide the fault";
    EXPECT_FALSE(within_monte_carlo(faulty({0, 1}, 0, 0.7), 0.7));
    EXPECT_FALSE(within_monte_carlo(faulty({0, 1}, 1, 0.7), 0.7));
    EXPECT_FALSE(within_monte_carlo(faulty({2, 1}, 0, 0.7), 0.7));
    EXPECT_FALSE(within_monte_carlo(faulty({10, 20}, 0, 0.7), 0.7));
    EXPECT_TRUE(within_monte_carlo(faulty({10, 20}, 0, 0.7), 0.85)) << "as it was published";
}

TEST(Minimisation, AFullTieFallsInTheRatio)
{
    const Minimiser even(spec_with("a", "b", 0.9).rules());
    EXPECT_TRUE(within_monte_carlo(
        [&](Rng& rng) { return index_of(even.choose(someone, rng).arm) == 0; }, 0.5));

    MinimisationRules rules = spec_with("a", "b", 0.9).rules();
    rules.ratio = *Ratio::from(std::array<std::uint32_t, 2>{3, 1});
    Minimiser unequal(rules);
    for (int i = 0; i < 4; ++i)
        unequal.add(someone, arm_number(0));
    unequal.add(someone, arm_number(1));
    // 5/3 against 1, or 4/3 against 2: two thirds apart either way.
    EXPECT_TRUE(within_monte_carlo(
        [&](Rng& rng) { return index_of(unequal.choose(someone, rng).arm) == 0; }, 0.75));
}

TEST(Minimisation, WithThreeArmsTheTiedOnesShareThePreference)
{
    MinimisationRules rules = spec_with("a", "b", 0.8).rules();
    rules.ratio = Ratio::equal(3);
    Minimiser minimiser(rules);
    minimiser.add(someone, arm_number(2));
    for (const std::size_t arm : {0U, 1U, 2U}) {
        const Chooser gives = [&](Rng& rng) {
            return index_of(minimiser.choose(someone, rng).arm) == arm;
        };
        EXPECT_TRUE(within_monte_carlo(gives, arm == 2 ? 0.2 : 0.4)) << arm;
    }
}

/// Scores of putting someone of level 0 into each of three arms that hold 4, 2 and 1 there.
std::array<double, most_arms> scores(ImbalanceMeasure measure, double weight)
{
    Minimiser minimiser({.ratio = Ratio::equal(3),
                         .factors = {{2, weight}},
                         .measure = measure,
                         .preferred_probability = 0.8});
    constexpr std::array<std::uint16_t, 1> level{0};
    const std::array<int, 3> held{4, 2, 1};
    for (std::size_t arm = 0; arm < held.size(); ++arm)
        for (int i = 0; i < held[arm]; ++i)
            minimiser.add(level, arm_number(arm));
    Rng rng(1);
    return minimiser.choose(level, rng).scores;
}

TEST(Minimisation, TheMeasuresAreRangeSampleVarianceAndItsRoot)
{
    const auto range = scores(ImbalanceMeasure::range, 1);
    EXPECT_DOUBLE_EQ(range[0], 4); // 5 2 1
    EXPECT_DOUBLE_EQ(range[1], 3); // 4 3 1
    EXPECT_DOUBLE_EQ(range[2], 2); // 4 2 2
    const auto variance = scores(ImbalanceMeasure::variance, 2);
    EXPECT_DOUBLE_EQ(variance[0], 2 * 13.0 / 3); // mean 8/3, squares 26/3, over 2
    EXPECT_DOUBLE_EQ(variance[1], 2 * 7.0 / 3);
    EXPECT_DOUBLE_EQ(variance[2], 2 * 4.0 / 3);
    const auto deviation = scores(ImbalanceMeasure::standard_deviation, 1);
    EXPECT_DOUBLE_EQ(deviation[2], std::sqrt(4.0 / 3));
}

TEST(Minimisation, WeightsDecideWhereFactorsPullApart)
{
    for (const double site_weight : {1.0, 3.0}) {
        MinimisationRules rules = spec_with("a", "b", 1.0).rules();
        rules.factors[0].weight = site_weight;
        Minimiser minimiser(rules);
        minimiser.add(std::array<std::uint16_t, 2>{0, 0}, arm_number(0));
        minimiser.add(std::array<std::uint16_t, 2>{1, 1}, arm_number(1));
        minimiser.add(std::array<std::uint16_t, 2>{1, 1}, arm_number(1));
        // At site 0 arm 0 leads by one, at age 1 arm 1 leads by two.
        Rng rng(1);
        const auto choice = minimiser.choose(someone, rng);
        EXPECT_EQ(index_of(choice.arm), site_weight == 1.0 ? 0U : 1U);
    }
}

TEST(Minimisation, SumsThatDifferInTheirLastBitsAreATie)
{
    MinimisationRules rules{.ratio = Ratio::equal(2),
                            .factors = {{2, 0.1}, {2, 0.2}, {2, 0.3}},
                            .measure = ImbalanceMeasure::range,
                            .preferred_probability = 1.0};
    Minimiser minimiser(rules);
    // Arm 0 leads by one at the third factor, arm 1 by one at the first two: 0.1 + 0.2 against 0.3.
    minimiser.add(std::array<std::uint16_t, 3>{1, 1, 0}, arm_number(0));
    minimiser.add(std::array<std::uint16_t, 3>{0, 0, 1}, arm_number(1));
    Rng rng(1);
    EXPECT_TRUE(minimiser.choose(std::array<std::uint16_t, 3>{0, 0, 0}, rng).all_tied);
}

TEST(Minimisation, AChoiceAddsNobodyAndALevelThatIsNotThereIsABug)
{
    Minimiser minimiser(spec_with("a", "b", 0.8).rules());
    Rng rng(1);
    static_cast<void>(minimiser.choose(someone, rng));
    EXPECT_EQ(minimiser.counts(0, 0), Counts{});
    EXPECT_THROW(static_cast<void>(minimiser.choose(std::array<std::uint16_t, 2>{0, 3}, rng)), Bug);
    EXPECT_THROW(static_cast<void>(minimiser.choose(std::array<std::uint16_t, 1>{0}, rng)), Bug);
}

} // namespace evenhand::schemes::minimisation_test
