#include "recruitment/referral/referral_store.hpp"

#include "core/check.hpp"
#include "recruitment/referral/equality_store.hpp"
#include "recruitment/referral/notice_store.hpp"
#include "storage/facts.hpp"

#include <array>

namespace evenhand::referral {

namespace referral_store {

using storage::Statement;
using storage::text;

constexpr auto referral_table =
    storage::fact_table("referral", text("reference"), text("receipt"), text("claim_id"),
                        text("route"), text("on_behalf"), text("area"), text("group_id"),
                        text("campaign"), text("sealed_answers"), text("reply_due"));

constexpr std::array<const storage::Table*, 3> tables{&referral_table, &notice_table,
                                                      &equality_table};

constexpr Statement add_waiting{"triage.add_waiting",
                                "INSERT INTO triage (referral_id, state, received_at, due_on) "
                                "VALUES (:referral_id, 'waiting', :received_at, :due_on)"};

constexpr Statement empty_triage{"triage.empty", "DELETE FROM triage"};
constexpr Statement refill_triage{"triage.refill",
                                  "INSERT INTO triage (referral_id, state, received_at, due_on) "
                                  "SELECT r.id, 'waiting', r.recorded_at, r.reply_due "
                                  "FROM referral r WHERE NOT EXISTS (SELECT 1 FROM claim_decided "
                                  "d WHERE d.claim_id = r.claim_id) AND NOT EXISTS (SELECT 1 "
                                  "FROM claim_erased e WHERE e.claim_id = r.claim_id)"};

constexpr Statement settle{"triage.settle", "DELETE FROM triage WHERE referral_id = :id"};

// As the refill finds it: with the day that was promised when it came.
constexpr Statement wait_again{"triage.wait_again",
                               "INSERT INTO triage (referral_id, state, received_at, due_on) "
                               "SELECT r.id, 'waiting', r.recorded_at, r.reply_due "
                               "FROM referral r WHERE r.id = :id AND NOT EXISTS (SELECT 1 "
                               "FROM claim_erased e WHERE e.claim_id = r.claim_id) "
                               "ON CONFLICT DO NOTHING"};

constexpr Statement close_of_claim{"triage.close_of_claim",
                                   "DELETE FROM triage WHERE referral_id IN "
                                   "(SELECT id FROM referral WHERE claim_id = :claim)"};

constexpr Statement find_claim{"referral.find_claim",
                               "SELECT id FROM referral WHERE claim_id = :claim"};

// What somebody told in any of their records is told to whoever opens the one that leads. All of it
// is read: somebody is referred a few times, and nobody a thousand times.
constexpr Statement of_person{
    "referral.of_person",
    "SELECT r.id FROM claim_decided d JOIN referral r ON r.claim_id = d.claim_id "
    "WHERE d.person_id = :person OR d.person_id IN (SELECT m.person_id FROM merged_person m "
    "WHERE m.leader_id = :leader) ORDER BY r.recorded_at, r.id LIMIT 1000"};

constexpr Statement find_receipt{
    "referral.find_receipt",
    "SELECT reference, route, reply_due FROM referral WHERE receipt = :receipt"};

constexpr Statement find_reference{"referral.find_reference",
                                   "SELECT id FROM referral WHERE reference = :reference"};

constexpr Statement of_claim{"referral.of_claim",
                             "SELECT id FROM referral WHERE claim_id = :claim ORDER BY id"};

constexpr Statement equality_of_claim{
    "equality_answer.of_claim",
    "SELECT e.id FROM equality_answer e JOIN referral r ON r.id = e.referral_id "
    "WHERE r.claim_id = :claim ORDER BY e.id"};

constexpr Statement count_waiting{
    "triage.count_waiting",
    "SELECT count(*), coalesce(sum(CASE WHEN due_on < :today THEN 1 ELSE 0 END), 0) FROM triage "
    "WHERE state = 'waiting'"};

// One literal a sort order (design 8.13). Each begins after the last row of the page before, by its
// key and its id.
constexpr Statement oldest_first{
    "triage.oldest_first",
    "SELECT r.id, r.reference, r.route, r.area, r.group_id, t.received_at, t.due_on FROM triage t "
    "JOIN referral r ON r.id = t.referral_id WHERE t.state = 'waiting' "
    "AND (t.received_at, t.referral_id) > (:after_key, :after_id) "
    "ORDER BY t.received_at, t.referral_id LIMIT :most"};
constexpr Statement newest_first{
    "triage.newest_first",
    "SELECT r.id, r.reference, r.route, r.area, r.group_id, t.received_at, t.due_on FROM triage t "
    "JOIN referral r ON r.id = t.referral_id WHERE t.state = 'waiting' "
    "AND (t.received_at, t.referral_id) < (:after_key, :after_id) "
    "ORDER BY t.received_at DESC, t.referral_id DESC LIMIT :most"};
constexpr Statement due_first{
    "triage.due_first",
    "SELECT r.id, r.reference, r.route, r.area, r.group_id, t.received_at, t.due_on FROM triage t "
    "JOIN referral r ON r.id = t.referral_id WHERE t.state = 'waiting' "
    "AND (t.due_on, t.referral_id) > (:after_key, :after_id) "
    "ORDER BY t.due_on, t.referral_id LIMIT :most"};

constexpr Statement open_one{
    "referral.open",
    "SELECT reference, claim_id, route, on_behalf, area, group_id, campaign, sealed_answers, "
    "recorded_at, reply_due FROM referral WHERE id = :id"};

// The ids come as one JSON list, so that a page of fifty is one statement on both engines.
constexpr Statement references_of_list{
    "referral.references_of",
    "SELECT id, reference FROM referral WHERE id IN (SELECT value FROM json_each(:ids))",
    "SELECT id, reference FROM referral "
    "WHERE id IN (SELECT jsonb_array_elements_text(CAST(:ids AS jsonb)))"};

std::string json_list(std::span<const ReferralId> ids)
{
    std::string list = "[";
    for (const ReferralId& id : ids) {
        if (list.size() > 1) list += ',';
        list += '"' + id.text() + '"';
    }
    return list + "]";
}

ReferralRoute route_of(const std::string& name)
{
    const auto route = route_named(name);
    CHECK(route.has_value());
    return *route;
}

LocalDate date_of(const std::string& iso)
{
    const auto date = LocalDate::parse(iso);
    CHECK(date.has_value());
    return *date;
}

template <class IdType>
IdType id_of(const std::string& text)
{
    const auto id = IdType::parse(text);
    CHECK(id.has_value());
    return *id;
}

const Statement& statement_of(Sort sort)
{
    switch (sort) {
    case Sort::oldest_first:
        return oldest_first;
    case Sort::newest_first:
        return newest_first;
    case Sort::due_first:
        break;
    }
    return due_first;
}

/// Before the first row of that order. Instants are bound as numbers and days as text, as their
/// columns are.
storage::Value first_key(Sort sort)
{
    if (sort == Sort::due_first) return "";
    return sort == Sort::oldest_first ? std::int64_t{0} : INT64_MAX;
}

storage::Value after_key(Sort sort, const After& after)
{
    if (sort == Sort::due_first) return after.key;
    const auto at = Instant::parse(after.key);
    return at ? storage::Value(at->micros()) : first_key(sort);
}

After place_of(Sort sort, const Waiting& row)
{
    return {sort == Sort::due_first ? row.due.iso() : row.received.iso(), row.id.text()};
}

identity::Place answers_place(std::string_view row)
{
    return {"referral", "sealed_answers", row};
}

/// There are 24 million references, so that at ten thousand referrals two have likely drawn the
/// same one: it is drawn again. Two that draw it at one moment are told apart by the UNIQUE, and
/// the second is sent again.
ReferralReference unused_reference(storage::UnitOfWork& work)
{
    for (;;) {
        const auto reference = ReferralReference::random(work.random());
        if (!work.sql().row<std::string>(find_reference, {{"reference", reference.text()}}))
            return reference;
    }
}

} // namespace referral_store

std::span<const storage::Table* const> audited_tables()
{
    return referral_store::tables;
}

void close_erased(storage::UnitOfWork& work, std::string_view whose, identity::KeyClass key_class)
{
    if (key_class != identity::KeyClass::contact) return;
    work.sql().execute(referral_store::close_of_claim, {{"claim", whose}});
}

std::vector<identity::SealedRow> sealed_rows(storage::UnitOfWork& work, std::string_view whose,
                                             identity::KeyClass key_class)
{
    std::vector<identity::SealedRow> rows;
    const auto add = [&](std::string_view table, const storage::Statement& of_claim) {
        for (const auto& [id] : work.sql().rows<std::string>(of_claim, {{"claim", whose}}))
            rows.push_back({table, id});
    };
    switch (key_class) {
    case identity::KeyClass::casework:
        add("referral", referral_store::of_claim);
        break;
    case identity::KeyClass::research:
        add("equality_answer", referral_store::equality_of_claim);
        break;
    case identity::KeyClass::contact:
    case identity::KeyClass::linkage:
        break;
    }
    return rows;
}

storage::DerivedTable derived_triage()
{
    return {.name = "triage",
            .empty = referral_store::empty_triage,
            .refill = [](storage::Connection& sql) { sql.execute(referral_store::refill_triage); }};
}

ReceiptId ReferralStore::receive(storage::UnitOfWork& work, const NewReferral& made,
                                 const protocol::Notice& notice, LocalDate due) const
{
    using namespace referral_store;
    const auto id = work.new_id<ReferralId>();
    const auto receipt = work.new_id<ReceiptId>();
    const auto reference = referral_store::unused_reference(work);
    const auto claim = identities_.make_claim(work, made.who);
    const auto key = vault_.key_for(work, claim, identity::KeyClass::casework);

    auto row = storage::fact_columns(work, id.text(), "");
    row.insert(row.end(), {{"reference", reference.text()},
                           {"receipt", receipt.text()},
                           {"claim_id", claim.text()},
                           {"route", name_of(made.route)},
                           {"on_behalf", made.on_behalf},
                           {"area", made.area},
                           {"group_id", made.group},
                           {"campaign", made.campaign},
                           {"sealed_answers",
                            vault_.seal(key, answers_place(id.text()), made.told, work.random())},
                           {"reply_due", due.iso()}});
    work.append(referral_table, row);

    note_given(work, id, notice, made.route);
    work.sql().execute(
        add_waiting,
        {{"referral_id", id.text()}, {"received_at", work.now().micros()}, {"due_on", due.iso()}});
    return receipt;
}

std::optional<Receipt> ReferralStore::receipt(storage::UnitOfWork& work, ReceiptId id) const
{
    using namespace referral_store;
    const auto row = work.sql().row<std::string, std::string, std::string>(
        find_receipt, {{"receipt", id.text()}});
    if (!row) return std::nullopt;
    const auto& [reference, route, due] = *row;
    return Receipt{.reference = reference, .due = date_of(due), .route = route_of(route)};
}

QueuePage ReferralStore::queue(storage::UnitOfWork& work, Sort sort,
                               const std::optional<After>& after, LocalDate today) const
{
    using namespace referral_store;
    const auto counted = ReferralStore::count_waiting(work, today);
    QueuePage page;
    page.waiting = counted.waiting;
    page.overdue = counted.overdue;

    // One row more than a page tells whether there is another.
    const storage::Binds binds{{"after_key", after ? after_key(sort, *after) : first_key(sort)},
                               {"after_id", after ? after->id : ""},
                               {"most", page_size + 1}};
    for (auto& [id, reference, route, area, group, received, due] :
         work.sql()
             .rows<std::string, std::string, std::string, std::string, std::string, std::int64_t,
                   std::string>(statement_of(sort), binds)) {
        page.rows.push_back({.id = id_of<ReferralId>(id),
                             .reference = reference,
                             .route = route_of(route),
                             .area = area,
                             .group = group,
                             .received = Instant::from_micros(received),
                             .due = date_of(due)});
    }
    if (page.rows.size() > page_size) {
        page.rows.pop_back();
        page.next = place_of(sort, page.rows.back());
    }
    return page;
}

ReferralStore::Count ReferralStore::count_waiting(storage::UnitOfWork& work, LocalDate today)
{
    const auto row = work.sql().row<std::int64_t, std::int64_t>(referral_store::count_waiting,
                                                                {{"today", today.iso()}});
    CHECK(row.has_value());
    return {.waiting = std::get<0>(*row), .overdue = std::get<1>(*row)};
}

void ReferralStore::settle(storage::UnitOfWork& work, ReferralId id) const
{
    work.sql().execute(referral_store::settle, {{"id", id.text()}});
}

void ReferralStore::wait_again(storage::UnitOfWork& work, ReferralId id) const
{
    work.sql().execute(referral_store::wait_again, {{"id", id.text()}});
}

std::vector<ReferralId> ReferralStore::referrals_of(storage::UnitOfWork& work,
                                                    identity::PersonId person) const
{
    std::vector<ReferralId> all;
    for (const auto& [id] : work.sql().rows<std::string>(
             referral_store::of_person, {{"person", person.text()}, {"leader", person.text()}}))
        all.push_back(referral_store::id_of<ReferralId>(id));
    return all;
}

std::optional<ReferralId> ReferralStore::find_by_claim(storage::UnitOfWork& work,
                                                       identity::ClaimId claim) const
{
    const auto row =
        work.sql().row<std::string>(referral_store::find_claim, {{"claim", claim.text()}});
    if (!row) return std::nullopt;
    return referral_store::id_of<ReferralId>(std::get<0>(*row));
}

std::optional<Record> ReferralStore::open(storage::UnitOfWork& work, ReferralId id) const
{
    using namespace referral_store;
    const auto row = work.sql()
                         .row<std::string, std::string, std::string, std::string, std::string,
                              std::string, std::string, std::string, std::int64_t, std::string>(
                             open_one, {{"id", id.text()}});
    if (!row) return std::nullopt;
    const auto& [reference, claim, route, on_behalf, area, group, campaign, sealed, received, due] =
        *row;
    const auto claim_id = id_of<identity::ClaimId>(claim);
    Record record{.id = id,
                  .claim = claim_id,
                  .reference = reference,
                  .route = route_of(route),
                  .on_behalf = on_behalf,
                  .area = area,
                  .group = group,
                  .campaign = campaign,
                  .received = Instant::from_micros(received),
                  .due = date_of(due),
                  .who = identities_.open_claim(work, claim_id),
                  .told = {},
                  .notice = {}};
    if (const auto key = vault_.find_key(work, claim_id, identity::KeyClass::casework)) {
        record.told = vault_.open(*key, answers_place(id.text()), sealed).text();
    }
    record.notice = notice_given(work, id, protocol::referral_notice).value_or("");
    return record;
}

std::map<ReferralId, std::string>
ReferralStore::references_of(storage::UnitOfWork& work, std::span<const ReferralId> referrals)
{
    using namespace referral_store;
    CHECK(referrals.size() <= 100);
    std::map<ReferralId, std::string> references;
    for (auto& [id, reference] : work.sql().rows<std::string, std::string>(
             references_of_list, {{"ids", json_list(referrals)}}))
        references.emplace(id_of<ReferralId>(id), std::move(reference));
    return references;
}

std::optional<ReferralId> ReferralStore::find_by_reference(storage::UnitOfWork& work,
                                                           const ReferralReference& reference) const
{
    using namespace referral_store;
    const auto row = work.sql().row<std::string>(find_reference, {{"reference", reference.text()}});
    if (!row) return std::nullopt;
    return id_of<ReferralId>(std::get<0>(*row));
}

} // namespace evenhand::referral
