#include "core/text.hpp"
#include "html/components.hpp"
#include "intake/consent/pages/asking.hpp"
#include "intake/consent/pages/pages.hpp"
#include "people/staff/pages/frame.hpp"

#include <algorithm>

// How consent is asked: whether they can decide today, who sits with them, and what they have read.

namespace evenhand::consent::pages {

namespace circumstances_page {

using html::Html;

constexpr std::size_t most_language_characters = 60;

std::vector<html::FieldMessage> messages()
{
    return {{"capacity", "missing", "Choose whether they can decide today"},
            {"supporter", "missing", "Choose who sits with them"},
            {"interpreter", "missing", "Choose whether an interpreter helps"},
            {"interpreter_language", "missing", "Enter the language of the interpreter"},
            {"interpreter_language", "too_long", "The language must have 60 characters or fewer"},
            {"interpreter_language", "not_text",
             "Enter the language again: some of the characters cannot be read"},
            {"sheet", "missing", "Choose which information sheet they had"}};
}

std::vector<html::FieldError> errors_in(const http::FormData& typed,
                                        const protocol::ConsentForm& form)
{
    std::vector<html::FieldError> errors;
    if (!capacity_named(typed.value("capacity"))) errors.push_back({"capacity", "missing"});
    if (!supporter_named(typed.value("supporter"))) errors.push_back({"supporter", "missing"});
    const auto interpreter = typed.value("interpreter");
    if (interpreter != "yes" && interpreter != "no") errors.push_back({"interpreter", "missing"});
    if (interpreter == "yes") {
        const auto language = clean_line(typed.value("interpreter_language"));
        if (!language)
            errors.push_back({"interpreter_language", "not_text"});
        else if (language->empty())
            errors.push_back({"interpreter_language", "missing"});
        else if (count_code_points(*language) > most_language_characters)
            errors.push_back({"interpreter_language", "too_long"});
    }
    const bool known = std::ranges::any_of(form.sheet.texts, [&](const protocol::TextFile& text) {
        return typed.value("sheet") == text.format + "/" + text.language;
    });
    if (!known) errors.push_back({"sheet", "missing"});
    return errors;
}

template <class Values>
std::vector<html::ChoiceItem> choices(const Values& values)
{
    std::vector<html::ChoiceItem> items;
    for (const auto value : values)
        items.push_back({.value = std::string(name_of(value)), .text = label_of(value)});
    return items;
}

Html question(const std::string& name, std::string_view legend, std::vector<html::ChoiceItem> items,
              const Asking& asking, const html::FieldErrors& errors)
{
    return html::radios({.name = name,
                         .fieldset = html::Fieldset{.legend = {.text = legend}},
                         .error = errors.on(name),
                         .items = std::move(items),
                         .value = std::string(asking.typed.value(name))});
}

std::vector<html::ChoiceItem> sheets(const protocol::ConsentForm& form)
{
    std::vector<html::ChoiceItem> items;
    for (const auto& text : form.sheet.texts) {
        const bool plain = text.format == "standard";
        const bool easy = text.format == "easy-read";
        const std::string format = plain ? "Standard" : easy ? "Easy Read" : text.format;
        const std::string language = text.language == "en" ? "English" : text.language;
        items.push_back({.value = text.format + "/" + text.language,
                         .text = format + ", " + language + ", version " + form.sheet.version});
    }
    return items;
}

html::Page view(const Asking& asking, const protocol::ConsentForm& form)
{
    const auto words = messages();
    const html::FieldErrors errors(asking.found, words);
    const Html language =
        html::input({.name = "interpreter_language",
                     .label = {.text = "Which language?"},
                     .error = errors.on("interpreter_language"),
                     .value = std::string(asking.typed.value("interpreter_language")),
                     .classes = "govuk-input--width-20"});
    const Html inputs = html::fragment(
        question("capacity", "Can they decide about this today?", choices(all_capacities()), asking,
                 errors),
        question("supporter", "Who sits with them?", choices(all_supporters()), asking, errors),
        question("interpreter", "Does an interpreter help?",
                 {{.value = "no", .text = "No"},
                  {.value = "yes", .text = "Yes", .conditional = language}},
                 asking, errors),
        question("sheet", "Which information sheet did they have?", sheets(form), asking, errors),
        html::button({.text = "Continue"}));
    return {.title = "Before you ask for consent",
            .body = html::fragment(
                errors.summary(),
                participants::intake_heading(participants::IntakePage::consent,
                                             "Before you ask for consent"),
                staff::paragraph("Everybody is taken to be able to decide unless there is a reason "
                                 "to doubt it. Nobody decides for them."),
                html::form(staff::posting_to(consent_path(asking.person), asking.tokens), inputs)),
            .has_errors = errors.any(),
            .back_href = participants::person_path(asking.person)};
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

} // namespace circumstances_page

http::Response ask_circumstances(const Services& services, const http::Request& request,
                                 const http::Viewer& viewer, storage::UnitOfWork& work)
{
    auto asking = asking_of(services, request, viewer, work);
    if (!asking) return http::not_found();
    if (!asking->may()) return cannot_ask(services, request, viewer, *asking);
    return circumstances_page::show(services, request, viewer, std::move(*asking));
}

http::Response keep_circumstances(const Services& services, const http::Request& request,
                                  const http::Viewer& viewer, storage::UnitOfWork& work)
{
    auto asking = asking_of(services, request, viewer, work);
    if (!asking) return http::not_found();
    if (!asking->may()) return cannot_ask(services, request, viewer, *asking);
    take_fields(*asking, request.form,
                {"capacity", "supporter", "interpreter", "interpreter_language", "sheet"});
    const auto& form = services.participants.protocol.consent;
    asking->found = circumstances_page::errors_in(asking->typed, form);
    if (!asking->found.empty())
        return circumstances_page::show(services, request, viewer, std::move(*asking));
    keep_draft(services, viewer, work, *asking);
    const bool lacks = asking->typed.value("capacity") == name_of(Capacity::lacking);
    return http::see_other(consent_path(asking->person, lacks ? "/stop" : "/statements"));
}

} // namespace evenhand::consent::pages
