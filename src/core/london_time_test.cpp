#include "core/london_time.hpp"

#include <gtest/gtest.h>

#include <string>

namespace evenhand::london_time_test {

LocalDate day(const char* iso)
{
    return LocalDate::parse(iso).value();
}

std::string utc(const char* date, int hour, int minute,
                std::optional<ClockChange> which = std::nullopt)
{
    const auto at = instant_in_london(day(date), hour, minute, which);
    return at ? at->iso().substr(0, 16) : std::string(code(at.error()));
}

std::string wall(const char* iso)
{
    return london_plain(Instant::parse(iso).value());
}

TEST(LondonTime, IsAnHourAheadOfUtcInSummerOnly)
{
    EXPECT_EQ(utc("2026-07-20", 9, 30), "2026-07-20T08:30");
    EXPECT_EQ(utc("2026-01-20", 9, 30), "2026-01-20T09:30");
    EXPECT_EQ(utc("2036-07-20", 9, 30), "2036-07-20T08:30");
    EXPECT_EQ(utc("2037-07-20", 9, 30), "2037-07-20T08:30");
}

TEST(LondonTime, HalfPastOneHappensTwiceOnTheLastSundayOfOctober)
{
    EXPECT_EQ(utc("2026-10-25", 0, 59), "2026-10-24T23:59");
    EXPECT_EQ(utc("2026-10-25", 1, 0), "happens_twice");
    EXPECT_EQ(utc("2026-10-25", 1, 30), "happens_twice");
    EXPECT_EQ(utc("2026-10-25", 1, 59), "happens_twice");
    EXPECT_EQ(utc("2026-10-25", 2, 0), "2026-10-25T02:00");
    EXPECT_EQ(utc("2026-10-25", 1, 30, ClockChange::before_clocks_go_back), "2026-10-25T00:30");
    EXPECT_EQ(utc("2026-10-25", 1, 30, ClockChange::after_clocks_go_back), "2026-10-25T01:30");
    EXPECT_EQ(utc("2026-10-26", 1, 30, ClockChange::before_clocks_go_back), "2026-10-26T01:30");
}

TEST(LondonTime, HalfPastOneDoesNotExistOnTheLastSundayOfMarch)
{
    EXPECT_EQ(utc("2026-03-29", 0, 59), "2026-03-29T00:59");
    EXPECT_EQ(utc("2026-03-29", 1, 0), "does_not_exist");
    EXPECT_EQ(utc("2026-03-29", 1, 59), "does_not_exist");
    EXPECT_EQ(utc("2026-03-29", 2, 0), "2026-03-29T01:00");
}

TEST(LondonTime, TheDateInLondonIsNotThatOfUtcLateOnASummerEvening)
{
    EXPECT_EQ(london_date(Instant::parse("2026-07-20T23:30:00Z").value()).iso(), "2026-07-21");
    EXPECT_EQ(london_date(Instant::parse("2026-01-20T23:30:00Z").value()).iso(), "2026-01-20");
    EXPECT_EQ(london_date(Instant::parse("1969-12-31T23:30:00Z").value()).iso(), "1970-01-01");
}

TEST(LondonTime, EveryInstantComesBackFromItsWallTime)
{
    // Each half hour of a year, across both changes.
    const Instant start = Instant::parse("2026-01-01T00:00:00Z").value();
    for (int half_hour = 0; half_hour < 2 * 24 * 365; ++half_hour) {
        const Instant at = start + std::chrono::minutes{30 * half_hour};
        const LondonTime wall = london_time(at);
        const auto first = instant_in_london(wall.date, wall.hour, wall.minute,
                                             ClockChange::before_clocks_go_back);
        const auto second =
            instant_in_london(wall.date, wall.hour, wall.minute, ClockChange::after_clocks_go_back);
        ASSERT_TRUE(first && second);
        ASSERT_TRUE(*first == at || *second == at) << at.iso();
    }
}

TEST(LondonTime, ADayHasTwentyThreeOrTwentyFiveHoursWhenTheClocksChange)
{
    const auto hours = [](const char* iso) {
        const LocalDate date = day(iso);
        return std::chrono::duration_cast<std::chrono::hours>(
                   start_of_london_day(date.plus_days(1)) - start_of_london_day(date))
            .count();
    };
    EXPECT_EQ(hours("2026-03-29"), 23);
    EXPECT_EQ(hours("2026-10-25"), 25);
    EXPECT_EQ(hours("2026-07-20"), 24);
}

TEST(LondonTime, EveryDayHasAMidnight)
{
    for (LocalDate date = day("1900-01-01"); date < day("2050-01-01"); date = date.plus_days(1))
        ASSERT_EQ(london_date(start_of_london_day(date)), date);
}

TEST(LondonTime, IsWrittenAsPeopleReadIt)
{
    EXPECT_EQ(wall("2026-07-20T08:30:00Z"), "20 July 2026 at 9:30am");
    EXPECT_EQ(wall("2026-07-20T16:00:59Z"), "20 July 2026 at 5pm");
    EXPECT_EQ(wall("2026-07-20T11:00:00Z"), "20 July 2026 at midday");
    EXPECT_EQ(wall("2026-07-20T11:05:00Z"), "20 July 2026 at 12:05pm");
    EXPECT_EQ(wall("2026-07-19T23:00:00Z"), "20 July 2026 at midnight");
    EXPECT_EQ(wall("2026-01-20T00:05:00Z"), "20 January 2026 at 12:05am");
}

} // namespace evenhand::london_time_test
