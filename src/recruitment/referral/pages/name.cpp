#include "recruitment/referral/pages/question_parts.hpp"
#include "recruitment/referral/pages/questions.hpp"

#include "core/person_name.hpp"
#include "html/identifier_messages.hpp"

#include <array>

namespace evenhand::referral::pages {

namespace name_page {

struct Part
{
    std::string_view field;
    std::string_view label;
    std::string_view autocomplete;
    bool optional;
};
constexpr std::array parts{
    Part{"first_name", "First name", "given-name", false},
    Part{"last_name", "Last name", "family-name", false},
    Part{"known_as", "What you like to be called (optional)", "nickname", true}};

const std::vector<html::FieldMessage>& messages()
{
    static const std::vector<html::FieldMessage> all = [] {
        std::vector<html::FieldMessage> words;
        words.push_back({"first_name", "empty", "Enter your first name", {}});
        words.push_back({"last_name", "empty", "Enter your last name", {}});
        for (const Part& part : parts)
            html::add_messages(words, part.field, html::person_name_words);
        return words;
    }();
    return all;
}

html::Html view(const Asked& asked, const http::FormData& typed, const html::FieldErrors& errors)
{
    html::Html all = page_heading(asked, "What is your name?");
    for (const Part& part : parts) {
        all += html::input({.name = std::string(part.field),
                            .label = {.text = part.label},
                            .error = errors.on(part.field),
                            .value = typed_value(typed, part.field),
                            .autocomplete = std::string(part.autocomplete),
                            .spellcheck = false});
    }
    return all + html::element("p", {html::attr("class", "govuk-body")},
                               "If you have one name only, enter it in both boxes.");
}

std::vector<html::FieldError> check(const Asked&, const http::FormData& typed)
{
    std::vector<html::FieldError> errors;
    for (const Part& part : parts) {
        const auto name = PersonName::parse(typed.value(part.field));
        if (name || (part.optional && name.error() == PersonNameRefusal::empty)) continue;
        errors.push_back({std::string(part.field), std::string(code(name.error()))});
    }
    return errors;
}

std::vector<Line> lines(const Asked&, const http::FormData& answer)
{
    return {{"First name", typed_value(answer, "first_name"), "your first name"},
            {"Last name", typed_value(answer, "last_name"), "your last name"},
            {"Likes to be called", typed_value(answer, "known_as"), "what you like to be called"}};
}

} // namespace name_page

const Question name_question{.slug = "name",
                             .title = "What is your name?",
                             .view = name_page::view,
                             .check = name_page::check,
                             .messages = name_page::messages,
                             .stop = nullptr,
                             .lines = name_page::lines};

} // namespace evenhand::referral::pages
