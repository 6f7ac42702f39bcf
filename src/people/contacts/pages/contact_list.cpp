#include "people/contacts/pages/contact_list.hpp"

#include "core/london_time.hpp"
#include "html/components.hpp"
#include "people/staff/pages/frame.hpp"
#include "people/staff/pages/gatekeeper.hpp"

#include <fmt/format.h>

#include <map>

namespace evenhand::contacts {

namespace contact_list {

using html::attr;
using html::element;
using html::Html;

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

Html action(const ContactList& list, const Contact& contact)
{
    const bool of_own_case = list.may_correct_own_case && contact.of_case == list.own_case;
    const bool destroys = contact.in_error && contact.note && list.may_destroy;
    const bool corrects = !contact.in_error && (list.may_correct || of_own_case);
    if (!destroys && !corrects) return {};
    return element(
        "a",
        {attr("class", "govuk-link"),
         attr("href", contact_path(list.person, contact.id, destroys ? "/destroy" : "/in-error"))},
        destroys ? "Destroy the note" : "Entered in error",
        element("span", {attr("class", "govuk-visually-hidden")},
                html::fragment(": ", label_of(contact.channel), " on ", when_of(contact))));
}

/// Who wrote each, looked up once. A specialist's name under a contact that is shown for its error
/// alone would tell the arm to whoever does not have the case, and so would a name left out of some
/// of them: none of those is named.
std::vector<std::string> writers(const Services& services, storage::UnitOfWork& work,
                                 const ContactList& list)
{
    std::map<std::string, std::string> names;
    std::vector<std::string> all;
    for (const Contact& contact : list.page.rows) {
        if (contact.in_error && !list.own_case) {
            all.emplace_back();
            continue;
        }
        auto [at, is_new] = names.try_emplace(contact.actor);
        if (is_new)
            at->second = participants::actor_name(services.participants.staff, work, contact.actor);
        all.push_back(at->second);
    }
    return all;
}

} // namespace contact_list

std::string contact_path(PersonId person, ContactId contact, std::string_view more)
{
    return participants::person_path(person, fmt::format("/contacts/{}{}", contact.text(), more));
}

html::Html when_of(const Contact& contact)
{
    if (contact.time_known) return staff::moment(contact.occurred);
    return london_date(contact.occurred).plain();
}

OfCases of_cases_for(const participants::About& about)
{
    return about.own_case ? OfCases::shown : OfCases::hidden;
}

ContactList load_list(const Services& services, storage::UnitOfWork& work,
                      const http::Viewer& viewer, const participants::About& about,
                      const std::optional<After>& after)
{
    const bool sees_errors = staff::may(viewer, "contacts.see_errors");
    const Seen seen{.errors = sees_errors ? Errors::shown : Errors::hidden,
                    .of_cases = of_cases_for(about)};
    ContactList list{.person = about.person,
                     .page = services.contacts.page(work, about.person, seen, after),
                     .own_case = about.own_case,
                     .may_correct = staff::may(viewer, "contacts.correct"),
                     .may_correct_own_case = staff::may(viewer, "contacts.correct", "own_case"),
                     .may_destroy = staff::may(viewer, "identity.erase")};
    list.by = contact_list::writers(services, work, list);
    return list;
}

html::Html show_list(const ContactList& list)
{
    if (list.page.rows.empty()) return staff::paragraph("No contact has been recorded.");
    html::Table table{.caption = "Contacts, the latest first",
                      .caption_classes = "govuk-table__caption--m",
                      .head = {{.text = "When"}, {.text = "What"}, {.text = "By whom"}}};
    const bool column = list.may_correct || list.may_correct_own_case || list.may_destroy;
    if (column) table.head.push_back({.text = "Correct"});
    for (std::size_t i = 0; i < list.page.rows.size(); ++i) {
        const Contact& contact = list.page.rows[i];
        table.rows.push_back({{.text = when_of(contact)},
                              {.text = contact_list::what(contact)},
                              {.text = list.by[i].empty() ? "Not shown" : list.by[i]}});
        if (column) table.rows.back().push_back({.text = contact_list::action(list, contact)});
    }
    return html::scrolling_table(table, "Contacts");
}

std::string next_path(const ContactList& list)
{
    if (!list.page.next) return {};
    return participants::person_path(list.person, fmt::format("/contacts?at={}&id={}",
                                                              list.page.next->occurred.micros(),
                                                              list.page.next->id.text()));
}

} // namespace evenhand::contacts
