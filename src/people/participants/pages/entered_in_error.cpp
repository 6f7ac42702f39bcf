#include "people/participants/pages/pages.hpp"

#include "html/components.hpp"
#include "html/form.hpp"
#include "people/identity/in_error_store.hpp"
#include "people/staff/pages/frame.hpp"

#include <algorithm>
#include <utility>

// What was written about a person and does not stand, for the data-protection officer alone, who
// reads it and destroys it.

namespace evenhand::participants::pages {

namespace entered_in_error_page {

using html::Html;
using identity::InError;
using identity::InErrorId;
using identity::InErrorStore;

/// One of them, with its words.
struct Row
{
    InError marked;
    std::string what;
    std::string by;
    std::optional<Instant> written; ///< nothing where it has no text, or that was destroyed
};

struct Shown
{
    PersonId person;
    std::vector<Row> rows;
};

struct Text
{
    PersonId person;
    Row row;
    std::string text;
    http::FormTokens tokens;
};

std::string list_path(PersonId person)
{
    return person_path(person, "/entered-in-error");
}

std::string destroy_path(PersonId person, InErrorId marked)
{
    return list_path(person) + "/" + marked.text() + "/destroy";
}

const NotesInError* notes_of(const Services& services, const InError& marked)
{
    const auto found =
        std::ranges::find(services.notes_in_error, marked.table, &NotesInError::table);
    return found == services.notes_in_error.end() ? nullptr : &*found;
}

identity::NotePlace place_of(const NotesInError& notes, PersonId person, const std::string& row)
{
    const auto note = identity::NoteId::parse(row);
    CHECK(note.has_value());
    return {person, *note, {notes.table, notes.column, row}};
}

/// A text that was not destroyed, and when it was written.
struct Opened
{
    std::string text;
    Instant written;
};

std::optional<Opened> text_of(const Services& services, storage::UnitOfWork& work, PersonId person,
                              const InError& marked)
{
    const auto* notes = notes_of(services, marked);
    if (notes == nullptr) return std::nullopt;
    const auto sealed = notes->sealed(work, marked.row);
    if (!sealed) return std::nullopt;
    auto text = services.notes.open(work, place_of(*notes, person, marked.row), sealed->sealed);
    if (!text) return std::nullopt;
    return Opened{*std::move(text), sealed->written};
}

Row row_of(const Services& services, storage::UnitOfWork& work, PersonId person, InError marked)
{
    const auto* notes = notes_of(services, marked);
    Row row{.marked = std::move(marked),
            .what = std::string(notes == nullptr ? "A note" : notes->what),
            .by = {},
            .written = {}};
    row.by = actor_name(services.staff, work, row.marked.actor);
    if (const auto opened = text_of(services, work, person, row.marked))
        row.written = opened->written;
    return row;
}

Html card(const Shown& shown, const Row& row)
{
    html::SummaryList list{.card = html::SummaryCard{.title = row.what}};
    list.rows = {{.key = "Marked", .value = staff::moment(row.marked.at)},
                 {.key = "Why", .value = row.marked.reason},
                 {.key = "By whom", .value = row.by}};
    Html text{"None, or destroyed"};
    if (row.written) {
        list.rows.insert(list.rows.begin(),
                         {.key = "Written", .value = staff::moment(*row.written)});
        text = html::element("a",
                             {html::attr("class", "govuk-link"),
                              html::attr("href", destroy_path(shown.person, row.marked.id))},
                             "Read and destroy",
                             html::element("span", {html::attr("class", "govuk-visually-hidden")},
                                           ": ", row.what, ", ", staff::moment(*row.written)));
    }
    list.rows.push_back({.key = "Its text", .value = text});
    return html::summary_list(list);
}

html::Page view(const Shown& shown)
{
    Html cards;
    for (const Row& row : shown.rows)
        cards += card(shown, row);
    if (cards.empty()) cards = staff::paragraph("Nothing was marked as entered in error.");
    return {.title = "What was entered in error",
            .body = html::fragment(
                staff::heading("What was entered in error"),
                staff::paragraph("Only the data-protection officer sees this page, and that you "
                                 "opened it has been written down. Contacts are on the record, "
                                 "and details under earlier details."),
                cards),
            .back_href = person_path(shown.person)};
}

html::Page destroy_view(const Text& shown)
{
    return {
        .title = "Destroy this text",
        .body = html::fragment(
            staff::heading("Destroy this text"),
            staff::paragraph(html::fragment(shown.row.what, ". Marked ",
                                            staff::moment(shown.row.marked.at), " by ",
                                            shown.row.by, ": ", shown.row.marked.reason)),
            html::inset_text({.text = shown.text}),
            html::warning_text({.text = "Nobody will be able to read this text again, from "
                                        "the database or from a backup's keys. That it was "
                                        "written and destroyed stays in the audit log."}),
            html::form(
                staff::posting_to(destroy_path(shown.person, shown.row.marked.id), shown.tokens),
                html::button({.text = "Destroy this text", .classes = "govuk-button--warning"}))),
        .back_href = list_path(shown.person)};
}

void audit(storage::UnitOfWork& work, PersonId person)
{
    work.log({.action = "participant.errors_opened",
              .object_type = "person",
              .object_id = person.text(),
              .detail = {}});
}

/// The marked row that the path names.
std::optional<std::pair<PersonId, InError>> named(const http::Request& request,
                                                  storage::UnitOfWork& work)
{
    const auto person = request.id<PersonId>("person");
    const auto id = request.id<InErrorId>("marked");
    if (!person || !id) return std::nullopt;
    auto found = InErrorStore::find(work, *person, *id);
    if (!found) return std::nullopt;
    return std::pair{*person, *std::move(found)};
}

} // namespace entered_in_error_page

http::Response entered_in_error(const Services& services, const http::Request& request,
                                const http::Viewer& viewer, storage::UnitOfWork& work)
{
    using namespace entered_in_error_page;
    const auto person = request.id<PersonId>("person");
    if (!person || !services.identities.knows(work, *person)) return http::not_found();
    audit(work, *person);
    Shown shown{.person = *person, .rows = {}};
    for (InError& marked : InErrorStore::of_person(work, *person))
        shown.rows.push_back(row_of(services, work, *person, std::move(marked)));
    return staff::answer_staff_page(services.staff, 200, request, viewer,
                                    [shown = std::move(shown)] { return view(shown); });
}

http::Response ask_destroy_text(const Services& services, const http::Request& request,
                                const http::Viewer& viewer, storage::UnitOfWork& work)
{
    using namespace entered_in_error_page;
    const auto found = named(request, work);
    if (!found) return http::not_found();
    const auto& [person, marked] = *found;
    const auto text = text_of(services, work, person, marked);
    if (!text) return http::not_found();
    audit(work, person);
    Text shown{.person = person,
               .row = row_of(services, work, person, marked),
               .text = text->text,
               .tokens = request.tokens};
    return staff::answer_staff_page(services.staff, 200, request, viewer,
                                    [shown = std::move(shown)] { return destroy_view(shown); });
}

http::Response destroy_text(const Services& services, const http::Request& request,
                            const http::Viewer&, storage::UnitOfWork& work)
{
    using namespace entered_in_error_page;
    const auto found = named(request, work);
    if (!found) return http::not_found();
    const auto& [person, marked] = *found;
    const auto* notes = notes_of(services, marked);
    if (notes == nullptr) return http::not_found();
    // Where somebody else destroyed it first, the list says so.
    services.notes.destroy(work, place_of(*notes, person, marked.row), "entered_in_error");
    return http::see_other(list_path(person));
}

} // namespace evenhand::participants::pages
