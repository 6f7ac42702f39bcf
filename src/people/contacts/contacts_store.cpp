#include "people/contacts/contacts_store.hpp"

#include "core/check.hpp"
#include "storage/connection.hpp"
#include "storage/facts.hpp"

#include <array>
#include <string>
#include <utility>

namespace evenhand::contacts {

namespace contacts_store {

using storage::number;
using storage::Statement;
using storage::text;

constexpr auto contact_table = storage::table(
    "contact", storage::TableKind::fact, text("id"), text("person_id"), text("state"),
    text("channel"), text("direction"), text("outcome"), text("sealed_note"), number("occurred_at"),
    number("recorded_at"), text("actor"), text("reason"), text("protocol_version"),
    text("supersedes"), number("time_known"), storage::added_text("case_id", ""));

constexpr std::array<const storage::Table*, 1> tables{&contact_table};

// A contact in error is the pair of what was written and the fact that hides it; the first is shown
// with its note, and only where errors are.
constexpr Statement list{
    "contact.list",
    "SELECT c.id, c.channel, c.direction, c.outcome, c.sealed_note, c.occurred_at, "
    "c.time_known, c.case_id, c.actor, "
    "CASE WHEN e.id IS NULL THEN 0 ELSE 1 END FROM contact c "
    "LEFT JOIN contact e ON e.supersedes = c.id WHERE c.person_id = :person AND c.state = 'made' "
    "AND (:errors = 1 OR e.id IS NULL) "
    "AND (:cases = 1 OR c.case_id = '' OR e.id IS NOT NULL) "
    "AND (:only = '' OR c.id = :only) AND (c.occurred_at, c.id) < (:after_at, :after_id) "
    "ORDER BY c.occurred_at DESC, c.id DESC LIMIT :most"};

constexpr Statement with_notes{"contact.with_notes",
                               "SELECT id, case_id FROM contact WHERE person_id = :person AND "
                               "sealed_note IS NOT NULL ORDER BY id"};

identity::NotePlace place_of(PersonId person, ContactId contact, const std::string& row)
{
    const auto note = identity::NoteId::parse(contact.text());
    CHECK(note.has_value());
    return {person, *note, {"contact", "sealed_note", row}};
}

struct Row
{
    PersonId person;
    ContactId id;
    std::string_view state;
    const NewContact& contact;
    const std::optional<std::string>& sealed;
};

storage::Binds binds_of(storage::UnitOfWork& work, const Row& row, std::string_view reason)
{
    auto binds = storage::fact_columns(work, row.id.text(), reason);
    storage::set(binds, "occurred_at", row.contact.occurred.micros());
    binds.insert(binds.end(), {{"person_id", row.person.text()},
                               {"state", row.state},
                               {"channel", name_of(row.contact.channel)},
                               {"direction", name_of(row.contact.direction)},
                               {"outcome", name_of(row.contact.outcome)},
                               {"sealed_note", row.sealed},
                               {"time_known", row.contact.time_known},
                               {"case_id", row.contact.of_case}});
    return binds;
}

} // namespace contacts_store

std::span<const storage::Table* const> audited_tables()
{
    return contacts_store::tables;
}

std::vector<identity::SealedRow> sealed_rows(storage::UnitOfWork& work, std::string_view whose,
                                             identity::KeyClass key_class)
{
    std::vector<identity::SealedRow> rows;
    if (key_class != identity::KeyClass::casework) return rows;
    for (const auto& [id, of_case] :
         work.sql().rows<std::string, std::string>(contacts_store::with_notes, {{"person", whose}}))
        rows.push_back({"contact", id, !of_case.empty()});
    return rows;
}

Result<ContactId, Refusal> ContactStore::record(storage::UnitOfWork& work, PersonId person,
                                                const NewContact& contact) const
{
    if (const auto fault = fault_of(contact, work.now())) return refuse(*fault);
    const auto id = work.new_id<ContactId>();
    std::optional<std::string> sealed;
    if (!contact.note.empty()) {
        sealed = notes_.seal(work, contacts_store::place_of(person, id, id.text()), contact.note);
        if (!sealed) return refuse(Refusal::erased);
    }
    work.append(contacts_store::contact_table,
                contacts_store::binds_of(work, {person, id, "made", contact, sealed}, {}));
    if (changed_) changed_(work, person);
    return id;
}

Result<ContactId, Refusal> ContactStore::mark_in_error(storage::UnitOfWork& work, PersonId person,
                                                       ContactId contact,
                                                       identity::InErrorBecause because) const
{
    const auto reason = identity::name_of(because);
    const auto standing = find(work, person, contact, {.of_cases = OfCases::shown});
    if (!standing) return refuse(Refusal::not_there);
    const auto id = work.new_id<ContactId>();
    const NewContact same{.channel = standing->channel,
                          .direction = standing->direction,
                          .outcome = standing->outcome,
                          .occurred = standing->occurred,
                          .time_known = standing->time_known,
                          .of_case = standing->of_case};
    auto binds = contacts_store::binds_of(
        work, {person, id, "entered_in_error", same, std::nullopt}, reason);
    storage::set(binds, "supersedes", contact.text());
    work.append(contacts_store::contact_table, binds, reason);
    if (changed_) changed_(work, person);
    return id;
}

std::vector<Contact> ContactStore::read(storage::UnitOfWork& work, PersonId person, Seen seen,
                                        const Which& which) const
{
    using Text = std::string;
    std::vector<Contact> all;
    const storage::Binds binds{
        {"person", person.text()},
        {"errors", seen.errors == Errors::shown},
        {"cases", seen.of_cases == OfCases::shown},
        {"only", which.only ? which.only->text() : std::string()},
        {"after_at", which.after ? which.after->occurred.micros() : INT64_MAX},
        {"after_id", which.after ? which.after->id.text() : std::string()},
        {"most", page_size + 1}};
    for (auto& [id, channel, direction, outcome, sealed, occurred, timed, of_case, actor,
                in_error] :
         work.sql()
             .rows<Text, Text, Text, Text, std::optional<Text>, std::int64_t, std::optional<bool>,
                   Text, Text, bool>(contacts_store::list, binds)) {
        const auto contact_id = ContactId::parse(id);
        CHECK(contact_id.has_value());
        Contact contact{.id = *contact_id,
                        .channel = channel_named(channel).value(),
                        .direction = direction_named(direction).value(),
                        .outcome = outcome_named(outcome).value(),
                        .occurred = Instant::from_micros(occurred),
                        .time_known = is_time_known(timed, Instant::from_micros(occurred)),
                        .of_case = std::move(of_case),
                        .actor = std::move(actor),
                        .note = {},
                        .had_note = sealed.has_value(),
                        .in_error = in_error};
        if (sealed)
            contact.note =
                notes_.open(work, contacts_store::place_of(person, *contact_id, id), *sealed);
        all.push_back(std::move(contact));
    }
    return all;
}

std::optional<Contact> ContactStore::find(storage::UnitOfWork& work, PersonId person,
                                          ContactId contact, Seen seen) const
{
    auto found = read(work, person, seen, {.only = contact});
    if (found.empty()) return std::nullopt;
    return std::move(found.front());
}

ContactPage ContactStore::page(storage::UnitOfWork& work, PersonId person, Seen seen,
                               const std::optional<After>& after) const
{
    // One row more than a page tells whether there is another.
    ContactPage page{.rows = read(work, person, seen, {.after = after}), .next = {}};
    if (page.rows.size() > page_size) {
        page.rows.pop_back();
        page.next = After{page.rows.back().occurred, page.rows.back().id};
    }
    return page;
}

bool ContactStore::destroy_note(storage::UnitOfWork& work, PersonId person, ContactId contact,
                                std::string_view reason) const
{
    const auto found = find(work, person, contact, {Errors::shown, OfCases::shown});
    if (!found || !found->in_error || !found->had_note) return false;
    const std::string row = contact.text();
    return notes_.destroy(work, contacts_store::place_of(person, contact, row), reason);
}

} // namespace evenhand::contacts
