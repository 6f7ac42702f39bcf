#include "recruitment/referral/pages/question_parts.hpp"
#include "recruitment/referral/pages/questions.hpp"

namespace evenhand::referral::pages {

namespace condition_page {

constexpr int details_most = 200;

const std::vector<protocol::Choice>& answers()
{
    static const std::vector<protocol::Choice> all{
        {"yes", "Yes"}, {"no", "No"}, {"not-sure", "I am not sure"}};
    return all;
}

const std::vector<html::FieldMessage>& messages()
{
    static const std::vector<html::FieldMessage> all = [] {
        std::vector<html::FieldMessage> words;
        add_choice_messages(words, "condition", "Choose yes, no or not sure");
        add_choice_messages(words, "kind", "Choose from the answers on this page");
        add_text_messages(words, "details",
                          "What you tell us here must be 200 characters or fewer");
        return words;
    }();
    return all;
}

html::Html view(const Asked& asked, const http::FormData& typed, const html::FieldErrors& errors)
{
    const auto kinds = html::checkboxes(
        {.name = "kind",
         .fieldset = html::Fieldset{.legend = {.text = "What kind of condition is it? (optional)",
                                               .classes = "govuk-fieldset__legend--m"}},
         .hint = {.text = "Choose as many as you like. You do not need a diagnosis."},
         .error = errors.on("kind"),
         .items = items_of(asked.protocol.referral.condition_kinds),
         .values = typed_values(typed, "kind")});
    const auto details =
        html::character_count({.name = "details",
                               .label = {.text = "Tell us a little about it (optional)"},
                               .error = errors.on("details"),
                               .value = typed_value(typed, "details"),
                               .max_length = details_most,
                               .rows = 3});
    return html::radios(
               {.name = "condition",
                .fieldset =
                    page_fieldset(asked, "Do you have a health condition or disability that makes "
                                         "it hard to find or keep work?"),
                .hint =
                    {.text =
                         "It can be of the body or the mind. What counts is how it is for you."},
                .error = errors.on("condition"),
                .items = items_of(answers()),
                .value = typed_value(typed, "condition")}) +
           kinds + details;
}

std::vector<html::FieldError> check(const Asked& asked, const http::FormData& typed)
{
    std::vector<html::FieldError> errors;
    check_one_of(errors, typed, "condition", ids_of(answers()));
    check_all_of(errors, typed, "kind", ids_of(asked.protocol.referral.condition_kinds));
    check_text(errors, typed, "details", details_most);
    return errors;
}

std::optional<Stop> stop(const Asked&, const http::FormData& answer)
{
    if (answer.value("condition") == "no") return Stop::no_condition;
    return std::nullopt;
}

std::vector<Line> lines(const Asked& asked, const http::FormData& answer)
{
    return {{"Health condition or disability", labels_of(answers(), answer, "condition"),
             "your answer on health condition or disability"},
            {"Kind of condition",
             labels_of(asked.protocol.referral.condition_kinds, answer, "kind"),
             "the kind of condition"},
            {"About the condition", typed_value(answer, "details"),
             "what you told us about the condition"}};
}

} // namespace condition_page

const Question condition_question{.slug = "health",
                                  .title = "Do you have a health condition or disability?",
                                  .view = condition_page::view,
                                  .check = condition_page::check,
                                  .messages = condition_page::messages,
                                  .stop = condition_page::stop,
                                  .lines = condition_page::lines};

} // namespace evenhand::referral::pages
