#pragma once

#include "core/random_source.hpp"
#include "core/time.hpp"
#include "crypto/hash.hpp"
#include "crypto/mode.hpp"
#include "crypto/secret.hpp"
#include "crypto/signing.hpp"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace evenhand::crypto {

/// One key, one purpose (security 4.5). A new purpose is added at the end of key_purposes.
enum class KeyPurpose {
    master,           ///< wraps the class keys of people (key-encryption key)
    index_nhs_number, ///< keyed look-up of NHS numbers; each index has a key of its own
    index_ni_number,
    index_email,
    index_phone,
    index_name_birth, ///< name together with birth date
    session,          ///< pepper of stored session ids
    password,         ///< seals password hashes, one-time-code secrets, recovery codes (sub-keys)
    csrf,
    audit_signing,      ///< Ed25519 seed of the log
    audit_sealing,      ///< before and after of leaves, until erased
    row_binding,        ///< keyed digest of a fact's row with its place in the log
    draft_sealing,      ///< drafts that are nobody's yet
    journey,            ///< ids of journeys before sign-in; idempotency digests
    allocation_seed,    ///< the platform's contribution to the sequence; the allocator's alone
    allocation_binding, ///< binds a person to a position without naming them to the allocator
};

inline constexpr std::array key_purposes{
    KeyPurpose::master,
    KeyPurpose::index_nhs_number,
    KeyPurpose::index_ni_number,
    KeyPurpose::index_email,
    KeyPurpose::index_phone,
    KeyPurpose::index_name_birth,
    KeyPurpose::session,
    KeyPurpose::password,
    KeyPurpose::csrf,
    KeyPurpose::audit_signing,
    KeyPurpose::audit_sealing,
    KeyPurpose::row_binding,
    KeyPurpose::draft_sealing,
    KeyPurpose::journey,
    KeyPurpose::allocation_seed,
    KeyPurpose::allocation_binding,
};

/// As the purpose is written in the keys file and in the database: "index-nhs-number".
std::string_view name_of(KeyPurpose purpose);

/// Every key of one installation. Made once by `evenhand init`, kept in a file outside the database
/// and its backups (key_file.hpp). Cannot be copied or printed.
class Keys
{
public:
    /// Independent random keys.
    static Keys random(Mode mode, Instant created, RandomSource& source);
    /// Keys that anyone who has the seed can make again; their mode is always demo.
    static Keys for_demo(std::uint64_t seed, Instant created);
    /// Keys read from a file, one for each purpose in the order of key_purposes. CHECKs the number.
    static Keys assembled(Mode mode, Instant created, std::vector<SecretKey> in_order);

    [[nodiscard]] Mode mode() const { return mode_; }
    [[nodiscard]] Instant created() const { return created_; }
    [[nodiscard]] const SecretKey& key(KeyPurpose purpose) const;
    /// A sub-key; the label names its use and version: "recovery-code/1".
    [[nodiscard]] SecretKey derived(KeyPurpose purpose, std::string_view label) const;
    [[nodiscard]] SigningKey audit_signing_key() const;

    /// What the database keeps to notice a wrong keys file: 32 hexadecimal digits of a keyed hash
    /// of purpose and mode. Tells nothing of the key.
    [[nodiscard]] std::string fingerprint(KeyPurpose purpose) const;

private:
    Keys(Mode mode, Instant created, std::vector<SecretKey> keys);

    Mode mode_;
    Instant created_;
    std::vector<SecretKey> keys_; // in the order of key_purposes
};

} // namespace evenhand::crypto
