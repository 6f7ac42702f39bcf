#include "html/components.hpp"
#include "intake/consent/pages/asking.hpp"
#include "intake/consent/pages/pages.hpp"
#include "people/staff/pages/frame.hpp"

// The statements, each yes or no, read together with the participant. Nothing is chosen beforehand.

namespace evenhand::consent::pages {

namespace statements_page {

using html::Html;

/// The words for the errors of the form, for as long as this lives.
class Messages
{
public:
    explicit Messages(const protocol::ConsentForm& form)
    {
        for (const auto& item : form.items)
            fields_.push_back(field_of(item));
        for (const auto& field : fields_)
            messages_.push_back({field, "missing", "Choose yes or no to each statement"});
    }
    [[nodiscard]] const std::vector<html::FieldMessage>& all() const { return messages_; }

private:
    std::vector<std::string> fields_; ///< what the messages point into
    std::vector<html::FieldMessage> messages_;
};

Html statement(const protocol::ConsentItem& item, const Asking& asking,
               const html::FieldErrors& errors)
{
    const auto field = field_of(item);
    const Html need = item.required ? "You need to say yes to this to take part. If no: "
                                    : "You can say yes or no. If no: ";
    return html::radios(
        {.name = field,
         .fieldset = html::Fieldset{.legend = {.text = item.statement,
                                               .classes = "govuk-fieldset__legend--m"}},
         .hint = {.text = html::fragment(need, item.if_no)},
         .error = errors.on(field),
         .items = {{.value = "yes", .text = "Yes"}, {.value = "no", .text = "No"}},
         .value = std::string(asking.typed.value(field)),
         .classes = "govuk-radios--inline"});
}

html::Page view(const Asking& asking, const protocol::ConsentForm& form)
{
    const Messages words(form);
    const html::FieldErrors errors(asking.found, words.all());
    Html inputs;
    for (const auto& item : form.items)
        inputs += statement(item, asking, errors);
    inputs += html::hidden_input("wording", wording_of(form).hash);
    inputs += html::button({.text = "Continue"});
    return {
        .title = "What do you agree to?",
        .body = html::fragment(
            errors.summary(),
            participants::intake_heading(participants::IntakePage::consent,
                                         "What do you agree to?"),
            staff::paragraph("Read each statement together. You decide, and you can ask "
                             "anything. Saying no changes nothing about your benefits or your "
                             "care, and you can change your mind later."),
            html::form(staff::posting_to(consent_path(asking.person, "/statements"), asking.tokens),
                       inputs)),
        .has_errors = errors.any(),
        .back_href = consent_path(asking.person)};
}

http::Response show(const Services& services, const http::Request& request,
                    const http::Viewer& viewer, Asking asking)
{
    const int status = asking.found.empty() ? 200 : 422;
    return staff::answer_staff_page(
        services.participants.staff, status, request, viewer,
        [asking = std::move(asking), &form = services.participants.protocol.consent] {
            return view(asking, form);
        });
}

/// Takes what was chosen. Statements that were amended while the page stood open are asked anew.
void take_answers(Asking& asking, const http::FormData& sent, const protocol::ConsentForm& form)
{
    const bool same = sent.value("wording") == wording_of(form).hash;
    take_fields(asking, sent, {"wording"});
    for (const auto& item : form.items) {
        const auto field = field_of(item);
        take_fields(asking, same ? sent : http::FormData{}, {field});
    }
    const auto answers = answers_in(asking.typed, form);
    for (const auto& item : form.items)
        if (!answers.contains(item.id)) asking.found.push_back({field_of(item), "missing"});
}

} // namespace statements_page

http::Response ask_statements(const Services& services, const http::Request& request,
                              const http::Viewer& viewer, storage::UnitOfWork& work)
{
    auto asking = asking_now(services, request, viewer, work);
    if (!asking) return std::move(asking).error();
    if (!circumstances_in(asking->typed)) return http::see_other(consent_path(asking->person));
    return statements_page::show(services, request, viewer, std::move(*asking));
}

http::Response keep_statements(const Services& services, const http::Request& request,
                               const http::Viewer& viewer, storage::UnitOfWork& work)
{
    auto asking = asking_now(services, request, viewer, work);
    if (!asking) return std::move(asking).error();
    const auto& form = services.participants.protocol.consent;
    statements_page::take_answers(*asking, request.form, form);
    if (!asking->found.empty())
        return statements_page::show(services, request, viewer, std::move(*asking));
    keep_draft(services, viewer, work, *asking);
    const auto agreed = agreed_in(answers_in(asking->typed, form));
    const bool refused = !required_but_refused(form, agreed).empty();
    return http::see_other(consent_path(asking->person, refused ? "/stop" : "/sign"));
}

} // namespace evenhand::consent::pages
