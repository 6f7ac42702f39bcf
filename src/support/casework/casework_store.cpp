#include "support/casework/casework_store.hpp"

#include "core/check.hpp"
#include "core/london_time.hpp"
#include "storage/connection.hpp"
#include "storage/facts.hpp"
#include "support/casework/caseload_rows_store.hpp"
#include "support/casework/deviation_store.hpp"
#include "support/casework/hand_off_message_store.hpp"
#include "support/casework/hand_off_store.hpp"
#include "support/casework/pack_store.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <map>
#include <utility>

namespace evenhand::casework {
namespace casework_store {

using storage::Statement;
using Text = std::string;

constexpr auto assignment_table =
    storage::fact_table("case_assignment", storage::text("case_id"), storage::number("place"),
                        storage::text("specialist"), storage::number("above_cap"));

constexpr std::array<const storage::Table*, 6> tables{
    &hand_off_table,  &assignment_table,        &pack_given_table,
    &deviation_table, &hand_off_followed_table, &hand_off_settled_table};

// What is neither of the asker's caseload nor of an area that they lead is not found.
constexpr Statement find_one{
    "case.find",
    "SELECT c.case_id, c.person_id, c.area, c.group_id, c.study_number, c.opened_at, "
    "c.contact_due, c.meeting_due, c.search_ends, c.last_day, c.first_contact_at, "
    "c.first_meeting_at, c.last_two_way_at, c.specialist, c.assigned_at, c.place, c.rests, "
    "c.meeting_late_at FROM case_standing c WHERE c.case_id = :case AND (c.specialist = :asker "
    "OR (:leads = 1 AND EXISTS (SELECT 1 FROM staff_area a WHERE a.account_id = :asker "
    "AND a.area = c.area)))"};
constexpr Statement find_person{
    "case.of_person",
    "SELECT c.case_id, c.person_id, c.area, c.group_id, c.study_number, c.opened_at, "
    "c.contact_due, c.meeting_due, c.search_ends, c.last_day, c.first_contact_at, "
    "c.first_meeting_at, c.last_two_way_at, c.specialist, c.assigned_at, c.place, c.rests, "
    "c.meeting_late_at FROM case_standing c WHERE c.person_id = :person "
    "AND (c.specialist = :asker OR (:leads = 1 AND EXISTS (SELECT 1 FROM staff_area a "
    "WHERE a.account_id = :asker AND a.area = c.area)))"};
// By the moment from which the next thing is late; casework.cpp says the same of one case.
constexpr Statement list_own{
    "case.caseload",
    "SELECT n.case_id, n.person_id, n.area, n.group_id, n.study_number, n.opened_at, "
    "n.contact_due, n.meeting_due, n.search_ends, n.last_day, n.first_contact_at, "
    "n.first_meeting_at, n.last_two_way_at, n.specialist, n.assigned_at, n.place, n.rests, "
    "n.late_at FROM (SELECT c.*, CASE WHEN c.first_contact_at IS NULL THEN c.contact_late_at "
    "WHEN c.first_meeting_at IS NULL THEN c.meeting_late_at ELSE c.last_two_way_at + :every END "
    "AS late_at FROM case_standing c WHERE c.specialist = :specialist) n "
    "WHERE (n.late_at, n.case_id) > (:key, :id) ORDER BY n.late_at, n.case_id LIMIT :most"};
constexpr Statement list_of_specialist{
    "case.of_specialist",
    "SELECT n.case_id, n.person_id, n.area, n.group_id, n.study_number, n.opened_at, "
    "n.contact_due, n.meeting_due, n.search_ends, n.last_day, n.first_contact_at, "
    "n.first_meeting_at, n.last_two_way_at, n.specialist, n.assigned_at, n.place, n.rests, "
    "n.late_at FROM (SELECT c.*, CASE WHEN c.first_contact_at IS NULL THEN c.contact_late_at "
    "WHEN c.first_meeting_at IS NULL THEN c.meeting_late_at ELSE c.last_two_way_at + :every END "
    "AS late_at FROM case_standing c JOIN staff_area a ON a.area = c.area "
    "AND a.account_id = :lead WHERE c.specialist = :specialist) n "
    "WHERE (n.late_at, n.case_id) > (:key, :id) ORDER BY n.late_at, n.case_id LIMIT :most"};
constexpr Statement list_waiting{
    "case.waiting",
    "SELECT c.case_id, c.person_id, c.area, c.group_id, c.study_number, c.opened_at, "
    "c.contact_due, c.meeting_due, c.search_ends, c.last_day, c.first_contact_at, "
    "c.first_meeting_at, c.last_two_way_at, c.specialist, c.assigned_at, c.place, c.rests, "
    "c.meeting_late_at FROM case_standing c JOIN staff_area a ON a.area = c.area "
    "AND a.account_id = :lead WHERE c.specialist = '' "
    "AND (c.meeting_late_at, c.case_id) > (:key, :id) "
    "ORDER BY c.meeting_late_at, c.case_id LIMIT :most"};

// Cases that rest take nobody's room.
constexpr Statement count_loads{
    "case.loads", "SELECT c.specialist, count(*) FROM case_standing c WHERE c.rests = 0 "
                  "AND c.specialist IN (SELECT account_id FROM staff_area WHERE area = :area) "
                  "GROUP BY c.specialist"};
constexpr Statement count_own{"case.load", "SELECT count(*) FROM case_standing c WHERE c.rests = 0 "
                                           "AND c.specialist = :specialist"};
constexpr Statement specialist_of_person{
    "case.specialist_of", "SELECT specialist FROM caseload WHERE person_id = :person"};
constexpr Statement count_here{
    "case.team", "SELECT c.specialist, count(*) FROM caseload c JOIN staff_area a "
                 "ON a.area = c.area AND a.account_id = :lead WHERE c.specialist <> '' "
                 "GROUP BY c.specialist ORDER BY c.specialist"};
constexpr Statement areas_of{"case.areas_of",
                             "SELECT area FROM staff_area WHERE account_id = :lead ORDER BY area"};
constexpr Statement count_areas{
    "case.counts",
    "SELECT area, count(*), coalesce(sum(CASE WHEN specialist = '' THEN 1 ELSE 0 END), 0), "
    "coalesce(sum(CASE WHEN specialist = '' AND meeting_late_at <= :now THEN 1 ELSE 0 END), 0) "
    "FROM case_standing WHERE rests = 0 GROUP BY area ORDER BY area"};

// Changes of one case run one after the other; on SQLite there is one writer anyway.
constexpr Statement lock_case{"case.lock", "SELECT place FROM caseload WHERE case_id = :case",
                              "SELECT place FROM caseload WHERE case_id = :case FOR UPDATE"};
// A case changes hands when a specialist leaves or is full: a few times in a year of support.
constexpr Statement list_history{
    "case_assignment.history",
    "SELECT occurred_at, specialist, reason, above_cap, actor FROM case_assignment "
    "WHERE case_id = :case ORDER BY place DESC LIMIT 100"};
constexpr Statement count_at{
    "case_assignment.caseload_at",
    "SELECT count(*) FROM case_assignment s WHERE s.specialist = :specialist "
    "AND s.occurred_at <= :at AND NOT EXISTS (SELECT 1 FROM case_assignment l "
    "WHERE l.case_id = s.case_id AND l.place > s.place AND l.occurred_at <= :at)"};
// Those that were somebody's from the moment they were opened: no assignment says it.
constexpr Statement had_from_the_beginning{
    "hand_off.had_from_the_beginning",
    "SELECT occurred_at, specialist, actor FROM hand_off WHERE id = :case AND specialist <> ''"};
constexpr Statement count_from_the_beginning{
    "hand_off.caseload_at",
    "SELECT count(*) FROM hand_off h WHERE h.specialist = :specialist AND h.occurred_at <= :at "
    "AND NOT EXISTS (SELECT 1 FROM case_assignment l WHERE l.case_id = h.id "
    "AND l.occurred_at <= :at)"};

constexpr Statement empty_caseload{"caseload.empty", "DELETE FROM caseload"};
constexpr Statement next_cases{
    "hand_off.next_cases",
    "SELECT id, person_id, area, group_id, occurred_at, contact_due, meeting_due, search_ends, "
    "last_day, specialist FROM hand_off WHERE kind = 'support_case' AND id > :after ORDER BY id "
    "LIMIT 1000"};
constexpr Statement last_assignments{
    "case_assignment.last",
    "SELECT s.case_id, s.place, s.specialist, s.occurred_at FROM case_assignment s "
    "WHERE s.case_id > :after AND NOT EXISTS (SELECT 1 FROM case_assignment l "
    "WHERE l.case_id = s.case_id AND l.place > s.place) ORDER BY s.case_id LIMIT 1000"};

template <class IdType>
IdType id_of(const Text& text)
{
    const auto id = IdType::parse(text);
    CHECK(id.has_value());
    return *id;
}

std::optional<LocalDate> day_of(const std::optional<std::int64_t>& at)
{
    if (!at) return std::nullopt;
    return london_date(Instant::from_micros(*at));
}

Clocks clocks_in(const Text& contact, const Text& meeting, const Text& search, const Text& last)
{
    return {.contact_due = date_in(contact).value(),
            .meeting_due = date_in(meeting).value(),
            .search_ends = date_in(search),
            .last_day = date_in(last).value()};
}

struct Read
{
    SupportCase row;
    std::int64_t key = 0;
};

std::vector<Read> read(storage::Connection& sql, const Statement& statement,
                       const storage::Binds& binds)
{
    using Number = std::int64_t;
    using Maybe = std::optional<Number>;
    std::vector<Read> all;
    for (auto& [id, person, area, group, study, opened, contact, meeting, search, last, spoke, met,
                latest, specialist, assigned, place, rests, key] :
         sql.rows<Text, Text, Text, Text, std::optional<Text>, Number, Text, Text, Text, Text,
                  Maybe, Maybe, Maybe, Text, Maybe, Number, bool, Number>(statement, binds)) {
        SupportCase row{.id = id_of<CaseId>(id),
                        .person = id_of<PersonId>(person),
                        .area = std::move(area),
                        .group = std::move(group),
                        .study_number = study.value_or(""),
                        .opened = Instant::from_micros(opened),
                        .clocks = clocks_in(contact, meeting, search, last),
                        .seen = {day_of(spoke), day_of(met), day_of(latest)},
                        .specialist = std::move(specialist),
                        .assigned = {},
                        .place = place,
                        .rests = rests};
        if (assigned) row.assigned = Instant::from_micros(*assigned);
        all.push_back({std::move(row), key});
    }
    return all;
}

std::optional<SupportCase> only(std::vector<Read> rows)
{
    CHECK(rows.size() <= 1);
    if (rows.empty()) return std::nullopt;
    return std::move(rows.front().row);
}

CasePage page(storage::Connection& sql, const Statement& statement, storage::Binds binds,
              const std::optional<After>& after)
{
    // One row more than a page tells whether there is another.
    binds.insert(binds.end(), {{"key", after ? after->key : 0},
                               {"id", after ? after->id : std::string()},
                               {"most", CaseStore::page_size + 1}});
    auto rows = read(sql, statement, binds);
    CasePage found;
    if (rows.size() > CaseStore::page_size) {
        rows.pop_back();
        found.next = After{rows.back().key, rows.back().row.id.text()};
    }
    for (Read& each : rows)
        found.rows.push_back(std::move(each.row));
    return found;
}

void refill(storage::Connection& sql)
{
    Text after;
    while (true) {
        const auto rows =
            sql.rows<Text, Text, Text, Text, std::int64_t, Text, Text, Text, Text, Text>(
                next_cases, {{"after", after}});
        if (rows.empty()) break;
        for (const auto& [id, person, area, group, at, contact, meeting, search, last, specialist] :
             rows)
            keep_open_case(sql, {.id = id,
                                 .person = person,
                                 .area = area,
                                 .group = group,
                                 .opened = Instant::from_micros(at),
                                 .clocks = clocks_in(contact, meeting, search, last),
                                 .specialist = specialist});
        after = std::get<0>(rows.back());
    }
    after.clear();
    while (true) {
        const auto rows =
            sql.rows<Text, std::int64_t, Text, std::int64_t>(last_assignments, {{"after", after}});
        if (rows.empty()) return;
        for (const auto& [id, place, specialist, at] : rows)
            keep_assignment(sql, id, place, specialist, Instant::from_micros(at));
        after = std::get<0>(rows.back());
    }
}

std::int64_t micros_of_days(int days)
{
    return std::chrono::microseconds(std::chrono::hours(24) * days).count();
}

} // namespace casework_store

std::span<const storage::Table* const> audited_tables()
{
    return casework_store::tables;
}

storage::DerivedTable derived_caseload()
{
    return {.name = "caseload",
            .empty = casework_store::empty_caseload,
            .refill = casework_store::refill};
}

std::optional<SupportCase> CaseStore::find(storage::UnitOfWork& work, const Asker& asker,
                                           CaseId wanted) const
{
    return casework_store::only(casework_store::read(
        work.sql(), casework_store::find_one,
        {{"case", wanted.text()}, {"asker", asker.account}, {"leads", asker.leads}}));
}

std::optional<SupportCase> CaseStore::of_person(storage::UnitOfWork& work, const Asker& asker,
                                                PersonId person) const
{
    return casework_store::only(casework_store::read(
        work.sql(), casework_store::find_person,
        {{"person", person.text()}, {"asker", asker.account}, {"leads", asker.leads}}));
}

CasePage CaseStore::caseload(storage::UnitOfWork& work, std::string_view specialist,
                             const std::optional<After>& after) const
{
    return casework_store::page(
        work.sql(), casework_store::list_own,
        {{"specialist", specialist},
         {"every", casework_store::micros_of_days(rules_.meeting_every_days)}},
        after);
}

CasePage CaseStore::waiting(storage::UnitOfWork& work, std::string_view lead,
                            const std::optional<After>& after) const
{
    return casework_store::page(work.sql(), casework_store::list_waiting, {{"lead", lead}}, after);
}

CasePage CaseStore::of_specialist(storage::UnitOfWork& work, std::string_view lead,
                                  std::string_view specialist,
                                  const std::optional<After>& after) const
{
    return casework_store::page(
        work.sql(), casework_store::list_of_specialist,
        {{"lead", lead},
         {"specialist", specialist},
         {"every", casework_store::micros_of_days(rules_.meeting_every_days)}},
        after);
}

std::vector<Load> CaseStore::loads(storage::UnitOfWork& work, std::string_view area) const
{
    std::map<std::string, std::int64_t> cases;
    for (const auto& [specialist, count] :
         work.sql().rows<std::string, std::int64_t>(casework_store::count_loads, {{"area", area}}))
        cases[specialist] = count;
    std::vector<Load> all;
    for (auto& one : postings_.in_area(work, staff::Role::employment_specialist, area)) {
        const auto count = cases.find(one.account.text());
        all.push_back({.account = one.account,
                       .name = std::move(one.name),
                       .share_percent = one.share_percent,
                       .cases = count == cases.end() ? 0 : count->second});
    }
    return all;
}

std::string CaseStore::specialist_of(storage::UnitOfWork& work, PersonId person)
{
    const auto row = work.sql().row<std::string>(casework_store::specialist_of_person,
                                                 {{"person", person.text()}});
    return row ? std::get<0>(*row) : std::string();
}

std::int64_t CaseStore::load_of(storage::UnitOfWork& work, std::string_view specialist) const
{
    return work.sql().one<std::int64_t>(casework_store::count_own, {{"specialist", specialist}});
}

std::vector<TeamRow> CaseStore::team(storage::UnitOfWork& work, const staff::AccountStore& accounts,
                                     std::string_view lead) const
{
    const storage::Binds binds{{"lead", lead}};
    std::map<std::string, TeamRow> team;
    for (const auto& [area] : work.sql().rows<std::string>(casework_store::areas_of, binds))
        for (auto& load : loads(work, area)) {
            const auto id = load.account.text();
            team.insert_or_assign(id, TeamRow{.load = std::move(load)});
        }
    for (const auto& [id, here] :
         work.sql().rows<std::string, std::int64_t>(casework_store::count_here, binds)) {
        if (!team.contains(id)) {
            const auto account = casework_store::id_of<staff::AccountId>(id);
            const auto who = accounts.find(work, account);
            team.emplace(id, TeamRow{.load = {.account = account,
                                              .name = who ? who->name : std::string(),
                                              .share_percent = 0,
                                              .cases = here},
                                     .works_here = false});
        }
        team.at(id).here = here;
    }
    std::vector<TeamRow> all;
    for (auto& [id, row] : team)
        all.push_back(std::move(row));
    std::ranges::sort(all, {}, [](const TeamRow& row) { return row.load.name; });
    return all;
}

std::optional<AssignRefusal> CaseStore::assign(storage::UnitOfWork& work, const SupportCase& given,
                                               const Assign& wanted, std::int64_t place,
                                               std::optional<TransferReason> reason) const
{
    const auto now_at =
        work.sql().one<std::int64_t>(casework_store::lock_case, {{"case", given.id.text()}});
    if (now_at != place || now_at != given.place) return AssignRefusal::changed_meanwhile;
    const auto refusal = refuse_assignment(wanted, loads(work, given.area), rules_.caseload_most);
    if (refusal) return refusal;
    const std::string_view why = reason ? name_of(*reason) : std::string_view();
    auto row = storage::fact_columns(work, work.new_id<Id<struct CaseAssignmentTag>>().text(), why);
    row.insert(row.end(), {{"case_id", given.id.text()},
                           {"place", place + 1},
                           {"specialist", wanted.to},
                           {"above_cap", wanted.above_cap}});
    work.append(casework_store::assignment_table, row, why);
    keep_assignment(work.sql(), given.id.text(), place + 1, std::string(wanted.to), work.now());
    return std::nullopt;
}

std::vector<Assignment> CaseStore::history(storage::UnitOfWork& work, CaseId of) const
{
    std::vector<Assignment> all;
    for (const auto& [at, specialist, reason, above, actor] :
         work.sql().rows<std::int64_t, std::string, std::string, bool, std::string>(
             casework_store::list_history, {{"case", of.text()}}))
        all.push_back({Instant::from_micros(at), specialist, reason, above, actor});
    const auto first = work.sql().row<std::int64_t, std::string, std::string>(
        casework_store::had_from_the_beginning, {{"case", of.text()}});
    if (first) {
        const auto& [at, specialist, actor] = *first;
        all.push_back({Instant::from_micros(at), specialist, {}, false, actor});
    }
    return all;
}

std::int64_t CaseStore::caseload_at(storage::UnitOfWork& work, std::string_view specialist,
                                    Instant at) const
{
    const storage::Binds binds{{"specialist", specialist}, {"at", at.micros()}};
    return work.sql().one<std::int64_t>(casework_store::count_at, binds) +
           work.sql().one<std::int64_t>(casework_store::count_from_the_beginning, binds);
}

std::vector<AreaCount> CaseStore::counts(storage::UnitOfWork& work) const
{
    std::vector<AreaCount> all;
    for (const auto& [area, open, waiting, late] :
         work.sql().rows<std::string, std::int64_t, std::int64_t, std::int64_t>(
             casework_store::count_areas, {{"now", work.now().micros()}}))
        all.push_back({area, open, waiting, late});
    return all;
}

} // namespace evenhand::casework
