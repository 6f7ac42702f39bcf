#include "randomisation/simulation/simulation.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace evenhand::simulation::simulation_test {

schemes::Spec spec_from(const std::string& json)
{
    const auto spec = schemes::read_spec(json);
    EXPECT_TRUE(spec) << spec.error();
    return *spec;
}

/// Six sites of two groups each, as in the table of statistics.md 8.
schemes::Spec twelve_strata(const std::string& scheme)
{
    std::vector<std::string> strata;
    for (const char site : std::string("ABCDEF"))
        for (const char* group : {"in work", "out of work"})
            strata.push_back(fmt::format("\"site={}|group={}\"", site, group));
    return spec_from(
        fmt::format(R"({{{},"arms":["a","b"],"ratio":[1,1],"capacity":200,"strata":[{}]}})", scheme,
                    fmt::join(strata, ",")));
}

const std::string blocks_of_four = R"("alg":"blocks/1","block_sizes":[4])";
const std::string big_stick = R"("alg":"bigstick/1","mti":3)";

schemes::Spec minimisation(double p)
{
    return spec_from(fmt::format(
        R"({{"alg":"minimise/1","arms":["0","1"],"ratio":[1,1],"p":{},"measure":"range","factors":[)"
        R"({{"name":"site","levels":["A","B","C","D","E","F"]}},{{"name":"group","levels":["i","o"]}}]}})",
        p));
}

Characteristics simulated(const schemes::Spec& spec, std::uint32_t people = 600,
                          std::uint32_t trials = 2'000, unsigned threads = 1)
{
    return simulate(spec, Population::without_file(spec),
                    {.people = people, .trials = trials, .seed = 20261122, .threads = threads}, {});
}

// The columns of the table: SD of the total imbalance, mean imbalance of a stratum, guessed right
// by stratum and by site. The margins are four Monte Carlo errors of 2,000 trials, and for the mean
// imbalance that the table's strata are of unequal size.
TEST(Simulate, TheTableOfTheLiteratureComesOut)
{
    const auto simple = simulated(twelve_strata(R"("alg":"simple/1")"));
    EXPECT_NEAR(simple.lead_of_second.standard_deviation(), 24.5, 1.6);
    EXPECT_NEAR(simple.groups.bets.rate(), 0.500, 0.002);
    EXPECT_NEAR(simple.factors[0].bets.rate(), 0.500, 0.002);

    const auto blocks = simulated(twelve_strata(blocks_of_four));
    EXPECT_NEAR(blocks.lead_of_second.standard_deviation(), 3.2, 0.25);
    EXPECT_NEAR(blocks.groups.imbalance.mean(), 0.67, 0.03);
    EXPECT_NEAR(blocks.groups.bets.rate(), 0.705, 0.003);
    EXPECT_NEAR(blocks.factors[0].bets.rate(), 0.649, 0.004);

    const auto stick = simulated(twelve_strata(big_stick));
    EXPECT_NEAR(stick.lead_of_second.standard_deviation(), 6.1, 0.45);
    EXPECT_NEAR(stick.groups.imbalance.mean(), 1.50, 0.05);
    EXPECT_NEAR(stick.groups.bets.rate(), 0.578, 0.003);
    EXPECT_NEAR(stick.factors[0].bets.rate(), 0.572, 0.003);

    const auto minimised = simulated(minimisation(0.8));
    EXPECT_NEAR(minimised.lead_of_second.standard_deviation(), 2.1, 0.25);
    EXPECT_NEAR(minimised.factors[0].bets.rate(), 0.647, 0.006);
}

TEST(Simulate, AStratifiedTestKeepsItsSizeAndOneWithoutStrataIsTooCautious)
{
    // Four standard errors of 5 % in 2,000 trials are 2 points.
    const auto simple = simulated(twelve_strata(R"("alg":"simple/1")"));
    EXPECT_NEAR(static_cast<double>(simple.unadjusted) / 2'000, 0.05, 0.02);
    EXPECT_NEAR(static_cast<double>(simple.adjusted) / 2'000, 0.05, 0.02);
    const auto blocks = simulated(twelve_strata(blocks_of_four));
    EXPECT_LT(static_cast<double>(blocks.unadjusted) / 2'000, 0.02);
    EXPECT_NEAR(static_cast<double>(blocks.adjusted) / 2'000, 0.05, 0.02);
}

TEST(Simulate, MinimisationGivesThePreferredArmWithItsProbability)
{
    for (const double p : {0.7, 0.95}) {
        const auto found = simulated(minimisation(p), 300, 300);
        const auto decided = static_cast<double>(found.preference.decided);
        EXPECT_NEAR(static_cast<double>(found.preference.preferred) / decided, p,
                    4 * 0.5 / std::sqrt(decided));
        EXPECT_EQ(found.preference.decided + found.preference.tied, 300U * 300U);
    }
}

TEST(Simulate, NoStratumIsFurtherApartThanItsSchemeAllows)
{
    const auto blocks = simulated(twelve_strata(R"("alg":"blocks/1","block_sizes":[4,6,8])"));
    EXPECT_LE(blocks.groups.imbalance.largest(), 4);
    const auto stick = simulated(twelve_strata(big_stick));
    EXPECT_LE(stick.groups.imbalance.largest(), 3);
    // At the limit the lagging arm is certain, below it nothing is known.
    EXPECT_EQ(stick.by_lead[3].rate(), 1.0);
    EXPECT_NEAR(stick.by_lead[2].rate(), 0.5, 0.01);
    EXPECT_EQ(stick.by_lead[4].people, 0U);
}

TEST(Simulate, AnUnequalRatioIsHeldAndGuessedAsItsBlocksAllow)
{
    const auto spec = spec_from(
        R"({"alg":"blocks/1","arms":["a","b"],"ratio":[2,1],"block_sizes":[3],"capacity":900,"strata":["all"]})");
    const auto found = simulated(spec, 300, 500);
    EXPECT_DOUBLE_EQ(found.arms[0], 2.0 / 3);
    EXPECT_EQ(found.overall.largest(), 0);
    // In a block of aab: 2/3 right at first, then 1/2 or certain, then certain: 7/3 of 3.
    EXPECT_NEAR(found.groups.bets.rate(), 7.0 / 9, 0.004);
}

TEST(Simulate, ThreeArmsAreGuessedAThirdOfTheTimeByChance)
{
    const auto spec = spec_from(
        R"({"alg":"simple/1","arms":["a","b","c"],"ratio":[1,1,1],"capacity":900,"strata":["x","y"]})");
    const auto found = simulated(spec, 300, 500);
    EXPECT_NEAR(found.groups.bets.rate(), 1.0 / 3, 0.006);
    EXPECT_EQ(found.arms.size(), 3U);
    EXPECT_TRUE(found.factors.empty());
}

/// Every figure, as text.
std::string figures(const Characteristics& found)
{
    std::string text;
    const auto add = [&](const View& view) {
        text += fmt::format("{} {} {} {} {};", view.name, view.imbalance.mean(),
                            view.imbalance.standard_deviation(), view.bets.right, view.bets.people);
    };
    add(found.groups);
    std::ranges::for_each(found.factors, add);
    for (const Bets& bets : found.by_lead)
        text += fmt::format("{} {};", bets.right, bets.people);
    return text + fmt::format("{} {} {} {}", found.overall.mean(), found.arms[0], found.unadjusted,
                              found.adjusted);
}

TEST(Simulate, TheSameSeedGivesTheSameFiguresWithAnyNumberOfThreads)
{
    for (const auto& spec : {twelve_strata(big_stick), minimisation(0.8)}) {
        const std::string one = figures(simulated(spec, 100, 100, 1));
        EXPECT_EQ(figures(simulated(spec, 100, 100, 2)), one);
        EXPECT_EQ(figures(simulated(spec, 100, 100, 5)), one);
    }
}

TEST(Simulate, ProgressReachesTheEnd)
{
    std::uint64_t last = 0;
    const auto spec = twelve_strata(big_stick);
    simulate(spec, Population::without_file(spec),
             {.people = 10, .trials = 50, .seed = 1, .threads = 2},
             [&](std::uint64_t done) { last = std::max(last, done); });
    EXPECT_EQ(last, 50U);
}

} // namespace evenhand::simulation::simulation_test
