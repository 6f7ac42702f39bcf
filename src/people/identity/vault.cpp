#include "people/identity/vault.hpp"

#include "crypto/hash.hpp"

#include <fmt/format.h>

namespace evenhand::identity {
namespace vault_rules {

crypto::KeyPurpose purpose_of(IndexKind kind)
{
    switch (kind) {
    case IndexKind::nhs_number:
        return crypto::KeyPurpose::index_nhs_number;
    case IndexKind::email:
        return crypto::KeyPurpose::index_email;
    case IndexKind::phone:
        return crypto::KeyPurpose::index_phone;
    case IndexKind::name_birth:
        return crypto::KeyPurpose::index_name_birth;
    }
    CHECK(false);
}

std::string index_hash(const crypto::SecretKey& key, std::string_view normalised)
{
    constexpr std::size_t index_bytes = 16;
    const auto hash = crypto::hmac_sha256(key, normalised);
    return to_hex(hash.bytes().first<index_bytes>());
}

crypto::SealContext context(const Place& place, std::uint32_t key_version)
{
    return {place.table, place.column, place.row, key_version};
}

} // namespace vault_rules

std::string_view name_of(KeyClass key_class)
{
    switch (key_class) {
    case KeyClass::contact:
        return "contact";
    case KeyClass::casework:
        return "casework";
    case KeyClass::research:
        return "research";
    case KeyClass::linkage:
        return "linkage";
    }
    CHECK(false);
}

std::string Vault::seal(const ClassKey& key, const Place& place, std::string_view text,
                        RandomSource& random) const
{
    return crypto::seal(key.key_, vault_rules::context(place, key.version_), text, random);
}

crypto::Opened Vault::open(const ClassKey& key, const Place& place, std::string_view sealed) const
{
    auto opened = crypto::open(key.key_, vault_rules::context(place, key.version_), sealed);
    if (!opened) {
        throw TamperedText(fmt::format("a sealed text does not open: {}.{}, row {}", place.table,
                                       place.column, place.row));
    }
    return *std::move(opened);
}

ClassKey Vault::unwrap(const WrappedKey& row) const
{
    const crypto::WrapContext place{row.subject_id, name_of(row.key_class), row.master_version};
    auto key = crypto::unwrap_key(keys_.key(crypto::KeyPurpose::master), place, row.wrapped);
    if (!key) {
        throw TamperedText(fmt::format("a wrapped key does not open: class {}, subject {}",
                                       name_of(row.key_class), row.subject_id));
    }
    return ClassKey(*std::move(key), row.key_version);
}

std::string Vault::index_value(const IndexText& text) const
{
    return vault_rules::index_hash(keys_.key(vault_rules::purpose_of(text.kind)), text.normalised);
}

std::string Vault::index_value(const NiNumber& number) const
{
    return vault_rules::index_hash(keys_.key(crypto::KeyPurpose::index_ni_number), number.reveal());
}

} // namespace evenhand::identity
