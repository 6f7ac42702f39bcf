#include "randomisation/schemes/big_stick.hpp"

#include "core/rng.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <vector>

namespace evenhand::schemes::big_stick_test {

Ratio ratio_of(std::vector<std::uint32_t> shares)
{
    return *Ratio::from(shares);
}

std::string open_text(const Ratio& ratio, const Counts& counts, std::optional<std::uint32_t> limit)
{
    const OpenArms open = open_arms(ratio, counts, limit);
    std::string text;
    for (std::size_t arm = 0; arm < ratio.arms(); ++arm)
        text += open[arm] ? 'o' : '-';
    return text;
}

TEST(BigStick, TheLeadingArmIsClosedWhenItIsTheLimitAhead)
{
    const Ratio equal = Ratio::equal(2);
    EXPECT_EQ(open_text(equal, {0, 0}, 3), "oo");
    EXPECT_EQ(open_text(equal, {2, 0}, 3), "oo");
    EXPECT_EQ(open_text(equal, {3, 0}, 3), "-o");
    EXPECT_EQ(open_text(equal, {7, 10}, 3), "o-");
    EXPECT_EQ(open_text(equal, {90, 0}, std::nullopt), "oo");
}

TEST(BigStick, OtherRatiosAreMeasuredPersonForShare)
{
    const Ratio two_to_one = ratio_of({2, 1});
    EXPECT_EQ(open_text(two_to_one, {1, 0}, 1), "oo");
    EXPECT_EQ(open_text(two_to_one, {2, 0}, 1), "-o") << "a third would be 1.5 shares ahead";
    EXPECT_EQ(open_text(two_to_one, {0, 1}, 1), "o-");
    EXPECT_EQ(open_text(Ratio::equal(3), {4, 3, 2}, 2), "-oo");
}

TEST(BigStick, AnArmIsAlwaysOpenAndTheLimitIsNeverPassed)
{
    Rng rng(20261122);
    for (const auto& shares : {std::vector<std::uint32_t>{1, 1},
                               {2, 1},
                               {1, 1, 1},
                               {3, 2, 1},
                               {5, 1, 1, 1, 1, 1, 1, 7}}) {
        const Ratio ratio = ratio_of(shares);
        for (std::uint32_t limit = 1; limit <= 4; ++limit) {
            Counts counts{};
            for (int person = 0; person < 2'000; ++person) {
                const Arm arm = draw_open_arm(ratio, open_arms(ratio, counts, limit), rng);
                ++counts[index_of(arm)];
                for (std::size_t a = 0; a < ratio.arms(); ++a)
                    for (std::size_t b = 0; b < ratio.arms(); ++b)
                        ASSERT_LE(counts[a] * ratio.share(b),
                                  counts[b] * ratio.share(a) +
                                      limit * ratio.share(a) * ratio.share(b));
            }
        }
    }
}

TEST(BigStick, TheCoinFallsInTheRatioOfTheOpenArms)
{
    Rng rng(7);
    const Ratio ratio = ratio_of({3, 2, 1});
    constexpr int draws = 60'000;
    Counts all{};
    Counts without_first{};
    for (int i = 0; i < draws; ++i) {
        ++all[index_of(draw_open_arm(ratio, {true, true, true}, rng))];
        ++without_first[index_of(draw_open_arm(ratio, {false, true, true}, rng))];
    }
    // Four standard errors of a share of 60,000 draws are less than 500.
    EXPECT_NEAR(all[0], draws / 2, 500);
    EXPECT_NEAR(all[1], draws / 3, 500);
    EXPECT_EQ(without_first[0], 0U);
    EXPECT_NEAR(without_first[1], draws * 2 / 3, 500);
}

} // namespace evenhand::schemes::big_stick_test
