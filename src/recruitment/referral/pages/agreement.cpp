#include "recruitment/referral/pages/question_parts.hpp"
#include "recruitment/referral/pages/questions.hpp"

namespace evenhand::referral::pages {

namespace agreement_page {

const std::vector<protocol::Choice>& yes_no()
{
    static const std::vector<protocol::Choice> all{{"yes", "Yes, you may"}, {"no", "No"}};
    return all;
}

const std::vector<html::FieldMessage>& messages()
{
    static const std::vector<html::FieldMessage> all{
        {"agree", "missing", "Say whether we may keep these details and contact you", {}}};
    return all;
}

html::Html view(const Asked& asked, const http::FormData& typed, const html::FieldErrors& errors)
{
    using html::attr;
    using html::element;
    const auto notice = element(
        "p", {attr("class", "govuk-body")}, "The ", asked.protocol.name,
        " team will see what you told us, to arrange a first appointment. The job centre will not. "
        "This does not sign you up: at the appointment you can ask anything and decide then. ",
        element("a", {attr("class", "govuk-link"), attr("href", "/privacy")},
                "Read how we look after your details"),
        ".");
    return html::radios(
        {.name = "agree",
         .fieldset = page_fieldset(
             asked, "May we keep these details and contact you to arrange a first appointment?"),
         .error = errors.on("agree"),
         .items = items_of(yes_no()),
         .value = typed_value(typed, "agree"),
         .form_group = {.before = notice}});
}

std::vector<html::FieldError> check(const Asked&, const http::FormData& typed)
{
    std::vector<html::FieldError> errors;
    check_one_of(errors, typed, "agree", {"yes", "no"});
    return errors;
}

std::optional<Stop> stop(const Asked&, const http::FormData& answer)
{
    if (answer.value("agree") == "no") return Stop::not_agreed;
    return std::nullopt;
}

std::vector<Line> lines(const Asked&, const http::FormData& answer)
{
    return {{"We may keep these details and contact you", labels_of(yes_no(), answer, "agree"),
             "whether we may contact you"}};
}

} // namespace agreement_page

const Question agreement_question{.slug = "agreement",
                                  .title = "May we keep these details and contact you?",
                                  .view = agreement_page::view,
                                  .check = agreement_page::check,
                                  .messages = agreement_page::messages,
                                  .stop = agreement_page::stop,
                                  .lines = agreement_page::lines};

} // namespace evenhand::referral::pages
