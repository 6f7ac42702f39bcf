#include "recruitment/referral/pages/question_parts.hpp"
#include "recruitment/referral/pages/questions.hpp"

#include "core/date_input.hpp"
#include "html/identifier_messages.hpp"

namespace evenhand::referral::pages {

namespace birth_date_page {

const std::vector<html::FieldMessage>& messages()
{
    static const std::vector<html::FieldMessage> all = [] {
        std::vector<html::FieldMessage> words;
        for (std::string_view field : {"born-day", "born-month", "born-year"}) {
            words.push_back({field, "empty", "Enter your date of birth", {}});
            words.push_back({field, "in_the_future", "Your date of birth must be in the past", {}});
            html::add_messages(words, field, html::date_words);
        }
        return words;
    }();
    return all;
}

TypedDate typed_date(const http::FormData& typed)
{
    return {typed.value("born-day"), typed.value("born-month"), typed.value("born-year")};
}

/// The day, or what is wrong and with which boxes.
Result<LocalDate, DateProblem> parse(const Asked& asked, const http::FormData& typed)
{
    const auto date = parse_date(typed_date(typed));
    if (!date) return refuse(date.error());
    if (const auto problem = birth_date_problem(*date, asked.today)) return refuse(*problem);
    return *date;
}

/// The error links to the first box that is wrong.
html::FieldError error_of(const DateProblem& problem)
{
    const bool whole = !problem.day && !problem.month && !problem.year;
    const char* field = whole || problem.day ? "born-day"
                        : problem.month      ? "born-month"
                                             : "born-year";
    return {field, std::string(code(problem.why))};
}

html::Html view(const Asked& asked, const http::FormData& typed, const html::FieldErrors& errors)
{
    html::DateInput options{
        .id = "born",
        .name_prefix = "born",
        .fieldset = page_fieldset(asked, "What is your date of birth?"),
        .hint = {.text = "For example, 27 3 1998"},
        .day = {.name = "day", .value = typed_value(typed, "born-day"), .autocomplete = "bday-day"},
        .month = {.name = "month",
                  .value = typed_value(typed, "born-month"),
                  .autocomplete = "bday-month"},
        .year = {
            .name = "year", .value = typed_value(typed, "born-year"), .autocomplete = "bday-year"}};
    if (errors.any()) {
        const auto date = parse(asked, typed);
        if (!date) {
            const DateProblem& problem = date.error();
            options.error = errors.on(error_of(problem).field);
            const bool whole = !problem.day && !problem.month && !problem.year;
            options.day.error = whole || problem.day;
            options.month.error = whole || problem.month;
            options.year.error = whole || problem.year;
        }
    }
    return html::date_input(options);
}

std::vector<html::FieldError> check(const Asked& asked, const http::FormData& typed)
{
    const auto date = parse(asked, typed);
    if (!date) return {error_of(date.error())};
    return {};
}

/// Age is decided on the day of consent; but a form cannot be sent for someone who is still a child
/// today.
std::optional<Stop> stop(const Asked& asked, const http::FormData& answer)
{
    const auto date = parse(asked, answer);
    if (date && age_on(*date, asked.today) < asked.protocol.eligibility.age_from)
        return Stop::too_young;
    return std::nullopt;
}

std::vector<Line> lines(const Asked& asked, const http::FormData& answer)
{
    const auto date = parse(asked, answer);
    return {{"Date of birth", date ? date->plain() : std::string(), "your date of birth"}};
}

} // namespace birth_date_page

const Question birth_date_question{.slug = "date-of-birth",
                                   .title = "What is your date of birth?",
                                   .view = birth_date_page::view,
                                   .check = birth_date_page::check,
                                   .messages = birth_date_page::messages,
                                   .stop = birth_date_page::stop,
                                   .lines = birth_date_page::lines};

} // namespace evenhand::referral::pages
