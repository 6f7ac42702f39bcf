#include "intake/allocation/allocation_store.hpp"

#include "core/check.hpp"
#include "people/identity/merge_store.hpp"
#include "protocol/protocol.hpp"
#include "storage/connection.hpp"
#include "storage/facts.hpp"

#include <algorithm>
#include <array>
#include <tuple>
#include <utility>

namespace evenhand::allocation {

namespace allocation_store {

using storage::number;
using storage::Statement;
using storage::text;
using Text = std::string;
using Number = std::int64_t;

constexpr auto epoch_table = storage::fact_table(
    "allocation_epoch", text("stratum"), number("stratum_index"), number("epoch"),
    number("first_position"), number("capacity"), text("trial"), text("spec_hash"), text("root"),
    text("party"), text("commitment"));

constexpr auto intent_table =
    storage::fact_table("allocation_intent", text("person_id"), text("stratum"), number("position"),
                        text("area"), text("group_id"), text("consent_id"), text("baseline_id"),
                        text("binding"), text("request_key"));

constexpr auto allocation_table = storage::fact_table(
    "allocation", text("intent_id"), text("person_id"), text("stratum"), number("epoch"),
    number("position"), text("arm"), text("receipt"), text("mode"));

constexpr auto flag_table =
    storage::fact_table("allocation_flag", text("person_id"), text("kind"), text("true_area"),
                        text("true_group"), text("sealed_note"));

constexpr std::array<const storage::Table*, 4> tables{&epoch_table, &intent_table,
                                                      &allocation_table, &flag_table};

constexpr Statement begin_stratum{
    "allocation_stratum.begin",
    "INSERT INTO allocation_stratum (stratum, bound, settled) VALUES (:stratum, 0, 0) "
    "ON CONFLICT (stratum) DO NOTHING"};

// On SQLite there is one writer anyway.
constexpr Statement lock{
    "allocation_stratum.lock",
    "SELECT bound, settled FROM allocation_stratum WHERE stratum = :stratum",
    "SELECT bound, settled FROM allocation_stratum WHERE stratum = :stratum FOR UPDATE"};

constexpr Statement find_bound{"allocation_stratum.bound",
                               "SELECT bound FROM allocation_stratum WHERE stratum = :stratum"};

// Asked with each look at who is stuck: in one statement for all strata, also those in which nobody
// was bound. As in find_epoch, the later epoch holds; past the last one, that is told.
constexpr Statement list_next_places{
    "allocation_stratum.next_places",
    "SELECT e.stratum, COALESCE(s.bound, 0) + 1, "
    "COALESCE(max(CASE WHEN e.first_position <= COALESCE(s.bound, 0) + 1 "
    "AND e.first_position + e.capacity > COALESCE(s.bound, 0) + 1 THEN e.epoch END), "
    "max(e.epoch)) FROM allocation_epoch e "
    "LEFT JOIN allocation_stratum s ON s.stratum = e.stratum GROUP BY e.stratum, s.bound"};

constexpr Statement take_position{
    "allocation_stratum.bind",
    "UPDATE allocation_stratum SET bound = :position WHERE stratum = :stratum "
    "AND bound = :position - 1"};

constexpr Statement settle_position{
    "allocation_stratum.settle",
    "UPDATE allocation_stratum SET settled = :position WHERE stratum = :stratum "
    "AND settled = :position - 1 AND bound >= :position"};

constexpr Statement empty_strata{"allocation_stratum.empty", "DELETE FROM allocation_stratum"};

constexpr Statement refill_strata{
    "allocation_stratum.refill",
    "INSERT INTO allocation_stratum (stratum, bound, settled) SELECT e.stratum, "
    "(SELECT count(*) FROM allocation_intent i WHERE i.stratum = e.stratum), "
    "(SELECT count(*) FROM allocation a WHERE a.stratum = e.stratum) "
    "FROM (SELECT DISTINCT stratum FROM allocation_epoch) e"};

constexpr Statement find_last_epoch{
    "allocation_epoch.last",
    "SELECT stratum, stratum_index, epoch, first_position, capacity, trial, spec_hash, root, "
    "commitment FROM allocation_epoch WHERE stratum = :stratum ORDER BY epoch DESC LIMIT 1"};

// Where a new ceremony began before an epoch was used up, the later one holds.
constexpr Statement find_epoch{
    "allocation_epoch.of_position",
    "SELECT stratum, stratum_index, epoch, first_position, capacity, trial, spec_hash, root, "
    "commitment FROM allocation_epoch WHERE stratum = :stratum AND first_position <= :position "
    "AND first_position + capacity > :position ORDER BY epoch DESC LIMIT 1"};

// As many as there are strata, and some more: a stratum fills an epoch in years.
constexpr Statement list_epochs{
    "allocation_epoch.all",
    "SELECT stratum, stratum_index, epoch, first_position, capacity, trial, spec_hash, root, "
    "commitment FROM allocation_epoch ORDER BY stratum_index, epoch LIMIT 20000"};

constexpr Statement find_intent{
    "allocation_intent.of_person",
    "SELECT id, person_id, stratum, position, area, group_id, binding, actor, occurred_at "
    "FROM allocation_intent WHERE person_id = :person"};

constexpr Statement find_unsettled{
    "allocation_intent.first_unsettled",
    "SELECT i.id, i.person_id, i.stratum, i.position, i.area, i.group_id, i.binding, i.actor, "
    "i.occurred_at FROM allocation_stratum s JOIN allocation_intent i ON i.stratum = s.stratum "
    "AND i.position = s.settled + 1 WHERE s.stratum = :stratum"};

constexpr Statement find_allocation{
    "allocation.of_person",
    "SELECT id, arm, receipt, mode, actor, occurred_at FROM allocation WHERE person_id = :person"};

constexpr Statement is_drawn{"allocation.is_drawn",
                             "SELECT count(*) FROM allocation WHERE person_id = :person"};

// In the order of the index over (stratum, position).
constexpr Statement walk_positions{
    "allocation_intent.walk",
    "SELECT i.person_id, i.stratum, i.position, i.area, i.group_id, i.actor, i.recorded_at, a.arm, "
    "a.recorded_at FROM allocation_intent i LEFT JOIN allocation a ON a.intent_id = i.id "
    "WHERE (i.stratum, i.position) > (:stratum, :position) "
    "ORDER BY i.stratum, i.position LIMIT 1000"};

constexpr Statement next_settled{
    "allocation.settled_after",
    "SELECT stratum, position, epoch, receipt FROM allocation "
    "WHERE (stratum, position) > (:stratum, :position) ORDER BY stratum, position LIMIT 1000"};

// The latest first; told the other way round.
constexpr Statement list_on_paper{
    "paper_intent.drawn",
    "SELECT p.form, a.stratum, p.occurred_at, p.recorded_at, a.recorded_at, l.set_aside "
    "FROM paper_intent p LEFT JOIN paper_intent l ON l.supersedes = p.id "
    "LEFT JOIN merged_person m ON m.person_id = p.person_id "
    "JOIN allocation a ON a.person_id IN (p.person_id, m.leader_id) WHERE p.set_aside = '' "
    "ORDER BY p.occurred_at DESC, p.id DESC LIMIT 50"};

// What was wrong with one randomisation: each kind once, and again where it was corrected.
constexpr Statement list_flags{
    "allocation_flag.of_person",
    "SELECT f.id, f.kind, f.true_area, f.true_group, f.sealed_note, f.actor, f.occurred_at, "
    "f.reason "
    "FROM allocation_flag f WHERE f.person_id = :person AND NOT EXISTS (SELECT 1 "
    "FROM entered_in_error e WHERE e.table_name = 'allocation_flag' AND e.row_id = f.id) "
    "ORDER BY f.recorded_at DESC, f.id DESC LIMIT 50"};
constexpr std::string_view answers_corrected = "answers_corrected"; // the reason of such a fact
constexpr Statement find_flag_note{"allocation_flag.note",
                                   "SELECT sealed_note, recorded_at FROM allocation_flag "
                                   "WHERE id = :id"};

constexpr Statement flags_with_notes{
    "allocation_flag.with_notes",
    "SELECT id FROM allocation_flag WHERE person_id = :person AND sealed_note IS NOT NULL "
    "ORDER BY id"};

using EpochRow = std::tuple<Text, Number, Number, Number, Number, Text, Text, Text, Text>;
Epoch epoch_from(const EpochRow& row)
{
    return {.stratum = std::get<0>(row),
            .stratum_index = static_cast<std::uint32_t>(std::get<1>(row)),
            .number = std::get<2>(row),
            .first_position = std::get<3>(row),
            .capacity = static_cast<std::uint32_t>(std::get<4>(row)),
            .trial = std::get<5>(row),
            .spec_hash = std::get<6>(row),
            .root = std::get<7>(row),
            .commitment = std::get<8>(row)};
}

std::optional<Epoch> one_epoch(storage::Connection& sql, const Statement& statement,
                               const storage::Binds& binds)
{
    const auto row =
        sql.row<Text, Number, Number, Number, Number, Text, Text, Text, Text>(statement, binds);
    if (!row) return std::nullopt;
    return epoch_from(*row);
}

template <class IdType>
IdType known(const std::string& id)
{
    const auto parsed = IdType::parse(id);
    CHECK(parsed.has_value());
    return *parsed;
}

std::optional<Intent> one_intent(storage::Connection& sql, const Statement& statement,
                                 const storage::Binds& binds)
{
    auto row = sql.row<Text, Text, Text, Number, Text, Text, Text, Text, Number>(statement, binds);
    if (!row) return std::nullopt;
    auto& [id, person, stratum, position, area, group, binding, actor, at] = *row;
    return Intent{.id = known<IntentId>(id),
                  .person = known<PersonId>(person),
                  .stratum = std::move(stratum),
                  .position = position,
                  .area = std::move(area),
                  .group = std::move(group),
                  .binding = std::move(binding),
                  .actor = std::move(actor),
                  .at = Instant::from_micros(at)};
}

using PositionRow = std::tuple<Text, Text, Number, Text, Text, Text, Number, std::optional<Text>,
                               std::optional<Number>>;
DrawnPosition position_from(const PositionRow& row, const protocol::RandomisationSpec& trial)
{
    DrawnPosition position{.person = known<PersonId>(std::get<0>(row)),
                           .stratum = std::get<1>(row),
                           .position = std::get<2>(row),
                           .area = std::get<3>(row),
                           .group = std::get<4>(row),
                           .recruiter = std::get<5>(row),
                           .intended = Instant::from_micros(std::get<6>(row)),
                           .arm = {},
                           .drawn = {}};
    if (!std::get<7>(row)) return position;
    const auto* const arm = trial.find_arm(*std::get<7>(row));
    CHECK(arm != nullptr);
    position.arm = static_cast<std::size_t>(arm - trial.arms.data());
    position.drawn = Instant::from_micros(std::get<8>(row).value());
    return position;
}

identity::NotePlace place_of(PersonId person, const std::string& flag)
{
    return {person, known<identity::NoteId>(flag), {"allocation_flag", "sealed_note", flag}};
}

/// A record that follows another leads nowhere into the analysis: its allocation is kept and
/// labelled for as long as the merge stands.
std::optional<Flag> second_randomisation(storage::UnitOfWork& work, PersonId person)
{
    const auto merge = identity::MergeStore::merge_of(work, person);
    if (!merge) return std::nullopt;
    const auto drawn = work.sql().one<Number>(is_drawn, {{"person", person.text()}});
    if (drawn == 0) return std::nullopt;
    return Flag{.id = {},
                .kind = FlagKind::second_randomisation,
                .true_area = {},
                .true_group = {},
                .note = "It is kept, and the first one is analysed.",
                .actor = merge->actor,
                .at = merge->at};
}

void refill(storage::Connection& sql)
{
    sql.execute(refill_strata);
}

} // namespace allocation_store

std::span<const storage::Table* const> audited_tables()
{
    return allocation_store::tables;
}

storage::DerivedTable derived_strata()
{
    return {.name = "allocation_stratum",
            .empty = allocation_store::empty_strata,
            .refill = allocation_store::refill};
}

std::vector<identity::SealedRow> sealed_rows(storage::UnitOfWork& work, std::string_view whose,
                                             identity::KeyClass key_class)
{
    std::vector<identity::SealedRow> rows;
    if (key_class != identity::KeyClass::casework) return rows;
    for (const auto& [id] :
         work.sql().rows<std::string>(allocation_store::flags_with_notes, {{"person", whose}}))
        rows.push_back({"allocation_flag", id});
    return rows;
}

Progress AllocationStore::lock_stratum(storage::UnitOfWork& work, std::string_view stratum) const
{
    const storage::Binds which{{"stratum", stratum}};
    work.sql().execute(allocation_store::begin_stratum, which);
    const auto row = work.sql().row<std::int64_t, std::int64_t>(allocation_store::lock, which);
    CHECK(row.has_value());
    return {.bound = std::get<0>(*row), .settled = std::get<1>(*row)};
}

std::int64_t AllocationStore::bound(storage::UnitOfWork& work, std::string_view stratum) const
{
    const auto row =
        work.sql().row<std::int64_t>(allocation_store::find_bound, {{"stratum", stratum}});
    return row ? std::get<0>(*row) : 0;
}

std::map<std::string, NextPlace, std::less<>>
AllocationStore::next_places(storage::UnitOfWork& work) const
{
    using namespace allocation_store;
    std::map<std::string, NextPlace, std::less<>> all;
    for (auto& [stratum, position, epoch] : work.sql().rows<Text, Number, Number>(list_next_places))
        all[std::move(stratum)] = {.position = position, .epoch = epoch};
    return all;
}

std::optional<Epoch> AllocationStore::last_epoch(storage::UnitOfWork& work,
                                                 std::string_view stratum) const
{
    return allocation_store::one_epoch(work.sql(), allocation_store::find_last_epoch,
                                       {{"stratum", stratum}});
}

std::optional<Epoch> AllocationStore::epoch_of(storage::UnitOfWork& work, std::string_view stratum,
                                               std::int64_t position) const
{
    return allocation_store::one_epoch(work.sql(), allocation_store::find_epoch,
                                       {{"stratum", stratum}, {"position", position}});
}

std::vector<Epoch> AllocationStore::epochs(storage::UnitOfWork& work) const
{
    using namespace allocation_store;
    std::vector<Epoch> all;
    for (const auto& row :
         work.sql().rows<Text, Number, Number, Number, Number, Text, Text, Text, Text>(list_epochs))
        all.push_back(epoch_from(row));
    return all;
}

void AllocationStore::append_epoch(storage::UnitOfWork& work, const Epoch& epoch) const
{
    const auto id = work.new_id<Id<struct AllocationEpochIdTag>>();
    auto row = storage::fact_columns(work, id.text(), {});
    row.insert(row.end(), {{"stratum", epoch.stratum},
                           {"stratum_index", epoch.stratum_index},
                           {"epoch", epoch.number},
                           {"first_position", epoch.first_position},
                           {"capacity", epoch.capacity},
                           {"trial", epoch.trial},
                           {"spec_hash", epoch.spec_hash},
                           {"root", epoch.root},
                           {"party", "ceremony"},
                           {"commitment", epoch.commitment}});
    work.append(allocation_store::epoch_table, row);
}

Intent AllocationStore::bind(storage::UnitOfWork& work, const NewIntent& intent) const
{
    const auto id = work.new_id<IntentId>();
    auto row = storage::fact_columns(work, id.text(), {});
    row.insert(row.end(), {{"person_id", intent.person.text()},
                           {"stratum", intent.stratum},
                           {"position", intent.position},
                           {"area", intent.area},
                           {"group_id", intent.group},
                           {"consent_id", intent.consent},
                           {"baseline_id", intent.baseline},
                           {"binding", intent.binding},
                           {"request_key", intent.request_key}});
    work.append(allocation_store::intent_table, row);
    const auto taken =
        work.sql().execute(allocation_store::take_position,
                           {{"stratum", intent.stratum}, {"position", intent.position}});
    CHECK(taken == 1);
    return {.id = id,
            .person = intent.person,
            .stratum = intent.stratum,
            .position = intent.position,
            .area = intent.area,
            .group = intent.group,
            .binding = intent.binding,
            .actor = storage::actor_text(work.actor()),
            .at = work.now()};
}

std::optional<Intent> AllocationStore::intent_of(storage::UnitOfWork& work, PersonId person) const
{
    return allocation_store::one_intent(work.sql(), allocation_store::find_intent,
                                        {{"person", person.text()}});
}

std::optional<Intent> AllocationStore::first_unsettled(storage::UnitOfWork& work,
                                                       std::string_view stratum) const
{
    return allocation_store::one_intent(work.sql(), allocation_store::find_unsettled,
                                        {{"stratum", stratum}});
}

AllocationId AllocationStore::append(storage::UnitOfWork& work, const Intent& intent,
                                     const Epoch& epoch, const sealed::Receipt& receipt,
                                     std::string_view arm, std::string_view mode) const
{
    const auto id = work.new_id<AllocationId>();
    auto row = storage::fact_columns(work, id.text(), {});
    row.insert(row.end(), {{"intent_id", intent.id.text()},
                           {"person_id", intent.person.text()},
                           {"stratum", intent.stratum},
                           {"epoch", epoch.number},
                           {"position", intent.position},
                           {"arm", arm},
                           {"receipt", sealed::text_of(receipt)},
                           {"mode", mode}});
    work.append(allocation_store::allocation_table, row);
    const auto settled =
        work.sql().execute(allocation_store::settle_position,
                           {{"stratum", intent.stratum}, {"position", intent.position}});
    CHECK(settled == 1);
    return id;
}

std::optional<Drawn> AllocationStore::allocation_of(storage::UnitOfWork& work,
                                                    PersonId person) const
{
    using namespace allocation_store;
    auto row = work.sql().row<Text, Text, Text, Text, Text, Number>(find_allocation,
                                                                    {{"person", person.text()}});
    if (!row) return std::nullopt;
    auto& [id, arm, receipt, mode, actor, at] = *row;
    return Drawn{.id = known<AllocationId>(id),
                 .person = person,
                 .arm = std::move(arm),
                 .receipt = std::move(receipt),
                 .mode = std::move(mode),
                 .actor = std::move(actor),
                 .at = Instant::from_micros(at)};
}

DrawRecord AllocationStore::draw_record(storage::UnitOfWork& work,
                                        const protocol::Protocol& protocol) const
{
    using namespace allocation_store;
    DrawRecorder recorder(ratio_of(protocol));
    std::string stratum;
    std::int64_t position = 0;
    for (;;) {
        const auto rows = work.sql()
                              .rows<Text, Text, Number, Text, Text, Text, Number,
                                    std::optional<Text>, std::optional<Number>>(
                                  walk_positions, {{"stratum", stratum}, {"position", position}});
        if (rows.empty()) return std::move(recorder).finish();
        for (const auto& row : rows)
            recorder.add(position_from(row, protocol.randomisation));
        stratum = std::get<1>(rows.back());
        position = std::get<2>(rows.back());
    }
}

std::vector<PaperDraw> AllocationStore::drawn_on_paper(storage::UnitOfWork& work) const
{
    using namespace allocation_store;
    std::vector<PaperDraw> all;
    for (auto& [form, stratum, asked, written, drawn, aside] :
         work.sql().rows<Text, Text, Number, Number, Number, std::optional<Text>>(list_on_paper)) {
        all.push_back({.form = std::move(form),
                       .stratum = std::move(stratum),
                       .asked = Instant::from_micros(asked),
                       .written = Instant::from_micros(written),
                       .drawn = Instant::from_micros(drawn),
                       .set_aside = aside.value_or("")});
    }
    std::ranges::reverse(all);
    return all;
}

std::vector<Settled> AllocationStore::settled_after(storage::UnitOfWork& work,
                                                    const SettledPlace& after) const
{
    using namespace allocation_store;
    std::vector<Settled> all;
    for (auto& [stratum, position, epoch, receipt] : work.sql().rows<Text, Number, Number, Text>(
             next_settled, {{"stratum", after.stratum}, {"position", after.position}})) {
        all.push_back({.place = {std::move(stratum), position},
                       .epoch = epoch,
                       .receipt = std::move(receipt)});
    }
    return all;
}

std::optional<identity::SealedText> sealed_note(storage::UnitOfWork& work, const std::string& flag)
{
    return identity::find_sealed(work, allocation_store::find_flag_note, flag);
}

bool AllocationStore::flag(storage::UnitOfWork& work, PersonId person, const NewFlag& flag) const
{
    const std::string id = work.new_id<FlagId>().text();
    const auto sealed = notes_.seal(work, allocation_store::place_of(person, id), flag.note);
    if (!sealed) return false;
    auto row = storage::fact_columns(
        work, id, flag.from_answers ? allocation_store::answers_corrected : std::string_view());
    row.insert(row.end(), {{"person_id", person.text()},
                           {"kind", name_of(flag.kind)},
                           {"true_area", flag.true_area},
                           {"true_group", flag.true_group},
                           {"sealed_note", sealed}});
    work.append(allocation_store::flag_table, row);
    return true;
}

std::vector<Flag> AllocationStore::flags(storage::UnitOfWork& work, PersonId person,
                                         Notes notes) const
{
    using namespace allocation_store;
    std::vector<Flag> all;
    if (auto second = second_randomisation(work, person)) all.push_back(*std::move(second));
    for (auto& [id, kind, area, group, sealed, actor, at, reason] :
         work.sql().rows<Text, Text, Text, Text, std::optional<Text>, Text, Number, Text>(
             list_flags, {{"person", person.text()}})) {
        Flag flag{.id = known<FlagId>(id),
                  .kind = flag_named(kind).value(),
                  .true_area = std::move(area),
                  .true_group = std::move(group),
                  .from_answers = reason == answers_corrected,
                  .note = {},
                  .actor = std::move(actor),
                  .at = Instant::from_micros(at)};
        if (sealed && notes == Notes::opened)
            flag.note = notes_.open(work, place_of(person, id), *sealed);
        all.push_back(std::move(flag));
    }
    return all;
}

} // namespace evenhand::allocation
