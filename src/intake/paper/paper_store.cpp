#include "intake/paper/paper_store.hpp"

#include "core/check.hpp"
#include "core/london_time.hpp"
#include "storage/connection.hpp"
#include "storage/facts.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <tuple>
#include <utility>

namespace evenhand::paper {

namespace paper_store {

using storage::Statement;
using storage::text;
using Text = std::string;
using Number = std::int64_t;

constexpr auto intent_table =
    storage::fact_table("paper_intent", text("person_id"), text("form"), text("set_aside"));
constexpr std::array<const storage::Table*, 1> tables{&intent_table};

// Of those that stand in records of one person, the earliest: that is when they came.
constexpr Statement find_standing{
    "paper_intent.standing",
    "SELECT p.id, p.person_id, p.form, p.occurred_at, p.recorded_at, p.actor FROM paper_intent p "
    "WHERE p.set_aside = '' AND (p.person_id = :person OR p.person_id IN (SELECT m.person_id "
    "FROM merged_person m WHERE m.leader_id = :person)) "
    "AND NOT EXISTS (SELECT 1 FROM paper_intent l WHERE l.supersedes = p.id) "
    "ORDER BY p.occurred_at, p.id LIMIT 1"};

constexpr Statement find_place{
    "paper_intent.place",
    "SELECT p.id, p.person_id, p.form, p.occurred_at, p.recorded_at, p.actor FROM paper_intent p "
    "LEFT JOIN paper_intent l ON l.supersedes = p.id WHERE p.set_aside = '' "
    "AND (p.person_id = :person OR p.person_id IN (SELECT m.person_id FROM merged_person m "
    "WHERE m.leader_id = :person)) AND (l.id IS NULL OR l.set_aside <> 'by_mistake') "
    "ORDER BY CASE WHEN l.id IS NULL THEN 0 ELSE 1 END, p.occurred_at, p.id LIMIT 1"};

constexpr Statement find_used{
    "paper_intent.used",
    "SELECT count(*) FROM paper_intent p WHERE p.occurred_at >= :from AND p.occurred_at < :until "
    "AND p.form = :form AND p.set_aside = '' "
    "AND NOT EXISTS (SELECT 1 FROM paper_intent l WHERE l.supersedes = p.id)"};

// Each form and its setting aside: a person has one or two.
constexpr Statement list_written{
    "paper_intent.of_person",
    "SELECT id, form, set_aside, occurred_at, recorded_at, actor FROM paper_intent "
    "WHERE person_id = :person ORDER BY recorded_at DESC, id DESC LIMIT 100"};

constexpr Statement list_waiting{
    "paper_intent.waiting",
    "SELECT p.id, j.person_id, p.form, p.occurred_at, p.recorded_at, p.actor, j.stage, j.area, "
    "j.group_id, j.study_number FROM paper_intent p "
    "LEFT JOIN merged_person m ON m.person_id = p.person_id "
    "JOIN journey j ON j.person_id = COALESCE(m.leader_id, p.person_id) "
    "WHERE (p.occurred_at, p.id) > (:asked, :id) AND (p.occurred_at, p.id) < (:until, :last) "
    "AND p.set_aside = '' AND NOT EXISTS (SELECT 1 FROM paper_intent l WHERE l.supersedes = p.id) "
    "AND j.stage NOT IN ('intended', 'randomised', 'could_not_reach', 'not_eligible', 'declined', "
    "'closed', 'withdrew', 'died', 'randomised_withdrew', 'randomised_died') "
    "ORDER BY p.occurred_at, p.id LIMIT :most"};

/// From one form to another, without either.
struct Reach
{
    After from;
    After until;
};
/// Identifiers are hexadecimal, so that this comes after each of them.
const After the_end{.asked = std::numeric_limits<std::int64_t>::max(), .id = "~"};

std::vector<Waiting> waiting_within(storage::UnitOfWork& work, const Reach& reach, int most)
{
    std::vector<Waiting> all;
    for (auto& [id, person, form, asked, entered, actor, stage, area, group, number] :
         work.sql()
             .rows<Text, Text, Text, Number, Number, Text, Text, Text, Text, std::optional<Text>>(
                 list_waiting, {{"asked", reach.from.asked},
                                {"id", reach.from.id},
                                {"until", reach.until.asked},
                                {"last", reach.until.id},
                                {"most", most}})) {
        all.push_back({.intent = {.id = PaperIntentId::parse(id).value(),
                                  .person = PersonId::parse(person).value(),
                                  .form = std::move(form),
                                  .asked = Instant::from_micros(asked),
                                  .entered = Instant::from_micros(entered),
                                  .actor = std::move(actor)},
                       .stage = participants::stage_named(stage).value(),
                       .area = std::move(area),
                       .group = std::move(group),
                       .study_number = number.value_or("")});
    }
    return all;
}

std::optional<PaperIntent> one_form(storage::UnitOfWork& work, const Statement& statement,
                                    PersonId person)
{
    auto row = work.sql().row<Text, Text, Text, Number, Number, Text>(statement,
                                                                      {{"person", person.text()}});
    if (!row) return std::nullopt;
    auto& [id, of, form, asked, entered, actor] = *row;
    return PaperIntent{.id = PaperIntentId::parse(id).value(),
                       .person = PersonId::parse(of).value(),
                       .form = std::move(form),
                       .asked = Instant::from_micros(asked),
                       .entered = Instant::from_micros(entered),
                       .actor = std::move(actor)};
}

/// One row of that form; `aside` says why it is set aside, or nothing.
storage::Binds row_of(storage::UnitOfWork& work, PersonId person, std::string_view form,
                      std::string_view aside)
{
    auto row = storage::fact_columns(work, work.new_id<PaperIntentId>().text(), {});
    row.insert(row.end(), {{"person_id", person.text()}, {"form", form}, {"set_aside", aside}});
    return row;
}

} // namespace paper_store

std::span<const storage::Table* const> audited_tables()
{
    return paper_store::tables;
}

std::optional<Refusal> PaperStore::enter(storage::UnitOfWork& work, PersonId person,
                                         const NewPaperIntent& form)
{
    if (standing(work, person)) return Refusal::already_entered;
    const LocalDate day = london_date(form.asked);
    const auto used = work.sql().one<std::int64_t>(
        paper_store::find_used, {{"from", start_of_london_day(day).micros()},
                                 {"until", start_of_london_day(day.plus_days(1)).micros()},
                                 {"form", form.form}});
    if (used > 0) return Refusal::form_used;
    auto row = paper_store::row_of(work, person, form.form, {});
    storage::set(row, "occurred_at", form.asked.micros());
    work.append(paper_store::intent_table, row);
    return std::nullopt;
}

std::optional<PaperIntent> PaperStore::standing(storage::UnitOfWork& work, PersonId person)
{
    return paper_store::one_form(work, paper_store::find_standing, person);
}

std::optional<PaperIntent> PaperStore::place(storage::UnitOfWork& work, PersonId person)
{
    return paper_store::one_form(work, paper_store::find_place, person);
}

void PaperStore::set_aside(storage::UnitOfWork& work, const PaperIntent& intent, SetAside reason)
{
    auto row = paper_store::row_of(work, intent.person, intent.form, name_of(reason));
    storage::set(row, "supersedes", intent.id.text());
    work.append(paper_store::intent_table, row);
}

std::vector<PaperStore::Written> PaperStore::written(storage::UnitOfWork& work, PersonId person)
{
    using namespace paper_store;
    std::vector<Written> all;
    for (auto& [id, form, aside, asked, entered, actor] :
         work.sql().rows<Text, Text, Text, Number, Number, Text>(list_written,
                                                                 {{"person", person.text()}})) {
        all.push_back({.intent = {.id = PaperIntentId::parse(id).value(),
                                  .person = person,
                                  .form = std::move(form),
                                  .asked = Instant::from_micros(asked),
                                  .entered = Instant::from_micros(entered),
                                  .actor = std::move(actor)},
                       .set_aside = reason_named(aside)});
    }
    return all;
}

WaitingPage PaperStore::waiting(storage::UnitOfWork& work, const std::optional<After>& after)
{
    using namespace paper_store;
    WaitingPage page{.rows = waiting_within(
                         work, {.from = after.value_or(After{}), .until = the_end}, page_size + 1),
                     .next = {}};
    if (page.rows.size() > page_size) {
        page.rows.pop_back();
        const PaperIntent& last = page.rows.back().intent;
        page.next = After{.asked = last.asked.micros(), .id = last.id.text()};
    }
    // Of one minute the numbers of a pad say who came first.
    std::ranges::stable_sort(page.rows, [](const Waiting& one, const Waiting& other) {
        return came_before(one.intent, other.intent);
    });
    return page;
}

std::vector<Waiting> PaperStore::before(storage::UnitOfWork& work, PersonId person,
                                        const PaperIntent& intent)
{
    using namespace paper_store;
    constexpr int most = 1000; // far more forms than a trial will ever have on paper at once
    auto all = waiting_within(
        work, {.from = {}, .until = {.asked = intent.asked.micros(), .id = the_end.id}}, most);
    CHECK(all.size() < most);
    std::erase_if(all, [&](const Waiting& other) {
        return other.intent.person == person || !came_before(other.intent, intent);
    });
    return all;
}

} // namespace evenhand::paper
