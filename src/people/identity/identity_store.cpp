#include "people/identity/identity_store.hpp"

#include "crypto/hash.hpp"
#include "people/identity/details_row.hpp"
#include "people/identity/details_rows_store.hpp"
#include "people/identity/erasure_store.hpp"
#include "people/identity/in_error_store.hpp"
#include "people/identity/merge_store.hpp"
#include "storage/connection.hpp"
#include "storage/facts.hpp"

#include <fmt/format.h>

#include <array>
#include <tuple>
#include <variant>

namespace evenhand::identity {
namespace identity_store {

using storage::Bind;
using storage::Binds;
using storage::Statement;
using storage::TableKind;

constexpr auto claim_table = storage::fact_table(
    "identity_claim", storage::text("given_names"), storage::text("family_name"),
    storage::text("known_as"), storage::text("birth_date"), storage::text("phone"),
    storage::text("email"), storage::text("postal_address"), storage::text("postcode"),
    storage::text("nhs_number"));

constexpr auto person_table =
    storage::table("person", TableKind::record, storage::text("id"), storage::text("root_id"),
                   storage::number("recorded_at"), storage::text("actor"), storage::text("reason"),
                   storage::text("protocol_version"));

constexpr auto decision_table =
    storage::fact_table("claim_decision", storage::text("claim_id"), storage::text("person_id"),
                        storage::text("decision"));

constexpr auto return_table = storage::fact_table("claim_return", storage::text("decision_id"));

constexpr Statement add_claim_index{
    "claim_index.add",
    "INSERT INTO claim_index (claim_id, kind, value) VALUES (:claim, :kind, :value)"};

// A number that another person has is left out; the count of rows tells.
constexpr Statement add_person_index{
    "person_index.add",
    "INSERT INTO person_index (person_id, kind, value) "
    "SELECT :person, kind, value FROM claim_index WHERE claim_id = :claim ON CONFLICT DO NOTHING"};

constexpr Statement count_claim_index{"claim_index.count",
                                      "SELECT count(*) FROM claim_index WHERE claim_id = :claim"};

// The ids come as one JSON list, so that a page of fifty is one statement on both engines.
constexpr Statement find_claims{
    "identity_claim.find",
    "SELECT c.id, c.id, k.wrapped_key, k.key_version, k.master_version, c.given_names, "
    "c.family_name, c.known_as, c.birth_date, c.phone, c.email, c.postal_address, c.postcode, "
    "c.nhs_number FROM identity_claim c JOIN subject_key k ON k.subject_id = c.id "
    "AND k.key_class = 'contact' AND k.destroyed_at IS NULL "
    "WHERE c.id IN (SELECT value FROM json_each(:ids))",
    "SELECT c.id, c.id, k.wrapped_key, k.key_version, k.master_version, c.given_names, "
    "c.family_name, c.known_as, c.birth_date, c.phone, c.email, c.postal_address, c.postcode, "
    "c.nhs_number FROM identity_claim c JOIN subject_key k ON k.subject_id = c.id "
    "AND k.key_class = 'contact' AND k.destroyed_at IS NULL "
    "WHERE c.id IN (SELECT jsonb_array_elements_text(CAST(:ids AS jsonb)))"};

constexpr Statement find_person{
    "person_details.find",
    "SELECT d.person_id, d.id, k.wrapped_key, k.key_version, k.master_version, d.given_names, "
    "d.family_name, d.known_as, d.birth_date, d.phone, d.email, d.postal_address, d.postcode, "
    "d.nhs_number FROM person_details d JOIN subject_key k ON k.subject_id = d.person_id "
    "AND k.key_class = 'contact' AND k.destroyed_at IS NULL WHERE d.person_id = :person "
    "AND NOT EXISTS (SELECT 1 FROM person_details later WHERE later.supersedes = d.id)"};

constexpr Statement find_people{
    "person_details.find_people",
    "SELECT d.person_id, d.id, k.wrapped_key, k.key_version, k.master_version, d.given_names, "
    "d.family_name, d.known_as, d.birth_date, d.phone, d.email, d.postal_address, d.postcode, "
    "d.nhs_number FROM person_details d JOIN subject_key k ON k.subject_id = d.person_id "
    "AND k.key_class = 'contact' AND k.destroyed_at IS NULL "
    "WHERE d.person_id IN (SELECT value FROM json_each(:ids)) "
    "AND NOT EXISTS (SELECT 1 FROM person_details later WHERE later.supersedes = d.id)",
    "SELECT d.person_id, d.id, k.wrapped_key, k.key_version, k.master_version, d.given_names, "
    "d.family_name, d.known_as, d.birth_date, d.phone, d.email, d.postal_address, d.postcode, "
    "d.nhs_number FROM person_details d JOIN subject_key k ON k.subject_id = d.person_id "
    "AND k.key_class = 'contact' AND k.destroyed_at IS NULL "
    "WHERE d.person_id IN (SELECT jsonb_array_elements_text(CAST(:ids AS jsonb))) "
    "AND NOT EXISTS (SELECT 1 FROM person_details later WHERE later.supersedes = d.id)"};

constexpr Statement count_claim{"identity_claim.count",
                                "SELECT count(*) FROM identity_claim WHERE id = :id"};
constexpr Statement count_person{"person.count", "SELECT count(*) FROM person WHERE id = :id"};

constexpr Statement find_decision{
    "claim_decided.find",
    "SELECT person_id, decision, recorded_at FROM claim_decided WHERE claim_id = :claim"};

constexpr Statement find_linked{
    "claim_decision.find_linked",
    "SELECT id FROM claim_decided WHERE claim_id = :claim AND decision = 'linked'"};

// The last one, whether it stands or was returned: the next supersedes it.
constexpr Statement last_decision{
    "claim_decision.last",
    "SELECT d.id FROM claim_decision d WHERE d.claim_id = :claim "
    "AND NOT EXISTS (SELECT 1 FROM claim_decision later WHERE later.supersedes = d.id)"};

// Whoever is found by a record that follows another is found as the record that leads. All are
// read, by key range: that somebody is new is said of everybody who agrees.
constexpr Statement match_people{
    "person_index.match",
    "SELECT a.who, a.kind FROM (SELECT DISTINCT coalesce((SELECT m.leader_id FROM merged_person m "
    "WHERE m.person_id = p.person_id), p.person_id) AS who, p.kind AS kind FROM claim_index c "
    "JOIN person_index p ON p.kind = c.kind AND p.value = c.value WHERE c.claim_id = :claim) a "
    "WHERE (a.who, a.kind) > (:after, :after_kind) ORDER BY a.who, a.kind LIMIT 1000"};
constexpr std::size_t matches_at_once = 1000;

constexpr Statement match_claims{
    "claim_index.match",
    "SELECT o.claim_id, o.kind FROM claim_index c JOIN claim_index o ON o.kind = c.kind "
    "AND o.value = c.value AND o.claim_id <> c.claim_id WHERE c.claim_id = :claim "
    "AND NOT EXISTS (SELECT 1 FROM claim_decided d WHERE d.claim_id = o.claim_id) "
    "ORDER BY o.claim_id, o.kind LIMIT 100"};

constexpr Statement search_people{
    "person_index.search",
    "SELECT DISTINCT coalesce((SELECT m.leader_id FROM merged_person m "
    "WHERE m.person_id = p.person_id), p.person_id) AS who, p.kind FROM person_index p "
    "WHERE p.kind = :kind AND p.value = :value ORDER BY who LIMIT 100"};

constexpr Statement search_claims{
    "claim_index.search",
    "SELECT i.claim_id, i.kind FROM claim_index i WHERE i.kind = :kind AND i.value = :value "
    "AND NOT EXISTS (SELECT 1 FROM claim_decided d WHERE d.claim_id = i.claim_id) "
    "ORDER BY i.claim_id LIMIT 100"};

template <class IdType>
void add_matches(std::vector<IndexMatch>& matches, storage::UnitOfWork& work,
                 const Statement& statement, const Binds& binds)
{
    for (const auto& [id, kind] : work.sql().rows<std::string, std::string>(statement, binds)) {
        const auto who = IdType::parse(id);
        const auto known_kind = index_kind_named(kind);
        CHECK(who && known_kind);
        matches.push_back({*who, *known_kind});
    }
}

template <class IdType>
std::string json_list(std::span<const IdType> ids)
{
    std::string list = "[";
    for (const auto& id : ids) {
        if (list.size() > 1) list += ',';
        list += '"' + id.text() + '"';
    }
    return list + "]";
}

bool exists(storage::UnitOfWork& work, const Statement& count, const std::string& id)
{
    return work.sql().one<std::int64_t>(count, {{"id", id}}) == 1;
}

void append_decision(storage::UnitOfWork& work, ClaimId claim, const ClaimDecision& decided,
                     std::string_view reason)
{
    auto row = storage::fact_columns(work, work.new_id<Id<struct DecisionTag>>().text(), reason);
    if (const auto before = work.sql().row<std::string>(last_decision, {{"claim", claim.text()}}))
        storage::set(row, "supersedes", std::get<0>(*before));
    row.push_back({"claim_id", claim.text()});
    row.push_back({"person_id", decided.person.text()});
    row.push_back({"decision", decided.decision == Decision::confirmed ? "confirmed" : "linked"});
    work.append(decision_table, row, reason);
}

constexpr std::array tables{&claim_table,    &person_table,     &details_table,
                            &decision_table, &return_table,     &erasure_table,
                            &merge_table,    &told_apart_table, &entered_in_error_table};

} // namespace identity_store

std::span<const storage::Table* const> audited_tables()
{
    return identity_store::tables;
}

ClaimId IdentityStore::make_claim(storage::UnitOfWork& work, const Details& said) const
{
    const auto claim = work.new_id<ClaimId>();
    const auto key = vault_.key_for(work, claim, details_class);

    auto row = storage::fact_columns(work, claim.text(), "");
    seal_details({vault_, key, "identity_claim", claim.text()}, texts_of(said), work.random(), row);
    work.append(identity_store::claim_table, row);

    for (const auto& text : index_texts(said)) {
        work.sql().execute(identity_store::add_claim_index, {{"claim", claim.text()},
                                                             {"kind", name_of(text.kind)},
                                                             {"value", vault_.index_value(text)}});
    }
    return claim;
}

std::map<ClaimId, IdentityView> IdentityStore::open_claims(storage::UnitOfWork& work,
                                                           std::span<const ClaimId> claims) const
{
    CHECK(claims.size() <= 100);
    std::map<ClaimId, IdentityView> opened;
    for (auto& sealed : fetch_details(work, identity_store::find_claims,
                                      {{"ids", identity_store::json_list(claims)}})) {
        const auto claim = ClaimId::parse(sealed.row_id);
        CHECK(claim.has_value());
        opened.emplace(*claim, view_of(open_details(vault_, "identity_claim", sealed)));
    }
    return opened;
}

std::optional<IdentityView> IdentityStore::open_claim(storage::UnitOfWork& work,
                                                      ClaimId claim) const
{
    auto opened = open_claims(work, {&claim, 1});
    if (opened.empty()) return std::nullopt;
    return std::move(opened.begin()->second);
}

std::optional<IdentityView> IdentityStore::open_person(storage::UnitOfWork& work,
                                                       PersonId person) const
{
    auto rows = fetch_details(work, identity_store::find_person, {{"person", person.text()}});
    CHECK(rows.size() <= 1);
    if (rows.empty()) return std::nullopt;
    const auto own = vault_.find_key(work, subject_of_row(rows.front().row_id), details_class);
    CHECK(own.has_value()); // only a row that was superseded loses its own key
    return view_of(open_details(vault_, "person_details", rows.front(), &*own));
}

std::map<PersonId, IdentityView> IdentityStore::open_people(storage::UnitOfWork& work,
                                                            std::span<const PersonId> people) const
{
    CHECK(people.size() <= 100);
    const auto rows = fetch_details(work, identity_store::find_people,
                                    {{"ids", identity_store::json_list(people)}});
    // Each row has a key of its own beside the person's: ids of all kinds have one form.
    std::vector<ClaimId> row_ids;
    for (const auto& sealed : rows)
        row_ids.push_back(ClaimId::parse(sealed.row_id).value());
    const auto own = vault_.find_keys(work, row_ids, details_class);
    std::map<PersonId, IdentityView> opened;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const auto person = PersonId::parse(rows[i].subject_id);
        CHECK(person.has_value());
        opened.emplace(
            *person, view_of(open_details(vault_, "person_details", rows[i], &own.at(row_ids[i]))));
    }
    return opened;
}

std::vector<Candidate> IdentityStore::candidates(storage::UnitOfWork& work, ClaimId claim) const
{
    std::vector<IndexMatch> matches;
    storage::Binds range{{"claim", claim.text()}, {"after", ""}, {"after_kind", ""}};
    std::size_t read = 0;
    do {
        read = matches.size();
        identity_store::add_matches<PersonId>(matches, work, identity_store::match_people, range);
        if (matches.empty()) break;
        const auto& last = matches.back();
        range = {{"claim", claim.text()},
                 {"after", std::get<PersonId>(last.who).text()},
                 {"after_kind", name_of(last.kind)}};
    } while (matches.size() - read == identity_store::matches_at_once);
    identity_store::add_matches<ClaimId>(matches, work, identity_store::match_claims,
                                         {{"claim", claim.text()}});
    return gather_candidates(matches);
}

std::vector<Candidate> IdentityStore::search(storage::UnitOfWork& work, const SearchKey& key) const
{
    const auto text = index_text(key);
    std::vector<IndexMatch> matches;
    const storage::Binds binds{{"kind", name_of(text.kind)}, {"value", vault_.index_value(text)}};
    identity_store::add_matches<PersonId>(matches, work, identity_store::search_people, binds);
    identity_store::add_matches<ClaimId>(matches, work, identity_store::search_claims, binds);
    auto found = gather_candidates(matches);
    std::string ids;
    for (const Candidate& each : found)
        ids += std::visit([](const auto& who) { return who.text(); }, each.who);
    // What was searched for, so that two searches can be told to be for the same and no number can
    // be read out of the log: the index value is keyed.
    work.log({.action = "identity.searched",
              .object_type = "identity",
              .object_id = crypto::sha256("search:" + vault_.index_value(text)).text(),
              .detail = fmt::format("by {}, found {}, ids {}", name_of(text.kind), found.size(),
                                    crypto::sha256(ids).text())});
    return found;
}

bool IdentityStore::knows(storage::UnitOfWork& work, PersonId person) const
{
    return identity_store::exists(work, identity_store::count_person, person.text());
}

std::optional<ClaimDecision> IdentityStore::decision_of(storage::UnitOfWork& work,
                                                        ClaimId claim) const
{
    const auto row = work.sql().row<std::string, std::string, std::int64_t>(
        identity_store::find_decision, {{"claim", claim.text()}});
    if (!row) return std::nullopt;
    const auto& [person, decision, at] = *row;
    const auto id = PersonId::parse(person);
    CHECK(id.has_value());
    return ClaimDecision{*id, decision == "confirmed" ? Decision::confirmed : Decision::linked,
                         Instant::from_micros(at)};
}

Result<PersonId, DecisionRefusal> IdentityStore::confirm_claim(storage::UnitOfWork& work,
                                                               ClaimId claim,
                                                               std::string_view reason) const
{
    if (!identity_store::exists(work, identity_store::count_claim, claim.text()))
        return refuse(DecisionRefusal::no_such_claim);
    if (decision_of(work, claim)) return refuse(DecisionRefusal::already_decided);
    const auto said =
        fetch_details(work, identity_store::find_claims,
                      {{"ids", identity_store::json_list(std::span<const ClaimId>(&claim, 1))}});
    if (said.empty()) return refuse(DecisionRefusal::erased);

    const auto person = work.new_id<PersonId>();
    auto row = storage::fact_columns(work, person.text(), reason);
    std::erase_if(row, [](const storage::Bind& one) {
        return one.name == "occurred_at" || one.name == "supersedes";
    });
    row.push_back({"root_id", person.text()});
    work.append(identity_store::person_table, row, reason);

    const auto indexed = work.sql().execute(identity_store::add_person_index,
                                            {{"person", person.text()}, {"claim", claim.text()}});
    const auto wanted =
        work.sql().one<std::int64_t>(identity_store::count_claim_index, {{"claim", claim.text()}});
    if (indexed != wanted) {
        work.abandon(); // the person must not stay without their index
        return refuse(DecisionRefusal::number_is_taken);
    }

    const auto details = work.new_id<Id<struct DetailsTag>>().text();
    auto details_row = storage::fact_columns(work, details, reason);
    details_row.push_back({"person_id", person.text()});
    const auto key = vault_.key_for(work, person, details_class);
    const auto own = vault_.key_for(work, subject_of_row(details), details_class);
    seal_details({vault_, key, "person_details", details, &own},
                 open_details(vault_, "identity_claim", said.front()), work.random(), details_row);
    work.append(details_table, details_row, reason);
    identity_store::append_decision(work, claim, {person, Decision::confirmed, work.now()}, reason);
    return person;
}

Result<PersonId, DecisionRefusal> IdentityStore::link_claim(storage::UnitOfWork& work,
                                                            ClaimId claim, PersonId person,
                                                            std::string_view reason) const
{
    if (!identity_store::exists(work, identity_store::count_claim, claim.text()))
        return refuse(DecisionRefusal::no_such_claim);
    if (decision_of(work, claim)) return refuse(DecisionRefusal::already_decided);
    if (!identity_store::exists(work, identity_store::count_person, person.text())) {
        return refuse(DecisionRefusal::no_such_person);
    }
    identity_store::append_decision(work, claim, {person, Decision::linked, work.now()}, reason);
    return person;
}

bool IdentityStore::return_claim(storage::UnitOfWork& work, ClaimId claim,
                                 std::string_view reason) const
{
    const auto linked =
        work.sql().row<std::string>(identity_store::find_linked, {{"claim", claim.text()}});
    if (!linked) return false;
    auto row = storage::fact_columns(work, work.new_id<Id<struct ReturnTag>>().text(), reason);
    row.push_back({"decision_id", std::get<0>(*linked)});
    work.append(identity_store::return_table, row, reason);
    return true;
}

} // namespace evenhand::identity
