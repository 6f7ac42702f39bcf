#include "people/withdrawal/withdrawal_store.hpp"

#include "core/check.hpp"
#include "core/london_time.hpp"
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

constexpr Statement life_events{"life_event.of_person",
                                "SELECT kind, state, effective_on, recorded_at, actor "
                                "FROM life_event WHERE person_id = :person "
                                "ORDER BY recorded_at, id"};

constexpr Statement with_notes{
    "withdrawal.with_notes",
    "SELECT id FROM withdrawal WHERE person_id = :person AND sealed_note IS NOT NULL ORDER BY id"};

LocalDate date_of(const std::string& iso)
{
    const auto date = LocalDate::parse(iso);
    CHECK(date.has_value());
    return *date;
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
                           {"told", wanted.told ? "1" : ""}});
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

Result<WithdrawalId, Refusal> WithdrawalStore::withdraw(storage::UnitOfWork& work, PersonId person,
                                                        const NewWithdrawal& wanted) const
{
    const auto today = london_date(work.now());
    if (const auto fault = fault_of(standing(work, person), wanted, today)) return refuse(*fault);
    const auto id = work.new_id<WithdrawalId>();
    std::optional<std::string> sealed;
    if (!wanted.note.empty()) {
        const auto note = identity::NoteId::parse(id.text());
        CHECK(note.has_value());
        const std::string row = id.text();
        sealed =
            notes_.seal(work, {person, *note, {"withdrawal", "sealed_note", row}}, wanted.note);
        if (!sealed) return refuse(Refusal::erased);
    }
    auto row = storage::fact_columns(work, id.text(), "");
    row.push_back({"sealed_note", sealed});
    withdrawal_store::append(work, person, std::move(row), wanted, "withdrawn");
    return id;
}

std::optional<Refusal> WithdrawalStore::take_back(storage::UnitOfWork& work, PersonId person,
                                                  WithdrawalId withdrawal,
                                                  std::string_view reason) const
{
    const auto all = standing(work, person).withdrawals;
    const auto found = std::ranges::find(all, withdrawal, &Withdrawal::id);
    if (found == all.end()) return Refusal::not_there;
    auto row = storage::fact_columns(work, work.new_id<WithdrawalId>().text(), reason);
    storage::set(row, "supersedes", withdrawal.text());
    row.push_back({"sealed_note", std::nullopt});
    withdrawal_store::append(work, person, std::move(row),
                             {.scope = found->scope,
                              .effective = london_date(work.now()),
                              .said_by = SaidBy::person,
                              .said_how = found->said_how,
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

Standing WithdrawalStore::standing(storage::UnitOfWork& work, PersonId person) const
{
    using Text = std::string;
    const storage::Binds who{{"person", person.text()}};
    Standing standing;
    for (auto& [id, scope, effective, said_by, said_how, recorded, actor] :
         work.sql().rows<Text, Text, Text, Text, Text, std::int64_t, Text>(
             withdrawal_store::standing_withdrawals, who)) {
        const auto withdrawal = WithdrawalId::parse(id);
        CHECK(withdrawal.has_value());
        standing.withdrawals.push_back({.id = *withdrawal,
                                        .scope = scope_named(scope).value(),
                                        .effective = withdrawal_store::date_of(effective),
                                        .said_by = said_by_named(said_by).value(),
                                        .said_how = said_how_named(said_how).value(),
                                        .recorded = Instant::from_micros(recorded),
                                        .actor = std::move(actor)});
    }
    for (auto& [kind, state, effective, recorded, actor] :
         work.sql().rows<Text, Text, Text, std::int64_t, Text>(withdrawal_store::life_events,
                                                               who)) {
        standing.life.push_back({.kind = life_kind_named(kind).value(),
                                 .ended = state == "ended",
                                 .effective = withdrawal_store::date_of(effective),
                                 .recorded = Instant::from_micros(recorded),
                                 .actor = std::move(actor)});
    }
    return standing;
}

Permissions WithdrawalStore::permissions(storage::UnitOfWork& work, PersonId person) const
{
    return permissions_on(standing(work, person), london_date(work.now()));
}

} // namespace evenhand::withdrawal
