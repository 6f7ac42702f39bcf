#include "support/casework/deviation_store.hpp"

#include "core/check.hpp"
#include "core/london_time.hpp"
#include "storage/connection.hpp"

namespace evenhand::casework {
namespace deviation_store {

using storage::Statement;

// The journey's area and stage are the same in either arm, so the answer tells none.
constexpr Statement find_person{
    "deviation.person",
    "SELECT j.person_id FROM journey j WHERE j.person_id = :person "
    "AND j.stage IN ('randomised', 'randomised_withdrew', 'randomised_died') "
    "AND (:everywhere = 1 OR EXISTS (SELECT 1 FROM staff_area a WHERE a.account_id = :account "
    "AND a.area = j.area))"};
// Each is support of another kind or from another day: a few of anybody.
constexpr Statement list_of_person{
    "deviation.of_person",
    "SELECT d.id, d.received, d.from_day, d.recorded_at, d.actor, d.sealed_note FROM deviation d "
    "WHERE d.person_id = :person AND NOT EXISTS (SELECT 1 FROM entered_in_error e "
    "WHERE e.table_name = 'deviation' AND e.row_id = d.id) "
    "ORDER BY d.recorded_at DESC, d.id DESC LIMIT 50"};
constexpr Statement find_note{"deviation.note",
                              "SELECT sealed_note, recorded_at FROM deviation WHERE id = :id"};
constexpr Statement with_notes{
    "deviation.with_notes",
    "SELECT id FROM deviation WHERE person_id = :person AND sealed_note IS NOT NULL ORDER BY id"};

identity::NotePlace place_of(PersonId person, const std::string& row)
{
    const auto note = identity::NoteId::parse(row);
    CHECK(note.has_value());
    return {person, *note, {"deviation", "sealed_note", row}};
}

} // namespace deviation_store

std::vector<identity::SealedRow> sealed_rows(storage::UnitOfWork& work, std::string_view whose,
                                             identity::KeyClass key_class)
{
    std::vector<identity::SealedRow> rows;
    if (key_class != identity::KeyClass::casework) return rows;
    for (const auto& [id] :
         work.sql().rows<std::string>(deviation_store::with_notes, {{"person", whose}}))
        rows.push_back({"deviation", id, true});
    return rows;
}

std::optional<identity::SealedText> sealed_note(storage::UnitOfWork& work,
                                                const std::string& deviation)
{
    return identity::find_sealed(work, deviation_store::find_note, deviation);
}

bool DeviationStore::may_record(storage::UnitOfWork& work, std::string_view account,
                                bool everywhere, PersonId person) const
{
    return work.sql()
        .row<std::string>(
            deviation_store::find_person,
            {{"person", person.text()}, {"everywhere", everywhere}, {"account", account}})
        .has_value();
}

Result<DeviationId, DeviationRefusal>
DeviationStore::record(storage::UnitOfWork& work, PersonId person, const NewDeviation& wanted) const
{
    if (wanted.from > london_date(work.now())) return refuse(DeviationRefusal::in_future);
    const auto id = work.new_id<DeviationId>();
    const std::string row_id = id.text();
    std::optional<std::string> sealed;
    if (!wanted.note.empty()) {
        sealed = notes_.seal(work, deviation_store::place_of(person, row_id), wanted.note);
        if (!sealed) return refuse(DeviationRefusal::erased);
    }
    auto row = storage::fact_columns(work, row_id, {});
    row.insert(row.end(), {{"person_id", person.text()},
                           {"received", name_of(wanted.received)},
                           {"from_day", wanted.from.iso()},
                           {"sealed_note", sealed}});
    work.append(deviation_table, row);
    return id;
}

std::vector<Deviation> DeviationStore::of_person(storage::UnitOfWork& work, PersonId person) const
{
    using Text = std::string;
    std::vector<Deviation> all;
    for (const auto& [id, received, from, recorded, actor, sealed] :
         work.sql().rows<Text, Text, Text, std::int64_t, Text, std::optional<Text>>(
             deviation_store::list_of_person, {{"person", person.text()}})) {
        const auto day = LocalDate::parse(from);
        CHECK(day.has_value());
        Deviation deviation{.id = DeviationId::parse(id).value(),
                            .received = received_named(received).value(),
                            .from = *day,
                            .recorded = Instant::from_micros(recorded),
                            .actor = actor,
                            .note = {}};
        if (sealed)
            deviation.note = notes_.open(work, deviation_store::place_of(person, id), *sealed);
        all.push_back(std::move(deviation));
    }
    return all;
}

} // namespace evenhand::casework
