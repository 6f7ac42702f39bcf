#include "people/identity/vault.hpp"

#include "storage/connection.hpp"

#include <tuple>

namespace evenhand::identity {
namespace vault_store {

using storage::Statement;

constexpr Statement find_key{
    "subject_key.find",
    "SELECT wrapped_key, key_version, master_version, destroyed_at FROM subject_key "
    "WHERE subject_id = :subject AND key_class = :class"};

// The ids come as one JSON list, so that a page of fifty is one statement on both engines.
constexpr Statement find_of_list{
    "subject_key.find_of_list",
    "SELECT subject_id, wrapped_key, key_version, master_version FROM subject_key "
    "WHERE key_class = :class AND destroyed_at IS NULL "
    "AND subject_id IN (SELECT value FROM json_each(:ids))",
    "SELECT subject_id, wrapped_key, key_version, master_version FROM subject_key "
    "WHERE key_class = :class AND destroyed_at IS NULL "
    "AND subject_id IN (SELECT jsonb_array_elements_text(CAST(:ids AS jsonb)))"};

// Two units of work may both find no key; only one of them makes it, and both then use that one.
constexpr Statement add_key{
    "subject_key.add",
    "INSERT INTO subject_key (subject_id, key_class, wrapped_key, key_version, master_version, "
    "made_at, destroyed_at) VALUES (:subject, :class, :wrapped, :version, :master, :made, NULL) "
    "ON CONFLICT (subject_id, key_class) DO NOTHING"};

// The row stays as a tombstone, so that no second key is made for what was erased.
constexpr Statement destroy_key{
    "subject_key.destroy",
    "UPDATE subject_key SET wrapped_key = '', destroyed_at = :now "
    "WHERE subject_id = :subject AND key_class = :class AND destroyed_at IS NULL"};

constexpr Statement count_destroyed{"subject_key.count_destroyed",
                                    "SELECT count(*) FROM subject_key WHERE subject_id = :subject "
                                    "AND destroyed_at IS NOT NULL"};

constexpr std::uint32_t key_version = 1;
constexpr std::uint32_t master_version = 1;

struct KeyRow
{
    std::optional<Vault::WrappedKey> live; ///< nothing: destroyed
};

std::optional<KeyRow> find_row(storage::UnitOfWork& work, const Subject& subject,
                               KeyClass key_class)
{
    const auto row =
        work.sql().row<std::string, std::int64_t, std::int64_t, std::optional<std::int64_t>>(
            find_key, {{"subject", subject.id()}, {"class", name_of(key_class)}});
    if (!row) return std::nullopt;
    const auto& [wrapped, version, master, destroyed] = *row;
    if (destroyed) return KeyRow{};
    return KeyRow{Vault::WrappedKey{subject.id(), key_class, wrapped,
                                    static_cast<std::uint32_t>(version),
                                    static_cast<std::uint32_t>(master)}};
}

} // namespace vault_store

std::optional<ClassKey> Vault::find_key(storage::UnitOfWork& work, const Subject& subject,
                                        KeyClass key_class) const
{
    const auto row = vault_store::find_row(work, subject, key_class);
    if (!row || !row->live) return std::nullopt;
    return unwrap(*row->live);
}

std::map<ClaimId, ClassKey> Vault::find_keys(storage::UnitOfWork& work,
                                             std::span<const ClaimId> claims,
                                             KeyClass key_class) const
{
    CHECK(claims.size() <= 100);
    std::string list = "[";
    for (const ClaimId& claim : claims)
        list += (list.size() > 1 ? ",\"" : "\"") + claim.text() + '"';
    std::map<ClaimId, ClassKey> keys;
    for (const auto& [id, wrapped, version, master] :
         work.sql().rows<std::string, std::string, std::int64_t, std::int64_t>(
             vault_store::find_of_list, {{"class", name_of(key_class)}, {"ids", list + "]"}})) {
        const auto claim = ClaimId::parse(id);
        CHECK(claim.has_value());
        keys.emplace(*claim, unwrap({id, key_class, wrapped, static_cast<std::uint32_t>(version),
                                     static_cast<std::uint32_t>(master)}));
    }
    return keys;
}

bool Vault::was_destroyed(storage::UnitOfWork& work, const Subject& subject,
                          KeyClass key_class) const
{
    const auto row = vault_store::find_row(work, subject, key_class);
    return row && !row->live;
}

ClassKey Vault::key_for(storage::UnitOfWork& work, const Subject& subject, KeyClass key_class) const
{
    auto row = vault_store::find_row(work, subject, key_class);
    if (!row) {
        const auto key = crypto::SecretKey::random(work.random());
        const crypto::WrapContext place{subject.id(), name_of(key_class),
                                        vault_store::master_version};
        work.sql().execute(vault_store::add_key,
                           {{"subject", subject.id()},
                            {"class", name_of(key_class)},
                            {"wrapped", crypto::wrap_key(keys_.key(crypto::KeyPurpose::master),
                                                         place, key, work.random())},
                            {"version", vault_store::key_version},
                            {"master", vault_store::master_version},
                            {"made", work.now().micros()}});
        row = vault_store::find_row(work, subject, key_class);
        CHECK(row.has_value());
    }
    CHECK(row->live.has_value()); // an erased class is never written to again
    return unwrap(*row->live);
}

bool Vault::destroy_key(storage::UnitOfWork& work, const Subject& subject, KeyClass key_class) const
{
    return work.sql().execute(vault_store::destroy_key, {{"subject", subject.id()},
                                                         {"class", name_of(key_class)},
                                                         {"now", work.now().micros()}}) == 1;
}

bool Vault::any_erased(storage::UnitOfWork& work, const Subject& subject) const
{
    return work.sql().one<std::int64_t>(vault_store::count_destroyed,
                                        {{"subject", subject.id()}}) != 0;
}

} // namespace evenhand::identity
