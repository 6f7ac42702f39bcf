#include "recruitment/referral/pages/question_parts.hpp"
#include "recruitment/referral/pages/questions.hpp"

#include <fmt/format.h>

namespace evenhand::referral::pages {

namespace age_page {

const std::vector<html::FieldMessage>& messages()
{
    static const std::vector<html::FieldMessage> all{
        {"old_enough", "missing", "Choose yes or no", {}}};
    return all;
}

std::string heading(const Asked& asked)
{
    return fmt::format("Are you {} or over?", asked.protocol.eligibility.age_from);
}

html::Html view(const Asked& asked, const http::FormData& typed, const html::FieldErrors& errors)
{
    return html::radios(
        {.name = "old_enough",
         .fieldset = page_fieldset(asked, heading(asked)),
         .hint = {.text =
                      "If you are helping someone, answer for them on this and the next pages."},
         .error = errors.on("old_enough"),
         .items = {{.value = "yes", .text = "Yes"}, {.value = "no", .text = "No"}},
         .value = typed_value(typed, "old_enough"),
         .classes = "govuk-radios--inline"});
}

std::vector<html::FieldError> check(const Asked&, const http::FormData& typed)
{
    std::vector<html::FieldError> errors;
    check_one_of(errors, typed, "old_enough", {"yes", "no"});
    return errors;
}

std::optional<Stop> stop(const Asked&, const http::FormData& answer)
{
    if (answer.value("old_enough") == "no") return Stop::too_young;
    return std::nullopt;
}

std::vector<Line> lines(const Asked& asked, const http::FormData& answer)
{
    return {{fmt::format("{} or over", asked.protocol.eligibility.age_from),
             answer.value("old_enough") == "yes" ? "Yes" : "No", "your answer on age"}};
}

} // namespace age_page

const Question age_question{.slug = "age",
                            .title = "Are you old enough to join?",
                            .view = age_page::view,
                            .check = age_page::check,
                            .messages = age_page::messages,
                            .stop = age_page::stop,
                            .lines = age_page::lines};

} // namespace evenhand::referral::pages
