#pragma once

#include "core/random_source.hpp"
#include "core/time.hpp"
#include "crypto/hash.hpp"
#include "crypto/mode.hpp"
#include "crypto/secret.hpp"
#include "crypto/signing.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace evenhand::crypto {

/// One key, one purpose (security 4.5). A new purpose is added at the end of its ring.
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
    allocation_binding, ///< binds a person to a position without naming them to the allocator
    allocation_seed,    ///< the platform's contribution, and what seals the others; the allocator's
};

/// Whose keys they are. The allocator's are in a file of their own (ADR 0022): whoever has those of
/// the server cannot tell who gets which arm.
enum class KeyRing { server, allocator };

/// What a ring holds, in the order of its file. The first key binds the file.
std::span<const KeyPurpose> purposes_of(KeyRing ring);

/// As the purpose is written in the keys file and in the database: "index-nhs-number".
std::string_view name_of(KeyPurpose purpose);

/// Every key of one ring of one installation. Made once by `evenhand init`, kept in a file outside
/// the database and its backups (key_file.hpp). Cannot be copied or printed.
class Keys
{
public:
    /// Independent random keys.
    static Keys random(Mode mode, Instant created, RandomSource& source,
                       KeyRing ring = KeyRing::server);
    /// Keys that anyone who has the seed can make again; their mode is always demo.
    static Keys for_demo(std::uint64_t seed, Instant created, KeyRing ring = KeyRing::server);
    /// Keys read from a file, one for each purpose in the order of the ring. CHECKs the number.
    static Keys assembled(KeyRing ring, Mode mode, Instant created,
                          std::vector<SecretKey> in_order);

    [[nodiscard]] KeyRing ring() const { return ring_; }
    [[nodiscard]] Mode mode() const { return mode_; }
    [[nodiscard]] Instant created() const { return created_; }
    /// CHECKs that the ring holds it.
    [[nodiscard]] const SecretKey& key(KeyPurpose purpose) const;
    /// A sub-key; the label names its use and version: "recovery-code/1".
    [[nodiscard]] SecretKey derived(KeyPurpose purpose, std::string_view label) const;
    [[nodiscard]] SigningKey audit_signing_key() const;

    /// What the database keeps to notice a wrong keys file: 32 hexadecimal digits of a keyed hash
    /// of purpose and mode. Tells nothing of the key.
    [[nodiscard]] std::string fingerprint(KeyPurpose purpose) const;

private:
    Keys(KeyRing ring, Mode mode, Instant created, std::vector<SecretKey> keys);

    KeyRing ring_;
    Mode mode_;
    Instant created_;
    std::vector<SecretKey> keys_; // in the order of the ring
};

/// Both rings of one installation, where one process has them.
struct KeyRings
{
    const Keys& server;
    const Keys& allocator;
};

} // namespace evenhand::crypto
