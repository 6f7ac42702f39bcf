#include "rehearsal/office_hours.hpp"

#include "core/check.hpp"
#include "core/london_time.hpp"

namespace evenhand::rehearsal {

namespace office_hours {

constexpr int opens = 9;
constexpr int closes = 17;

} // namespace office_hours

Instant in_london(LocalDate day, int hour, int minute)
{
    const auto moment = instant_in_london(day, hour, minute);
    CHECK(moment);
    return *moment;
}

Instant OfficeHours::at_work(Instant wanted) const
{
    const auto wall = london_time(wanted);
    const bool too_late = wall.hour >= office_hours::closes;
    if (is_open(wall.date) && wall.hour >= office_hours::opens && !too_late) return wanted;
    const LocalDate from = too_late ? wall.date.plus_days(1) : wall.date;
    return in_london(plus_working_days(from, 0, holidays_), office_hours::opens, 0);
}

Instant OfficeHours::days_after(Instant from, int working_days, int hour, int minute) const
{
    return in_london(plus_working_days(london_date(from), working_days, holidays_), hour, minute);
}

} // namespace evenhand::rehearsal
