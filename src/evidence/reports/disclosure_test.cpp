#include "evidence/reports/disclosure.hpp"

#include <gtest/gtest.h>

#include <numeric>
#include <set>

namespace evenhand::reports::disclosure_test {

using Counts = std::vector<std::int64_t>;
constexpr std::nullopt_t hidden = std::nullopt;
using Shown = std::vector<std::optional<std::int64_t>>;

TEST(Disclosure, NobodyIsShownASmallCountIsHiddenAndAnyOtherIsRoundedToTheNearestFive)
{
    const Counts counts{0, 1, 7, 8, 12, 13, 100};
    EXPECT_EQ(disclose(counts, Total::unknown).counts, (Shown{0, hidden, hidden, 10, 10, 15, 100}));
}

TEST(Disclosure, ACountThatTheTotalWouldTellIsProtectedByHidingTheNextSmallest)
{
    // 59 less 18 to 22 and 38 to 42 leaves 1 to 3.
    EXPECT_EQ(disclose(Counts{1, 20, 38}, Total::known).counts, (Shown{hidden, 20, 40}));
    // 57 less at least 18 and at least 38 leaves 1 and nothing else, so 18 is hidden beside it.
    EXPECT_EQ(disclose(Counts{1, 18, 38}, Total::known).counts, (Shown{hidden, hidden, 40}));
    // 9 less at least 8 leaves 1, also to whoever only knows that the other is not small.
    EXPECT_TRUE(disclose(Counts{1, 8}, Total::known).withheld);
}

TEST(Disclosure, WhereEverybodyIsAlikeAndFewTheWholeBreakdownIsWithheld)
{
    EXPECT_TRUE(disclose(Counts{5, 0, 0}, Total::known).withheld);
    EXPECT_TRUE(disclose(Counts{7, 7}, Total::known).withheld);
    EXPECT_FALSE(disclose(Counts{0, 0}, Total::known).withheld);
    EXPECT_FALSE(disclose(Counts{}, Total::known).withheld);
    EXPECT_FALSE(disclose(Counts{50, 0}, Total::known).withheld);
}

TEST(Disclosure, APercentageIsOfWhatWasRoundedAndOnlyWhereNothingIsHidden)
{
    using Shares = std::vector<std::optional<int>>;
    EXPECT_EQ(percentages(disclose(Counts{42, 58}, Total::known)), (Shares{40, 60}));
    EXPECT_EQ(percentages(disclose(Counts{3, 58, 20}, Total::known)),
              (Shares{hidden, hidden, hidden}));
    EXPECT_EQ(percentages(disclose(Counts{0, 0}, Total::known)), (Shares{hidden, hidden}));
}

/// Somebody who knows the rule and the exact total tries every table there is: what each hidden
/// count may have been. They do not know which one is hidden only to protect another.
std::vector<std::set<std::int64_t>> tried(const Disclosed& disclosed, std::int64_t total)
{
    std::vector<std::set<std::int64_t>> options(disclosed.counts.size());
    Counts guess(disclosed.counts.size());
    const auto fits = [&] { return disclose(guess, Total::known) == disclosed; };
    const auto guess_from = [&](const auto& self, std::size_t row, std::int64_t left) -> void {
        if (row + 1 == guess.size()) {
            guess[row] = left;
            if (!fits()) return;
            for (std::size_t i = 0; i < guess.size(); ++i)
                options[i].insert(guess[i]);
            return;
        }
        for (std::int64_t value = 0; value <= left; ++value) {
            guess[row] = value;
            self(self, row + 1, left - value);
        }
    };
    guess_from(guess_from, 0, total);
    return options;
}

// The attacker runs the very function, so this holds whatever they know of it: exhaustively for all
// small tables of three rows.
TEST(Disclosure, NoHiddenCountIsRecoveredByTryingEveryTableThatWouldLookTheSame)
{
    std::size_t hid = 0;
    for (std::int64_t a = 0; a <= 14; ++a) {
        for (std::int64_t b = a; b <= 14; ++b) {
            for (std::int64_t c = b; c <= 22; c += 3) {
                const Counts counts{a, b, c};
                const auto disclosed = disclose(counts, Total::known);
                if (disclosed.withheld) continue;
                const auto options = tried(disclosed, a + b + c);
                for (std::size_t i = 0; i < counts.size(); ++i) {
                    ASSERT_TRUE(options[i].contains(counts[i]));
                    if (disclosed.counts[i]) continue;
                    ++hid;
                    EXPECT_GE(options[i].size(), 2U) << a << ' ' << b << ' ' << c << " row " << i;
                }
            }
        }
    }
    EXPECT_GT(hid, 100U);
}

} // namespace evenhand::reports::disclosure_test
