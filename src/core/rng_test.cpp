#include "core/check.hpp"
#include "core/rng.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <map>
#include <numeric>
#include <set>
#include <vector>

namespace evenhand::rng_test {

/// Mean and standard deviation of many draws.
struct Moments
{
    double mean;
    double sd;
};

template <class Draw>
Moments moments(int count, Draw draw)
{
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < count; ++i) {
        const double value = draw();
        sum += value;
        squares += value * value;
    }
    const double mean = sum / count;
    return {mean, std::sqrt(squares / count - mean * mean)};
}

/// One number that changes with any bit of any draw.
class Fingerprint
{
public:
    void add(double value) { add(std::bit_cast<std::uint64_t>(value)); }
    void add(std::uint64_t value) { hash_ = std::rotl(hash_ * 0x9E3779B97F4A7C15U + value, 29); }
    [[nodiscard]] std::uint64_t value() const { return hash_; }

private:
    std::uint64_t hash_ = 0;
};

TEST(Philox, AgreesWithTheVectorsThatRandom123Publishes)
{
    using Block = std::array<std::uint64_t, 4>;
    constexpr std::uint64_t ones = 0xffffffffffffffff;
    EXPECT_EQ(philox_block({0, 0, 0, 0}, {0, 0}), (Block{0x16554d9eca36314c, 0xdb20fe9d672d0fdc,
                                                         0xd7e772cee186176b, 0x7e68b68aec7ba23b}));
    EXPECT_EQ(
        philox_block({ones, ones, ones, ones}, {ones, ones}),
        (Block{0x87b092c3013fe90b, 0x438c3c67be8d0224, 0x9cc7d7c69cd777b6, 0xa09caebf594f0ba0}));
    EXPECT_EQ(
        philox_block(
            {0x243f6a8885a308d3, 0x13198a2e03707344, 0xa4093822299f31d0, 0x082efa98ec4e6c89},
            {0x452821e638d01377, 0xbe5466cf34e90c6c}),
        (Block{0xa528f45403e61d95, 0x38c72dbd566e9788, 0xa5a1610e72fd18b5, 0x57bd43b5e52b7fe6}));
}

TEST(Rng, TheRootStreamIsPhiloxKeyedByTheSeed)
{
    Rng rng(0);
    EXPECT_EQ(rng.bits(), 0x16554d9eca36314cU);
    EXPECT_EQ(rng.bits(), 0xdb20fe9d672d0fdcU);
    EXPECT_EQ(rng.draws(), 2U);
}

TEST(Rng, EveryKindOfDrawGivesTheSameBitsWithEveryCompiler)
{
    Rng rng = Rng(20260301).stream("golden");
    Fingerprint print;
    std::array<int, 20> order{};
    std::iota(order.begin(), order.end(), 0);
    const std::array weights{0.5, 0.0, 2.0, 1.25};
    for (int i = 0; i < 10'000; ++i) {
        print.add(rng.bits());
        print.add(rng.uniform(6));
        print.add(rng.uniform01());
        print.add(rng.normal());
        print.add(rng.normal(100, 15));
        print.add(rng.exponential(30));
        print.add(std::uint64_t{rng.bernoulli(0.3)});
        print.add(std::uint64_t{rng.weighted_choice(weights)});
        rng.shuffle(order);
        print.add(static_cast<std::uint64_t>(order[0]));
    }
    EXPECT_EQ(print.value(), 7748478217257987149U);
    EXPECT_EQ(rng.draws(), 300926U);
}

TEST(Rng, StreamsDependOnSeedAndNamesAlone)
{
    const Rng root(5);
    Rng early = root.stream("surveys/non-response");
    const auto first = early.bits();
    Rng busy(5);
    for (int i = 0; i < 100; ++i)
        busy.bits();
    EXPECT_EQ(busy.stream("surveys/non-response").bits(), first);

    const std::set<std::uint64_t> firsts{first,
                                         Rng(6).stream("surveys/non-response").bits(),
                                         root.stream("surveys").bits(),
                                         root.stream("surveys").stream("non-response").bits(),
                                         root.stream("").bits(),
                                         Rng(5).bits()};
    EXPECT_EQ(firsts.size(), 6U);
}

TEST(Rng, UniformIsEvenAlsoWhereTheRangeDoesNotDivide)
{
    Rng rng(1);
    std::map<std::uint64_t, int> counts;
    for (int i = 0; i < 60'000; ++i)
        ++counts[rng.uniform(6)];
    ASSERT_EQ(counts.size(), 6U);
    double chi_square = 0;
    for (const auto& [value, count] : counts)
        chi_square += (count - 10'000.0) * (count - 10'000.0) / 10'000.0;
    EXPECT_LT(chi_square, 20.5); // 5 degrees of freedom, p = 0.001

    // With a range of 3/4 of all numbers, taking remainders alone would favour the lowest third.
    constexpr std::uint64_t range = 3ULL << 62;
    int low = 0;
    for (int i = 0; i < 30'000; ++i)
        low += rng.uniform(range) < range / 3 ? 1 : 0;
    EXPECT_NEAR(low, 10'000, 4 * std::sqrt(30'000 * 2.0 / 9));
}

TEST(Rng, UniformOfOneIsZeroAndOfNoneIsOurFault)
{
    Rng rng(1);
    EXPECT_EQ(rng.uniform(1), 0U);
    EXPECT_THROW(rng.uniform(0), Bug);
}

TEST(Rng, TheLogarithmIsRightToTheLastFewBits)
{
    Rng a(3);
    Rng b(3);
    for (int i = 0; i < 100'000; ++i) {
        const double wanted = -std::log(1 - a.uniform01());
        ASSERT_NEAR(b.exponential(1), wanted, 1e-15 * wanted);
    }
}

TEST(Rng, DrawsHaveTheMomentsOfTheirDistributions)
{
    constexpr int count = 200'000;
    const double root = std::sqrt(count);
    Rng rng(11);
    const auto uniform = moments(count, [&] { return rng.uniform01(); });
    EXPECT_NEAR(uniform.mean, 0.5, 4 * 0.2887 / root);
    EXPECT_NEAR(uniform.sd, 0.288675, 0.002);
    const auto normal = moments(count, [&] { return rng.normal(); });
    EXPECT_NEAR(normal.mean, 0, 4 / root);
    EXPECT_NEAR(normal.sd, 1, 4 / (root * 1.414));
    const auto waiting = moments(count, [&] { return rng.exponential(30); });
    EXPECT_NEAR(waiting.mean, 30, 4 * 30 / root);
    EXPECT_NEAR(waiting.sd, 30, 0.5);
    const auto coin = moments(count, [&] { return rng.bernoulli(0.3) ? 1.0 : 0.0; });
    EXPECT_NEAR(coin.mean, 0.3, 4 * 0.459 / root);
}

TEST(Rng, TheNormalDistributionHasItsTails)
{
    constexpr int count = 200'000;
    Rng rng(12);
    int beyond_two = 0;
    for (int i = 0; i < count; ++i)
        beyond_two += std::abs(rng.normal()) > 1.959964 ? 1 : 0;
    EXPECT_NEAR(beyond_two, 0.05 * count, 4 * std::sqrt(count * 0.05 * 0.95));
}

TEST(Rng, CertainAndImpossibleThingsAreSo)
{
    Rng rng(2);
    for (int i = 0; i < 1000; ++i) {
        ASSERT_TRUE(rng.bernoulli(1));
        ASSERT_FALSE(rng.bernoulli(0));
    }
    EXPECT_THROW(rng.bernoulli(1.1), Bug);
    EXPECT_THROW(rng.bernoulli(std::nan("")), Bug);
}

TEST(Rng, AWeightOfZeroIsNeverChosen)
{
    Rng rng(2);
    const std::array weights{0.0, 1.0, 0.0, 3.0, 0.0};
    std::array<int, 5> counts{};
    for (int i = 0; i < 40'000; ++i)
        ++counts[rng.weighted_choice(weights)];
    EXPECT_EQ(counts[0] + counts[2] + counts[4], 0);
    EXPECT_NEAR(counts[1], 10'000, 4 * std::sqrt(40'000 * 0.1875));
    EXPECT_THROW(rng.weighted_choice({}), Bug);
    EXPECT_THROW(rng.weighted_choice(std::array{0.0, 0.0}), Bug);
    EXPECT_THROW(rng.weighted_choice(std::array{1.0, -1.0}), Bug);
}

TEST(Rng, EveryOrderIsEquallyLikelyAfterAShuffle)
{
    Rng rng(4);
    std::map<std::vector<int>, int> counts;
    for (int i = 0; i < 24'000; ++i) {
        std::vector<int> items{1, 2, 3, 4};
        rng.shuffle(items);
        ++counts[items];
    }
    ASSERT_EQ(counts.size(), 24U);
    double chi_square = 0;
    for (const auto& [order, count] : counts)
        chi_square += (count - 1000.0) * (count - 1000.0) / 1000.0;
    EXPECT_LT(chi_square, 49.7); // 23 degrees of freedom, p = 0.001
}

} // namespace evenhand::rng_test
