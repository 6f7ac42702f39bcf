#pragma once

#include <chrono>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace evenhand {

/// A moment in UTC to the microsecond, one int64 everywhere: database, leaf and wire (design 4).
class Instant
{
public:
    constexpr Instant() = default;
    static constexpr Instant from_micros(std::int64_t micros) { return Instant(micros); }
    /// Microseconds since 1970-01-01T00:00:00Z.
    [[nodiscard]] constexpr std::int64_t micros() const { return micros_; }

    /// ISO 8601 in UTC with microseconds: 2026-03-01T09:30:00.000000Z.
    [[nodiscard]] std::string iso() const;
    /// Nothing unless the text is in the form that iso() writes; the fraction may be left out.
    static std::optional<Instant> parse(std::string_view iso);

    friend constexpr auto operator<=>(Instant, Instant) = default;
    friend constexpr Instant operator+(Instant at, std::chrono::microseconds by)
    {
        return Instant(at.micros_ + by.count());
    }
    friend constexpr Instant operator-(Instant at, std::chrono::microseconds by)
    {
        return Instant(at.micros_ - by.count());
    }
    friend constexpr std::chrono::microseconds operator-(Instant later, Instant earlier)
    {
        return std::chrono::microseconds(later.micros_ - earlier.micros_);
    }

private:
    explicit constexpr Instant(std::int64_t micros) : micros_(micros) {}
    std::int64_t micros_ = 0;
};

/// A day of the proleptic Gregorian calendar, with no time zone: a birth date, a due date.
class LocalDate
{
public:
    /// Nothing unless the day exists in that year: 29 February only in leap years. Years 1 to 9999.
    static std::optional<LocalDate> from_ymd(int year, unsigned month, unsigned day);
    /// Nothing unless the text is YYYY-MM-DD and the day exists.
    static std::optional<LocalDate> parse(std::string_view iso);
    static LocalDate from_days(std::int64_t days_since_epoch);

    [[nodiscard]] std::int64_t days_since_epoch() const { return days_; }
    [[nodiscard]] int year() const;
    [[nodiscard]] unsigned month() const;
    [[nodiscard]] unsigned day() const;
    /// 0 is Monday, 6 is Sunday.
    [[nodiscard]] unsigned weekday() const;
    /// YYYY-MM-DD.
    [[nodiscard]] std::string iso() const;
    /// As people read it: "20 July 2026".
    [[nodiscard]] std::string plain() const;
    [[nodiscard]] LocalDate plus_days(std::int64_t days) const { return from_days(days_ + days); }

    friend auto operator<=>(const LocalDate&, const LocalDate&) = default;

private:
    explicit constexpr LocalDate(std::int64_t days) : days_(days) {}
    std::int64_t days_;
};

/// Completed years of age on `today`. Someone born on 29 February has the birthday on 1 March in
/// other years (casework 5.6). Negative if not yet born.
int age_on(LocalDate birth, LocalDate today);

/// The one source of "now". Handlers and jobs hold one; rules are given an Instant or LocalDate as
/// a value.
class Clock
{
public:
    virtual ~Clock() = default;
    [[nodiscard]] virtual Instant now() const = 0;
};

/// Facts, due dates and audit leaves run on the trial's clock; in a rehearsal it is a virtual one
/// (design 8.8).
class TrialClock : public Clock
{
};

/// Sessions, one-time codes, TLS and rates run on the machine's clock, always the real one outside
/// tests.
class MachineClock : public Clock
{
};

class SystemTrialClock final : public TrialClock
{
public:
    [[nodiscard]] Instant now() const override;
};

class SystemMachineClock final : public MachineClock
{
public:
    [[nodiscard]] Instant now() const override;
};

} // namespace evenhand
