#include "followup/interviews/interviews_store.hpp"

#include "core/check.hpp"
#include "core/london_time.hpp"
#include "people/identity/in_error_store.hpp"
#include "people/identity/merge_store.hpp"
#include "storage/connection.hpp"
#include "storage/facts.hpp"

#include <array>
#include <utility>

namespace evenhand::interviews {

namespace interviews_store {

using storage::Statement;
using storage::text;
using Text = std::string;
using Maybe = std::optional<std::string>;

constexpr auto unblinding_table =
    storage::fact_table("unblinding", text("person_id"), text("account_id"), text("state"),
                        text("told_on"), text("sureness"), text("how"), text("sealed_words"));
constexpr auto change_table = storage::fact_table("interviewer_change", text("unblinding_id"),
                                                  text("person_id"), text("account_id"));
constexpr std::array<const storage::Table*, 2> tables{&unblinding_table, &change_table};

constexpr Statement find_in_force{
    "unblinding.find", "SELECT id, person_id, account_id, told_on, sureness, how, recorded_at, "
                       "actor FROM unblinding_in_force WHERE id = :id"};
constexpr Statement of_one_person{"unblinding.of_person",
                                  "SELECT id, person_id, account_id, told_on, sureness, how, "
                                  "recorded_at, actor FROM unblinding_in_force "
                                  "WHERE person_id = :person ORDER BY recorded_at, id"};
constexpr Statement list_in_force{
    "unblinding.list", "SELECT id, person_id, account_id, told_on, sureness, how, recorded_at, "
                       "actor FROM unblinding_in_force WHERE (recorded_at, id) > (:at, :id) "
                       "ORDER BY recorded_at, id LIMIT :most"};
constexpr Statement list_to_change{"unblinding.to_change",
                                   "SELECT id, person_id, account_id, told_on, sureness, how, "
                                   "recorded_at, actor FROM interviewer_to_change "
                                   "WHERE (recorded_at, id) > (:at, :id) "
                                   "ORDER BY recorded_at, id LIMIT :most"};
constexpr Statement count_to_change{"unblinding.is_to_change",
                                    "SELECT count(*) FROM interviewer_to_change WHERE id = :id"};
constexpr Statement words_of_one{"unblinding.words",
                                 "SELECT sealed_words, recorded_at FROM unblinding WHERE id = :id"};
constexpr Statement last_change{"interviewer_change.last",
                                "SELECT account_id FROM interviewer_change WHERE person_id = "
                                ":person ORDER BY recorded_at DESC, id DESC LIMIT 1"};
constexpr Statement with_words{"unblinding.with_words",
                               "SELECT id FROM unblinding WHERE person_id = :person AND "
                               "sealed_words IS NOT NULL ORDER BY id"};
// A person of whom one telling is sure is sure, whatever else was written of them.
constexpr Statement count_all{
    "unblinding.count",
    "SELECT count(*), coalesce(sum(CASE WHEN sure = 0 THEN 1 ELSE 0 END), 0), "
    "coalesce(sum(waits), 0) FROM (SELECT coalesce(m.leader_id, f.person_id) AS who, "
    "max(CASE WHEN f.sureness = 'told' THEN 1 ELSE 0 END) AS sure, "
    "max(CASE WHEN EXISTS (SELECT 1 FROM interviewer_to_change c WHERE c.id = f.id) "
    "THEN 1 ELSE 0 END) AS waits FROM unblinding_in_force f "
    "LEFT JOIN merged_person m ON m.person_id = f.person_id "
    "GROUP BY coalesce(m.leader_id, f.person_id)) people"};

template <class IdType>
IdType id_of(const std::string& text)
{
    const auto id = IdType::parse(text);
    CHECK(id.has_value());
    return *id;
}

std::vector<Unblinding> read(storage::UnitOfWork& work, const Statement& statement,
                             const storage::Binds& binds)
{
    std::vector<Unblinding> all;
    for (auto& [id, person, account, on, sureness, how, recorded, actor] :
         work.sql().rows<Text, Text, Text, Text, Text, Text, std::int64_t, Text>(statement,
                                                                                 binds)) {
        const auto day = LocalDate::parse(on);
        CHECK(day.has_value());
        all.push_back({.id = id_of<UnblindingId>(id),
                       .person = id_of<PersonId>(person),
                       .interviewer = id_of<staff::AccountId>(account),
                       .on = *day,
                       .sureness = sureness_named(sureness).value(),
                       .how = how_named(how).value(),
                       .recorded = Instant::from_micros(recorded),
                       .actor = std::move(actor)});
    }
    return all;
}

identity::NotePlace place_of(PersonId person, const std::string& row)
{
    return {person, id_of<identity::NoteId>(row), {"unblinding", "sealed_words", row}};
}

/// What the closed list of this room says, in that of what was entered in error.
identity::InErrorBecause because_of(InError because)
{
    switch (because) {
    case InError::wrong_person:
        return identity::InErrorBecause::other_person;
    case InError::not_told:
        return identity::InErrorBecause::not_so;
    case InError::wrong_interviewer:
    case InError::wrong_details:
        break;
    }
    return identity::InErrorBecause::mistyped;
}

/// The row of a fact that says what `told` says.
void append(storage::UnitOfWork& work, storage::Binds row, const Unblinding& told,
            std::string_view state)
{
    row.insert(row.end(), {{"person_id", told.person.text()},
                           {"account_id", told.interviewer.text()},
                           {"state", state},
                           {"told_on", told.on.iso()},
                           {"sureness", name_of(told.sureness)},
                           {"how", name_of(told.how)}});
    work.append(unblinding_table, row);
}

} // namespace interviews_store

std::span<const storage::Table* const> audited_tables()
{
    return interviews_store::tables;
}

std::vector<identity::SealedRow> sealed_rows(storage::UnitOfWork& work, std::string_view whose,
                                             identity::KeyClass key_class)
{
    std::vector<identity::SealedRow> rows;
    if (key_class != identity::KeyClass::casework) return rows;
    for (const auto& [id] :
         work.sql().rows<std::string>(interviews_store::with_words, {{"person", whose}}))
        rows.push_back({"unblinding", id});
    return rows;
}

std::optional<identity::SealedText> sealed_words(storage::UnitOfWork& work,
                                                 const std::string& unblinding)
{
    return identity::find_sealed(work, interviews_store::words_of_one, unblinding);
}

Result<UnblindingId, Refusal> InterviewStore::tell(storage::UnitOfWork& work, PersonId person,
                                                   const NewUnblinding& wanted,
                                                   const Known& known) const
{
    const auto in_force = of_person(work, person);
    const Around around{.randomised = known.randomised,
                        .today = london_date(work.now()),
                        .in_force = in_force,
                        .groups = known.groups};
    if (const auto fault = fault_of(wanted, around)) return refuse(*fault);
    const auto id = work.new_id<UnblindingId>();
    std::optional<std::string> sealed;
    if (!wanted.words.empty()) {
        sealed = notes_.seal(work, interviews_store::place_of(person, id.text()), wanted.words);
        if (!sealed) return refuse(Refusal::erased);
    }
    auto row = storage::fact_columns(work, id.text(), "");
    row.push_back({"sealed_words", sealed});
    interviews_store::append(work, std::move(row),
                             {.id = id,
                              .person = person,
                              .interviewer = wanted.interviewer,
                              .on = wanted.on,
                              .sureness = wanted.sureness,
                              .how = wanted.how,
                              .recorded = work.now()},
                             "written");
    return id;
}

std::optional<Refusal> InterviewStore::mark_in_error(storage::UnitOfWork& work, UnblindingId id,
                                                     InError because)
{
    const auto told = find(work, id);
    if (!told) return Refusal::not_there;
    auto row = storage::fact_columns(work, work.new_id<UnblindingId>().text(), name_of(because));
    storage::set(row, "supersedes", id.text());
    row.push_back({"sealed_words", std::nullopt});
    interviews_store::append(work, std::move(row), *told, "entered_in_error");
    if (sealed_words(work, id.text()))
        identity::InErrorStore::mark(
            work, {told->person, interviews_store::unblinding_table.name, id.text()},
            interviews_store::because_of(because));
    return std::nullopt;
}

std::optional<Refusal> InterviewStore::take_over(storage::UnitOfWork& work, UnblindingId id,
                                                 const Successor& wanted)
{
    const auto told = find(work, id);
    if (!told) return Refusal::not_there;
    const auto in_force = of_person(work, told->person);
    if (const auto fault = fault_of(wanted, is_to_change(work, id), in_force)) return fault;
    auto row = storage::fact_columns(work, work.new_id<ChangeId>().text(), "");
    row.insert(row.end(), {{"unblinding_id", id.text()},
                           {"person_id", told->person.text()},
                           {"account_id", wanted.account.text()}});
    work.append(interviews_store::change_table, row);
    return std::nullopt;
}

std::optional<Unblinding> InterviewStore::find(storage::UnitOfWork& work, UnblindingId id)
{
    auto found = interviews_store::read(work, interviews_store::find_in_force, {{"id", id.text()}});
    if (found.empty()) return std::nullopt;
    return std::move(found.front());
}

bool InterviewStore::is_to_change(storage::UnitOfWork& work, UnblindingId id)
{
    return work.sql().one<std::int64_t>(interviews_store::count_to_change, {{"id", id.text()}}) ==
           1;
}

std::optional<Opened> InterviewStore::open(storage::UnitOfWork& work, UnblindingId id) const
{
    auto told = find(work, id);
    if (!told) return std::nullopt;
    const PersonId person = told->person;
    Opened opened{.unblinding = *std::move(told),
                  .words = {},
                  .to_change = is_to_change(work, id),
                  .taken_over_by = {}};
    const auto sealed = sealed_words(work, id.text());
    opened.had_words = sealed.has_value();
    if (sealed)
        opened.words =
            notes_.open(work, interviews_store::place_of(person, id.text()), sealed->sealed);
    for (const auto& [account] :
         work.sql().rows<std::string>(interviews_store::last_change, {{"person", person.text()}}))
        opened.taken_over_by = interviews_store::id_of<staff::AccountId>(account);
    return opened;
}

std::vector<Unblinding> InterviewStore::of_person(storage::UnitOfWork& work, PersonId person)
{
    const auto leader = identity::MergeStore::leader_of(work, person).value_or(person);
    auto all =
        interviews_store::read(work, interviews_store::of_one_person, {{"person", leader.text()}});
    for (const PersonId other : identity::MergeStore::followers_of(work, leader)) {
        auto more = interviews_store::read(work, interviews_store::of_one_person,
                                           {{"person", other.text()}});
        all.insert(all.end(), more.begin(), more.end());
    }
    return all;
}

bool InterviewStore::may_interview(storage::UnitOfWork& work, PersonId person,
                                   const staff::AccountId& account)
{
    return interviews::may_interview(of_person(work, person), account);
}

UnblindingPage InterviewStore::list(storage::UnitOfWork& work, Which which,
                                    const std::optional<After>& after)
{
    const storage::Binds binds{{"at", after ? after->recorded.micros() : std::int64_t{-1}},
                               {"id", after ? after->id.text() : std::string()},
                               {"most", page_size + 1}};
    UnblindingPage page{.rows = interviews_store::read(work,
                                                       which == Which::to_change
                                                           ? interviews_store::list_to_change
                                                           : interviews_store::list_in_force,
                                                       binds),
                        .next = {}};
    if (page.rows.size() > static_cast<std::size_t>(page_size)) {
        page.rows.erase(page.rows.begin() + page_size, page.rows.end());
        page.next = After{page.rows.back().recorded, page.rows.back().id};
    }
    return page;
}

Counts InterviewStore::counts(storage::UnitOfWork& work)
{
    const auto row =
        work.sql().row<std::int64_t, std::int64_t, std::int64_t>(interviews_store::count_all);
    CHECK(row.has_value());
    const auto& [people, may_have_been, to_change] = *row;
    return {.people = people, .may_have_been = may_have_been, .to_change = to_change};
}

} // namespace evenhand::interviews
