#include "people/participants/pages/pages.hpp"

#include "core/check.hpp"
#include "crypto/hash.hpp"
#include "html/components.hpp"
#include "html/form.hpp"
#include "html/identifier_messages.hpp"
#include "people/identity/merge_store.hpp"
#include "people/staff/pages/day_boxes.hpp"
#include "people/staff/pages/frame.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <variant>

namespace evenhand::participants::pages {

namespace search_page {

using html::attr;
using html::element;
using html::Html;

constexpr std::size_t most_found = 20;

constexpr std::array study_number_words{
    html::CodeWords{"empty", "Enter the study number"},
    html::CodeWords{"too_short", "The study number is too short. Enter all of it"},
    html::CodeWords{"too_long", "The study number is too long. Enter one"},
    html::CodeWords{"wrong_prefix", "Check the letters at the beginning of the study number"},
    html::CodeWords{"not_in_alphabet", "Check the study number: it has a character that no study "
                                       "number has"},
    html::CodeWords{"wrong_check", "Check the study number: one character is wrong"}};

std::vector<html::FieldMessage> messages()
{
    std::vector<html::FieldMessage> all{
        {"study_number", "nothing", "Fill in one of the boxes"},
        {"study_number", "more_than_one", "Fill in one way of searching and no other"},
        {"study_number", "nobody", "Nobody was found. Check what you typed"},
        {"nhs_number", "nothing", "Fill in one of the boxes"},
        {"nhs_number", "more_than_one", "Fill in one way of searching and no other"},
        {"family_name", "needed_with_name", "Enter the last name beside the date of birth"},
        {"birth", "needed_with_name", "Enter the date of birth beside the name", "birth-day"}};
    html::add_messages(all, "study_number", study_number_words);
    html::add_messages(all, "nhs_number", html::nhs_number_words);
    html::add_messages(all, "family_name", html::person_name_words);
    html::add_messages(all, "birth", html::date_words, "birth-day");
    return all;
}

Html one_box(const std::string& name, const std::string& label, const std::string& hint,
             const http::FormData& typed, const html::FieldErrors& errors)
{
    return html::input({.name = name,
                        .label = {.text = label},
                        .hint = {.text = hint},
                        .error = errors.on(name),
                        .value = std::string(typed.value(name)),
                        .autocomplete = "off",
                        .spellcheck = false,
                        .classes = "govuk-input--width-20"});
}

html::Page view(const http::FormData& typed, const std::vector<html::FieldError>& found,
                const http::FormTokens& tokens)
{
    const auto words = messages();
    const html::FieldErrors errors(found, words);
    const Html boxes = html::fragment(
        one_box("study_number", "Study number", "Such as WW-10427-K", typed, errors),
        one_box("nhs_number", "Or NHS number", "10 numbers, such as 999 123 4567", typed, errors),
        one_box("family_name", "Or last name, with the date of birth",
                "A name is searched only with the date of birth", typed, errors),
        staff::day_boxes(
            {.field = "birth", .legend = "Date of birth", .hint = "For example, 27 3 1998"}, typed,
            errors),
        html::button({.text = "Search"}));
    return {.title = "Find a participant",
            .body =
                html::fragment(errors.summary(), staff::heading("Find a participant"),
                               staff::paragraph("Each search is written down, with who searched."),
                               html::form(staff::posting_to("/participants", tokens), boxes)),
            .has_errors = errors.any()};
}

http::Response show(const Services& services, const http::Request& request,
                    const http::Viewer& viewer, std::vector<html::FieldError> errors)
{
    const int status = errors.empty() ? 200 : 422;
    return staff::answer_staff_page(
        services.staff, status, request, viewer,
        [typed = request.form, errors = std::move(errors), tokens = request.tokens] {
            return view(typed, errors, tokens);
        });
}

using People = Result<std::vector<PersonId>, html::FieldError>;

People by_study_number(const Services& services, storage::UnitOfWork& work, std::string_view typed)
{
    const auto number = StudyNumber::parse(typed, services.protocol.prefix);
    if (!number) return refuse(html::FieldError{"study_number", std::string(code(number.error()))});
    auto person = services.journeys.find_by_study_number(work, *number);
    // As with every other way of searching, the record that leads is what is found.
    if (person) person = identity::MergeStore::leader_of(work, *person).value_or(*person);
    const std::string ids = person ? person->text() : std::string();
    work.log({.action = "identity.searched",
              .object_type = "identity",
              .object_id = crypto::sha256("study_number:" + std::string(number->text())).text(),
              .detail = fmt::format("by study_number, found {}, ids {}", person ? 1 : 0,
                                    crypto::sha256(ids).text())});
    return person ? std::vector{*person} : std::vector<PersonId>{};
}

People by_identity(const Services& services, storage::UnitOfWork& work, const http::FormData& form)
{
    const auto key = identity::parse_search(
        {.nhs_number = form.value("nhs_number"),
         .family_name = form.value("family_name"),
         .birth = {form.value("birth-day"), form.value("birth-month"), form.value("birth-year")}},
        services.mode);
    if (!key)
        return refuse(
            html::FieldError{std::string(key.error().field), std::string(key.error().code)});
    std::vector<PersonId> people;
    for (const auto& candidate : services.identities.search(work, *key)) {
        // A claim that was not decided waits in triage; it is nobody's record yet.
        if (const auto* person = std::get_if<PersonId>(&candidate.who)) people.push_back(*person);
    }
    return people;
}

People by_either(const Services& services, storage::UnitOfWork& work, const http::FormData& form)
{
    const auto number = form.value("study_number");
    return number.empty() ? by_identity(services, work, form)
                          : by_study_number(services, work, number);
}

/// What a search for nobody leaves is written again, since the unit of a refusal is rolled back.
http::Response show_nobody(const Services& services, const http::Request& request,
                           const http::Viewer& viewer)
{
    auto response = show(services, request, viewer, {{"study_number", "nobody"}});
    response.journal = [&services, form = request.form](storage::UnitOfWork& work) {
        static_cast<void>(by_either(services, work, form));
    };
    return response;
}

std::string found_path(const std::vector<PersonId>& people)
{
    http::FormData query;
    for (const PersonId person : people) {
        if (query.pairs().size() < most_found) query.add("person", person.text());
    }
    if (people.size() > most_found) query.add("more", "yes");
    return "/participants/found?" + query.encode();
}

/// One line of the list of those found: enough to tell them apart.
html::TableRow row_of(PersonId person, const std::optional<identity::IdentityView>& who)
{
    std::string name = who ? who->full_name() : "Erased";
    if (name.empty()) name = "No name";
    return {{.text = element("a", {attr("class", "govuk-link"), attr("href", person_path(person))},
                             name)},
            {.text = who && who->birth_date ? who->birth_date->plain() : "Not known"},
            {.text = who && !who->postcode.empty() ? who->postcode : "Not known"}};
}

html::Page found_view(const std::vector<html::TableRow>& rows, bool is_cut)
{
    return {
        .title = "Participants found",
        .body = html::fragment(
            staff::heading("Participants found"),
            is_cut ? html::warning_text(
                         {.text = fmt::format("More people were found. These are the first {}: "
                                              "search by a number to find the one you mean.",
                                              most_found)})
                   : Html{},
            rows.empty()
                ? staff::paragraph("Nobody was found.")
                : html::scrolling_table(
                      {.caption = "Participants found",
                       .caption_classes = "govuk-visually-hidden",
                       .head = {{.text = "Name"}, {.text = "Date of birth"}, {.text = "Postcode"}},
                       .rows = rows},
                      "Participants found")),
        .breadcrumbs = {{.text = "Participants", .href = "/participants"}, {.text = "Found"}}};
}

} // namespace search_page

http::Response ask_search(const Services& services, const http::Request& request,
                          const http::Viewer& viewer, storage::UnitOfWork&)
{
    return search_page::show(services, request, viewer, {});
}

http::Response search(const Services& services, const http::Request& request,
                      const http::Viewer& viewer, storage::UnitOfWork& work)
{
    const auto people = search_page::by_either(services, work, request.form);
    if (!people) return search_page::show(services, request, viewer, {people.error()});
    if (people->empty()) return search_page::show_nobody(services, request, viewer);
    if (people->size() == 1) return http::see_other(person_path(people->front()));
    return http::see_other(search_page::found_path(*people));
}

http::Response found(const Services& services, const http::Request& request,
                     const http::Viewer& viewer, storage::UnitOfWork& work)
{
    std::vector<html::TableRow> rows;
    std::string ids;
    for (const auto text : request.query.values("person")) {
        const auto person = PersonId::parse(text);
        if (!person || rows.size() == search_page::most_found) continue;
        if (!services.identities.knows(work, *person)) continue;
        rows.push_back(
            search_page::row_of(*person, services.identities.open_person(work, *person)));
        ids += person->text();
    }
    work.log({.action = "identity.listed",
              .object_type = "identity",
              .object_id = crypto::sha256(ids).text(),
              .detail = fmt::format("shown {}", rows.size())});
    return staff::answer_staff_page(
        services.staff, 200, request, viewer,
        [rows = std::move(rows), is_cut = request.query.value("more") == "yes"] {
            return search_page::found_view(rows, is_cut);
        });
}

} // namespace evenhand::participants::pages
