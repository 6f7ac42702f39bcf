#pragma once

#include "crypto/hash.hpp"
#include "crypto/secret.hpp"

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace evenhand::sealed {

// The keys of one epoch of rct/1 (docs/methods/rct-1.md, "Keys"): out of the parties' contributions
// and the hash of the frozen spec, so that nobody could choose the sequence who did not know every
// contribution, and nobody can change the spec afterwards.

/// 32 public bytes: a nonce that hides the spec behind its hash, or the value of a random beacon.
using Public32 = std::array<std::uint8_t, 32>;

/// Nothing unless the text is exactly 64 hexadecimal digits.
std::optional<Public32> public32_from_hex(std::string_view hex);

/// What one party put in: 32 bytes nobody else knew.
struct Contribution
{
    std::string party; ///< as its commitment names it
    crypto::SecretKey bytes;
};

/// What a party publishes before anyone's contribution is known: SHA-256("rct-commit/1\n" |
/// lp(trial) | lp(party) | bytes).
crypto::Hash256 commitment(std::string_view trial, const Contribution& contribution);

/// What a party put in for one epoch of its ceremony: HMAC(bytes, "rct-epoch/1" | epoch). So nobody
/// comes together again when a stratum fills up, and no two epochs have one key.
Contribution epoch_contribution(const Contribution& contribution, std::uint32_t epoch);

/// What names a ceremony by what its parties committed to: SHA-256("rct-ceremony/1\n" | lp(party) |
/// commitment | …), in the order of the parties' names.
crypto::Hash256 ceremony_digest(const std::map<std::string, crypto::Hash256>& commitments);

/// H_spec: SHA-256("rct-spec/1\n" | nonce | canonical spec).
crypto::Hash256 spec_hash(const Public32& nonce, std::string_view canonical_spec);

/// One key decides the arms, the other hides them behind their leaves. Cannot be copied or printed.
class EpochKeys
{
public:
    /// The contributions may come in any order; they are joined in the order of the parties' names.
    /// CHECKs that there is at least one and that no party stands twice. Without a beacon 32 zero
    /// bytes stand in its place.
    static EpochKeys derive(std::span<const Contribution> contributions,
                            const std::optional<Public32>& beacon, const crypto::Hash256& spec);

    [[nodiscard]] const crypto::SecretKey& permutation() const { return permutation_; } ///< K_perm
    [[nodiscard]] const crypto::SecretKey& salt() const { return salt_; }               ///< K_salt

private:
    EpochKeys(crypto::SecretKey permutation, crypto::SecretKey salt);

    crypto::SecretKey permutation_;
    crypto::SecretKey salt_;
};

} // namespace evenhand::sealed
