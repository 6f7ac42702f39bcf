#include "core/time.hpp"

#include <gtest/gtest.h>

namespace evenhand {

TEST(LocalDate, TwentyNinthOfFebruaryExistsOnlyInLeapYears)
{
    EXPECT_TRUE(LocalDate::from_ymd(2024, 2, 29));
    EXPECT_FALSE(LocalDate::from_ymd(2023, 2, 29));
    EXPECT_FALSE(LocalDate::from_ymd(1900, 2, 29));
    EXPECT_TRUE(LocalDate::from_ymd(2000, 2, 29));
}

TEST(LocalDate, TextGoesBothWays)
{
    const auto date = LocalDate::parse("2026-07-20");
    ASSERT_TRUE(date);
    EXPECT_EQ(date->iso(), "2026-07-20");
    EXPECT_EQ(date->plain(), "20 July 2026");
    EXPECT_EQ(date->weekday(), 0U);
    EXPECT_FALSE(LocalDate::parse("2026-7-20"));
    EXPECT_FALSE(LocalDate::parse("2026-02-30"));
    EXPECT_FALSE(LocalDate::parse("2026-07-20 "));
    EXPECT_FALSE(LocalDate::parse("-026-07-20"));
}

TEST(Age, ALeapDayBirthdayFallsOnTheFirstOfMarch)
{
    const LocalDate born = *LocalDate::from_ymd(2004, 2, 29);
    EXPECT_EQ(age_on(born, *LocalDate::from_ymd(2022, 2, 28)), 17);
    EXPECT_EQ(age_on(born, *LocalDate::from_ymd(2022, 3, 1)), 18);
    EXPECT_EQ(age_on(born, *LocalDate::from_ymd(2024, 2, 29)), 20);
}

TEST(Instant, IsoTextGoesBothWaysAlsoBefore1970)
{
    for (const char* text : {"2026-03-29T01:30:00.000001Z", "1969-12-31T23:59:59.999999Z",
                             "1970-01-01T00:00:00.000000Z"}) {
        const auto at = Instant::parse(text);
        ASSERT_TRUE(at) << text;
        EXPECT_EQ(at->iso(), text);
    }
    EXPECT_EQ(Instant::parse("1970-01-01T00:00:01Z")->micros(), 1'000'000);
    EXPECT_FALSE(Instant::parse("1970-01-01T24:00:00Z"));
    EXPECT_FALSE(Instant::parse("1970-01-01T00:00:00"));
}

} // namespace evenhand
