#include "recruitment/referral/pages/question_parts.hpp"
#include "recruitment/referral/pages/questions.hpp"

#include "core/nhs_number.hpp"
#include "html/identifier_messages.hpp"

namespace evenhand::referral::pages {

namespace nhs_number_page {

const std::vector<html::FieldMessage>& messages()
{
    static const std::vector<html::FieldMessage> all = [] {
        std::vector<html::FieldMessage> words;
        add_choice_messages(words, "knows_nhs_number", "Say whether you know your NHS number");
        html::add_messages(words, "nhs_number", html::nhs_number_words);
        return words;
    }();
    return all;
}

html::Html view(const Asked& asked, const http::FormData& typed, const html::FieldErrors& errors)
{
    const auto number = html::input({.name = "nhs_number",
                                     .label = {.text = "NHS number"},
                                     .hint = {.text = "10 numbers, such as 999 123 4567"},
                                     .error = errors.on("nhs_number"),
                                     .value = typed_value(typed, "nhs_number"),
                                     .inputmode = "numeric",
                                     .autocomplete = "off",
                                     .spellcheck = false,
                                     .classes = "govuk-input--width-10"});
    return html::radios(
        {.name = "knows_nhs_number",
         .fieldset = page_fieldset(asked, "Do you know your NHS number?"),
         .hint = {.text =
                      "It is on letters from the NHS and in the NHS App. You can join without it."},
         .error = errors.on("knows_nhs_number"),
         .items = {{.value = "yes", .text = "Yes", .conditional = number},
                   {.value = "no", .text = "No"}},
         .value = typed_value(typed, "knows_nhs_number")});
}

std::vector<html::FieldError> check(const Asked& asked, const http::FormData& typed)
{
    std::vector<html::FieldError> errors;
    check_one_of(errors, typed, "knows_nhs_number", {"yes", "no"});
    if (typed.value("knows_nhs_number") == "yes") {
        const auto number = NhsNumber::parse(typed.value("nhs_number"), asked.mode);
        if (!number) errors.push_back({"nhs_number", std::string(code(number.error()))});
    }
    return errors;
}

std::vector<Line> lines(const Asked&, const http::FormData& answer)
{
    const bool known = answer.value("knows_nhs_number") == "yes";
    return {{"NHS number", known ? typed_value(answer, "nhs_number") : std::string(),
             "your NHS number"}};
}

} // namespace nhs_number_page

const Question nhs_number_question{.slug = "nhs-number",
                                   .title = "Do you know your NHS number?",
                                   .view = nhs_number_page::view,
                                   .check = nhs_number_page::check,
                                   .messages = nhs_number_page::messages,
                                   .stop = nullptr,
                                   .lines = nhs_number_page::lines};

} // namespace evenhand::referral::pages
