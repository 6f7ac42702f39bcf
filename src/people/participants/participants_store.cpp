#include "people/participants/participants_store.hpp"

#include "core/check.hpp"
#include "core/london_time.hpp"
#include "people/identity/merge_store.hpp"
#include "people/participants/journey_rows_store.hpp"
#include "storage/connection.hpp"
#include "storage/facts.hpp"

#include <array>
#include <utility>

namespace evenhand::participants {

namespace participants_store {

using storage::number;
using storage::Statement;
using storage::text;

constexpr auto step_table =
    storage::table("journey_step", storage::TableKind::fact, text("id"), text("person_id"),
                   number("place"), text("step"), text("detail"), text("stage"), text("due_on"),
                   text("referral_id"), text("route"), text("area"), text("group_id"),
                   text("study_number"), number("occurred_at"), number("recorded_at"),
                   text("actor"), text("reason"), text("protocol_version"), text("supersedes"));

constexpr std::array<const storage::Table*, 1> tables{&step_table};

// The person is locked first (design 8.3); on SQLite there is one writer anyway.
constexpr Statement find_and_lock{
    "journey.find_and_lock",
    "SELECT person_id, stage, since, last_at, last_place, missed, detail, due_on, referral_id, "
    "route, area, group_id, study_number FROM journey WHERE person_id = :person",
    "SELECT person_id, stage, since, last_at, last_place, missed, detail, due_on, referral_id, "
    "route, area, group_id, study_number FROM journey WHERE person_id = :person FOR UPDATE"};

constexpr Statement find_one{
    "journey.find",
    "SELECT person_id, stage, since, last_at, last_place, missed, detail, due_on, referral_id, "
    "route, area, group_id, study_number FROM journey WHERE person_id = :person"};

constexpr Statement keep{
    "journey.keep",
    "INSERT INTO journey (person_id, stage, since, last_at, last_place, missed, detail, owner, "
    "due_on, referral_id, route, area, group_id, study_number) VALUES (:person, :stage, :since, "
    ":last_at, :last_place, :missed, :detail, :owner, :due, :referral, :route, :area, :group, "
    ":study_number) ON CONFLICT (person_id) DO UPDATE SET stage = excluded.stage, "
    "since = excluded.since, last_at = excluded.last_at, last_place = excluded.last_place, "
    "missed = excluded.missed, detail = excluded.detail, owner = excluded.owner, "
    "due_on = excluded.due_on, referral_id = excluded.referral_id, route = excluded.route, "
    "area = excluded.area, group_id = excluded.group_id, study_number = excluded.study_number"};

constexpr Statement empty_journeys{"journey.empty", "DELETE FROM journey"};

constexpr Statement next_people{
    "journey_step.next_people",
    "SELECT DISTINCT person_id FROM journey_step WHERE person_id > :after ORDER BY person_id "
    "LIMIT 1000"};

constexpr Statement steps_of{
    "journey_step.of_person",
    "SELECT id, place, step, detail, stage, due_on, referral_id, route, area, group_id, "
    "study_number, occurred_at, recorded_at, actor FROM journey_step WHERE person_id = :person "
    "ORDER BY place"};

constexpr Statement find_study_number{"journey.find_study_number",
                                      "SELECT person_id FROM journey WHERE study_number = :number"};

// The ids come as one JSON list, so that a page of them is one statement on both engines. Everybody
// begins by being referred.
constexpr Statement find_marks{
    "journey.marks",
    "SELECT j.person_id, coalesce(j.study_number, ''), s.occurred_at FROM journey j "
    "JOIN journey_step s ON s.person_id = j.person_id AND s.place = 1 "
    "WHERE j.person_id IN (SELECT value FROM json_each(:ids))",
    "SELECT j.person_id, coalesce(j.study_number, ''), s.occurred_at FROM journey j "
    "JOIN journey_step s ON s.person_id = j.person_id AND s.place = 1 "
    "WHERE j.person_id IN (SELECT jsonb_array_elements_text(CAST(:ids AS jsonb)))"};

// Whoever is owed something: a day stands only beside an open stage. The empty text and the empty
// filters stand for all.
constexpr Statement list_stuck{
    "journey.stuck",
    "SELECT person_id, stage, since, last_at, last_place, missed, detail, due_on, referral_id, "
    "route, area, group_id, study_number FROM journey WHERE due_on IS NOT NULL "
    "AND (due_on, person_id) > (:after_due, :after_person) AND (:stage = '' OR stage = :stage) "
    "AND (:area = '' OR area = :area) ORDER BY due_on, person_id LIMIT :most"};

constexpr Statement count_stages{
    "journey.count_stages",
    "SELECT stage, count(*), coalesce(sum(CASE WHEN due_on < :today THEN 1 ELSE 0 END), 0) "
    "FROM journey WHERE (:area = '' OR area = :area) "
    "AND person_id NOT IN (SELECT person_id FROM merged_person) GROUP BY stage ORDER BY stage"};

constexpr Statement count_reached{
    "journey_step.reached",
    "SELECT s.step, count(DISTINCT s.person_id) FROM journey_step s WHERE s.occurred_at <= :at "
    "AND s.person_id NOT IN (SELECT person_id FROM merged_person) AND s.step <> 'entered_in_error' "
    "AND NOT EXISTS (SELECT 1 FROM journey_step later "
    "WHERE later.supersedes = s.id) GROUP BY s.step ORDER BY s.step"};

// Steps happen in the order of their places, so the last place by then says where someone stood.
constexpr Statement count_standing{
    "journey_step.standing",
    "SELECT s.stage, count(*) FROM journey_step s JOIN (SELECT t.person_id AS person_id, "
    "max(t.place) AS place FROM journey_step t WHERE t.occurred_at <= :at "
    "AND t.person_id NOT IN (SELECT person_id FROM merged_person) AND t.step <> 'entered_in_error' "
    "AND NOT EXISTS (SELECT 1 FROM journey_step later "
    "WHERE later.supersedes = t.id) GROUP BY t.person_id) last ON last.person_id = s.person_id "
    "AND last.place = s.place GROUP BY s.stage ORDER BY s.stage"};

std::optional<Journey> one(storage::Connection& sql, const Statement& statement, PersonId person)
{
    auto rows = read_journeys(sql, statement, {{"person", person.text()}});
    CHECK(rows.size() <= 1);
    if (rows.empty()) return std::nullopt;
    return std::move(rows.front());
}

void keep_journey(storage::Connection& sql, const Journey& journey)
{
    sql.execute(keep, journey_binds(journey));
}

void refill(storage::Connection& sql)
{
    std::string after;
    while (true) {
        const auto people = sql.rows<std::string>(next_people, {{"after", after}});
        if (people.empty()) return;
        for (const auto& [text] : people) {
            const auto person = PersonId::parse(text);
            CHECK(person.has_value());
            const auto journey =
                fold(*person, read_steps(sql, steps_of, {{"person", person->text()}}));
            if (journey) keep_journey(sql, *journey);
        }
        after = std::get<0>(people.back());
    }
}

void append(storage::UnitOfWork& work, PersonId person, const StepTaken& step,
            std::string_view reason, const std::optional<StepId>& supersedes)
{
    auto row = storage::fact_columns(work, step.id.text(), reason);
    storage::set(row, "occurred_at", step.occurred.micros());
    if (supersedes) storage::set(row, "supersedes", supersedes->text());
    row.push_back({"person_id", person.text()});
    for (auto& bind : step_binds(step))
        row.push_back(std::move(bind));
    work.append(step_table, row, reason);
}

/// The table's answer, and that nobody goes on with a record that follows another. Both records are
/// held when they are merged, so that whoever holds this one sees it.
Result<Stage, Refusal> judged(storage::UnitOfWork& work, const std::optional<Journey>& before,
                              PersonId person, const NewStep& wanted, const Timing& timing)
{
    const Stage to = TRY(judge(before, wanted, work.now(), timing));
    const bool follows =
        !may_while_following(wanted.step) && identity::MergeStore::leader_of(work, person);
    if (follows) return refuse(Refusal::follows_another);
    return to;
}

} // namespace participants_store

std::span<const storage::Table* const> audited_tables()
{
    return participants_store::tables;
}

storage::DerivedTable derived_journeys()
{
    return {.name = "journey",
            .empty = participants_store::empty_journeys,
            .refill = participants_store::refill};
}

Result<Stage, Refusal> JourneyStore::take(storage::UnitOfWork& work, PersonId person,
                                          const NewStep& wanted, std::string_view reason) const
{
    using namespace participants_store;
    const auto before = one(work.sql(), find_and_lock, person);
    const Stage to = TRY(judged(work, before, person, wanted, timing_));

    const Instant occurred = wanted.occurred.value_or(work.now());
    // A step that leaves someone where they stand moves no deadline.
    auto due = wanted.due;
    const bool stays = before && before->stage == to;
    if (!due && stays) due = before->due;
    if (!due && !stays) due = due_after(to, london_date(occurred), timing_, holidays_);
    const StepTaken step{.id = work.new_id<StepId>(),
                         .place = before ? before->last_place + 1 : 1,
                         .step = wanted.step,
                         .detail = std::string(wanted.detail),
                         .stage = to,
                         .due = is_open(to) ? due : std::nullopt,
                         .facts = wanted.facts,
                         .occurred = occurred,
                         .recorded = work.now()};
    append(work, person, step, reason, std::nullopt);
    const Journey after = advanced(before, person, step);
    keep_journey(work.sql(), after);
    if (moved_) moved_(work, after);
    return to;
}

Result<Stage, Refusal> JourneyStore::would_take(storage::UnitOfWork& work, PersonId person,
                                                const NewStep& wanted) const
{
    const auto before =
        participants_store::one(work.sql(), participants_store::find_and_lock, person);
    return participants_store::judged(work, before, person, wanted, timing_);
}

Result<Stage, Refusal> JourneyStore::take_back(storage::UnitOfWork& work, PersonId person,
                                               StepId last, std::string_view reason) const
{
    using namespace participants_store;
    const auto before = one(work.sql(), find_and_lock, person);
    if (!before) return refuse(Refusal::not_begun);
    auto all = steps(work, person);
    auto standing = standing_steps(all);
    if (standing.size() < 2 || standing.back().id != last) return refuse(Refusal::not_last);
    // What a draw was asked for is never undone.
    const auto kind = standing.back().step;
    if (kind == Step::intended || kind == Step::randomised) return refuse(Refusal::not_last);

    standing.pop_back();
    const StepTaken error{.id = work.new_id<StepId>(),
                          .place = before->last_place + 1,
                          .step = Step::entered_in_error,
                          .stage = standing.back().stage,
                          .occurred = work.now(),
                          .recorded = work.now()};
    append(work, person, error, reason, last);
    all.push_back(error);
    const auto after = fold(person, all);
    CHECK(after.has_value());
    keep_journey(work.sql(), *after);
    if (moved_) moved_(work, *after);
    return after->stage;
}

std::optional<Journey> JourneyStore::find(storage::UnitOfWork& work, PersonId person) const
{
    return participants_store::one(work.sql(), participants_store::find_one, person);
}

std::optional<Journey> JourneyStore::hold(storage::UnitOfWork& work, PersonId person) const
{
    return participants_store::one(work.sql(), participants_store::find_and_lock, person);
}

std::optional<PersonId> JourneyStore::find_by_study_number(storage::UnitOfWork& work,
                                                           const StudyNumber& number) const
{
    const auto row = work.sql().row<std::string>(participants_store::find_study_number,
                                                 {{"number", number.text()}});
    if (!row) return std::nullopt;
    return PersonId::parse(std::get<0>(*row));
}

std::map<PersonId, RecordMark> JourneyStore::marks_of(storage::UnitOfWork& work,
                                                      std::span<const PersonId> people) const
{
    CHECK(people.size() <= 100);
    std::map<PersonId, RecordMark> all;
    if (people.empty()) return all;
    std::string list = "[";
    for (const PersonId person : people)
        list += (list.size() > 1 ? ",\"" : "\"") + person.text() + '"';
    for (auto& [id, number, referred] : work.sql().rows<std::string, std::string, std::int64_t>(
             participants_store::find_marks, {{"ids", list + "]"}})) {
        const auto person = PersonId::parse(id);
        CHECK(person.has_value());
        all.emplace(*person, RecordMark{.study_number = std::move(number),
                                        .referred = Instant::from_micros(referred)});
    }
    return all;
}

std::vector<StepTaken> JourneyStore::steps(storage::UnitOfWork& work, PersonId person) const
{
    return read_steps(work.sql(), participants_store::steps_of, {{"person", person.text()}});
}

StudyNumber JourneyStore::unused_study_number(storage::UnitOfWork& work,
                                              std::string_view prefix) const
{
    while (true) {
        auto number = StudyNumber::random(work.random(), prefix);
        if (!find_by_study_number(work, number)) return number;
    }
}

StuckPage JourneyStore::stuck(storage::UnitOfWork& work, const Filter& filter,
                              const std::optional<After>& after) const
{
    StuckPage page;
    // One row more than a page tells whether there is another.
    page.rows = read_journeys(work.sql(), participants_store::list_stuck,
                              {{"after_due", after ? after->due : ""},
                               {"after_person", after ? after->person : ""},
                               {"stage", filter.stage ? name_of(*filter.stage) : ""},
                               {"area", filter.area},
                               {"most", page_size + 1}});
    if (page.rows.size() > page_size) {
        page.rows.pop_back();
        page.next = After{page.rows.back().due.value().iso(), page.rows.back().person.text()};
    }
    return page;
}

std::vector<StageCount> JourneyStore::counts(storage::UnitOfWork& work, std::string_view area,
                                             LocalDate today) const
{
    std::vector<StageCount> all;
    for (const auto& [stage, people, overdue] :
         work.sql().rows<std::string, std::int64_t, std::int64_t>(
             participants_store::count_stages, {{"area", area}, {"today", today.iso()}})) {
        all.push_back({stage_named(stage).value(), people, overdue});
    }
    return all;
}

Flow JourneyStore::flow_at(storage::UnitOfWork& work, Instant at) const
{
    Flow flow;
    const storage::Binds binds{{"at", at.micros()}};
    for (const auto& [step, people] :
         work.sql().rows<std::string, std::int64_t>(participants_store::count_reached, binds))
        flow.reached[step_named(step).value()] = people;
    for (const auto& [stage, people] :
         work.sql().rows<std::string, std::int64_t>(participants_store::count_standing, binds)) {
        flow.standing[stage_named(stage).value()] = people;
        flow.people += people;
    }
    return flow;
}

} // namespace evenhand::participants
