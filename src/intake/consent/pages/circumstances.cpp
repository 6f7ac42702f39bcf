#include "core/london_time.hpp"
#include "core/text.hpp"
#include "html/components.hpp"
#include "intake/consent/pages/asking.hpp"
#include "intake/consent/pages/pages.hpp"
#include "people/staff/pages/frame.hpp"

#include <fmt/format.h>

#include <algorithm>

// How consent is asked: whether they can decide today, and who sits with them.

namespace evenhand::consent::pages {

namespace circumstances_page {

using html::Html;

constexpr std::size_t most_language_characters = 60;
constexpr std::size_t most_name_characters = 200;
constexpr std::size_t most_note_characters = 2000;

std::vector<html::FieldMessage> messages()
{
    return {{"capacity", "missing", "Choose whether they can decide today"},
            {"capacity_note", "missing",
             "Enter what your doubt was, and how you found that they can decide"},
            {"capacity_note", "too_long", "This must have 2,000 characters or fewer"},
            {"capacity_note", "not_text", "Enter this again: some of it cannot be read"},
            {"supporter", "missing", "Choose who sits with them"},
            {"supporter_name", "missing", "Enter the name of who sits with them"},
            {"supporter_name", "too_long", "The name must have 200 characters or fewer"},
            {"supporter_name", "not_text", "Enter the name again: some of it cannot be read"},
            {"interpreter", "missing", "Choose whether an interpreter helps"},
            {"interpreter_language", "missing", "Enter the language of the interpreter"},
            {"interpreter_language", "too_long", "The language must have 60 characters or fewer"},
            {"interpreter_language", "not_text",
             "Enter the language again: some of the characters cannot be read"}};
}

/// What is wrong with a text that must be there; empty: nothing.
std::string_view fault_of(const Result<std::string, TextRefusal>& text, std::size_t most)
{
    if (!text) return "not_text";
    if (text->empty()) return "missing";
    return count_code_points(*text) > most ? "too_long" : "";
}

std::vector<html::FieldError> errors_in(const http::FormData& typed)
{
    std::vector<html::FieldError> errors;
    const auto add = [&](const char* field, std::string_view code) {
        if (!code.empty()) errors.push_back({field, std::string(code)});
    };
    const auto capacity = capacity_named(typed.value("capacity"));
    add("capacity", capacity ? "" : "missing");
    if (capacity == Capacity::assessed)
        add("capacity_note",
            fault_of(clean_paragraph(typed.value("capacity_note")), most_note_characters));
    const auto supporter = supporter_named(typed.value("supporter"));
    add("supporter", supporter ? "" : "missing");
    if (supporter && *supporter != Supporter::nobody)
        add("supporter_name",
            fault_of(clean_line(typed.value("supporter_name")), most_name_characters));
    const auto interpreter = typed.value("interpreter");
    add("interpreter", interpreter == "yes" || interpreter == "no" ? "" : "missing");
    if (interpreter == "yes")
        add("interpreter_language",
            fault_of(clean_line(typed.value("interpreter_language")), most_language_characters));
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

/// What they heard, which the signature will stand on.
std::string heard_words(const Information& heard)
{
    const protocol::TextFile text{.format = heard.format, .language = heard.language, .file = {}};
    return fmt::format("They went through version {} of the information sheet on {}: {}.",
                       heard.sheet_version, london_date(heard.at).plain(), label_of(text));
}

std::vector<html::ChoiceItem> capacities(const Asking& asking, const html::FieldErrors& errors)
{
    auto items = choices(all_capacities());
    const auto assessed =
        std::ranges::find(items, name_of(Capacity::assessed), &html::ChoiceItem::value);
    assessed->conditional = html::textarea(
        {.name = "capacity_note",
         .label = {.text = "What was your doubt, and how did you find that they can decide?"},
         .hint = {.text = "Whether they understood, remembered and weighed it up, and could say "
                          "what they decide, and what helped them"},
         .error = errors.on("capacity_note"),
         .value = std::string(asking.typed.value("capacity_note"))});
    return items;
}

html::Page view(const Asking& asking)
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
        question("capacity", "Can they decide about this today?", capacities(asking, errors),
                 asking, errors),
        question("supporter", "Who sits with them?", choices(all_supporters()), asking, errors),
        html::input({.name = "supporter_name",
                     .label = {.text = "Name of who sits with them"},
                     .hint = {.text = "Leave this empty if nobody does"},
                     .error = errors.on("supporter_name"),
                     .value = std::string(asking.typed.value("supporter_name")),
                     .autocomplete = "off"}),
        question("interpreter", "Does an interpreter help?",
                 {{.value = "no", .text = "No"},
                  {.value = "yes", .text = "Yes", .conditional = language}},
                 asking, errors),
        html::button({.text = "Continue"}));
    return {.title = "Before you ask for consent",
            .body = html::fragment(
                errors.summary(),
                participants::intake_heading(participants::IntakePage::consent,
                                             "Before you ask for consent"),
                staff::paragraph("Everybody is taken to be able to decide unless there is a reason "
                                 "to doubt it. Nobody decides for them."),
                staff::paragraph(heard_words(*asking.heard)),
                html::form(staff::posting_to(consent_path(asking.person), asking.tokens), inputs)),
            .has_errors = errors.any(),
            .back_href = participants::person_path(asking.person)};
}

http::Response show(const Services& services, const http::Request& request,
                    const http::Viewer& viewer, Asking asking)
{
    return staff::answer_form(services.participants.staff, request, viewer, std::move(asking),
                              view);
}

} // namespace circumstances_page

http::Response ask_circumstances(const Services& services, const http::Request& request,
                                 const http::Viewer& viewer, storage::UnitOfWork& work)
{
    auto asking = asking_now(services, request, viewer, work);
    if (!asking) return std::move(asking).error();
    return circumstances_page::show(services, request, viewer, std::move(*asking));
}

http::Response keep_circumstances(const Services& services, const http::Request& request,
                                  const http::Viewer& viewer, storage::UnitOfWork& work)
{
    auto asking = asking_now(services, request, viewer, work);
    if (!asking) return std::move(asking).error();
    take_fields(*asking, request.form,
                {"capacity", "capacity_note", "supporter", "supporter_name", "interpreter",
                 "interpreter_language"});
    asking->found = circumstances_page::errors_in(asking->typed);
    if (!asking->found.empty())
        return circumstances_page::show(services, request, viewer, std::move(*asking));
    keep_draft(services, viewer, work, *asking);
    const bool lacks = asking->typed.value("capacity") == name_of(Capacity::lacking);
    return http::see_other(consent_path(asking->person, lacks ? "/stop" : "/statements"));
}

} // namespace evenhand::consent::pages
