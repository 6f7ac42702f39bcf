#include "people/participants/pages/pages.hpp"

#include "core/london_time.hpp"
#include "core/text.hpp"
#include "html/components.hpp"
#include "html/identifier_messages.hpp"
#include "people/staff/pages/day_boxes.hpp"
#include "people/staff/pages/frame.hpp"

#include <array>
#include <utility>

// Correcting who somebody is and how they are reached. What stood there before is not shown again.

namespace evenhand::participants::pages {

namespace details_page {

using html::Html;
using identity::DetailsChange;

constexpr std::size_t most_address_characters = 300;

struct Box
{
    std::string_view field;
    std::string_view label;
    std::string_view autocomplete = "off"; ///< never the staff member's own details
    std::string_view type = "text";
};
constexpr std::array names{Box{"given_names", "First names"}, Box{"family_name", "Last name"},
                           Box{"known_as", "What they like to be called"}};

std::vector<html::FieldMessage> messages()
{
    std::vector<html::FieldMessage> all{
        {"why", "missing", "Choose why the details change"},
        {"why", "nothing_changed", "Nothing was changed. Change something, or go back"},
        {"why", "erased", "Who this was has been erased: nothing more is kept of it"},
        {"given_names", "no_name", "Enter a first name or a last name"},
        {"postal_address", "too_long", "The address must have 300 characters or fewer"},
        {"postal_address", "not_text",
         "The address has characters that cannot be kept. Type it again"},
        {"nhs_number", "number_is_taken",
         "Another person of the trial has this NHS number. Check it, or tell the data-protection "
         "officer"}};
    for (const Box& box : names)
        html::add_messages(all, box.field, html::person_name_words);
    html::add_messages(all, "born", html::date_words, "born-day");
    html::add_messages(all, "phone", html::phone_number_words);
    html::add_messages(all, "email", html::email_address_words);
    html::add_messages(all, "postcode", html::postcode_words);
    html::add_messages(all, "nhs_number", html::nhs_number_words);
    return all;
}

/// Reads the boxes one by one and keeps what is wrong. A box that is empty means: not known.
class Reader
{
public:
    Reader(const http::FormData& form, std::vector<html::FieldError>& errors)
        : form_(form), errors_(errors)
    {
    }

    template <class Parse>
    auto optional(std::string_view field, Parse parse)
        -> std::optional<std::remove_cvref_t<decltype(*parse(std::string_view()))>>
    {
        const auto typed = form_.value(field);
        if (typed.find_first_not_of(" \t\r\n") == std::string_view::npos) return std::nullopt;
        auto parsed = parse(typed);
        if (parsed) return *parsed;
        errors_.push_back({std::string(field), std::string(code(parsed.error()))});
        return std::nullopt;
    }

    std::optional<LocalDate> birth_date(LocalDate today)
    {
        const TypedDate typed{form_.value("born-day"), form_.value("born-month"),
                              form_.value("born-year")};
        if (typed.day.empty() && typed.month.empty() && typed.year.empty()) return std::nullopt;
        const auto date = parse_date(typed);
        const auto problem = date ? birth_date_problem(*date, today) : date.error();
        if (!problem) return *date;
        errors_.push_back({"born", std::string(code(problem->why))});
        return std::nullopt;
    }

    std::string address()
    {
        const auto text = clean_paragraph(form_.value("postal_address"));
        if (!text)
            errors_.push_back({"postal_address", "not_text"});
        else if (count_code_points(*text) > most_address_characters)
            errors_.push_back({"postal_address", "too_long"});
        return text ? *text : std::string();
    }

private:
    const http::FormData& form_;
    std::vector<html::FieldError>& errors_;
};

struct Wanted
{
    identity::Details details;
    DetailsChange why = DetailsChange::changed;
};

Result<Wanted, std::vector<html::FieldError>> parse(const http::FormData& form, LocalDate today,
                                                    IdentifierMode mode)
{
    std::vector<html::FieldError> errors;
    Reader read(form, errors);
    Wanted wanted;
    auto& said = wanted.details;
    said.given_names = read.optional("given_names", PersonName::parse);
    said.family_name = read.optional("family_name", PersonName::parse);
    if (errors.empty() && !said.given_names && !said.family_name)
        errors.push_back({"given_names", "no_name"});
    said.known_as = read.optional("known_as", PersonName::parse);
    said.birth_date = read.birth_date(today);
    said.phone =
        read.optional("phone", [](std::string_view text) { return PhoneNumber::parse(text); });
    said.email = read.optional("email", EmailAddress::parse);
    said.postal_address = read.address();
    said.postcode = read.optional("postcode", [](std::string_view text) {
        return Postcode::parse(text, PostcodeEntry::staff_screen);
    });
    said.nhs_number = read.optional(
        "nhs_number", [mode](std::string_view text) { return NhsNumber::parse(text, mode); });
    const auto why = identity::details_change_named(form.value("why"));
    if (!why) errors.push_back({"why", "missing"});
    if (!errors.empty()) return refuse(std::move(errors));
    wanted.why = *why;
    return wanted;
}

/// What is known now, as the boxes hold it.
http::FormData known(const identity::IdentityView& who)
{
    http::FormData form;
    form.add("given_names", who.given_names);
    form.add("family_name", who.family_name);
    form.add("known_as", who.known_as);
    if (who.birth_date) {
        form.add("born-day", std::to_string(who.birth_date->day()));
        form.add("born-month", std::to_string(who.birth_date->month()));
        form.add("born-year", std::to_string(who.birth_date->year()));
    }
    form.add("phone", who.phone);
    form.add("email", who.email);
    form.add("postal_address", who.postal_address);
    form.add("postcode", who.postcode);
    form.add("nhs_number", who.nhs_number);
    return form;
}

struct Asked
{
    PersonId person;
    http::FormData typed;
    std::vector<html::FieldError> found;
    http::FormTokens tokens;
};

Html box(const Box& of, const Asked& asked, const html::FieldErrors& errors)
{
    return html::input({.name = std::string(of.field),
                        .label = {.text = of.label},
                        .error = errors.on(of.field),
                        .value = std::string(asked.typed.value(of.field)),
                        .type = std::string(of.type),
                        .autocomplete = std::string(of.autocomplete),
                        .spellcheck = false});
}

Html inputs(const Asked& asked, const html::FieldErrors& errors)
{
    Html all;
    for (const Box& name : names)
        all += box(name, asked, errors);
    all += staff::day_boxes({.field = "born", .legend = "Date of birth"}, asked.typed, errors);
    all += box({"phone", "Phone", "off", "tel"}, asked, errors);
    all += box({"email", "Email", "off", "email"}, asked, errors);
    all += html::textarea({.name = "postal_address",
                           .label = {.text = "Address"},
                           .error = errors.on("postal_address"),
                           .value = std::string(asked.typed.value("postal_address")),
                           .rows = 4,
                           .autocomplete = "off"});
    all += box({"postcode", "Postcode"}, asked, errors);
    all += box({"nhs_number", "NHS number"}, asked, errors);
    all += html::radios(
        {.name = "why",
         .fieldset = html::Fieldset{.legend = {.text = "Why do the details change?"}},
         .error = errors.on("why"),
         .items = {{.value = "changed", .text = "They were right, and have changed"},
                   {.value = "entered_in_error",
                    .text = "They were entered in error",
                    .hint = {.text = "They were never this person's. The data-protection officer "
                                     "can destroy them"}}},
         .value = std::string(asked.typed.value("why"))});
    return all + html::button({.text = "Save details"});
}

html::Page view(const Asked& asked)
{
    const auto words = messages();
    const html::FieldErrors errors(asked.found, words);
    const auto path = person_path(asked.person);
    return {
        .title = "Change their details",
        .body = html::fragment(
            errors.summary(), staff::heading("Change their details"),
            staff::paragraph("Leave a box empty where it is not known. What stood here before "
                             "is kept, and not shown again."),
            html::form(staff::posting_to(path + "/details", asked.tokens), inputs(asked, errors))),
        .has_errors = errors.any(),
        .back_href = path};
}

http::Response show(const Services& services, const http::Request& request,
                    const http::Viewer& viewer, Asked asked)
{
    return staff::answer_form(services.staff, request, viewer, std::move(asked), view);
}

html::FieldError error_of(identity::DetailsRefusal refusal)
{
    const bool of_number = refusal == identity::DetailsRefusal::number_is_taken;
    return {of_number ? "nhs_number" : "why", std::string(code(refusal))};
}

} // namespace details_page

http::Response ask_details(const Services& services, const http::Request& request,
                           const http::Viewer& viewer, storage::UnitOfWork& work)
{
    const auto person = request.id<PersonId>("person");
    if (!person) return http::not_found();
    const auto who = services.identities.open_person(work, *person);
    if (!who) return http::not_found();
    work.log({.action = "participant.details_opened",
              .object_type = "person",
              .object_id = person->text(),
              .detail = {}});
    return details_page::show(
        services, request, viewer,
        {.person = *person,
         .typed = request.brought_back ? request.form : details_page::known(*who),
         .found = {},
         .tokens = request.tokens});
}

http::Response change_details(const Services& services, const http::Request& request,
                              const http::Viewer& viewer, storage::UnitOfWork& work)
{
    const auto person = request.id<PersonId>("person");
    if (!person || !services.identities.knows(work, *person)) return http::not_found();
    details_page::Asked asked{
        .person = *person, .typed = request.form, .found = {}, .tokens = request.tokens};
    const auto wanted = details_page::parse(request.form, london_date(work.now()), services.mode);
    if (!wanted) {
        asked.found = wanted.error();
        return details_page::show(services, request, viewer, std::move(asked));
    }
    const auto written = services.details.replace(work, *person, wanted->details, wanted->why);
    if (!written) {
        asked.found = {details_page::error_of(written.error())};
        return details_page::show(services, request, viewer, std::move(asked));
    }
    return http::see_other(person_path(*person));
}

} // namespace evenhand::participants::pages
