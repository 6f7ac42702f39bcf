#include "recruitment/appointments/letter_store.hpp"

#include "recruitment/appointments/appointment_rows_store.hpp"
#include "storage/connection.hpp"

namespace evenhand::appointments {

namespace letter_store {

using storage::Statement;
using Text = std::string;

// Whoever was spoken to since, or wrote, knows that we have their referral: no letter is owed. Nor
// is one to somebody whose way has ended; it is again if their way is opened again.
constexpr Statement owed_to{
    "letter_task.owed_to",
    "SELECT t.id, t.person_id, t.referral_id, t.due_on FROM letter_task t "
    "JOIN journey j ON j.person_id = t.person_id "
    "WHERE t.person_id = :person AND t.state = 'owed' AND j.stage NOT IN ('could_not_reach', "
    "'not_eligible', 'declined', "
    "'closed', 'withdrew', 'died', 'randomised_withdrew', 'randomised_died') AND NOT EXISTS "
    "(SELECT 1 FROM letter_task e WHERE e.supersedes = t.id) AND NOT EXISTS "
    "(SELECT 1 FROM contact c WHERE c.person_id = t.person_id AND c.recorded_at >= t.recorded_at "
    "AND c.state = 'made' AND c.outcome IN ('spoke', 'received') "
    "AND NOT EXISTS (SELECT 1 FROM contact x WHERE x.supersedes = c.id)) ORDER BY t.due_on, t.id "
    "LIMIT 1"};
constexpr Statement owed_for_referral{
    "letter_task.owed_for",
    "SELECT t.id, t.person_id, t.referral_id, t.due_on FROM letter_task t "
    "WHERE t.person_id = :person AND t.referral_id = :referral AND t.state = 'owed' AND NOT EXISTS "
    "(SELECT 1 FROM letter_task e WHERE e.supersedes = t.id) ORDER BY t.due_on, t.id LIMIT 1"};
constexpr Statement list_owed{
    "letter_task.list",
    "SELECT t.id, t.person_id, t.referral_id, t.due_on FROM letter_task t "
    "JOIN journey j ON j.person_id = t.person_id "
    "WHERE t.state = 'owed' AND (t.due_on, t.id) > (:due, :id) "
    "AND (:area = '' OR j.area = :area) AND j.stage NOT IN ('could_not_reach', 'not_eligible', "
    "'declined', "
    "'closed', 'withdrew', 'died', 'randomised_withdrew', 'randomised_died') AND NOT EXISTS "
    "(SELECT 1 FROM letter_task e WHERE e.supersedes = t.id) AND NOT EXISTS "
    "(SELECT 1 FROM contact c WHERE c.person_id = t.person_id AND c.recorded_at >= t.recorded_at "
    "AND c.state = 'made' AND c.outcome IN ('spoke', 'received') "
    "AND NOT EXISTS (SELECT 1 FROM contact x WHERE x.supersedes = c.id)) "
    "ORDER BY t.due_on, t.id LIMIT :most"};
constexpr Statement count_owed{
    "letter_task.count",
    "SELECT count(*) FROM letter_task t JOIN journey j ON j.person_id = t.person_id "
    "WHERE t.state = 'owed' AND (:area = '' OR j.area = :area) AND j.stage NOT IN "
    "('could_not_reach', 'not_eligible', 'declined', "
    "'closed', 'withdrew', 'died', 'randomised_withdrew', 'randomised_died') AND NOT EXISTS "
    "(SELECT 1 FROM letter_task e WHERE e.supersedes = t.id) AND NOT EXISTS "
    "(SELECT 1 FROM contact c WHERE c.person_id = t.person_id AND c.recorded_at >= t.recorded_at "
    "AND c.state = 'made' AND c.outcome IN ('spoke', 'received') "
    "AND NOT EXISTS (SELECT 1 FROM contact x WHERE x.supersedes = c.id))"};

std::vector<OwedLetter> read(storage::UnitOfWork& work, const Statement& statement,
                             const storage::Binds& binds)
{
    std::vector<OwedLetter> all;
    for (const auto& [id, person, referral, due] :
         work.sql().rows<Text, Text, Text, Text>(statement, binds)) {
        all.push_back({.id = id_in<LetterId>(id),
                       .person = id_in<PersonId>(person),
                       .referral = id_in<participants::ReferralId>(referral),
                       .due = date_in(due)});
    }
    return all;
}

/// What every row of a letter says.
storage::Binds row_of(storage::UnitOfWork& work, const OwedLetter& letter, std::string_view state)
{
    auto row = storage::fact_columns(work, work.new_id<LetterId>().text(), {});
    row.insert(row.end(), {{"person_id", letter.person.text()},
                           {"referral_id", letter.referral.text()},
                           {"state", state},
                           {"due_on", letter.due.iso()}});
    return row;
}

} // namespace letter_store

void LetterStore::owe(storage::UnitOfWork& work, PersonId person, participants::ReferralId referral,
                      LocalDate due) const
{
    const auto id = work.new_id<LetterId>();
    work.append(letter_table, letter_store::row_of(work, {id, person, referral, due}, "owed"));
}

std::optional<OwedLetter> LetterStore::owed(storage::UnitOfWork& work, PersonId person) const
{
    const auto all = letter_store::read(work, letter_store::owed_to, {{"person", person.text()}});
    if (all.empty()) return std::nullopt;
    return all.front();
}

std::optional<OwedLetter> LetterStore::owed_for(storage::UnitOfWork& work, PersonId person,
                                                participants::ReferralId referral) const
{
    const auto all = letter_store::read(work, letter_store::owed_for_referral,
                                        {{"person", person.text()}, {"referral", referral.text()}});
    if (all.empty()) return std::nullopt;
    return all.front();
}

void LetterStore::end(storage::UnitOfWork& work, const OwedLetter& letter, LetterEnd how) const
{
    auto row = letter_store::row_of(work, letter, name_of(how));
    storage::set(row, "supersedes", letter.id.text());
    work.append(letter_table, row);
}

LetterPage LetterStore::list(storage::UnitOfWork& work, std::string_view area,
                             const std::optional<LetterAfter>& after) const
{
    LetterPage page{.rows = letter_store::read(work, letter_store::list_owed,
                                               {{"area", area},
                                                {"due", after ? after->due : ""},
                                                {"id", after ? after->id : ""},
                                                {"most", page_size + 1}}),
                    .next = {}};
    // One row more than a page tells whether there is another.
    if (page.rows.size() > page_size) {
        page.rows.pop_back();
        page.next = LetterAfter{page.rows.back().due.iso(), page.rows.back().id.text()};
    }
    return page;
}

std::int64_t LetterStore::count(storage::UnitOfWork& work, std::string_view area) const
{
    return work.sql().one<std::int64_t>(letter_store::count_owed, {{"area", area}});
}

} // namespace evenhand::appointments
