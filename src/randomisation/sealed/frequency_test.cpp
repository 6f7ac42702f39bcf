// The keyed streams against the frequencies they must have. Keys are fixed, so a figure is the same
// in every run; each bound is the 99.9 % point of chi-squared with the degrees of freedom named.
#include "randomisation/schemes/big_stick.hpp"
#include "randomisation/schemes/minimisation.hpp"
#include "randomisation/schemes/permuted_blocks.hpp"
#include "randomisation/sealed/draws.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <string>
#include <vector>

namespace evenhand::sealed::frequency_test {

constexpr std::uint32_t blocks = 12'000;

crypto::SecretKey key()
{
    const crypto::Hash256 hash = crypto::sha256("frequency test");
    return *crypto::SecretKey::from_bytes(hash.bytes());
}

using Frequencies = std::map<std::string, int>;

double chi_squared(const Frequencies& seen, std::size_t cells)
{
    double all = 0;
    for (const auto& [what, times] : seen)
        all += times;
    const double expected = all / static_cast<double>(cells);
    double sum = static_cast<double>(cells - seen.size()) * expected;
    for (const auto& [what, times] : seen)
        sum += (times - expected) * (times - expected) / expected;
    return sum;
}

std::string block_text(const schemes::Ratio& ratio, std::uint32_t size, BlockDraws& draws)
{
    std::vector<schemes::Arm> block;
    schemes::draw_block(ratio, size, draws, block);
    std::string text;
    for (const schemes::Arm arm : block)
        text += static_cast<char>('0' + schemes::index_of(arm));
    return text;
}

/// Orders of the blocks of a stratum, its sizes drawn from a list of one.
Frequencies orders(const schemes::Ratio& ratio, std::uint32_t size)
{
    const crypto::SecretKey permutation = key();
    Frequencies seen;
    for (std::uint32_t block = 0; block < blocks; ++block) {
        BlockDraws draws(permutation, 3, block);
        schemes::draw_block_size(std::vector{size}, draws);
        ++seen[block_text(ratio, size, draws)];
    }
    return seen;
}

schemes::Ratio ratio_of(std::vector<std::uint32_t> shares)
{
    return *schemes::Ratio::from(shares);
}

TEST(KeyedBlocks, EveryOrderOfASmallBlockComesEquallyOften)
{
    EXPECT_LT(chi_squared(orders(ratio_of({1, 1}), 2), 2), 10.83) << "1 degree";
    EXPECT_LT(chi_squared(orders(ratio_of({1, 1}), 4), 6), 20.52) << "5 degrees";
    EXPECT_LT(chi_squared(orders(ratio_of({1, 1}), 6), 20), 43.82) << "19 degrees";
    EXPECT_LT(chi_squared(orders(ratio_of({2, 1}), 6), 15), 36.12) << "14 degrees";
    EXPECT_LT(chi_squared(orders(ratio_of({1, 1, 1}), 3), 6), 20.52) << "5 degrees";
    EXPECT_LT(chi_squared(orders(ratio_of({1, 1, 1}), 6), 90), 135.98) << "89 degrees";
}

TEST(KeyedBlocks, SizesComeEquallyOften)
{
    const crypto::SecretKey permutation = key();
    Frequencies seen;
    for (std::uint32_t block = 0; block < blocks; ++block) {
        BlockDraws draws(permutation, 0, block);
        ++seen[std::to_string(
            schemes::draw_block_size(std::vector<std::uint32_t>{4, 6, 8}, draws))];
    }
    EXPECT_LT(chi_squared(seen, 3), 13.82) << "2 degrees";
}

TEST(KeyedBlocks, ABlockTellsNothingOfTheNextOneOrOfTheSameOneInAnotherStratum)
{
    const crypto::SecretKey permutation = key();
    const auto even = ratio_of({1, 1});
    Frequencies after;
    Frequencies beside;
    for (std::uint32_t block = 0; block < blocks; ++block) {
        BlockDraws one(permutation, 0, block);
        BlockDraws next(permutation, 0, block + 1);
        BlockDraws other(permutation, 1, block);
        const std::string here = block_text(even, 4, one);
        ++after[here + block_text(even, 4, next)];
        ++beside[here + block_text(even, 4, other)];
    }
    EXPECT_LT(chi_squared(after, 36), 66.62) << "35 degrees";
    EXPECT_LT(chi_squared(beside, 36), 66.62) << "35 degrees";
}

TEST(KeyedBlocks, AStreamThatFavoursAnOrderIsFoundByTheSameMeasure)
{
    Frequencies seen = orders(ratio_of({1, 1}), 4);
    // A tenth of one order goes to another.
    const int moved = seen["0011"] / 10;
    seen["0011"] -= moved;
    seen["1100"] += moved;
    EXPECT_GT(chi_squared(seen, 6), 20.52);
}

TEST(KeyedCoins, RunsOfEightFallEquallyOften)
{
    const crypto::SecretKey permutation = key();
    Frequencies seen;
    std::string run;
    for (std::uint32_t position = 0; position < 8 * 6'400; ++position) {
        CoinDraws draws(permutation, 2, position);
        run += draws.uniform(2) == 0 ? '0' : '1';
        if (run.size() < 8) continue;
        ++seen[run];
        run.clear();
    }
    EXPECT_LT(chi_squared(seen, 256), 330.52) << "255 degrees";
}

TEST(KeyedNewcomers, ThePreferredArmComesWithItsProbabilityAndTheTieBreakIsFair)
{
    constexpr std::uint32_t people = 20'000;
    const crypto::SecretKey permutation = key();
    schemes::Minimiser minimiser({.ratio = schemes::Ratio::equal(2),
                                  .factors = {{2, 1}},
                                  .measure = schemes::ImbalanceMeasure::range,
                                  .preferred_probability = 0.8});
    const std::array<std::uint16_t, 1> tied_level{1};
    const std::array<std::uint16_t, 1> level{0};
    minimiser.add(level, schemes::arm_number(1));
    int preferred = 0;
    int first_of_tie = 0;
    for (std::uint32_t position = 0; position < people; ++position) {
        NewcomerDraws draws(permutation, position);
        preferred += schemes::index_of(minimiser.choose(level, draws).arm) == 0 ? 1 : 0;
        NewcomerDraws again(permutation, position);
        first_of_tie += schemes::index_of(minimiser.choose(tied_level, again).arm) == 0 ? 1 : 0;
    }
    EXPECT_NEAR(preferred, 0.8 * people, 4 * std::sqrt(0.8 * 0.2 * people));
    EXPECT_NEAR(first_of_tie, 0.5 * people, 4 * std::sqrt(0.5 * 0.5 * people));
}

TEST(KeyedNewcomers, ADecisionIsReplayedFromTheLevelsAlone)
{
    const crypto::SecretKey permutation = key();
    const auto decide = [&] {
        schemes::Minimiser minimiser(
            {.ratio = *schemes::Ratio::from(std::vector<std::uint32_t>{2, 1, 1}),
             .factors = {{3, 2}, {2, 0.5}},
             .measure = schemes::ImbalanceMeasure::standard_deviation,
             .preferred_probability = 0.75});
        std::string arms;
        for (std::uint32_t person = 0; person < 200; ++person) {
            const std::array<std::uint16_t, 2> levels{static_cast<std::uint16_t>(person * 7 % 3),
                                                      static_cast<std::uint16_t>(person * 5 % 2)};
            NewcomerDraws draws(permutation, person);
            const auto arm = minimiser.choose(levels, draws).arm;
            minimiser.add(levels, arm);
            arms += static_cast<char>('0' + schemes::index_of(arm));
        }
        return arms;
    };
    EXPECT_EQ(decide(), decide());
}

} // namespace evenhand::sealed::frequency_test
