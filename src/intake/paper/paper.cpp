#include "intake/paper/paper.hpp"

#include "core/check.hpp"
#include "core/london_time.hpp"
#include "core/text.hpp"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cstdint>
#include <string>
#include <utility>

namespace evenhand::paper {

namespace paper_rules {

constexpr std::size_t most_letters = 3;
constexpr std::size_t most_digits = 6;
constexpr int first_hour = 7; // as appointments are held
constexpr int last_hour = 21;
constexpr int most_days_ago = 365; // more is a slip of the year

struct ReasonWords
{
    SetAside reason;
    std::string_view name;
    std::string_view label;
};
constexpr std::array reasons{
    ReasonWords{SetAside::not_taking_part, "not_taking_part", "They do not take part after all"},
    ReasonWords{SetAside::still_open, "still_open", "Something has still to be found out"},
    ReasonWords{SetAside::by_mistake, "by_mistake", "The form was written down by mistake"}};

const ReasonWords& words_of(SetAside reason)
{
    const auto* const found = std::ranges::find(reasons, reason, &ReasonWords::reason);
    CHECK(found != reasons.end());
    return *found;
}

/// The letters of a form, and its digits.
std::pair<std::string_view, std::string_view> parts_of(std::string_view form)
{
    const auto digits = std::min(form.find_first_of("0123456789"), form.size());
    return {form.substr(0, digits), form.substr(digits)};
}

std::uint32_t value_of(std::string_view digits)
{
    std::uint32_t value = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return value;
}

bool are_all(std::string_view text, int (*kind)(int))
{
    return std::ranges::all_of(text,
                               [kind](char c) { return kind(static_cast<unsigned char>(c)) != 0; });
}

} // namespace paper_rules

std::string_view name_of(SetAside reason)
{
    return paper_rules::words_of(reason).name;
}

std::string_view label_of(SetAside reason)
{
    return paper_rules::words_of(reason).label;
}

std::optional<SetAside> reason_named(std::string_view name)
{
    const auto* const found =
        std::ranges::find(paper_rules::reasons, name, &paper_rules::ReasonWords::name);
    if (found == paper_rules::reasons.end()) return std::nullopt;
    return found->reason;
}

std::string_view code(Refusal refusal)
{
    switch (refusal) {
    case Refusal::no_form:
        return "no_form";
    case Refusal::not_a_number:
        return "not_a_number";
    case Refusal::not_a_time:
        return "not_a_time";
    case Refusal::outside_hours:
        return "outside_hours";
    case Refusal::in_the_future:
        return "in_the_future";
    case Refusal::day_in_future:
        return "day_in_future";
    case Refusal::too_long_ago:
        return "too_long_ago";
    case Refusal::form_used:
        return "form_used";
    case Refusal::already_entered:
        return "already_entered";
    case Refusal::has_left:
        return "has_left";
    }
    CHECK(false);
}

Result<std::string, Refusal> parse_form(std::string_view typed)
{
    const auto line = clean_line(typed);
    if (!line) return refuse(Refusal::not_a_number);
    if (line->empty()) return refuse(Refusal::no_form);
    std::string form;
    for (const char c : *line) {
        if (c != ' ' && c != '-')
            form += static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    }
    const auto [letters, digits] = paper_rules::parts_of(form);
    const bool fits = letters.size() <= paper_rules::most_letters &&
                      paper_rules::are_all(letters, std::isalpha) && !digits.empty() &&
                      digits.size() <= paper_rules::most_digits &&
                      paper_rules::are_all(digits, std::isdigit);
    if (!fits) return refuse(Refusal::not_a_number);
    return form;
}

Result<Instant, Refusal> moment_of(LocalDate day, TimeOfDay time, Instant now)
{
    const LocalDate today = london_date(now);
    if (day > today) return refuse(Refusal::day_in_future);
    if (day < today.plus_days(-paper_rules::most_days_ago)) return refuse(Refusal::too_long_ago);
    if (time.hour < paper_rules::first_hour || time.hour >= paper_rules::last_hour)
        return refuse(Refusal::outside_hours);
    // The clocks change at night, so these times are there once.
    const auto asked = instant_in_london(day, time.hour, time.minute);
    CHECK(asked.has_value());
    if (*asked > now) return refuse(Refusal::in_the_future);
    return *asked;
}

bool waits(participants::Stage stage)
{
    return participants::is_open(stage) && stage != participants::Stage::intended;
}

bool is_late(participants::Stage stage)
{
    return stage == participants::Stage::intended || participants::is_randomised(stage);
}

std::vector<SetAside> reasons_at(participants::Stage stage)
{
    if (is_late(stage)) return {SetAside::by_mistake};
    return {all_reasons.begin(), all_reasons.end()};
}

bool came_before(const PaperIntent& one, const PaperIntent& other)
{
    if (one.asked != other.asked) return one.asked < other.asked;
    const auto [place, number] = paper_rules::parts_of(one.form);
    const auto [other_place, other_number] = paper_rules::parts_of(other.form);
    return place == other_place &&
           paper_rules::value_of(number) < paper_rules::value_of(other_number);
}

} // namespace evenhand::paper
