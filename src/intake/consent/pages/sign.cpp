#include "core/date_input.hpp"
#include "core/person_name.hpp"
#include "core/text.hpp"
#include "html/components.hpp"
#include "html/identifier_messages.hpp"
#include "intake/consent/pages/asking.hpp"
#include "intake/consent/pages/pages.hpp"
#include "people/staff/pages/day_boxes.hpp"
#include "people/staff/pages/frame.hpp"

#include <algorithm>
#include <utility>

// The signature: a typed name, a word that a colleague heard, or paper.

namespace evenhand::consent::pages {

namespace sign_page {

using html::Html;

constexpr std::size_t most_characters = 200;

std::vector<html::FieldMessage> messages()
{
    std::vector<html::FieldMessage> all{
        {"method", "missing", "Choose how they sign"},
        {"typed_name", "differs",
         "This is not the name on their record. Check it, or tick that it is their own name"},
        {"form_number", "missing", "Enter the number printed on the form"},
        {"form_number", "too_long", "The number must have 200 characters or fewer"},
        {"form_number", "not_text", "Enter the number again: some of it cannot be read"},
        {"seen_by", "missing", "Enter who saw them sign"},
        {"seen_by", "too_long", "This must have 200 characters or fewer"},
        {"seen_by", "not_text", "Enter this again: some of it cannot be read"},
        {"filed", "missing", "Enter where the form is filed"},
        {"filed", "too_long", "This must have 200 characters or fewer"},
        {"filed", "not_text", "Enter this again: some of it cannot be read"},
        {"method", "erased",
         "What was kept of this person's research was erased, so nothing can be signed"}};
    html::add_messages(all, "typed_name", html::person_name_words);
    html::add_messages(all, "dated", html::date_words, "dated-day");
    return all;
}

/// A line that must be there.
std::string line(const http::FormData& typed, const std::string& field,
                 std::vector<html::FieldError>& errors)
{
    const auto text = clean_line(typed.value(field));
    if (!text)
        errors.push_back({field, "not_text"});
    else if (text->empty())
        errors.push_back({field, "missing"});
    else if (count_code_points(*text) > most_characters)
        errors.push_back({field, "too_long"});
    return text ? *text : std::string();
}

void read_name(const http::FormData& typed, const std::string& name_on_record, Signature& signature,
               std::vector<html::FieldError>& errors)
{
    const auto name = PersonName::parse(typed.value("typed_name"));
    if (!name) {
        errors.push_back({"typed_name", std::string(code(name.error()))});
        return;
    }
    signature.typed_name = name->reveal();
    const auto known = PersonName::parse(name_on_record);
    if (!known || typed.value("own_name") == "yes") return;
    if (identity::folded_for_matching(*known) != identity::folded_for_matching(*name))
        errors.push_back({"typed_name", "differs"});
}

void read_paper(const http::FormData& typed, LocalDate today, Signature& signature,
                std::vector<html::FieldError>& errors)
{
    signature.form_number = line(typed, "form_number", errors);
    const auto dated = parse_date(
        {typed.value("dated-day"), typed.value("dated-month"), typed.value("dated-year")});
    if (!dated)
        errors.push_back({"dated", std::string(code(dated.error().why))});
    else if (*dated > today)
        errors.push_back({"dated", "in_the_future"});
    else
        signature.dated = *dated;
    signature.seen_by = line(typed, "seen_by", errors);
    signature.filed = line(typed, "filed", errors);
}

Signature read(Asking& asking, const std::string& name_on_record, const protocol::ConsentForm& form)
{
    Signature signature;
    const auto method = method_named(asking.typed.value("method"));
    const bool offered = method && std::ranges::find(form.methods, *method) != form.methods.end();
    if (!offered) {
        asking.found.push_back({"method", "missing"});
        return signature;
    }
    signature.method = *method;
    switch (*method) {
    case SignatureMethod::typed_name:
        read_name(asking.typed, name_on_record, signature, asking.found);
        break;
    case SignatureMethod::witnessed_verbal:
        break;
    case SignatureMethod::paper:
        read_paper(asking.typed, asking.today, signature, asking.found);
        break;
    }
    return signature;
}

Html input(const std::string& name, std::string_view label, std::string_view hint,
           const Asking& asking, const html::FieldErrors& errors)
{
    return html::input({.name = name,
                        .label = {.text = label},
                        .hint = {.text = hint},
                        .error = errors.on(name),
                        .value = std::string(asking.typed.value(name))});
}

Html inputs_of(SignatureMethod method, const Asking& asking, const html::FieldErrors& errors)
{
    switch (method) {
    case SignatureMethod::typed_name:
        return input("typed_name", "Their full name", "Typed by the participant", asking, errors) +
               html::checkboxes(
                   {.name = "own_name",
                    .items = {{.value = "yes",
                               .text = "Their record spells it otherwise; this is their own name"}},
                    .values = {std::string(asking.typed.value("own_name"))},
                    .classes = "govuk-checkboxes--small"});
    case SignatureMethod::witnessed_verbal:
        return staff::paragraph("Read each statement and their answer aloud. A colleague who is "
                                "with you then says on their own account that they heard it. It "
                                "counts from then on.");
    case SignatureMethod::paper:
        break;
    }
    return html::fragment(
        input("form_number", "Number printed on the form", "", asking, errors),
        staff::day_boxes({.field = "dated", .legend = "Date on the form"}, asking.typed, errors),
        input("seen_by", "Who saw them sign?", "", asking, errors),
        input("filed", "Where is the form filed?", "For example, site file 3", asking, errors));
}

Html answers_table(const Asking& asking, const protocol::ConsentForm& form)
{
    const auto answers = answers_in(asking.typed, form);
    html::SummaryList list{.classes = "evenhand-answers"};
    for (const auto& item : form.items)
        list.rows.push_back({.key = item.statement, .value = answers.at(item.id) ? "Yes" : "No"});
    return html::summary_list(list);
}

html::Page view(const Asking& asking, const protocol::ConsentForm& form)
{
    const auto words = messages();
    const html::FieldErrors errors(asking.found, words);
    std::vector<html::ChoiceItem> methods;
    for (const auto method : form.methods)
        methods.push_back({.value = std::string(protocol::name_of(method)),
                           .text = label_of(method),
                           .conditional = inputs_of(method, asking, errors)});
    const Html inputs = html::fragment(
        html::radios({.name = "method",
                      .fieldset = html::Fieldset{.legend = {.text = "How do they sign?"}},
                      .error = errors.on("method"),
                      .items = std::move(methods),
                      .value = std::string(asking.typed.value("method"))}),
        html::button({.text = "Sign"}));
    return {.title = "Sign",
            .body = html::fragment(
                errors.summary(),
                participants::intake_heading(participants::IntakePage::consent, "Sign"),
                answers_table(asking, form),
                html::form(staff::posting_to(consent_path(asking.person, "/sign"), asking.tokens),
                           inputs)),
            .has_errors = errors.any(),
            .back_href = consent_path(asking.person, "/statements")};
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

/// The page that has to be gone through first; empty if nothing is missing.
std::string missing_page(const Asking& asking, const protocol::ConsentForm& form)
{
    const auto circumstances = circumstances_in(asking.typed, form);
    if (!circumstances) return consent_path(asking.person);
    if (circumstances->capacity == Capacity::lacking) return consent_path(asking.person, "/stop");
    const auto answers = answers_in(asking.typed, form);
    const bool same_words = asking.typed.value("wording") == wording_of(form).hash;
    if (!same_words || !unanswered(form, answers).empty())
        return consent_path(asking.person, "/statements");
    const bool refused = !required_but_refused(form, agreed_in(answers)).empty();
    return refused ? consent_path(asking.person, "/stop") : std::string();
}

std::string name_of_person(const Services& services, storage::UnitOfWork& work, PersonId person)
{
    const auto who = services.participants.identities.open_person(work, person);
    return who ? who->full_name() : std::string();
}

} // namespace sign_page

http::Response ask_signature(const Services& services, const http::Request& request,
                             const http::Viewer& viewer, storage::UnitOfWork& work)
{
    auto asking = asking_of(services, request, viewer, work);
    if (!asking) return http::not_found();
    if (!asking->may()) return cannot_ask(services, request, viewer, *asking);
    const auto first = sign_page::missing_page(*asking, services.participants.protocol.consent);
    if (!first.empty()) return http::see_other(first);
    return sign_page::show(services, request, viewer, std::move(*asking));
}

http::Response sign(const Services& services, const http::Request& request,
                    const http::Viewer& viewer, storage::UnitOfWork& work)
{
    auto asking = asking_of(services, request, viewer, work);
    if (!asking) return http::not_found();
    if (!asking->may()) return cannot_ask(services, request, viewer, *asking);
    const auto& form = services.participants.protocol.consent;
    // A second click, or another tab: the draft went with the signature.
    const auto first = sign_page::missing_page(*asking, form);
    if (!first.empty()) return http::see_other(first);
    take_fields(*asking, request.form,
                {"method", "typed_name", "own_name", "form_number", "dated-day", "dated-month",
                 "dated-year", "seen_by", "filed"});
    auto signature =
        sign_page::read(*asking, sign_page::name_of_person(services, work, asking->person), form);
    if (!asking->found.empty())
        return sign_page::show(services, request, viewer, std::move(*asking));
    const auto kept =
        services.consents.sign(work, asking->person,
                               {.wording_hash = std::string(asking->typed.value("wording")),
                                .answers = answers_in(asking->typed, form),
                                .circumstances = circumstances_in(asking->typed, form).value(),
                                .signature = std::move(signature)});
    if (!kept && kept.error() != Refusal::erased)
        return cannot_ask(services, request, viewer, *asking);
    if (!kept) {
        asking->found = {{"method", "erased"}};
        return sign_page::show(services, request, viewer, std::move(*asking));
    }
    discard_draft(services, viewer, work, asking->person);
    return http::see_other(consent_path(asking->person, "/copy"));
}

} // namespace evenhand::consent::pages
