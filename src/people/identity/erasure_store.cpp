#include "people/identity/erasure_store.hpp"

#include "people/identity/details_row.hpp"
#include "people/identity/identity_store.hpp"
#include "storage/audit_erasure.hpp"
#include "storage/connection.hpp"
#include "storage/facts.hpp"

#include <utility>

// Erasure: the class key of a person, and of each claim linked to them, is destroyed. The sealed
// texts stay where the audit log answers for them, and nothing can open them again (security 2.4,
// case 49). The openings of what the log committed to about those rows go in the same unit: they
// are copies, with the salts, under a key that is not the person's. The leaves stay, so the log
// holds and `verify all` counts what was erased.

namespace evenhand::identity {
namespace erasure_store {

using storage::Statement;

constexpr Statement linked_claims{"claim_decided.linked",
                                  "SELECT claim_id FROM claim_decided WHERE person_id = :person "
                                  "ORDER BY claim_id LIMIT 1000"};

constexpr Statement has_key{"subject_key.live",
                            "SELECT count(*) FROM subject_key WHERE subject_id = :subject "
                            "AND key_class = :class AND destroyed_at IS NULL"};

constexpr Statement count_claim_texts{
    "identity_claim.count_texts",
    "SELECT count(given_names) + count(family_name) + count(known_as) + count(birth_date) + "
    "count(phone) + count(email) + count(postal_address) + count(postcode) + count(nhs_number) "
    "FROM identity_claim WHERE id = :subject"};

constexpr Statement count_person_texts{
    "person_details.count_texts",
    "SELECT count(given_names) + count(family_name) + count(known_as) + count(birth_date) + "
    "count(phone) + count(email) + count(postal_address) + count(postcode) + count(nhs_number) "
    "FROM person_details WHERE person_id = :subject"};

constexpr Statement claim_row{"identity_claim.row",
                              "SELECT id FROM identity_claim WHERE id = :subject"};
// Every version of the details, not only the one that holds now.
constexpr Statement person_rows{
    "person_details.rows", "SELECT id FROM person_details WHERE person_id = :subject ORDER BY id"};

constexpr Statement count_index{
    "identity_index.count", "SELECT (SELECT count(*) FROM claim_index WHERE claim_id = :subject) + "
                            "(SELECT count(*) FROM person_index WHERE person_id = :person)"};

constexpr Statement delete_claim_index{"claim_index.delete",
                                       "DELETE FROM claim_index WHERE claim_id = :subject"};
constexpr Statement delete_person_index{"person_index.delete",
                                        "DELETE FROM person_index WHERE person_id = :subject"};

bool has_live_key(storage::UnitOfWork& work, const Subject& subject, KeyClass key_class)
{
    return work.sql().one<std::int64_t>(
               has_key, {{"subject", subject.id()}, {"class", name_of(key_class)}}) != 0;
}

/// What this room keeps of the subject under the key of its details.
void add_details(storage::UnitOfWork& work, const Subject& subject, ErasurePlan& plan)
{
    auto& sql = work.sql();
    const storage::Binds who{{"subject", subject.id()}};
    plan.sealed_texts += sql.one<std::int64_t>(count_claim_texts, who) +
                         sql.one<std::int64_t>(count_person_texts, who);
    plan.index_rows +=
        sql.one<std::int64_t>(count_index, {{"subject", subject.id()}, {"person", subject.id()}});
    for (const auto& [id] : sql.rows<std::string>(claim_row, who))
        plan.rows.push_back({"identity_claim", id});
    for (const auto& [id] : sql.rows<std::string>(person_rows, who))
        plan.rows.push_back({"person_details", id});
}

} // namespace erasure_store

ErasurePlan IdentityStore::plan(storage::UnitOfWork& work, const std::vector<Subject>& subjects,
                                KeyClass key_class) const
{
    ErasurePlan plan;
    plan.key_class = key_class;
    for (const auto& subject : subjects) {
        if (!erasure_store::has_live_key(work, subject, key_class)) continue;
        plan.subjects.push_back(subject.id());
        if (key_class == details_class) erasure_store::add_details(work, subject, plan);
        for (const auto find : elsewhere_) {
            for (auto& row : find(work, subject.id(), key_class))
                plan.rows.push_back(std::move(row));
        }
    }
    return plan;
}

ErasurePlan IdentityStore::plan_erasure(storage::UnitOfWork& work, PersonId person,
                                        KeyClass key_class) const
{
    std::vector<Subject> subjects{person};
    for (const auto& [id] :
         work.sql().rows<std::string>(erasure_store::linked_claims, {{"person", person.text()}})) {
        const auto claim = ClaimId::parse(id);
        CHECK(claim.has_value());
        subjects.emplace_back(*claim);
    }
    return plan(work, subjects, key_class);
}

ErasurePlan IdentityStore::plan_erasure(storage::UnitOfWork& work, ClaimId claim,
                                        KeyClass key_class) const
{
    return plan(work, {Subject(claim)}, key_class);
}

void IdentityStore::erase(storage::UnitOfWork& work, const ErasurePlan& plan,
                          std::string_view reason) const
{
    for (const auto& id : plan.subjects) {
        const auto subject = ClaimId::parse(id); // claims and people have ids of one form
        CHECK(subject.has_value());
        if (!vault_.destroy_key(work, *subject, plan.key_class)) continue;
        if (plan.key_class == details_class) {
            work.sql().execute(erasure_store::delete_claim_index, {{"subject", id}});
            work.sql().execute(erasure_store::delete_person_index, {{"subject", id}});
        }
        for (const auto forget : forget_)
            forget(work, id, plan.key_class);
        auto row = storage::fact_columns(work, work.new_id<Id<struct ErasureTag>>().text(), reason);
        row.push_back({"subject_id", id});
        row.push_back({"key_class", name_of(plan.key_class)});
        work.append(erasure_table, row, reason);
    }
    for (const auto& row : plan.rows)
        storage::erase_openings(work, {row.table, row.id}, reason);
}

} // namespace evenhand::identity
