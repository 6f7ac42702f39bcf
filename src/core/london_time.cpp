#include "core/london_time.hpp"

#include "core/check.hpp"

#include <date/tz.h>
#include <fmt/format.h>

namespace evenhand {

namespace london {

using Micros = std::chrono::microseconds;

const date::time_zone& zone()
{
    static const date::time_zone* const europe_london = date::locate_zone("Europe/London");
    return *europe_london;
}

date::local_days local_day(LocalDate day)
{
    return date::local_days{date::days{day.days_since_epoch()}};
}

Instant instant(std::chrono::seconds wall, std::chrono::seconds offset)
{
    return Instant::from_micros(Micros{wall - offset}.count());
}

std::string clock_text(int hour, int minute)
{
    if (minute == 0 && hour == 0) return "midnight";
    if (minute == 0 && hour == 12) return "midday";
    const int shown = hour % 12 == 0 ? 12 : hour % 12;
    const char* half = hour < 12 ? "am" : "pm";
    if (minute == 0) return fmt::format("{}{}", shown, half);
    return fmt::format("{}:{:02}{}", shown, minute, half);
}

} // namespace london

LondonTime london_time(Instant at)
{
    const date::sys_time<london::Micros> utc{london::Micros{at.micros()}};
    const auto local = date::floor<std::chrono::seconds>(london::zone().to_local(utc));
    const auto day = date::floor<date::days>(local);
    const date::hh_mm_ss<std::chrono::seconds> clock{local - day};
    return {.date = LocalDate::from_days(day.time_since_epoch().count()),
            .hour = static_cast<int>(clock.hours().count()),
            .minute = static_cast<int>(clock.minutes().count()),
            .second = static_cast<int>(clock.seconds().count())};
}

LocalDate london_date(Instant at)
{
    return london_time(at).date;
}

std::string_view code(LondonTimeRefusal refusal)
{
    switch (refusal) {
    case LondonTimeRefusal::does_not_exist:
        return "does_not_exist";
    case LondonTimeRefusal::happens_twice:
        return "happens_twice";
    }
    fail_check("a LondonTimeRefusal", __FILE_NAME__, __LINE__);
}

Result<Instant, LondonTimeRefusal> instant_in_london(LocalDate date, int hour, int minute,
                                                     std::optional<ClockChange> which)
{
    CHECK(hour >= 0 && hour < 24 && minute >= 0 && minute < 60);
    const auto local = date::local_seconds{london::local_day(date)} + std::chrono::hours{hour} +
                       std::chrono::minutes{minute};
    const date::local_info info = london::zone().get_info(local);
    const auto wall = local.time_since_epoch();
    if (info.result == date::local_info::unique) return london::instant(wall, info.first.offset);
    if (info.result == date::local_info::nonexistent)
        return refuse(LondonTimeRefusal::does_not_exist);
    if (!which) return refuse(LondonTimeRefusal::happens_twice);
    const bool before = *which == ClockChange::before_clocks_go_back;
    return london::instant(wall, before ? info.first.offset : info.second.offset);
}

Instant start_of_london_day(LocalDate date)
{
    // London's clocks have always changed some hours after midnight, never at it.
    const auto midnight = instant_in_london(date, 0, 0, ClockChange::before_clocks_go_back);
    CHECK(midnight);
    return *midnight;
}

std::string london_plain(Instant at)
{
    const LondonTime time = london_time(at);
    return fmt::format("{} at {}", time.date.plain(), london::clock_text(time.hour, time.minute));
}

} // namespace evenhand
