#include "people/concerns/concerns_store.hpp"

#include "core/check.hpp"
#include "core/london_time.hpp"
#include "people/identity/in_error_store.hpp"
#include "storage/connection.hpp"
#include "storage/facts.hpp"

#include <array>
#include <utility>

namespace evenhand::concerns {

namespace concerns_store {

using storage::number;
using storage::Statement;
using storage::text;
using Text = std::string;
using Maybe = std::optional<std::string>;

constexpr auto concern_table = storage::table(
    "concern", storage::TableKind::fact, text("id"), text("person_id"), text("kind"),
    text("due_on"), text("sealed_text"), number("occurred_at"), number("recorded_at"),
    text("actor"), text("reason"), text("protocol_version"), text("supersedes"));

constexpr auto event_table =
    storage::table("concern_event", storage::TableKind::fact, text("id"), text("concern_id"),
                   number("place"), text("change"), text("owner"), text("due_on"), text("outcome"),
                   text("sealed_note"), number("occurred_at"), number("recorded_at"), text("actor"),
                   text("reason"), text("protocol_version"), text("supersedes"));

constexpr std::array<const storage::Table*, 2> tables{&concern_table, &event_table};

constexpr Statement find_state{
    "concern_state.find",
    "SELECT concern_id, person_id, kind, raised_at, place, is_open, owner, due_on, outcome "
    "FROM concern_state WHERE concern_id = :id"};
// Changes of one concern run one after the other; on SQLite there is one writer anyway.
constexpr Statement lock_state{
    "concern_state.lock",
    "SELECT concern_id, person_id, kind, raised_at, place, is_open, owner, due_on, outcome "
    "FROM concern_state WHERE concern_id = :id",
    "SELECT concern_id, person_id, kind, raised_at, place, is_open, owner, due_on, outcome "
    "FROM concern_state WHERE concern_id = :id FOR UPDATE"};
// Nobody has fifty, and each that is open stands in the queue, which is read page by page.
constexpr Statement states_of_person{
    "concern_state.of_person",
    "SELECT concern_id, person_id, kind, raised_at, place, is_open, owner, due_on, outcome "
    "FROM concern_state WHERE person_id = :id ORDER BY raised_at DESC, concern_id DESC LIMIT 50"};
constexpr Statement list_open{
    "concern_state.queue",
    "SELECT concern_id, person_id, kind, raised_at, place, is_open, owner, due_on, outcome "
    "FROM concern_state WHERE is_open = 1 AND (CASE WHEN owner = '' THEN 0 ELSE 1 END, due_on, "
    "concern_id) > (:owned, :due, :id) ORDER BY CASE WHEN owner = '' THEN 0 ELSE 1 END, due_on, "
    "concern_id LIMIT :most"};
constexpr Statement count_open{
    "concern_state.count",
    "SELECT count(*), coalesce(sum(CASE WHEN owner = '' THEN 1 ELSE 0 END), 0), "
    "coalesce(sum(CASE WHEN due_on < :today THEN 1 ELSE 0 END), 0) FROM concern_state "
    "WHERE is_open = 1"};
constexpr Statement keep_state{
    "concern_state.keep",
    "INSERT INTO concern_state (concern_id, person_id, kind, raised_at, place, is_open, owner, "
    "due_on, outcome) VALUES (:id, :person, :kind, :raised, :place, :open, :owner, :due, "
    ":outcome) ON CONFLICT (concern_id) DO UPDATE SET place = excluded.place, "
    "is_open = excluded.is_open, owner = excluded.owner, due_on = excluded.due_on, "
    "outcome = excluded.outcome"};
constexpr Statement drop_state{"concern_state.drop",
                               "DELETE FROM concern_state WHERE concern_id = :id"};
constexpr Statement empty_states{"concern_state.empty", "DELETE FROM concern_state"};

constexpr Statement next_concerns{
    "concern.next",
    "SELECT c.id, c.person_id, c.kind, c.recorded_at, c.due_on FROM concern c WHERE c.id > :after "
    "AND NOT EXISTS (SELECT 1 FROM entered_in_error e WHERE e.table_name = 'concern' "
    "AND e.row_id = c.id) ORDER BY c.id LIMIT 1000"};
constexpr Statement find_text{"concern.text",
                              "SELECT sealed_text, actor FROM concern WHERE id = :id"};
constexpr Statement events_of{
    "concern_event.of_concern",
    "SELECT id, change, owner, due_on, outcome, sealed_note, recorded_at, actor "
    "FROM concern_event WHERE concern_id = :id ORDER BY place"};
constexpr Statement find_note{"concern_event.note",
                              "SELECT sealed_note, recorded_at FROM concern_event WHERE id = :id"};
constexpr Statement find_text_alone{"concern.text_alone",
                                    "SELECT sealed_text, recorded_at FROM concern WHERE id = :id"};
constexpr Statement texts_of_person{"concern.texts_of_person",
                                    "SELECT id FROM concern WHERE person_id = :person ORDER BY id"};
constexpr Statement notes_of_person{
    "concern_event.notes_of_person",
    "SELECT e.id FROM concern_event e JOIN concern c ON c.id = e.concern_id "
    "WHERE c.person_id = :person AND e.sealed_note IS NOT NULL ORDER BY e.id"};

template <class IdType>
IdType id_of(const std::string& text)
{
    const auto id = IdType::parse(text);
    CHECK(id.has_value());
    return *id;
}

LocalDate date_of(const std::string& iso)
{
    const auto date = LocalDate::parse(iso);
    CHECK(date.has_value());
    return *date;
}

std::vector<State> read_states(storage::Connection& sql, const Statement& statement,
                               const storage::Binds& binds)
{
    std::vector<State> states;
    for (auto& [id, person, kind, raised, place, open, owner, due, outcome] :
         sql.rows<Text, Text, Text, std::int64_t, std::int64_t, bool, Text, Text, Text>(statement,
                                                                                        binds)) {
        states.push_back({.id = id_of<ConcernId>(id),
                          .person = id_of<PersonId>(person),
                          .kind = kind_named(kind).value(),
                          .raised = Instant::from_micros(raised),
                          .place = place,
                          .open = open,
                          .owner = std::move(owner),
                          .due = date_of(due),
                          .outcome = outcome_named(outcome)});
    }
    return states;
}

void keep(storage::Connection& sql, const State& state)
{
    sql.execute(keep_state, {{"id", state.id.text()},
                             {"person", state.person.text()},
                             {"kind", name_of(state.kind)},
                             {"raised", state.raised.micros()},
                             {"place", state.place},
                             {"open", state.open},
                             {"owner", state.owner},
                             {"due", state.due.iso()},
                             {"outcome", state.outcome ? name_of(*state.outcome) : ""}});
}

struct SealedEvent
{
    Event event;
    Maybe sealed;
};

std::vector<SealedEvent> read_events(storage::Connection& sql, const std::string& concern)
{
    std::vector<SealedEvent> events;
    for (auto& [id, change, owner, due, outcome, sealed, at, actor] :
         sql.rows<Text, Text, Maybe, Maybe, Maybe, Maybe, std::int64_t, Text>(events_of,
                                                                              {{"id", concern}})) {
        Event event{.id = std::move(id),
                    .change = change_named(change).value(),
                    .owner = owner.value_or(""),
                    .due = due ? std::optional(date_of(*due)) : std::nullopt,
                    .outcome = outcome ? outcome_named(*outcome) : std::nullopt,
                    .note = {},
                    .note_in_error = false,
                    .at = Instant::from_micros(at),
                    .actor = std::move(actor)};
        events.push_back({std::move(event), std::move(sealed)});
    }
    return events;
}

/// A change as it stands in a row, without its note: what it needed was there when it was made.
NewChange as_made(const SealedEvent& each)
{
    return {.change = each.event.change,
            .owner = each.event.owner,
            .due = each.event.due,
            .outcome = each.event.outcome,
            .note = "sealed"};
}

/// The state that the events of one concern lead to.
State told_again(storage::Connection& sql, const std::string& id, State state)
{
    for (const auto& event : read_events(sql, id)) {
        const auto next = changed(state, as_made(event));
        CHECK(next.has_value()); // a change was written only if it could be made
        state = *next;
    }
    return state;
}

void refill(storage::Connection& sql)
{
    std::string after;
    while (true) {
        const auto concerns =
            sql.rows<Text, Text, Text, std::int64_t, Text>(next_concerns, {{"after", after}});
        if (concerns.empty()) return;
        for (const auto& [id, person, kind, raised, due] : concerns) {
            keep(sql, told_again(sql, id,
                                 {.id = id_of<ConcernId>(id),
                                  .person = id_of<PersonId>(person),
                                  .kind = kind_named(kind).value(),
                                  .raised = Instant::from_micros(raised),
                                  .due = date_of(due)}));
            after = id;
        }
    }
}

identity::NotePlace place_of(PersonId person, std::string_view table, std::string_view column,
                             const std::string& row)
{
    return {person, id_of<identity::NoteId>(row), {table, column, row}};
}

} // namespace concerns_store

std::span<const storage::Table* const> audited_tables()
{
    return concerns_store::tables;
}

std::vector<identity::SealedRow> sealed_rows(storage::UnitOfWork& work, std::string_view whose,
                                             identity::KeyClass key_class)
{
    std::vector<identity::SealedRow> rows;
    if (key_class != identity::KeyClass::casework) return rows;
    for (const auto& [id] :
         work.sql().rows<std::string>(concerns_store::texts_of_person, {{"person", whose}}))
        rows.push_back({"concern", id});
    for (const auto& [id] :
         work.sql().rows<std::string>(concerns_store::notes_of_person, {{"person", whose}}))
        rows.push_back({"concern_event", id});
    return rows;
}

std::optional<identity::SealedText> sealed_text(storage::UnitOfWork& work,
                                                const std::string& concern)
{
    return identity::find_sealed(work, concerns_store::find_text_alone, concern);
}

std::optional<identity::SealedText> sealed_note(storage::UnitOfWork& work, const std::string& event)
{
    return identity::find_sealed(work, concerns_store::find_note, event);
}

storage::DerivedTable derived_states()
{
    return {.name = "concern_state",
            .empty = concerns_store::empty_states,
            .refill = concerns_store::refill};
}

std::optional<ConcernId> ConcernStore::raise(storage::UnitOfWork& work, PersonId person, Kind kind,
                                             std::string_view text) const
{
    using namespace concerns_store;
    CHECK(!text.empty());
    const auto id = work.new_id<ConcernId>();
    const std::string row_id = id.text();
    const auto sealed = notes_.seal(work, place_of(person, "concern", "sealed_text", row_id), text);
    if (!sealed) return std::nullopt;
    const State state{.id = id,
                      .person = person,
                      .kind = kind,
                      .raised = work.now(),
                      .due = due_of(kind, london_date(work.now()), rules_, holidays_)};
    auto row = storage::fact_columns(work, row_id, "");
    row.insert(row.end(), {{"person_id", person.text()},
                           {"kind", name_of(kind)},
                           {"due_on", state.due.iso()},
                           {"sealed_text", *sealed}});
    work.append(concern_table, row);
    keep(work.sql(), state);
    return id;
}

Result<State, Refusal> ConcernStore::change(storage::UnitOfWork& work, ConcernId concern,
                                            const NewChange& change) const
{
    using namespace concerns_store;
    const auto states = read_states(work.sql(), lock_state, {{"id", concern.text()}});
    if (states.empty()) return refuse(Refusal::not_there);
    const State after = TRY(changed(states.front(), change));

    const std::string id = work.new_id<Id<struct ConcernEventTag>>().text();
    Maybe sealed;
    if (!change.note.empty()) {
        sealed = notes_.seal(work, place_of(after.person, "concern_event", "sealed_note", id),
                             change.note);
        if (!sealed) return refuse(Refusal::erased);
    }
    auto row = storage::fact_columns(work, id, "");
    row.insert(row.end(), {{"concern_id", concern.text()},
                           {"place", after.place},
                           {"change", name_of(change.change)},
                           {"owner", change.owner.empty() ? Maybe{} : Maybe{change.owner}},
                           {"due_on", change.due ? Maybe{change.due->iso()} : Maybe{}},
                           {"outcome", change.outcome ? Maybe{std::string(name_of(*change.outcome))}
                                                      : Maybe{}},
                           {"sealed_note", sealed}});
    work.append(event_table, row);
    keep(work.sql(), after);
    return after;
}

std::optional<Concern> ConcernStore::open(storage::UnitOfWork& work, ConcernId concern) const
{
    using namespace concerns_store;
    const std::string id = concern.text();
    const auto states = read_states(work.sql(), find_state, {{"id", id}});
    if (states.empty()) return std::nullopt;
    const auto row = work.sql().row<Text, Text>(find_text, {{"id", id}});
    CHECK(row.has_value());
    const auto person = states.front().person;
    Concern opened{.state = states.front(),
                   .text = notes_.open(work, place_of(person, "concern", "sealed_text", id),
                                       std::get<0>(*row)),
                   .raised_by = std::get<1>(*row)};
    const auto in_error = identity::InErrorStore::rows(work, person, event_table.name);
    for (auto& each : read_events(work.sql(), id)) {
        each.event.note_in_error = in_error.contains(each.event.id);
        if (each.sealed && !each.event.note_in_error) {
            each.event.note =
                notes_.open(work, place_of(person, "concern_event", "sealed_note", each.event.id),
                            *each.sealed);
        }
        opened.events.push_back(std::move(each.event));
    }
    return opened;
}

void ConcernStore::hide(storage::UnitOfWork& work, ConcernId concern,
                        identity::InErrorBecause because) const
{
    using namespace concerns_store;
    const std::string id = concern.text();
    // Whoever changes it at this moment comes before or is told that it is gone.
    const auto states = read_states(work.sql(), lock_state, {{"id", id}});
    if (states.empty()) return;
    for (const auto& each : read_events(work.sql(), id)) {
        if (!each.sealed) continue;
        identity::InErrorStore::mark(work, {states.front().person, event_table.name, each.event.id},
                                     because);
    }
    work.sql().execute(drop_state, {{"id", id}});
}

QueuePage ConcernStore::queue(storage::UnitOfWork& work, const std::optional<After>& after,
                              LocalDate today) const
{
    using namespace concerns_store;
    QueuePage page;
    const auto counts = work.sql().row<std::int64_t, std::int64_t, std::int64_t>(
        count_open, {{"today", today.iso()}});
    CHECK(counts.has_value());
    std::tie(page.open, page.unowned, page.overdue) = *counts;
    // One row more than a page tells whether there is another.
    page.rows = read_states(work.sql(), list_open,
                            {{"owned", after && after->owned},
                             {"due", after ? after->due : ""},
                             {"id", after ? after->id : ""},
                             {"most", page_size + 1}});
    if (page.rows.size() > page_size) {
        page.rows.pop_back();
        const State& last = page.rows.back();
        page.next = After{!last.owner.empty(), last.due.iso(), last.id.text()};
    }
    return page;
}

std::vector<State> ConcernStore::of_person(storage::UnitOfWork& work, PersonId person) const
{
    return concerns_store::read_states(work.sql(), concerns_store::states_of_person,
                                       {{"id", person.text()}});
}

} // namespace evenhand::concerns
