#include "core/date_input.hpp"
#include "core/london_time.hpp"
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

/// `protocol_fault` says why nothing is signed now, and outlives what is given.
std::vector<html::FieldMessage> messages(std::string_view protocol_fault)
{
    std::vector<html::FieldMessage> all{
        {"method", "missing", "Choose how they sign"},
        {"typed_name", "differs",
         "This is not the name on their record. Check it, or tick that it is their own name"},
        {"form_number", "missing", "Enter the number printed on the form"},
        {"form_number", "too_long", "The number must have 200 characters or fewer"},
        {"form_number", "not_text", "Enter the number again: some of it cannot be read"},
        {"form_version", "missing", "Enter the version printed on the form"},
        {"form_version", "too_long", "The version must have 200 characters or fewer"},
        {"form_version", "not_text", "Enter the version again: some of it cannot be read"},
        {"form_version", "differs",
         "This is not the version in force. They sign a form of that version anew"},
        {"dated", "too_early",
         "The date must not be before the day on which they went through the information",
         "dated-day"},
        {"seen_by", "missing", "Enter who saw them sign"},
        {"seen_by", "too_long", "This must have 200 characters or fewer"},
        {"seen_by", "not_text", "Enter this again: some of it cannot be read"},
        {"filed", "missing", "Enter where the form is filed"},
        {"filed", "too_long", "This must have 200 characters or fewer"},
        {"filed", "not_text", "Enter this again: some of it cannot be read"},
        {"method", "erased",
         "What was kept of this person's research was erased, so nothing can be signed"},
        {"method", code(Refusal::protocol_amended), protocol_fault}};
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

void read_paper(const http::FormData& typed, const SigningDays& days,
                const std::string& version_in_force, Signature& signature,
                std::vector<html::FieldError>& errors)
{
    signature.form_number = line(typed, "form_number", errors);
    signature.form_version = line(typed, "form_version", errors);
    if (!signature.form_version.empty() && signature.form_version != version_in_force)
        errors.push_back({"form_version", "differs"});
    const auto dated = parse_date(
        {typed.value("dated-day"), typed.value("dated-month"), typed.value("dated-year")});
    if (!dated)
        errors.push_back({"dated", std::string(code(dated.error().why))});
    else if (*dated > days.today)
        errors.push_back({"dated", "in_the_future"});
    else if (*dated < days.informed)
        errors.push_back({"dated", "too_early"});
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
        read_paper(asking.typed, {london_date(asking.heard->at), asking.today}, form.version,
                   signature, asking.found);
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
        input("form_version", "Version printed on the form", "", asking, errors),
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
    const auto words = messages(asking.protocol_fault);
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

/// Why it was not signed: on this page with what was typed where that is of use, or 409.
http::Response refused(const Services& services, const http::Request& request,
                       const http::Viewer& viewer, storage::UnitOfWork& work, Asking asking,
                       Refusal refusal)
{
    const bool stays = refusal == Refusal::erased || refusal == Refusal::protocol_amended;
    if (!stays) return cannot_ask(services, request, viewer, asking);
    asking.found = {{"method", std::string(code(refusal))}};
    if (refusal == Refusal::protocol_amended)
        asking.protocol_fault = services.consents.protocol_fault(work);
    return show(services, request, viewer, std::move(asking));
}

/// The page that has to be gone through first; empty if nothing is missing.
std::string missing_page(const Asking& asking, const protocol::ConsentForm& form)
{
    const auto circumstances = circumstances_in(asking.typed);
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
    auto asking = asking_now(services, request, viewer, work);
    if (!asking) return std::move(asking).error();
    const auto first = sign_page::missing_page(*asking, services.participants.protocol.consent);
    if (!first.empty()) return http::see_other(first);
    return sign_page::show(services, request, viewer, std::move(*asking));
}

http::Response sign(const Services& services, const http::Request& request,
                    const http::Viewer& viewer, storage::UnitOfWork& work)
{
    auto asking = asking_now(services, request, viewer, work);
    if (!asking) return std::move(asking).error();
    const auto& form = services.participants.protocol.consent;
    // A second click, or another tab: the draft went with the signature.
    const auto first = sign_page::missing_page(*asking, form);
    if (!first.empty()) return http::see_other(first);
    take_fields(*asking, request.form,
                {"method", "typed_name", "own_name", "form_number", "form_version", "dated-day",
                 "dated-month", "dated-year", "seen_by", "filed"});
    auto signature =
        sign_page::read(*asking, sign_page::name_of_person(services, work, asking->person), form);
    if (!asking->found.empty())
        return sign_page::show(services, request, viewer, std::move(*asking));
    const auto kept =
        services.consents.sign(work, asking->person,
                               {.wording_hash = std::string(asking->typed.value("wording")),
                                .answers = answers_in(asking->typed, form),
                                .circumstances = circumstances_in(asking->typed).value(),
                                .signature = std::move(signature)});
    if (!kept)
        return sign_page::refused(services, request, viewer, work, std::move(*asking),
                                  kept.error());
    discard_draft(services, viewer, work, asking->person);
    return http::see_other(consent_path(asking->person, "/copy"));
}

} // namespace evenhand::consent::pages
