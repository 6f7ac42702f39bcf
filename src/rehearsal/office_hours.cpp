#include "rehearsal/office_hours.hpp"

#include "core/check.hpp"
#include "core/london_time.hpp"

namespace evenhand::rehearsal {

Instant in_london(LocalDate day, int hour, int minute)
{
    const auto moment = instant_in_london(day, hour, minute);
    CHECK(moment);
    return *moment;
}

Instant OfficeHours::days_after(Instant from, int working_days, int hour, int minute) const
{
    return in_london(plus_working_days(london_date(from), working_days, holidays_), hour, minute);
}

} // namespace evenhand::rehearsal
