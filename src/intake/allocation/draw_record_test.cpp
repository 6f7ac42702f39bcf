#include "intake/allocation/draw_record.hpp"

#include "core/rng.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace evenhand::allocation::draw_record_test {

using namespace std::chrono_literals;

const PersonId somebody = PersonId::parse("0123456789abcdef0123456789abcdef").value();

DrawnPosition at(const std::string& stratum, std::int64_t position, std::optional<std::size_t> arm,
                 const std::string& recruiter = "staff:a",
                 std::chrono::microseconds after = std::chrono::microseconds(1000))
{
    return {.person = somebody,
            .stratum = stratum,
            .position = position,
            .area = "area of " + stratum,
            .group = "everybody's",
            .recruiter = recruiter,
            .intended = Instant::from_micros(0),
            .arm = arm,
            .drawn = Instant::from_micros(0) + after};
}

TEST(DrawRecord, OfNobodyHasNoRateAndNoTimes)
{
    const auto record = DrawRecorder(schemes::Ratio::equal(2)).finish();
    EXPECT_EQ(record.everybody, (ArmCounts{0, 0}));
    EXPECT_FALSE(record.all.rate());
    EXPECT_FALSE(record.times);
    EXPECT_TRUE(record.unfinished.empty());
}

TEST(DrawRecord, CountsTheArmsOfEveryFactorAndListsWhatWasLeft)
{
    DrawRecorder recorder(schemes::Ratio::equal(2));
    recorder.add(at("east", 1, 0));
    recorder.add(at("east", 2, 1, "staff:b"));
    recorder.add(at("west", 1, 1));
    recorder.add(at("west", 2, std::nullopt, "staff:b"));
    const auto record = std::move(recorder).finish();
    EXPECT_EQ(record.everybody, (ArmCounts{1, 2}));
    EXPECT_EQ(record.by_stratum.at("east"), (ArmCounts{1, 1}));
    EXPECT_EQ(record.by_stratum.at("west"), (ArmCounts{0, 1}));
    EXPECT_EQ(record.by_area.at("area of west"), (ArmCounts{0, 1}));
    EXPECT_EQ(record.by_group.at("everybody's"), (ArmCounts{1, 2}));
    ASSERT_EQ(record.unfinished.size(), 1U);
    EXPECT_EQ(record.unfinished[0].position, 2);
    EXPECT_EQ(record.by_recruiter.at("staff:b").draws, 1);
}

// After 0 the bet is 1, and after 0, 1 both are equal: half a guess, one, half, one.
TEST(DrawRecord, OfAlternatingArmsIsGuessedRightThreeTimesInFour)
{
    DrawRecorder recorder(schemes::Ratio::equal(2));
    for (std::int64_t i = 0; i < 8; ++i)
        recorder.add(at("all", i + 1, static_cast<std::size_t>(i % 2)));
    EXPECT_DOUBLE_EQ(std::move(recorder).finish().all.rate().value(), 0.75);
}

TEST(DrawRecord, ForgetsTheArmsOfAnotherStratum)
{
    DrawRecorder recorder(schemes::Ratio::equal(2));
    recorder.add(at("east", 1, 0));
    recorder.add(at("west", 1, 1));
    // Both were first of their stratum, when nothing could be known.
    EXPECT_DOUBLE_EQ(std::move(recorder).finish().all.rate().value(), 0.5);
}

/// The same by counting anew before each person, with integers alone.
double guessed_again(const std::vector<DrawnPosition>& all, std::size_t arms)
{
    double right = 0;
    for (std::size_t i = 0; i < all.size(); ++i) {
        std::vector<int> so_far(arms, 0);
        for (std::size_t earlier = 0; earlier < i; ++earlier)
            if (all[earlier].stratum == all[i].stratum) ++so_far[*all[earlier].arm];
        const int fewest = *std::ranges::min_element(so_far);
        const auto lagging = std::ranges::count(so_far, fewest);
        if (so_far[*all[i].arm] == fewest) right += 1.0 / static_cast<double>(lagging);
    }
    return right / static_cast<double>(all.size());
}

TEST(DrawRecord, GuessesAsASecondCountDoes)
{
    Rng rng(7);
    for (const std::size_t arms : {2U, 3U, 5U}) {
        std::vector<DrawnPosition> all;
        for (const char* stratum : {"a", "b", "c"})
            for (std::int64_t i = 1; i <= 40; ++i)
                all.push_back(at(stratum, i, rng.uniform(arms)));
        DrawRecorder recorder(schemes::Ratio::equal(arms));
        for (const auto& each : all)
            recorder.add(each);
        EXPECT_NEAR(std::move(recorder).finish().all.rate().value(), guessed_again(all, arms),
                    1e-12) // the order in which thirds are added
            << arms;
    }
}

TEST(DrawRecord, TellsTheMiddleTheSlowAndTheLongestWait)
{
    DrawRecorder recorder(schemes::Ratio::equal(2));
    for (std::int64_t i = 1; i <= 100; ++i)
        recorder.add(at("all", i, 0, "staff:a", (101 - i) * 1ms));
    const auto times = std::move(recorder).finish().times.value();
    EXPECT_EQ(times.median, 50ms);
    EXPECT_EQ(times.slow, 95ms);
    EXPECT_EQ(times.longest, 100ms);
}

} // namespace evenhand::allocation::draw_record_test
