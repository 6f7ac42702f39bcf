#include "core/check.hpp"
#include "core/working_days.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace evenhand::working_days_test {

LocalDate day(const char* iso)
{
    return LocalDate::parse(iso).value();
}

/// Easter 2026 and the early May holiday.
const std::vector<LocalDate> holidays{day("2026-04-03"), day("2026-04-06"), day("2026-05-04")};

std::string plus(const char* from, int days)
{
    return plus_working_days(day(from), days, holidays).iso();
}

TEST(WorkingDays, WeekendsAndBankHolidaysAreNone)
{
    EXPECT_TRUE(is_working_day(day("2026-04-02"), holidays));
    EXPECT_FALSE(is_working_day(day("2026-04-03"), holidays));
    EXPECT_FALSE(is_working_day(day("2026-04-04"), holidays));
    EXPECT_FALSE(is_working_day(day("2026-04-05"), holidays));
    EXPECT_FALSE(is_working_day(day("2026-04-06"), holidays));
    EXPECT_TRUE(is_working_day(day("2026-04-03"), {}));
}

TEST(WorkingDays, TheDayItselfIsNotCounted)
{
    EXPECT_EQ(plus("2026-03-30", 2), "2026-04-01");
    EXPECT_EQ(plus("2026-04-02", 1), "2026-04-07");
    EXPECT_EQ(plus("2026-04-02", 2), "2026-04-08");
    EXPECT_EQ(plus("2026-04-04", 1), "2026-04-07");
    EXPECT_EQ(plus("2026-04-30", 10), "2026-05-15");
}

TEST(WorkingDays, CountingBackwardsSkipsTheSameDays)
{
    EXPECT_EQ(plus("2026-04-07", -1), "2026-04-02");
    EXPECT_EQ(plus("2026-04-05", -1), "2026-04-02");
}

TEST(WorkingDays, NoneAfterADayIsThatDayOrTheNextWorkingOne)
{
    EXPECT_EQ(plus("2026-04-02", 0), "2026-04-02");
    EXPECT_EQ(plus("2026-04-03", 0), "2026-04-07");
}

TEST(WorkingDays, BetweenIsTheReverseOfAdding)
{
    for (int days = 1; days < 40; ++days) {
        const LocalDate later = plus_working_days(day("2026-03-31"), days, holidays);
        EXPECT_EQ(working_days_between(day("2026-03-31"), later, holidays), days);
        EXPECT_EQ(working_days_between(later, day("2026-03-31"), holidays), -days);
    }
    EXPECT_EQ(working_days_between(day("2026-04-02"), day("2026-04-06"), holidays), 0);
}

TEST(WorkingDays, HolidaysOutOfOrderAreOurFault)
{
    const std::vector<LocalDate> jumbled{day("2026-04-06"), day("2026-04-03")};
    EXPECT_THROW(plus_working_days(day("2026-03-30"), 1, jumbled), Bug);
}

} // namespace evenhand::working_days_test
