#include "recruitment/appointments/call_store.hpp"

#include "core/check.hpp"
#include "core/london_time.hpp"
#include "people/contacts/contacts.hpp"
#include "storage/connection.hpp"

#include <utility>

namespace evenhand::appointments {

namespace call_store {

using storage::Statement;
using Text = std::string;
using Maybe = std::optional<std::string>;

// One join: those who wait where somebody is called and have no appointment, with each contact
// since then that was not entered in error. What was recorded before they came there does not
// count.
constexpr Statement waits_of_all{
    "call.waits_of_all",
    "SELECT j.person_id, j.stage, j.area, j.since, j.due_on, j.missed, c.occurred_at, "
    "c.time_known, "
    "c.outcome, "
    "(SELECT max(i.occurred_at) FROM information_sent i WHERE i.person_id = j.person_id "
    "AND i.purpose = 'last_letter' AND i.recorded_at >= j.since) "
    "FROM journey j LEFT JOIN contact c ON c.person_id = j.person_id "
    "AND c.recorded_at >= j.since AND c.state = 'made' AND NOT EXISTS (SELECT 1 FROM contact e "
    "WHERE e.supersedes = c.id) WHERE j.person_id IN (SELECT w.person_id FROM journey w WHERE "
    "w.stage IN "
    "('referred', 'contacted', 'did_not_attend', 'attended', 'eligible', 'taught', 'wants_time', "
    "'goes_on', 'consented', 'baseline_locked') AND w.person_id > :after "
    "AND NOT EXISTS (SELECT 1 FROM appointment_state s WHERE s.person_id = w.person_id "
    "AND s.state = 'booked') ORDER BY w.person_id LIMIT 500) ORDER BY j.person_id, c.occurred_at, "
    "c.id"};
constexpr Statement waits_of_one{
    "call.waits_of_one",
    "SELECT j.person_id, j.stage, j.area, j.since, j.due_on, j.missed, c.occurred_at, "
    "c.time_known, "
    "c.outcome, "
    "(SELECT max(i.occurred_at) FROM information_sent i WHERE i.person_id = j.person_id "
    "AND i.purpose = 'last_letter' AND i.recorded_at >= j.since) "
    "FROM journey j LEFT JOIN contact c ON c.person_id = j.person_id "
    "AND c.recorded_at >= j.since AND c.state = 'made' AND NOT EXISTS (SELECT 1 FROM contact e "
    "WHERE e.supersedes = c.id) WHERE j.person_id = :person AND j.stage IN "
    "('referred', 'contacted', 'did_not_attend', 'attended', 'eligible', 'taught', 'wants_time', "
    "'goes_on', 'consented', 'baseline_locked') AND NOT EXISTS (SELECT 1 FROM appointment_state s "
    "WHERE s.person_id = j.person_id AND s.state = 'booked') ORDER BY c.occurred_at, c.id"};

constexpr Statement keep{
    "call.keep",
    "INSERT INTO call (person_id, stage, area, kind, attempts, last_try_on, last_try_at, "
    "last_try_known, tried_parts, wrong_details, due_on) VALUES (:person, :stage, :area, :kind, "
    ":attempts, "
    ":last_try, "
    ":last_try_at, :known, :parts, :wrong, :due) "
    "ON CONFLICT (person_id) DO UPDATE SET stage = excluded.stage, area = excluded.area, "
    "kind = excluded.kind, attempts = excluded.attempts, last_try_on = excluded.last_try_on, "
    "last_try_at = excluded.last_try_at, last_try_known = excluded.last_try_known, "
    "tried_parts = excluded.tried_parts, "
    "wrong_details = excluded.wrong_details, due_on = excluded.due_on"};
constexpr Statement drop{"call.drop", "DELETE FROM call WHERE person_id = :person"};
constexpr Statement empty_calls{"call.empty", "DELETE FROM call"};

constexpr Statement list_due{
    "call.list",
    "SELECT c.person_id, c.stage, c.area, c.kind, c.attempts, c.last_try_at, c.last_try_known, "
    "c.tried_parts, "
    "c.wrong_details, c.due_on, j.referral_id, CASE WHEN EXISTS (SELECT 1 FROM withdrawal w "
    "WHERE w.person_id = c.person_id) OR EXISTS (SELECT 1 FROM life_event l "
    "WHERE l.person_id = c.person_id) OR EXISTS (SELECT 1 FROM merged_person m "
    "WHERE m.leader_id = c.person_id) THEN 1 ELSE 0 END FROM call c "
    "JOIN journey j ON j.person_id = c.person_id WHERE c.due_on <= :until "
    "AND (:area = '' OR c.area = :area) AND (c.due_on, c.person_id) > (:due, :person) "
    "ORDER BY c.due_on, c.person_id LIMIT :most"};
constexpr Statement count_due{
    "call.count",
    "SELECT count(*), coalesce(sum(CASE WHEN due_on < :today THEN 1 ELSE 0 END), 0) FROM call "
    "WHERE due_on <= :today AND (:area = '' OR area = :area)"};

template <class IdType>
IdType id_of(const Text& text)
{
    const auto id = IdType::parse(text);
    CHECK(id.has_value());
    return *id;
}

LocalDate date_of(const Text& iso)
{
    const auto date = LocalDate::parse(iso);
    CHECK(date.has_value());
    return *date;
}

/// Somebody who waits, with what was tried.
struct Waiting
{
    Text person;
    Text area;
    Waits waits;
    std::vector<Tried> tried = {};
    std::optional<Instant> letter = {};
};

std::vector<Waiting> read_waiting(storage::Connection& sql, const Statement& statement,
                                  const storage::Binds& binds)
{
    std::vector<Waiting> all;
    for (auto& [person, stage, area, since, due, missed, tried_at, timed, outcome, letter] :
         sql.rows<Text, Text, Text, std::int64_t, Maybe, std::int64_t, std::optional<std::int64_t>,
                  std::optional<bool>, Maybe, std::optional<std::int64_t>>(statement, binds)) {
        if (all.empty() || all.back().person != person) {
            const Instant from = Instant::from_micros(since);
            all.push_back({.person = person,
                           .area = std::move(area),
                           .waits = {.stage = participants::stage_named(stage).value(),
                                     .since = from,
                                     .due = due ? date_of(*due) : london_date(from),
                                     .missed = static_cast<int>(missed)}});
            if (letter) all.back().letter = Instant::from_micros(*letter);
        }
        if (!tried_at) continue;
        const Instant at = Instant::from_micros(*tried_at);
        all.back().tried.push_back({.occurred = at,
                                    .time_known = contacts::is_time_known(timed, at),
                                    .two_way = outcome == "spoke" || outcome == "received",
                                    .wrong_details = outcome == "wrong_details"});
    }
    return all;
}

struct Counting
{
    const protocol::ContactRules& rules;
    BankHolidays holidays;
};

Owed owed_to(const Waiting& waiting, const Counting& counting)
{
    const auto owed = what_is_owed(waiting.waits, waiting.tried, waiting.letter, counting.rules,
                                   counting.holidays);
    CHECK(owed.has_value()); // the statements name the stages that is_called() names
    return *owed;
}

void keep_call(storage::Connection& sql, const Waiting& waiting, const Counting& counting)
{
    const Owed owed = owed_to(waiting, counting);
    Maybe last_try;
    std::optional<std::int64_t> last_try_at;
    if (owed.last_try) {
        last_try = london_date(*owed.last_try).iso();
        last_try_at = owed.last_try->micros();
    }
    sql.execute(keep, {{"person", waiting.person},
                       {"stage", participants::name_of(waiting.waits.stage)},
                       {"area", waiting.area},
                       {"kind", name_of(owed.kind)},
                       {"attempts", owed.attempts},
                       {"last_try", last_try},
                       {"last_try_at", last_try_at},
                       {"known", owed.last_time_known},
                       {"parts", owed.tried_parts},
                       {"wrong", owed.wrong_details},
                       {"due", owed.on.iso()}});
}

void refill(storage::Connection& sql, const Counting& counting)
{
    Text after;
    while (true) {
        const auto some = read_waiting(sql, waits_of_all, {{"after", after}});
        if (some.empty()) return;
        for (const Waiting& waiting : some)
            keep_call(sql, waiting, counting);
        after = some.back().person;
    }
}

} // namespace call_store

storage::DerivedTable derived_calls(const protocol::ContactRules& rules, BankHolidays holidays)
{
    return {.name = "call",
            .empty = call_store::empty_calls,
            .refill = [&rules, holidays](storage::Connection& sql) {
                call_store::refill(sql, {rules, holidays});
            }};
}

void CallStore::refresh(storage::UnitOfWork& work, PersonId person) const
{
    using namespace call_store;
    const auto one = read_waiting(work.sql(), waits_of_one, {{"person", person.text()}});
    if (one.empty())
        work.sql().execute(drop, {{"person", person.text()}});
    else
        keep_call(work.sql(), one.front(), {rules_, holidays_});
}

std::optional<Owed> CallStore::owed(storage::UnitOfWork& work, PersonId person) const
{
    using namespace call_store;
    const auto one = read_waiting(work.sql(), waits_of_one, {{"person", person.text()}});
    if (one.empty()) return std::nullopt;
    return owed_to(one.front(), {rules_, holidays_});
}

CallPage CallStore::list(storage::UnitOfWork& work, const CallFilter& filter,
                         const std::optional<CallAfter>& after, LocalDate today) const
{
    using namespace call_store;
    CallPage page;
    const auto counts = work.sql().row<std::int64_t, std::int64_t>(
        count_due, {{"today", today.iso()}, {"area", filter.area}});
    CHECK(counts.has_value());
    std::tie(page.due_today, page.overdue) = *counts;
    for (auto& [person, stage, area, kind, attempts, last_try, known, parts, wrong, due, referral,
                withdrawals] :
         work.sql()
             .rows<Text, Text, Text, Text, std::int64_t, std::optional<std::int64_t>, bool,
                   std::int64_t, bool, Text, Maybe, bool>(list_due,
                                                          {{"until", filter.until.iso()},
                                                           {"area", filter.area},
                                                           {"due", after ? after->due : ""},
                                                           {"person", after ? after->person : ""},
                                                           {"most", page_size + 1}})) {
        Call call{.person = id_of<PersonId>(person),
                  .stage = participants::stage_named(stage).value(),
                  .area = std::move(area),
                  .owed = {.kind = call_kind_named(kind).value(),
                           .on = date_of(due),
                           .attempts = static_cast<int>(attempts),
                           .last_try = {},
                           .last_time_known = known,
                           .tried_parts = static_cast<int>(parts),
                           .wrong_details = wrong},
                  .referral = {},
                  .withdrawals = withdrawals};
        if (last_try) call.owed.last_try = Instant::from_micros(*last_try);
        if (referral) call.referral = id_of<participants::ReferralId>(*referral);
        page.rows.push_back(std::move(call));
    }
    // One row more than a page tells whether there is another.
    if (page.rows.size() > page_size) {
        page.rows.pop_back();
        page.next = CallAfter{page.rows.back().owed.on.iso(), page.rows.back().person.text()};
    }
    return page;
}

} // namespace evenhand::appointments
