#include "crypto/keys.hpp"

#include "core/check.hpp"
#include "crypto/canonical.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace evenhand::crypto {

namespace keys {

constexpr std::size_t fingerprint_size = 16;

constexpr std::array servers{
    KeyPurpose::master,        KeyPurpose::index_nhs_number, KeyPurpose::index_ni_number,
    KeyPurpose::index_email,   KeyPurpose::index_phone,      KeyPurpose::index_name_birth,
    KeyPurpose::session,       KeyPurpose::password,         KeyPurpose::csrf,
    KeyPurpose::audit_signing, KeyPurpose::audit_sealing,    KeyPurpose::row_binding,
    KeyPurpose::draft_sealing, KeyPurpose::journey,          KeyPurpose::allocation_binding,
};
constexpr std::array allocators{KeyPurpose::allocation_seed};

} // namespace keys

std::span<const KeyPurpose> purposes_of(KeyRing ring)
{
    switch (ring) {
    case KeyRing::server:
        return keys::servers;
    case KeyRing::allocator:
        return keys::allocators;
    }
    CHECK(!"a ring outside the enum");
    return {};
}

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
    case KeyPurpose::allocation_binding:
        return "allocation-binding";
    case KeyPurpose::allocation_seed:
        return "allocation-seed";
    }
    CHECK(!"a purpose outside the enum");
    return {};
}

Keys::Keys(KeyRing ring, Mode mode, Instant created, std::vector<SecretKey> keys)
    : ring_(ring), mode_(mode), created_(created), keys_(std::move(keys))
{
    CHECK(keys_.size() == purposes_of(ring).size());
}

Keys Keys::random(Mode mode, Instant created, RandomSource& source, KeyRing ring)
{
    std::vector<SecretKey> keys;
    for (std::size_t i = 0; i < purposes_of(ring).size(); ++i)
        keys.push_back(SecretKey::random(source));
    return {ring, mode, created, std::move(keys)};
}

Keys Keys::for_demo(std::uint64_t seed, Instant created, KeyRing ring)
{
    const Bytes root = CanonicalWriter().field("demo-keys/1").u64(seed).bytes();
    std::vector<SecretKey> keys;
    for (const KeyPurpose purpose : purposes_of(ring))
        keys.push_back(SecretKey::filled_by([&](std::span<std::uint8_t> out) {
            hkdf_sha256({.secret = root, .salt = {}, .info = as_bytes(name_of(purpose))}, out);
        }));
    return {ring, Mode::demo, created, std::move(keys)};
}

Keys Keys::assembled(KeyRing ring, Mode mode, Instant created, std::vector<SecretKey> in_order)
{
    return {ring, mode, created, std::move(in_order)};
}

const SecretKey& Keys::key(KeyPurpose purpose) const
{
    const auto all = purposes_of(ring_);
    const auto found = std::ranges::find(all, purpose);
    CHECK(found != all.end());
    return keys_[static_cast<std::size_t>(found - all.begin())];
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
