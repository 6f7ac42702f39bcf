#include "core/date_input.hpp"

#include "core/check.hpp"
#include "core/compact_code.hpp"

#include <array>
#include <cctype>
#include <string>

namespace evenhand {

namespace date_input {

constexpr std::array<std::string_view, 12> month_names{
    "JANUARY", "FEBRUARY", "MARCH",     "APRIL",   "MAY",      "JUNE",
    "JULY",    "AUGUST",   "SEPTEMBER", "OCTOBER", "NOVEMBER", "DECEMBER"};
constexpr std::size_t name_letters_min = 3;

constexpr DateProblem whole(DateRefusal why)
{
    return {.why = why, .day = true, .month = true, .year = true};
}

/// A box without the spaces and dots that people put in it. What cannot be a number stays visible.
std::string box(std::string_view typed)
{
    const auto compact = compact_code(typed, CodeNoise::separators);
    if (compact) return *compact;
    return compact.error() == CompactRefusal::empty ? "" : "?";
}

/// A number of as many digits as allowed; nothing for anything else.
std::optional<unsigned> number(std::string_view text, std::size_t digits_max)
{
    if (text.empty() || text.size() > digits_max || !all_digits(text)) return std::nullopt;
    unsigned value = 0;
    for (const char digit : text)
        value = value * 10 + static_cast<unsigned>(digit - '0');
    return value;
}

std::optional<unsigned> month_number(std::string_view text)
{
    if (const auto value = number(text, 2)) return value;
    if (text.size() < name_letters_min) return std::nullopt;
    for (unsigned i = 0; i < month_names.size(); ++i)
        if (month_names[i].starts_with(text)) return i + 1;
    return std::nullopt;
}

std::optional<DateProblem> missing(const std::array<std::string, 3>& boxes)
{
    const DateProblem problem{.why = DateRefusal::missing,
                              .day = boxes[0].empty(),
                              .month = boxes[1].empty(),
                              .year = boxes[2].empty()};
    if (problem.day && problem.month && problem.year) return whole(DateRefusal::empty);
    if (problem.day || problem.month || problem.year) return problem;
    return std::nullopt;
}

/// Marks the boxes that must change: the day alone when the month has no such day in any year, all
/// three for 29 February, which only the year makes wrong.
DateProblem not_real(unsigned day, unsigned month, int year)
{
    DateProblem problem{.why = DateRefusal::not_a_real_date};
    problem.day = day < 1 || day > 31;
    problem.month = month < 1 || month > 12;
    problem.year = year < 1;
    if (problem.day || problem.month || problem.year) return problem;
    if (day == 29) return whole(DateRefusal::not_a_real_date);
    problem.day = true;
    return problem;
}

/// The hour of a day of 24, if "am" or "pm" stood behind it.
std::optional<unsigned> hour_of(unsigned hour, std::string_view half)
{
    if (half.empty()) return hour <= 23 ? std::optional(hour) : std::nullopt;
    if (hour < 1 || hour > 12) return std::nullopt;
    return hour % 12 + (half == "pm" ? 12 : 0);
}

} // namespace date_input

std::string_view code(DateRefusal refusal)
{
    switch (refusal) {
    case DateRefusal::empty:
        return "empty";
    case DateRefusal::missing:
        return "missing";
    case DateRefusal::not_a_number:
        return "not_a_number";
    case DateRefusal::year_not_4_digits:
        return "year_not_4_digits";
    case DateRefusal::not_a_real_date:
        return "not_a_real_date";
    case DateRefusal::in_the_future:
        return "in_the_future";
    case DateRefusal::too_long_ago:
        return "too_long_ago";
    }
    fail_check("a DateRefusal", __FILE_NAME__, __LINE__);
}

Result<LocalDate, DateProblem> parse_date(const TypedDate& typed)
{
    using namespace date_input;
    const std::array boxes{box(typed.day), box(typed.month), box(typed.year)};
    if (const auto problem = missing(boxes)) return refuse(*problem);

    const auto day = number(boxes[0], 2);
    const auto month = month_number(boxes[1]);
    const bool year_is_number = all_digits(boxes[2]);
    if (!day || !month || !year_is_number)
        return refuse(DateProblem{.why = DateRefusal::not_a_number,
                                  .day = !day,
                                  .month = !month,
                                  .year = !year_is_number});
    if (boxes[2].size() != 4)
        return refuse(DateProblem{.why = DateRefusal::year_not_4_digits, .year = true});

    const int year = static_cast<int>(number(boxes[2], 4).value());
    const auto date = LocalDate::from_ymd(year, *month, *day);
    if (!date) return refuse(not_real(*day, *month, year));
    return *date;
}

std::optional<DateProblem> birth_date_problem(LocalDate birth, LocalDate today)
{
    if (birth > today) return date_input::whole(DateRefusal::in_the_future);
    if (birth.year() < 1900) return DateProblem{.why = DateRefusal::too_long_ago, .year = true};
    return std::nullopt;
}

std::optional<TimeOfDay> parse_time(std::string_view typed)
{
    std::string text;
    for (const char c : typed)
        if (c != ' ') text += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    std::string half;
    if (text.ends_with("am") || text.ends_with("pm")) {
        half = text.substr(text.size() - 2);
        text.resize(text.size() - 2);
    }
    const auto mark = text.find_first_of(":.");
    const bool has_minutes = mark != std::string::npos;
    if (!has_minutes && half.empty()) return std::nullopt;
    const auto hour = date_input::number(std::string_view(text).substr(0, mark), 2);
    const auto minute = has_minutes ? date_input::number(std::string_view(text).substr(mark + 1), 2)
                                    : std::optional(0U);
    if (!hour || !minute || *minute > 59) return std::nullopt;
    if (has_minutes && text.size() - mark != 3) return std::nullopt; // "9:5" may be 9:05 or 9:50
    const auto of_day = date_input::hour_of(*hour, half);
    if (!of_day) return std::nullopt;
    return TimeOfDay{static_cast<int>(*of_day), static_cast<int>(*minute)};
}

} // namespace evenhand
