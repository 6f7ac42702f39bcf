#pragma once

#include "core/result.hpp"
#include "core/time.hpp"

#include <optional>
#include <string_view>

namespace evenhand {

/// The three text boxes of a date, as typed.
struct TypedDate
{
    std::string_view day;
    std::string_view month;
    std::string_view year;
};

/// Why the boxes hold no date, or not one that is allowed here.
enum class DateRefusal {
    empty,             ///< all three
    missing,           ///< the boxes marked have nothing in them
    not_a_number,      ///< something other than a number (or, for the month, its name)
    year_not_4_digits, ///< 98 may be 1898 or 1998
    not_a_real_date,   ///< 31 April, 29 February 2023, month 13
    in_the_future,
    too_long_ago,
};

/// A stable name for messages and tests: "year_not_4_digits".
std::string_view code(DateRefusal refusal);

/// What is wrong, and with which boxes: those are outlined, and the error links to the first.
struct DateProblem
{
    DateRefusal why;
    bool day = false;
    bool month = false;
    bool year = false;

    friend bool operator==(const DateProblem&, const DateProblem&) = default;
};

/// The day that the boxes name. Days and months have one or two digits; a month may be its English
/// name or the first three or more letters of it; years have four digits (casework 5.6).
Result<LocalDate, DateProblem> parse_date(const TypedDate& typed);

/// What is wrong with a birth date: after today, or before 1900. Nothing if it may be one. Being
/// too young for the trial is an eligibility page, not an error.
std::optional<DateProblem> birth_date_problem(LocalDate birth, LocalDate today);

/// A time as the clock on the wall shows it.
struct TimeOfDay
{
    int hour = 0;
    int minute = 0;
    friend bool operator==(const TimeOfDay&, const TimeOfDay&) = default;
};
/// "9:30", "09.30", "14:05", "9:30am", "2pm". Nothing if it is none of these.
std::optional<TimeOfDay> parse_time(std::string_view typed);

} // namespace evenhand
