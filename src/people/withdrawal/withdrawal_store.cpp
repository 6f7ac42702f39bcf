#include "people/withdrawal/withdrawal_store.hpp"

#include "core/check.hpp"
#include "core/london_time.hpp"
#include "people/identity/in_error_store.hpp"
#include "people/identity/merge_store.hpp"
#include "people/withdrawal/records.hpp"
#include "storage/connection.hpp"
#include "storage/facts.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

namespace evenhand::withdrawal {

namespace withdrawal_store {

using storage::number;
using storage::Statement;
using storage::text;

constexpr auto withdrawal_table = storage::table(
    "withdrawal", storage::TableKind::fact, text("id"), text("person_id"), text("scope"),
    text("state"), text("effective_on"), text("said_by"), text("said_how"), text("told"),
    text("sealed_note"), number("occurred_at"), number("recorded_at"), text("actor"),
    text("reason"), text("protocol_version"), text("supersedes"));

constexpr auto life_table = storage::table(
    "life_event", storage::TableKind::fact, text("id"), text("person_id"), text("kind"),
    text("state"), text("effective_on"), number("occurred_at"), number("recorded_at"),
    text("actor"), text("reason"), text("protocol_version"), text("supersedes"));

constexpr std::array<const storage::Table*, 2> tables{&withdrawal_table, &life_table};

constexpr Statement standing_withdrawals{
    "withdrawal.standing",
    "SELECT w.id, w.scope, w.effective_on, w.said_by, w.said_how, w.recorded_at, w.actor "
    "FROM withdrawal w WHERE w.person_id = :person AND w.state = 'withdrawn' AND NOT EXISTS "
    "(SELECT 1 FROM withdrawal later WHERE later.supersedes = w.id) ORDER BY w.recorded_at, w.id"};

constexpr Statement all_written{
    "withdrawal.written",
    "SELECT w.id, w.scope, w.state, w.effective_on, w.said_by, w.said_how, w.recorded_at, w.actor, "
    "w.reason, w.told, CASE WHEN w.sealed_note IS NULL THEN 0 WHEN EXISTS (SELECT 1 FROM "
    "entered_in_error e WHERE e.table_name = 'withdrawal' AND e.row_id = w.id) THEN 2 ELSE 1 END "
    "FROM withdrawal w WHERE w.person_id = :person ORDER BY w.recorded_at, w.id"};

constexpr Statement takes_back{
    "withdrawal.taken_back",
    "SELECT id, scope, effective_on, said_by, said_how, recorded_at, actor, reason "
    "FROM withdrawal WHERE person_id = :person AND supersedes = :withdrawal"};

constexpr Statement life_events{"life_event.of_person",
                                "SELECT kind, state, effective_on, recorded_at, actor "
                                "FROM life_event WHERE person_id = :person "
                                "ORDER BY recorded_at, id"};

// The ids come as one JSON list, so that a page of fifty is one statement on both engines.
constexpr Statement standing_of_list{
    "withdrawal.standing_of",
    "SELECT w.person_id, w.id, w.scope, w.effective_on, w.said_by, w.said_how, w.recorded_at, "
    "w.actor FROM withdrawal w WHERE w.person_id IN (SELECT value FROM json_each(:ids)) "
    "AND w.state = 'withdrawn' AND NOT EXISTS "
    "(SELECT 1 FROM withdrawal later WHERE later.supersedes = w.id) ORDER BY w.recorded_at, w.id",
    "SELECT w.person_id, w.id, w.scope, w.effective_on, w.said_by, w.said_how, w.recorded_at, "
    "w.actor FROM withdrawal w WHERE w.person_id IN "
    "(SELECT jsonb_array_elements_text(CAST(:ids AS jsonb))) "
    "AND w.state = 'withdrawn' AND NOT EXISTS "
    "(SELECT 1 FROM withdrawal later WHERE later.supersedes = w.id) ORDER BY w.recorded_at, w.id"};
constexpr Statement life_events_of_list{
    "life_event.of_list",
    "SELECT person_id, kind, state, effective_on, recorded_at, actor FROM life_event "
    "WHERE person_id IN (SELECT value FROM json_each(:ids)) ORDER BY recorded_at, id",
    "SELECT person_id, kind, state, effective_on, recorded_at, actor FROM life_event "
    "WHERE person_id IN (SELECT jsonb_array_elements_text(CAST(:ids AS jsonb))) "
    "ORDER BY recorded_at, id"};
constexpr Statement merges_of_list{
    "withdrawal.merges_of",
    "SELECT person_id, leader_id FROM merged_person WHERE leader_id IN "
    "(SELECT value FROM json_each(:ids)) UNION SELECT person_id, leader_id FROM merged_person "
    "WHERE person_id IN (SELECT value FROM json_each(:ids)) ORDER BY 1",
    "SELECT person_id, leader_id FROM merged_person WHERE leader_id IN "
    "(SELECT jsonb_array_elements_text(CAST(:ids AS jsonb))) UNION SELECT person_id, leader_id "
    "FROM merged_person WHERE person_id IN "
    "(SELECT jsonb_array_elements_text(CAST(:ids AS jsonb))) ORDER BY 1"};

constexpr Statement with_notes{
    "withdrawal.with_notes",
    "SELECT id FROM withdrawal WHERE person_id = :person AND sealed_note IS NOT NULL ORDER BY id"};

constexpr Statement note_of_one{"withdrawal.note",
                                "SELECT sealed_note, recorded_at FROM withdrawal WHERE id = :id"};

identity::NotePlace place_of(PersonId person, const std::string& row)
{
    const auto note = identity::NoteId::parse(row);
    CHECK(note.has_value());
    return {person, *note, {withdrawal_table.name, "sealed_note", row}};
}

LocalDate date_of(const std::string& iso)
{
    const auto date = LocalDate::parse(iso);
    CHECK(date.has_value());
    return *date;
}

PersonId person_of(const std::string& text)
{
    const auto id = PersonId::parse(text);
    CHECK(id.has_value());
    return *id;
}

std::string json_list(std::span<const PersonId> people)
{
    std::string list = "[";
    for (const PersonId person : people)
        list += (list.size() > 1 ? ",\"" : "\"") + person.text() + '"';
    return list + "]";
}

/// The columns of a life event, as they are read.
struct LifeRow
{
    const std::string& kind;
    const std::string& state;
    const std::string& effective;
    std::int64_t recorded;
    std::string& actor;
};

LifeEvent life_event_of(const LifeRow& row)
{
    return {.kind = life_kind_named(row.kind).value(),
            .ended = row.state == "ended",
            .effective = date_of(row.effective),
            .recorded = Instant::from_micros(row.recorded),
            .actor = std::move(row.actor)};
}

/// The columns of a withdrawal, as they are read.
struct Row
{
    const std::string& id;
    const std::string& scope;
    const std::string& effective;
    const std::string& said_by;
    const std::string& said_how;
    std::int64_t recorded;
    std::string& actor;
};

Withdrawal withdrawal_of(const Row& row)
{
    const auto id = WithdrawalId::parse(row.id);
    CHECK(id.has_value());
    return {.id = *id,
            .scope = scope_named(row.scope).value(),
            .effective = date_of(row.effective),
            .said_by = said_by_named(row.said_by).value(),
            .said_how = said_how_named(row.said_how).value(),
            .recorded = Instant::from_micros(row.recorded),
            .actor = std::move(row.actor)};
}

Noted noted_of(std::int64_t number)
{
    if (number == 0) return Noted::nothing;
    return number == 1 ? Noted::something : Noted::in_error;
}

/// Whatever reason was written down before there was a list of them was the person's wish.
BackBecause because_of(const std::string& reason)
{
    return back_because_named(reason).value_or(BackBecause::changed_mind);
}

/// The merges in which one of these leads or follows: who leads, by who follows.
std::map<PersonId, PersonId> merges_among(storage::UnitOfWork& work,
                                          std::span<const PersonId> people)
{
    std::map<PersonId, PersonId> all;
    for (const auto& [follower, leader] :
         work.sql().rows<std::string, std::string>(merges_of_list, {{"ids", json_list(people)}}))
        all.emplace(person_of(follower), person_of(leader));
    return all;
}

/// What stands under each of these records; one for each, whether or not something does.
std::map<PersonId, Standing> standings_under(storage::UnitOfWork& work,
                                             std::span<const PersonId> records)
{
    using Text = std::string;
    std::map<PersonId, Standing> all;
    for (const PersonId record : records)
        all[record];
    const storage::Binds whose{{"ids", json_list(records)}};
    for (auto& [person, id, scope, effective, said_by, said_how, recorded, actor] :
         work.sql().rows<Text, Text, Text, Text, Text, Text, std::int64_t, Text>(standing_of_list,
                                                                                 whose))
        all[person_of(person)].withdrawals.push_back(
            withdrawal_of({id, scope, effective, said_by, said_how, recorded, actor}));
    for (auto& [person, kind, state, effective, recorded, actor] :
         work.sql().rows<Text, Text, Text, Text, std::int64_t, Text>(life_events_of_list, whose))
        all[person_of(person)].life.push_back(
            life_event_of({kind, state, effective, recorded, actor}));
    return all;
}

void append(storage::UnitOfWork& work, PersonId person, storage::Binds row,
            const NewWithdrawal& wanted, std::string_view state)
{
    row.insert(row.end(), {{"person_id", person.text()},
                           {"scope", name_of(wanted.scope)},
                           {"state", state},
                           {"effective_on", wanted.effective.iso()},
                           {"said_by", name_of(wanted.said_by)},
                           {"said_how", name_of(wanted.said_how)},
                           {"told", wanted.told ? said_version : std::string_view()}});
    work.append(withdrawal_table, row);
}

} // namespace withdrawal_store

std::span<const storage::Table* const> audited_tables()
{
    return withdrawal_store::tables;
}

std::vector<identity::SealedRow> sealed_rows(storage::UnitOfWork& work, std::string_view whose,
                                             identity::KeyClass key_class)
{
    std::vector<identity::SealedRow> rows;
    if (key_class != identity::KeyClass::casework) return rows;
    for (const auto& [id] :
         work.sql().rows<std::string>(withdrawal_store::with_notes, {{"person", whose}}))
        rows.push_back({"withdrawal", id});
    return rows;
}

std::optional<identity::SealedText> sealed_note(storage::UnitOfWork& work,
                                                const std::string& withdrawal)
{
    return identity::find_sealed(work, withdrawal_store::note_of_one, withdrawal);
}

Result<WithdrawalId, Refusal> WithdrawalStore::withdraw(storage::UnitOfWork& work, PersonId person,
                                                        const NewWithdrawal& wanted) const
{
    const auto today = london_date(work.now());
    if (const auto fault = fault_of(standing(work, person), wanted, today)) return refuse(*fault);
    const auto id = work.new_id<WithdrawalId>();
    std::optional<std::string> sealed;
    if (!wanted.note.empty()) {
        const std::string row = id.text();
        sealed = notes_.seal(work, withdrawal_store::place_of(person, row), wanted.note);
        if (!sealed) return refuse(Refusal::erased);
    }
    auto row = storage::fact_columns(work, id.text(), "");
    row.push_back({"sealed_note", sealed});
    withdrawal_store::append(work, person, std::move(row), wanted, "withdrawn");
    return id;
}

std::optional<Refusal> WithdrawalStore::take_back(storage::UnitOfWork& work, PersonId person,
                                                  const NewTakingBack& wanted) const
{
    const auto now = standing(work, person);
    if (const auto fault = fault_of(now, wanted)) return fault;
    const auto found = std::ranges::find(now.withdrawals, wanted.withdrawal, &Withdrawal::id);
    auto row =
        storage::fact_columns(work, work.new_id<WithdrawalId>().text(), name_of(wanted.because));
    storage::set(row, "supersedes", wanted.withdrawal.text());
    row.push_back({"sealed_note", std::nullopt});
    // What was noted with something that never was so is not so either.
    const auto noted = wanted.withdrawal.text();
    if (wanted.because == BackBecause::entered_in_error && sealed_note(work, noted))
        identity::InErrorStore::mark(work, {person, withdrawal_store::withdrawal_table.name, noted},
                                     identity::InErrorBecause::not_so);
    withdrawal_store::append(work, person, std::move(row),
                             {.scope = found->scope,
                              .effective = london_date(work.now()),
                              .said_by = wanted.said_by,
                              .said_how = wanted.said_how,
                              .told = true},
                             "taken_back");
    return std::nullopt;
}

std::optional<Refusal> WithdrawalStore::live_on(storage::UnitOfWork& work, PersonId person,
                                                LifeKind kind, bool ended,
                                                LocalDate effective) const
{
    const LifeEvent wanted{
        .kind = kind, .ended = ended, .effective = effective, .recorded = work.now()};
    if (const auto fault = fault_of(standing(work, person), wanted, london_date(work.now())))
        return fault;
    auto row = storage::fact_columns(work, work.new_id<LifeEventId>().text(), "");
    row.insert(row.end(), {{"person_id", person.text()},
                           {"kind", name_of(kind)},
                           {"state", ended ? "ended" : "began"},
                           {"effective_on", effective.iso()}});
    work.append(withdrawal_store::life_table, row);
    return std::nullopt;
}

std::vector<Written> WithdrawalStore::written(storage::UnitOfWork& work, PersonId person) const
{
    using Text = std::string;
    std::vector<Written> all;
    for (auto& [id, scope, state, effective, said_by, said_how, recorded, actor, reason, told,
                noted] :
         work.sql()
             .rows<Text, Text, Text, Text, Text, Text, std::int64_t, Text, Text, Text,
                   std::int64_t>(withdrawal_store::all_written, {{"person", person.text()}})) {
        Written row{.what = withdrawal_store::withdrawal_of(
                        {id, scope, effective, said_by, said_how, recorded, actor}),
                    .taken_back = {},
                    .told = std::move(told),
                    .note = withdrawal_store::noted_of(noted)};
        if (state == "taken_back") row.taken_back = withdrawal_store::because_of(reason);
        all.push_back(std::move(row));
    }
    return all;
}

std::optional<std::string> WithdrawalStore::note(storage::UnitOfWork& work, PersonId person,
                                                 WithdrawalId withdrawal) const
{
    const std::string row = withdrawal.text();
    const auto sealed = sealed_note(work, row);
    if (!sealed ||
        identity::InErrorStore::is_marked(work, withdrawal_store::withdrawal_table.name, row))
        return std::nullopt;
    return notes_.open(work, withdrawal_store::place_of(person, row), sealed->sealed);
}

std::optional<Written> WithdrawalStore::taken_back(storage::UnitOfWork& work, PersonId person,
                                                   WithdrawalId withdrawal)
{
    using Text = std::string;
    auto row = work.sql().row<Text, Text, Text, Text, Text, std::int64_t, Text, Text>(
        withdrawal_store::takes_back,
        {{"person", person.text()}, {"withdrawal", withdrawal.text()}});
    if (!row) return std::nullopt;
    auto& [id, scope, effective, said_by, said_how, recorded, actor, reason] = *row;
    return Written{.what = withdrawal_store::withdrawal_of(
                       {id, scope, effective, said_by, said_how, recorded, actor}),
                   .taken_back = withdrawal_store::because_of(reason)};
}

Standing WithdrawalStore::standing(storage::UnitOfWork& work, PersonId person) const
{
    using Text = std::string;
    const storage::Binds who{{"person", person.text()}};
    Standing standing;
    for (auto& [id, scope, effective, said_by, said_how, recorded, actor] :
         work.sql().rows<Text, Text, Text, Text, Text, std::int64_t, Text>(
             withdrawal_store::standing_withdrawals, who)) {
        standing.withdrawals.push_back(withdrawal_store::withdrawal_of(
            {id, scope, effective, said_by, said_how, recorded, actor}));
    }
    for (auto& [kind, state, effective, recorded, actor] :
         work.sql().rows<Text, Text, Text, std::int64_t, Text>(withdrawal_store::life_events,
                                                               who)) {
        standing.life.push_back(
            withdrawal_store::life_event_of({kind, state, effective, recorded, actor}));
    }
    return standing;
}

std::vector<Standing> WithdrawalStore::standings(storage::UnitOfWork& work, PersonId person) const
{
    std::vector<Standing> all{standing(work, person)};
    for (const PersonId other : identity::MergeStore::followers_of(work, person))
        all.push_back(standing(work, other));
    return all;
}

Permissions WithdrawalStore::permissions(storage::UnitOfWork& work, PersonId person) const
{
    if (identity::MergeStore::leader_of(work, person)) return permissions_while_following();
    return permissions_on(standings(work, person), london_date(work.now()));
}

std::map<PersonId, Permissions> WithdrawalStore::permissions_of(storage::UnitOfWork& work,
                                                                std::span<const PersonId> people)
{
    using namespace withdrawal_store;
    constexpr std::size_t most_at_once = 100;
    CHECK(people.size() <= most_at_once);
    const auto merges = merges_among(work, people);
    std::vector<PersonId> records(people.begin(), people.end());
    for (const auto& [follower, leader] : merges)
        records.push_back(follower);
    const auto standings = standings_under(work, records);
    std::map<PersonId, Permissions> all;
    for (const PersonId person : people) {
        if (merges.contains(person)) {
            all.emplace(person, permissions_while_following());
            continue;
        }
        std::vector<Standing> theirs{standings.at(person)};
        for (const auto& [follower, leader] : merges)
            if (leader == person) theirs.push_back(standings.at(follower));
        all.emplace(person, permissions_on(theirs, london_date(work.now())));
    }
    return all;
}

} // namespace evenhand::withdrawal
