#include "randomisation/schemes/permuted_blocks.hpp"

#include "core/rng.hpp"

#include <gtest/gtest.h>

#include <map>
#include <string>

namespace evenhand::schemes::permuted_blocks_test {

Ratio ratio_of(std::vector<std::uint32_t> shares)
{
    const auto ratio = Ratio::from(shares);
    EXPECT_TRUE(ratio) << ratio.error();
    return *ratio;
}

std::string text_of(const std::vector<Arm>& block)
{
    std::string text;
    for (const Arm arm : block)
        text += static_cast<char>('0' + index_of(arm));
    return text;
}

/// Every course that the draws of one block can take, one after the other, like the wheels of a
/// counter.
class EveryCourse
{
public:
    std::uint32_t uniform(std::uint32_t n)
    {
        if (at_ == wheels_.size()) wheels_.push_back({0, n});
        return wheels_[at_++].shown;
    }
    /// Turns to the next course; false when all were taken.
    bool next()
    {
        at_ = 0;
        while (!wheels_.empty() && wheels_.back().shown + 1 == wheels_.back().size)
            wheels_.pop_back();
        if (wheels_.empty()) return false;
        ++wheels_.back().shown;
        return true;
    }

private:
    struct Wheel
    {
        std::uint32_t shown;
        std::uint32_t size;
    };
    std::vector<Wheel> wheels_;
    std::size_t at_ = 0;
};

std::map<std::string, int> every_block(const Ratio& ratio, std::uint32_t size)
{
    std::map<std::string, int> seen;
    EveryCourse course;
    std::vector<Arm> block;
    do {
        draw_block(ratio, size, course, block);
        ++seen[text_of(block)];
    } while (course.next());
    return seen;
}

void expect_each_order_equally_often(const Ratio& ratio, std::uint32_t size, std::size_t orders)
{
    const auto seen = every_block(ratio, size);
    EXPECT_EQ(seen.size(), orders) << ratio.text() << " in blocks of " << size;
    for (const auto& [order, times] : seen)
        EXPECT_EQ(times, seen.begin()->second) << order;
}

// Exact, not a sample: all courses of the draws are taken.
TEST(PermutedBlocks, EveryOrderOfASmallBlockIsReachedByEquallyManyCoursesOfTheDraws)
{
    expect_each_order_equally_often(ratio_of({1, 1}), 2, 2);
    expect_each_order_equally_often(ratio_of({1, 1}), 4, 6);
    expect_each_order_equally_often(ratio_of({1, 1}), 6, 20);
    expect_each_order_equally_often(ratio_of({1, 1}), 8, 70);
    expect_each_order_equally_often(ratio_of({2, 1}), 3, 3);
    expect_each_order_equally_often(ratio_of({2, 1}), 6, 15);
    expect_each_order_equally_often(ratio_of({1, 1, 1}), 3, 6);
    expect_each_order_equally_often(ratio_of({1, 1, 1}), 6, 90);
    expect_each_order_equally_often(ratio_of({3, 2, 1}), 6, 60);
    expect_each_order_equally_often(ratio_of({1, 1, 1, 1, 1, 1, 1}), 7, 5040);
}

// The same counter finds the shuffle that swaps each place with any other: 27 courses of three
// draws cannot fall equally on 6 orders.
TEST(PermutedBlocks, AShuffleThatIsNotUniformIsFoundByTheSameCount)
{
    std::map<std::string, int> seen;
    EveryCourse course;
    do {
        std::vector<Arm> block{arm_number(0), arm_number(1), arm_number(2)};
        for (auto& place : block)
            std::swap(place, block[course.uniform(3)]);
        ++seen[text_of(block)];
    } while (course.next());
    EXPECT_EQ(seen.size(), 6U);
    EXPECT_NE(seen["012"], seen["102"]);
}

TEST(PermutedBlocks, ABlockHoldsEachArmInTheRatio)
{
    Rng rng(1);
    std::vector<Arm> block;
    for (int i = 0; i < 100; ++i) {
        draw_block(ratio_of({3, 2, 1}), 12, rng, block);
        Counts counts{};
        for (const Arm arm : block)
            ++counts[index_of(arm)];
        EXPECT_EQ(counts, (Counts{6, 4, 2}));
    }
}

TEST(PermutedBlocks, ABlockSizeMustHoldWholeNumbersOfEachArm)
{
    EXPECT_TRUE(divides(ratio_of({1, 1}), 4));
    EXPECT_FALSE(divides(ratio_of({1, 1}), 5));
    EXPECT_TRUE(divides(ratio_of({2, 2}), 6)) << "2:2 is 1:1";
    EXPECT_FALSE(divides(ratio_of({2, 1}), 4));
    EXPECT_FALSE(divides(ratio_of({2, 1}), 0));
}

TEST(UniformFrom, AWordBeyondTheLastWholeMultipleIsThrownAway)
{
    const std::vector<std::uint32_t> words{4294967295U, 4294967294U, 7U};
    std::size_t at = 0;
    const auto next = [&] { return words[at++]; };
    // 2^32 mod 3 is 1: the largest word alone is unusable.
    EXPECT_EQ(uniform_from(next, 3), 4294967294U % 3);
    EXPECT_EQ(at, 2U);
    at = 0;
    EXPECT_EQ(uniform_from(next, 2), 1U) << "nothing is thrown away for a power of two";
}

} // namespace evenhand::schemes::permuted_blocks_test
