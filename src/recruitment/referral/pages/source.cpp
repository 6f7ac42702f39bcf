#include "recruitment/referral/pages/question_parts.hpp"
#include "recruitment/referral/pages/questions.hpp"

namespace evenhand::referral::pages {

namespace source_page {

const std::vector<html::FieldMessage>& messages()
{
    static const std::vector<html::FieldMessage> all = [] {
        std::vector<html::FieldMessage> words;
        add_choice_messages(words, "source", "Choose from the answers on this page");
        return words;
    }();
    return all;
}

html::Html view(const Asked& asked, const http::FormData& typed, const html::FieldErrors& errors)
{
    return html::radios({.name = "source",
                         .fieldset = page_fieldset(asked, "How did you hear about us? (optional)"),
                         .error = errors.on("source"),
                         .items = items_of(asked.protocol.referral.sources),
                         .value = typed_value(typed, "source")});
}

std::vector<html::FieldError> check(const Asked& asked, const http::FormData& typed)
{
    std::vector<html::FieldError> errors;
    check_all_of(errors, typed, "source", ids_of(asked.protocol.referral.sources));
    return errors;
}

std::vector<Line> lines(const Asked& asked, const http::FormData& answer)
{
    return {{"Heard about us from", labels_of(asked.protocol.referral.sources, answer, "source"),
             "how you heard about us"}};
}

} // namespace source_page

const Question source_question{.slug = "how-you-heard",
                               .title = "How did you hear about us?",
                               .view = source_page::view,
                               .check = source_page::check,
                               .messages = source_page::messages,
                               .stop = nullptr,
                               .lines = source_page::lines};

} // namespace evenhand::referral::pages
