#pragma once

#include "core/time.hpp"

#include <compare>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace evenhand::reports {

/// A month of London's calendar.
class Month
{
public:
    static Month of(LocalDate day)
    {
        return Month(day.year() * 12 + static_cast<int>(day.month()));
    }
    /// "2026-03"; nothing unless the text is in that form.
    static std::optional<Month> parse(std::string_view text);

    [[nodiscard]] LocalDate first_day() const;
    [[nodiscard]] LocalDate last_day() const { return next().first_day().plus_days(-1); }
    /// Its first moment, and with next() the first that is not in it.
    [[nodiscard]] Instant begins() const;
    [[nodiscard]] Month next() const { return plus(1); }
    [[nodiscard]] Month plus(int months) const { return Month(number_ + months); }
    /// How many months lie between: 0 for the same, 1 for the one after `first`.
    [[nodiscard]] int since(Month first) const { return number_ - first.number_; }
    /// "2026-03".
    [[nodiscard]] std::string text() const;
    /// As people read it: "March 2026", "Mar 2026".
    [[nodiscard]] std::string plain() const;
    [[nodiscard]] std::string brief() const;

    friend auto operator<=>(const Month&, const Month&) = default;

private:
    explicit Month(int number) : number_(number) {}
    int number_; ///< months since the year 0, counted from 1
};

/// The last month that has ended by that moment.
Month last_closed(Instant now);

} // namespace evenhand::reports
