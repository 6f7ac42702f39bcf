#include "recruitment/referral/pages/question_parts.hpp"
#include "recruitment/referral/pages/questions.hpp"

namespace evenhand::referral::pages {

namespace safe_contact_page {

const std::vector<protocol::Choice>& yes_no()
{
    static const std::vector<protocol::Choice> all{{"yes", "Yes"}, {"no", "No"}};
    return all;
}

const std::vector<html::FieldMessage>& messages()
{
    static const std::vector<html::FieldMessage> all{
        {"leave_message", "missing", "Say whether we can leave a message", {}},
        {"mention_health", "missing", "Say whether we can mention health", {}}};
    return all;
}

html::Html ask(std::string_view field, std::string_view question, std::string_view hint,
               const http::FormData& typed, const html::FieldErrors& errors)
{
    return html::radios(
        {.name = std::string(field),
         .fieldset =
             html::Fieldset{.legend = {.text = question, .classes = "govuk-fieldset__legend--m"}},
         .hint = {.text = hint},
         .error = errors.on(field),
         .items = items_of(yes_no()),
         .value = typed_value(typed, field),
         .classes = "govuk-radios--inline"});
}

html::Html view(const Asked& asked, const http::FormData& typed, const html::FieldErrors& errors)
{
    return page_heading(asked, "Is it safe to leave you a message?") +
           ask("leave_message", "May we leave a message if you do not answer?",
               "Think of who else may hear or see it.", typed, errors) +
           ask("mention_health", "May a message or letter mention health?",
               "If not, we will only say our name and ask you to call.", typed, errors);
}

std::vector<html::FieldError> check(const Asked&, const http::FormData& typed)
{
    std::vector<html::FieldError> errors;
    check_one_of(errors, typed, "leave_message", {"yes", "no"});
    check_one_of(errors, typed, "mention_health", {"yes", "no"});
    return errors;
}

std::vector<Line> lines(const Asked&, const http::FormData& answer)
{
    return {{"Leave a message", labels_of(yes_no(), answer, "leave_message"),
             "whether we can leave a message"},
            {"Mention health", labels_of(yes_no(), answer, "mention_health"),
             "whether we can mention health"}};
}

} // namespace safe_contact_page

const Question safe_contact_question{.slug = "safe-contact",
                                     .title = "Is it safe to leave you a message?",
                                     .view = safe_contact_page::view,
                                     .check = safe_contact_page::check,
                                     .messages = safe_contact_page::messages,
                                     .stop = nullptr,
                                     .lines = safe_contact_page::lines};

} // namespace evenhand::referral::pages
