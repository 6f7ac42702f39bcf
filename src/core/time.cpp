#include "core/time.hpp"

#include "core/check.hpp"

#include <fmt/format.h>

#include <array>
#include <charconv>

namespace evenhand {

namespace time_text {

using Days = std::chrono::sys_days;

std::chrono::year_month_day civil(std::int64_t days)
{
    return std::chrono::year_month_day{Days{std::chrono::days{days}}};
}

/// A run of exactly `width` digits at `at`; moves past it.
std::optional<int> digits(std::string_view text, std::size_t& at, std::size_t width)
{
    if (at + width > text.size()) return std::nullopt;
    int value = 0;
    const char* first = text.data() + at;
    const auto [end, error] = std::from_chars(first, first + width, value);
    if (error != std::errc{} || end != first + width || *first == '-') return std::nullopt;
    at += width;
    return value;
}

bool literal(std::string_view text, std::size_t& at, char wanted)
{
    if (at >= text.size() || text[at] != wanted) return false;
    ++at;
    return true;
}

std::optional<LocalDate> date_at(std::string_view text, std::size_t& at)
{
    const auto year = digits(text, at, 4);
    if (!year || !literal(text, at, '-')) return std::nullopt;
    const auto month = digits(text, at, 2);
    if (!month || !literal(text, at, '-')) return std::nullopt;
    const auto day = digits(text, at, 2);
    if (!day) return std::nullopt;
    return LocalDate::from_ymd(*year, static_cast<unsigned>(*month), static_cast<unsigned>(*day));
}

Instant system_now()
{
    const auto since_epoch = std::chrono::system_clock::now().time_since_epoch();
    return Instant::from_micros(
        std::chrono::duration_cast<std::chrono::microseconds>(since_epoch).count());
}

} // namespace time_text

std::string Instant::iso() const
{
    constexpr std::int64_t day_micros = 86'400'000'000;
    const std::int64_t days =
        micros_ >= 0 ? micros_ / day_micros : -((-micros_ + day_micros - 1) / day_micros);
    const std::int64_t rest = micros_ - days * day_micros;
    return fmt::format("{}T{:02}:{:02}:{:02}.{:06}Z", LocalDate::from_days(days).iso(),
                       rest / 3'600'000'000, rest / 60'000'000 % 60, rest / 1'000'000 % 60,
                       rest % 1'000'000);
}

std::optional<Instant> Instant::parse(std::string_view iso)
{
    using namespace time_text;
    std::size_t at = 0;
    const auto date = date_at(iso, at);
    if (!date || !literal(iso, at, 'T')) return std::nullopt;
    const auto hour = digits(iso, at, 2);
    if (!hour || *hour > 23 || !literal(iso, at, ':')) return std::nullopt;
    const auto minute = digits(iso, at, 2);
    if (!minute || *minute > 59 || !literal(iso, at, ':')) return std::nullopt;
    const auto second = digits(iso, at, 2);
    if (!second || *second > 59) return std::nullopt;
    std::int64_t fraction = 0;
    if (at < iso.size() && iso[at] == '.') {
        ++at;
        const auto micros = digits(iso, at, 6);
        if (!micros) return std::nullopt;
        fraction = *micros;
    }
    if (!literal(iso, at, 'Z') || at != iso.size()) return std::nullopt;
    const std::int64_t seconds =
        date->days_since_epoch() * 86'400 + *hour * 3600 + *minute * 60 + *second;
    return from_micros(seconds * 1'000'000 + fraction);
}

std::optional<LocalDate> LocalDate::from_ymd(int year, unsigned month, unsigned day)
{
    if (year < 1 || year > 9999) return std::nullopt;
    const std::chrono::year_month_day civil{std::chrono::year{year}, std::chrono::month{month},
                                            std::chrono::day{day}};
    if (!civil.ok()) return std::nullopt;
    return from_days(time_text::Days{civil}.time_since_epoch().count());
}

std::optional<LocalDate> LocalDate::parse(std::string_view iso)
{
    std::size_t at = 0;
    const auto date = time_text::date_at(iso, at);
    if (!date || at != iso.size()) return std::nullopt;
    return date;
}

LocalDate LocalDate::from_days(std::int64_t days_since_epoch)
{
    return LocalDate(days_since_epoch);
}

int LocalDate::year() const
{
    return static_cast<int>(time_text::civil(days_).year());
}

unsigned LocalDate::month() const
{
    return static_cast<unsigned>(time_text::civil(days_).month());
}

unsigned LocalDate::day() const
{
    return static_cast<unsigned>(time_text::civil(days_).day());
}

unsigned LocalDate::weekday() const
{
    const std::chrono::weekday day{time_text::Days{std::chrono::days{days_}}};
    return day.iso_encoding() - 1;
}

std::string LocalDate::iso() const
{
    return fmt::format("{:04}-{:02}-{:02}", year(), month(), day());
}

std::string LocalDate::plain() const
{
    constexpr std::array months{"January",   "February", "March",    "April",
                                "May",       "June",     "July",     "August",
                                "September", "October",  "November", "December"};
    return fmt::format("{} {} {}", day(), months[month() - 1], year());
}

int age_on(LocalDate birth, LocalDate today)
{
    const bool before_birthday =
        std::pair{today.month(), today.day()} < std::pair{birth.month(), birth.day()};
    return today.year() - birth.year() - (before_birthday ? 1 : 0);
}

Instant SystemTrialClock::now() const
{
    return time_text::system_now();
}

Instant SystemMachineClock::now() const
{
    return time_text::system_now();
}

} // namespace evenhand
