#include "evidence/reports/month.hpp"

#include "core/check.hpp"
#include "core/london_time.hpp"

#include <fmt/format.h>

namespace evenhand::reports {

std::optional<Month> Month::parse(std::string_view text)
{
    constexpr std::size_t length = 7;
    if (text.size() != length) return std::nullopt;
    const auto day = LocalDate::parse(std::string(text) + "-01");
    if (!day) return std::nullopt;
    return of(*day);
}

LocalDate Month::first_day() const
{
    const auto day =
        LocalDate::from_ymd((number_ - 1) / 12, static_cast<unsigned>((number_ - 1) % 12 + 1), 1);
    CHECK(day);
    return *day;
}

Instant Month::begins() const
{
    return start_of_london_day(first_day());
}

std::string Month::text() const
{
    return first_day().iso().substr(0, 7);
}

std::string Month::plain() const
{
    const auto day = first_day().plain(); // "1 March 2026"
    return day.substr(day.find(' ') + 1);
}

std::string Month::brief() const
{
    const auto whole = plain();
    return fmt::format("{} {}", whole.substr(0, 3), whole.substr(whole.find(' ') + 1));
}

Month last_closed(Instant now)
{
    return Month::of(london_date(now)).plus(-1);
}

} // namespace evenhand::reports
