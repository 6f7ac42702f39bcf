#include "crypto/keys.hpp"

#include "core/check.hpp"
#include "crypto/canonical.hpp"

#include <algorithm>
#include <utility>

namespace evenhand::crypto {

namespace keys {

constexpr std::size_t fingerprint_size = 16;

std::size_t place_of(KeyPurpose purpose)
{
    const auto* const found = std::find(key_purposes.begin(), key_purposes.end(), purpose);
    CHECK(found != key_purposes.end());
    return static_cast<std::size_t>(found - key_purposes.begin());
}

} // namespace keys

std::string_view name_of(KeyPurpose purpose)
{
    switch (purpose) {
    case KeyPurpose::master:
        return "master";
    case KeyPurpose::index_nhs_number:
        return "index-nhs-number";
    case KeyPurpose::index_ni_number:
        return "index-ni-number";
    case KeyPurpose::index_email:
        return "index-email";
    case KeyPurpose::index_phone:
        return "index-phone";
    case KeyPurpose::index_name_birth:
        return "index-name-birth";
    case KeyPurpose::session:
        return "session";
    case KeyPurpose::password:
        return "password";
    case KeyPurpose::csrf:
        return "csrf";
    case KeyPurpose::audit_signing:
        return "audit-signing";
    case KeyPurpose::audit_sealing:
        return "audit-sealing";
    case KeyPurpose::row_binding:
        return "row-binding";
    case KeyPurpose::draft_sealing:
        return "draft-sealing";
    case KeyPurpose::journey:
        return "journey";
    case KeyPurpose::allocation_seed:
        return "allocation-seed";
    case KeyPurpose::allocation_binding:
        return "allocation-binding";
    }
    CHECK(!"a purpose outside the enum");
    return {};
}

Keys::Keys(Mode mode, Instant created, std::vector<SecretKey> keys)
    : mode_(mode), created_(created), keys_(std::move(keys))
{
    CHECK(keys_.size() == key_purposes.size());
}

Keys Keys::random(Mode mode, Instant created, RandomSource& source)
{
    std::vector<SecretKey> keys;
    for (std::size_t i = 0; i < key_purposes.size(); ++i)
        keys.push_back(SecretKey::random(source));
    return {mode, created, std::move(keys)};
}

Keys Keys::for_demo(std::uint64_t seed, Instant created)
{
    const Bytes root = CanonicalWriter().field("demo-keys/1").u64(seed).bytes();
    std::vector<SecretKey> keys;
    for (const KeyPurpose purpose : key_purposes)
        keys.push_back(SecretKey::filled_by([&](std::span<std::uint8_t> out) {
            hkdf_sha256({.secret = root, .salt = {}, .info = as_bytes(name_of(purpose))}, out);
        }));
    return {Mode::demo, created, std::move(keys)};
}

Keys Keys::assembled(Mode mode, Instant created, std::vector<SecretKey> in_order)
{
    return {mode, created, std::move(in_order)};
}

const SecretKey& Keys::key(KeyPurpose purpose) const
{
    return keys_[keys::place_of(purpose)];
}

SecretKey Keys::derived(KeyPurpose purpose, std::string_view label) const
{
    return derive(key(purpose), label);
}

SigningKey Keys::audit_signing_key() const
{
    return SigningKey::from_seed(key(KeyPurpose::audit_signing));
}

std::string Keys::fingerprint(KeyPurpose purpose) const
{
    const Hash256 hash =
        hmac_sha256(key(purpose), lp("fingerprint/1", name_of(purpose), name_of(mode_)));
    return to_hex(hash.bytes().first(keys::fingerprint_size));
}

} // namespace evenhand::crypto
