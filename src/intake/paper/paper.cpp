#include "intake/paper/paper.hpp"

#include "core/check.hpp"
#include "core/london_time.hpp"
#include "core/text.hpp"

#include <algorithm>

namespace evenhand::paper {

namespace paper_rules {

constexpr std::size_t most_form_characters = 20;
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
    case Refusal::form_not_text:
        return "form_not_text";
    case Refusal::form_too_long:
        return "form_too_long";
    case Refusal::not_a_time:
        return "not_a_time";
    case Refusal::no_such_time:
        return "no_such_time";
    case Refusal::in_the_future:
        return "in_the_future";
    case Refusal::too_long_ago:
        return "too_long_ago";
    case Refusal::form_used:
        return "form_used";
    case Refusal::already_entered:
        return "already_entered";
    case Refusal::not_before_draw:
        return "not_before_draw";
    }
    CHECK(false);
}

Result<std::string, Refusal> parse_form(std::string_view typed)
{
    const auto line = clean_line(typed);
    if (!line) return refuse(Refusal::form_not_text);
    if (line->empty()) return refuse(Refusal::no_form);
    if (count_code_points(*line) > paper_rules::most_form_characters)
        return refuse(Refusal::form_too_long);
    return *line;
}

Result<Instant, Refusal> moment_of(LocalDate day, TimeOfDay time, Instant now)
{
    const auto asked =
        instant_in_london(day, time.hour, time.minute, ClockChange::before_clocks_go_back);
    if (!asked) return refuse(Refusal::no_such_time);
    if (*asked > now) return refuse(Refusal::in_the_future);
    if (day < london_date(now).plus_days(-paper_rules::most_days_ago))
        return refuse(Refusal::too_long_ago);
    return *asked;
}

bool waits(participants::Stage stage)
{
    return participants::is_open(stage) && stage != participants::Stage::intended;
}

} // namespace evenhand::paper
