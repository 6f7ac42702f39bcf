#include "intake/paper/paper_store.hpp"

#include "core/check.hpp"
#include "core/london_time.hpp"
#include "storage/connection.hpp"
#include "storage/facts.hpp"

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

constexpr Statement find_standing{
    "paper_intent.standing",
    "SELECT p.id, p.form, p.occurred_at, p.recorded_at, p.actor FROM paper_intent p "
    "WHERE p.person_id = :person AND p.set_aside = '' "
    "AND NOT EXISTS (SELECT 1 FROM paper_intent l WHERE l.supersedes = p.id)"};

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
    "SELECT p.id, p.person_id, p.form, p.occurred_at, p.recorded_at, p.actor, j.stage, j.area, "
    "j.group_id, j.study_number FROM paper_intent p JOIN journey j ON j.person_id = p.person_id "
    "WHERE (p.occurred_at, p.id) > (:asked, :id) AND (p.occurred_at, p.id) < (:until, :last) "
    "AND p.set_aside = '' AND NOT EXISTS (SELECT 1 FROM paper_intent l WHERE l.supersedes = p.id) "
    "AND p.person_id NOT IN (SELECT person_id FROM merged_person) "
    "AND j.stage NOT IN ('intended', 'randomised', 'could_not_reach', 'not_eligible', 'declined', "
    "'closed', 'withdrew', 'died', 'randomised_withdrew', 'randomised_died') "
    "ORDER BY p.occurred_at, p.id LIMIT :most"};

template <class IdType>
IdType known(const Text& id)
{
    const auto parsed = IdType::parse(id);
    CHECK(parsed.has_value());
    return *parsed;
}

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
        all.push_back({.intent = {.id = known<PaperIntentId>(id),
                                  .person = known<PersonId>(person),
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
    using namespace paper_store;
    auto row = work.sql().row<Text, Text, Number, Number, Text>(find_standing,
                                                                {{"person", person.text()}});
    if (!row) return std::nullopt;
    auto& [id, form, asked, entered, actor] = *row;
    return PaperIntent{.id = known<PaperIntentId>(id),
                       .person = person,
                       .form = std::move(form),
                       .asked = Instant::from_micros(asked),
                       .entered = Instant::from_micros(entered),
                       .actor = std::move(actor)};
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
        all.push_back({.intent = {.id = known<PaperIntentId>(id),
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
    if (page.rows.size() <= page_size) return page;
    page.rows.pop_back();
    const PaperIntent& last = page.rows.back().intent;
    page.next = After{.asked = last.asked.micros(), .id = last.id.text()};
    return page;
}

std::vector<Waiting> PaperStore::before(storage::UnitOfWork& work, const PaperIntent& intent)
{
    constexpr int most = 1000; // as many forms as a trial will ever have on paper at once
    return paper_store::waiting_within(
        work, {.from = {}, .until = {.asked = intent.asked.micros(), .id = intent.id.text()}},
        most);
}

} // namespace evenhand::paper
