#include "people/identity/details_store.hpp"

#include "core/words.hpp"
#include "people/identity/details_row.hpp"
#include "people/identity/details_rows_store.hpp"
#include "people/identity/erasure_store.hpp"
#include "storage/audit_erasure.hpp"
#include "storage/connection.hpp"

#include <algorithm>
#include <array>

namespace evenhand::identity {
namespace details_store {

using storage::Statement;

constexpr std::array changes{
    Words<DetailsChange>{DetailsChange::changed, "changed"},
    Words<DetailsChange>{DetailsChange::entered_in_error, "entered_in_error"}};

// The person is locked, so that two who correct at once do it one after the other.
constexpr Statement lock_person{"person.lock", "SELECT count(*) FROM person WHERE id = :person",
                                "SELECT count(*) FROM (SELECT id FROM person WHERE id = :person "
                                "FOR UPDATE) locked"};

constexpr Statement find_current{
    "person_details.current",
    "SELECT d.person_id, d.id, k.wrapped_key, k.key_version, k.master_version, d.given_names, "
    "d.family_name, d.known_as, d.birth_date, d.phone, d.email, d.postal_address, d.postcode, "
    "d.nhs_number FROM person_details d JOIN subject_key k ON k.subject_id = d.person_id "
    "AND k.key_class = 'contact' AND k.destroyed_at IS NULL WHERE d.person_id = :person "
    "AND NOT EXISTS (SELECT 1 FROM person_details later WHERE later.supersedes = d.id)"};

// Details are replaced when somebody moves or was written down wrongly, and both statements read
// the same of them: in eighteen months nobody's are replaced fifty times.
constexpr Statement find_replaced{
    "person_details.replaced",
    "SELECT d.person_id, d.id, k.wrapped_key, k.key_version, k.master_version, d.given_names, "
    "d.family_name, d.known_as, d.birth_date, d.phone, d.email, d.postal_address, d.postcode, "
    "d.nhs_number FROM person_details d JOIN person_details later ON later.supersedes = d.id "
    "JOIN subject_key k ON k.subject_id = d.person_id "
    "AND k.key_class = 'contact' AND k.destroyed_at IS NULL WHERE d.person_id = :person "
    "ORDER BY later.recorded_at DESC, d.id LIMIT 50"};

constexpr Statement list_replacing{
    "person_details.replacing",
    "SELECT d.id, later.recorded_at, later.actor, later.reason FROM person_details d "
    "JOIN person_details later ON later.supersedes = d.id WHERE d.person_id = :person "
    "ORDER BY later.recorded_at DESC, d.id LIMIT 50"};

constexpr Statement delete_index{"person_index.replace",
                                 "DELETE FROM person_index WHERE person_id = :person"};
constexpr Statement delete_name_index{
    "person_index.delete_name",
    "DELETE FROM person_index WHERE person_id = :person AND kind = 'name_birth'"};
constexpr Statement add_index{"person_index.add_one",
                              "INSERT INTO person_index (person_id, kind, value) "
                              "VALUES (:person, :kind, :value) ON CONFLICT DO NOTHING"};

/// False if another person has the NHS number.
bool index_anew(const Vault& vault, storage::UnitOfWork& work, PersonId person, const Details& now)
{
    work.sql().execute(delete_index, {{"person", person.text()}});
    for (const auto& text : index_texts(now)) {
        const auto added = work.sql().execute(add_index, {{"person", person.text()},
                                                          {"kind", name_of(text.kind)},
                                                          {"value", vault.index_value(text)}});
        if (added != 1) return false;
    }
    return true;
}

/// By the old date nobody finds them any more.
void index_birth_anew(const Vault& vault, storage::UnitOfWork& work, PersonId person,
                      const IdentityView& now)
{
    work.sql().execute(delete_name_index, {{"person", person.text()}});
    const auto name =
        PersonName::parse(now.family_name.empty() ? now.given_names : now.family_name);
    if (!name) return;
    const auto value = vault.index_value(index_text(NameAndBirth{*name, now.birth_date.value()}));
    work.sql().execute(
        add_index,
        {{"person", person.text()}, {"kind", name_of(IndexKind::name_birth)}, {"value", value}});
}

/// The version that holds, opened.
struct Current
{
    SealedDetails row;
    DetailTexts texts;
};

Result<Current, DetailsRefusal> current(const Vault& vault, storage::UnitOfWork& work,
                                        PersonId person)
{
    if (work.sql().one<std::int64_t>(lock_person, {{"person", person.text()}}) == 0)
        return refuse(DetailsRefusal::no_such_person);
    auto rows = fetch_details(work, find_current, {{"person", person.text()}});
    if (rows.empty()) return refuse(DetailsRefusal::erased);
    auto& row = rows.front();
    const auto own = vault.find_key(work, subject_of_row(row.row_id), details_class);
    CHECK(own.has_value());
    auto texts = open_details(vault, "person_details", row, &*own);
    return Current{std::move(row), std::move(texts)};
}

DetailsId id_of(std::string_view text)
{
    const auto id = DetailsId::parse(text);
    CHECK(id.has_value());
    return *id;
}

/// The texts as a version of their own, in place of the row that they came from.
DetailsId write(const Vault& vault, storage::UnitOfWork& work, PersonId person,
                const Current& standing, DetailsChange why)
{
    const auto id = work.new_id<DetailsId>();
    auto row = storage::fact_columns(work, id.text(), name_of(why));
    storage::set(row, "supersedes", standing.row.row_id);
    row.push_back({"person_id", person.text()});
    const auto persons = vault.unwrap(standing.row.key);
    const auto own = vault.key_for(work, subject_of_row(id.text()), details_class);
    seal_details({vault, persons, "person_details", id.text(), &own}, standing.texts, work.random(),
                 row);
    work.append(details_table, row, name_of(why));
    return id;
}

} // namespace details_store

std::string_view name_of(DetailsChange change)
{
    return words_of(details_store::changes, change).name;
}

std::optional<DetailsChange> details_change_named(std::string_view name)
{
    return value_named(details_store::changes, name);
}

std::string_view code(DetailsRefusal refusal)
{
    switch (refusal) {
    case DetailsRefusal::no_such_person:
        return "no_such_person";
    case DetailsRefusal::erased:
        return "erased";
    case DetailsRefusal::number_is_taken:
        return "number_is_taken";
    case DetailsRefusal::nothing_changed:
        break;
    }
    return "nothing_changed";
}

Result<DetailsId, DetailsRefusal> DetailsStore::replace(storage::UnitOfWork& work, PersonId person,
                                                        const Details& now, DetailsChange why) const
{
    auto standing = TRY(details_store::current(vault_, work, person));
    auto texts = texts_of(now);
    if (standing.texts == texts) return refuse(DetailsRefusal::nothing_changed);
    if (!details_store::index_anew(vault_, work, person, now)) {
        work.abandon(); // the old index must not stay half replaced
        return refuse(DetailsRefusal::number_is_taken);
    }
    standing.texts = std::move(texts);
    return details_store::write(vault_, work, person, standing, why);
}

Result<DetailsId, DetailsRefusal> DetailsStore::set_birth_date(storage::UnitOfWork& work,
                                                               PersonId person, LocalDate birth,
                                                               DetailsChange why) const
{
    auto standing = TRY(details_store::current(vault_, work, person));
    auto& text = standing.texts[birth_date_column];
    if (text == birth.iso()) return refuse(DetailsRefusal::nothing_changed);
    text = birth.iso();
    details_store::index_birth_anew(vault_, work, person, view_of(standing.texts));
    return details_store::write(vault_, work, person, standing, why);
}

std::vector<EarlierDetails> DetailsStore::earlier(storage::UnitOfWork& work, PersonId person) const
{
    using namespace details_store;
    const storage::Binds who{{"person", person.text()}};
    const auto sealed = fetch_details(work, find_replaced, who);
    std::vector<EarlierDetails> all;
    for (const auto& [id, at, actor, reason] :
         work.sql().rows<std::string, std::int64_t, std::string, std::string>(list_replacing,
                                                                              who)) {
        const auto row = std::ranges::find(sealed, id, &SealedDetails::row_id);
        if (row == sealed.end()) continue;
        EarlierDetails version{.id = id_of(id),
                               .replaced_at = Instant::from_micros(at),
                               .replaced_by = actor,
                               .why = details_change_named(reason).value()};
        if (const auto own = vault_.find_key(work, subject_of_row(id), details_class))
            version.said = view_of(open_details(vault_, "person_details", *row, &*own));
        all.push_back(std::move(version));
    }
    return all;
}

bool DetailsStore::destroy(storage::UnitOfWork& work, PersonId person, DetailsId version,
                           std::string_view reason) const
{
    const auto all = earlier(work, person);
    const auto found = std::ranges::find(all, version, &EarlierDetails::id);
    if (found == all.end() || found->why != DetailsChange::entered_in_error) return false;
    const auto subject = subject_of_row(version.text());
    if (!vault_.destroy_key(work, subject, details_class)) return false;
    auto row = storage::fact_columns(work, work.new_id<Id<struct ErasureTag>>().text(), reason);
    row.push_back({"subject_id", subject.id()});
    row.push_back({"key_class", name_of(details_class)});
    work.append(erasure_table, row, reason);
    storage::erase_openings(work, {"person_details", version.text()}, reason);
    return true;
}

} // namespace evenhand::identity
