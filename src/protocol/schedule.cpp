#include "protocol/schedule.hpp"

#include "core/check.hpp"

namespace evenhand::protocol {

LocalDate plus_months(LocalDate from, int months)
{
    const int count = from.year() * 12 + static_cast<int>(from.month()) - 1 + months;
    const int year = count / 12;
    const auto month = static_cast<unsigned>(count % 12) + 1;
    auto date = LocalDate::from_ymd(year, month, from.day());
    for (unsigned day = from.day(); !date && day >= 28; --day)
        date = LocalDate::from_ymd(year, month, day);
    CHECK(date.has_value());
    return *date;
}

WaveDays days_of(const SurveyWave& wave, LocalDate allocated)
{
    const LocalDate due = plus_months(allocated, wave.months);
    return {.due = due,
            .opens = due.plus_days(-wave.opens_days_before),
            .closes = due.plus_days(wave.closes_days_after)};
}

} // namespace evenhand::protocol
