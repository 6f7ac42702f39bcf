#include "randomisation/sealed/keys.hpp"

#include "core/check.hpp"
#include "core/secret.hpp"
#include "crypto/canonical.hpp"

#include <algorithm>

namespace evenhand::sealed {

namespace epoch_keys {

using crypto::Hash256;
using crypto::SecretKey;

/// HMAC whose result is itself a key: no copy of it is left outside locked memory.
SecretKey key_from(ByteView key, ByteView message)
{
    return SecretKey::filled_by([&](std::span<std::uint8_t> out) {
        Hash256 mac = crypto::hmac_sha256(key, message);
        std::ranges::copy(mac.bytes(), out.begin());
        wipe(&mac, sizeof mac);
    });
}

/// Every contribution, in the order of the parties' names as bytes.
Secret<Bytes> joined(std::span<const Contribution> contributions)
{
    std::vector<const Contribution*> in_order;
    for (const Contribution& contribution : contributions)
        in_order.push_back(&contribution);
    std::ranges::sort(in_order, {}, &Contribution::party);
    const auto twice = std::ranges::adjacent_find(in_order, {}, &Contribution::party);
    CHECK(!in_order.empty() && twice == in_order.end());
    Bytes bytes;
    bytes.reserve(in_order.size() * SecretKey::size); // so that no half of it is left behind
    for (const Contribution* contribution : in_order) {
        const auto part = contribution->bytes.bytes();
        bytes.insert(bytes.end(), part.begin(), part.end());
    }
    return Secret<Bytes>(std::move(bytes));
}

} // namespace epoch_keys

std::optional<Public32> public32_from_hex(std::string_view hex)
{
    const auto bytes = from_hex(hex);
    if (!bytes || bytes->size() != Public32{}.size()) return std::nullopt;
    Public32 value{};
    std::ranges::copy(*bytes, value.begin());
    return value;
}

crypto::Hash256 commitment(std::string_view trial, const Contribution& contribution)
{
    const Bytes names = crypto::lp(trial, std::string_view(contribution.party));
    return crypto::Sha256()
        .add(as_bytes("rct-commit/1\n"))
        .add(names)
        .add(contribution.bytes.bytes())
        .finish();
}

Contribution epoch_contribution(const Contribution& contribution, std::uint32_t epoch)
{
    crypto::CanonicalWriter message;
    message.fixed(as_bytes("rct-epoch/1")).u32(epoch);
    return {.party = contribution.party,
            .bytes = epoch_keys::key_from(contribution.bytes.bytes(), message.bytes())};
}

crypto::Hash256 ceremony_digest(const std::map<std::string, crypto::Hash256>& commitments)
{
    crypto::Sha256 hash;
    hash.add(as_bytes("rct-ceremony/1\n"));
    for (const auto& [party, commitment] : commitments)
        hash.add(crypto::lp(std::string_view(party))).add(commitment.bytes());
    return hash.finish();
}

crypto::Hash256 spec_hash(const Public32& nonce, std::string_view canonical_spec)
{
    return crypto::Sha256()
        .add(as_bytes("rct-spec/1\n"))
        .add(nonce)
        .add(as_bytes(canonical_spec))
        .finish();
}

EpochKeys EpochKeys::derive(std::span<const Contribution> contributions,
                            const std::optional<Public32>& beacon, const crypto::Hash256& spec)
{
    const Secret<Bytes> secret = epoch_keys::joined(contributions);
    const Public32 salt = beacon.value_or(Public32{});
    const crypto::SecretKey extracted = epoch_keys::key_from(salt, secret.reveal_bytes());
    crypto::CanonicalWriter label;
    label.fixed(as_bytes("rct-master/1")).fixed(spec.bytes()).u8(1);
    const crypto::SecretKey master = epoch_keys::key_from(extracted.bytes(), label.bytes());
    return {epoch_keys::key_from(master.bytes(), as_bytes("perm/1")),
            epoch_keys::key_from(master.bytes(), as_bytes("salt/1"))};
}

EpochKeys::EpochKeys(crypto::SecretKey permutation, crypto::SecretKey salt)
    : permutation_(std::move(permutation)), salt_(std::move(salt))
{
}

} // namespace evenhand::sealed
