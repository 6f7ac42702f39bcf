#include "core/working_days.hpp"

#include "core/check.hpp"

#include <algorithm>

namespace evenhand {

namespace working_days {

constexpr unsigned saturday = 5;

/// The nearest working day from `date` on in the direction of `step`, `date` included.
LocalDate nearest(LocalDate date, int step, BankHolidays holidays)
{
    while (!is_working_day(date, holidays))
        date = date.plus_days(step);
    return date;
}

} // namespace working_days

bool is_working_day(LocalDate date, BankHolidays holidays)
{
    return date.weekday() < working_days::saturday &&
           !std::binary_search(holidays.begin(), holidays.end(), date);
}

LocalDate plus_working_days(LocalDate from, int days, BankHolidays holidays)
{
    CHECK(std::is_sorted(holidays.begin(), holidays.end()));
    if (days == 0) return working_days::nearest(from, 1, holidays);
    const int step = days > 0 ? 1 : -1;
    LocalDate date = from;
    for (int left = days; left != 0; left -= step)
        date = working_days::nearest(date.plus_days(step), step, holidays);
    return date;
}

int working_days_between(LocalDate from, LocalDate to, BankHolidays holidays)
{
    CHECK(std::is_sorted(holidays.begin(), holidays.end()));
    if (to < from) return -working_days_between(to, from, holidays);
    int count = 0;
    for (LocalDate date = from.plus_days(1); date <= to; date = date.plus_days(1))
        count += is_working_day(date, holidays) ? 1 : 0;
    return count;
}

} // namespace evenhand
