#include "people/contacts/pages/services.hpp"

#include "core/london_time.hpp"
#include "html/components.hpp"
#include "people/staff/pages/frame.hpp"
#include "people/staff/pages/gatekeeper.hpp"

#include <algorithm>
#include <utility>

namespace evenhand::contacts {

namespace record_section_parts {

using html::attr;
using html::element;
using html::Html;

struct Shown
{
    PersonId person;
    std::vector<Contact> contacts;
    std::vector<std::string> by; ///< of each
    bool may_record = false;
    bool may_correct = false;
    bool may_destroy = false;
};

Html note_words(const Contact& contact)
{
    if (!contact.had_note) return {};
    if (!contact.note) return " The note has been destroyed.";
    return html::fragment(" ", *contact.note);
}

Html what(const Contact& contact)
{
    Html words = html::fragment(label_of(contact.channel), ". ", label_of(contact.direction), ". ",
                                label_of(contact.outcome), ".", note_words(contact));
    if (contact.in_error)
        words = words + " " + html::tag({.text = "Entered in error", .classes = "govuk-tag--grey"});
    return words;
}

Html action(const Shown& shown, const Contact& contact)
{
    const bool destroys = contact.in_error && contact.note && shown.may_destroy;
    const bool corrects = !contact.in_error && shown.may_correct;
    if (!destroys && !corrects) return {};
    return element(
        "a",
        {attr("class", "govuk-link"),
         attr("href", participants::person_path(shown.person) + "/contacts/" + contact.id.text() +
                          (destroys ? "/destroy" : "/in-error"))},
        destroys ? "Destroy the note" : "Entered in error",
        element("span", {attr("class", "govuk-visually-hidden")},
                html::fragment(": ", label_of(contact.channel), " on ", when_of(contact))));
}

Html list(const Shown& shown)
{
    html::Table table{.caption = "Contacts, the latest first",
                      .caption_classes = "govuk-table__caption--m",
                      .head = {{.text = "When"}, {.text = "What"}, {.text = "By whom"}}};
    const bool column = shown.may_correct || shown.may_destroy;
    if (column) table.head.push_back({.text = "Correct"});
    for (std::size_t i = 0; i < shown.contacts.size(); ++i) {
        const Contact& contact = shown.contacts[i];
        table.rows.push_back(
            {{.text = when_of(contact)}, {.text = what(contact)}, {.text = shown.by[i]}});
        if (column) table.rows.back().push_back({.text = action(shown, contact)});
    }
    if (table.rows.empty()) return staff::paragraph("No contact has been recorded.");
    const bool may_be_cut = shown.contacts.size() == ContactStore::most_shown;
    return (may_be_cut ? staff::paragraph("At most the latest 50 contacts are shown.") : Html()) +
           html::scrolling_table(table, "Contacts");
}

Html render(const Shown& shown)
{
    Html button;
    if (shown.may_record) {
        button = html::button({.text = "Record a contact",
                               .href = participants::person_path(shown.person) + "/contacts/new",
                               .classes = "govuk-button--secondary"});
    }
    if (button.empty()) return list(shown);
    return list(shown) + element("div", {attr("class", "govuk-button-group")}, button);
}

Shown load(const Services& services, storage::UnitOfWork& work, const http::Viewer& viewer,
           PersonId person)
{
    const bool sees_errors = staff::may(viewer, "contacts.see_errors");
    Shown shown{.person = person,
                .contacts = services.contacts.of_person(
                    work, person, sees_errors ? Errors::shown : Errors::hidden,
                    of_cases_for(services, work, viewer, person)),
                .by = {},
                .may_record = staff::may(viewer, "contacts.record"),
                .may_correct = staff::may(viewer, "contacts.correct"),
                .may_destroy = staff::may(viewer, "identity.erase")};
    for (const Contact& contact : shown.contacts)
        shown.by.push_back(
            participants::actor_name(services.participants.staff, work, contact.actor));
    return shown;
}

} // namespace record_section_parts

OfCases of_cases_for(const Services& services, storage::UnitOfWork& work,
                     const http::Viewer& viewer, PersonId person)
{
    return services.own_case(work, viewer, person) ? OfCases::shown : OfCases::hidden;
}

html::Html when_of(const Contact& contact)
{
    if (contact.time_known) return staff::moment(contact.occurred);
    return london_date(contact.occurred).plain();
}

participants::Section record_section(const Services& services)
{
    return {.place = participants::Section::Place::after_who,
            .load = [&services](storage::UnitOfWork& work, const http::Viewer& viewer,
                                PersonId person) -> participants::Rendering {
                return [shown = record_section_parts::load(services, work, viewer, person)] {
                    return record_section_parts::render(shown);
                };
            }};
}

} // namespace evenhand::contacts
