#include "recruitment/referral/pages/question_parts.hpp"
#include "recruitment/referral/pages/questions.hpp"

#include <algorithm>

namespace evenhand::referral::pages {

namespace other_help_page {

std::vector<protocol::Choice> choices(const Asked& asked)
{
    auto all = asked.protocol.referral.other_help;
    all.push_back({"none", "No, none of these"});
    return all;
}

const std::vector<html::FieldMessage>& messages()
{
    static const std::vector<html::FieldMessage> all = [] {
        std::vector<html::FieldMessage> words;
        add_choice_messages(words, "help",
                            "Choose the help you are getting, or say that it is none of these");
        words.push_back(
            {"help", "none_and_some", "Choose the help you are getting, or \"No\", not both", {}});
        return words;
    }();
    return all;
}

html::Html view(const Asked& asked, const http::FormData& typed, const html::FieldErrors& errors)
{
    auto items = items_of(asked.protocol.referral.other_help);
    items.push_back({.divider = "or"});
    items.push_back({.value = "none", .text = "No, none of these", .behaviour = "exclusive"});
    return html::checkboxes(
        {.name = "help",
         .fieldset = page_fieldset(asked, "Are you getting help from any of these now?"),
         .hint = {.text = "You can still go on. Some other help may fit better, and we will talk "
                          "about it with you."},
         .error = errors.on("help"),
         .items = items,
         .values = typed_values(typed, "help")});
}

std::vector<html::FieldError> check(const Asked& asked, const http::FormData& typed)
{
    std::vector<html::FieldError> errors;
    const auto chosen = typed.values("help");
    if (chosen.empty()) {
        errors.push_back({"help", "missing"});
        return errors;
    }
    const auto allowed = choices(asked);
    check_all_of(errors, typed, "help", ids_of(allowed));
    if (chosen.size() > 1 && std::ranges::find(chosen, "none") != chosen.end()) {
        errors.push_back({"help", "none_and_some"});
    }
    return errors;
}

std::vector<Line> lines(const Asked& asked, const http::FormData& answer)
{
    return {{"Other help now", labels_of(choices(asked), answer, "help"),
             "the other help you are getting"}};
}

} // namespace other_help_page

const Question other_help_question{.slug = "other-help",
                                   .title = "Are you getting help from any of these now?",
                                   .view = other_help_page::view,
                                   .check = other_help_page::check,
                                   .messages = other_help_page::messages,
                                   .stop = nullptr,
                                   .lines = other_help_page::lines};

} // namespace evenhand::referral::pages
