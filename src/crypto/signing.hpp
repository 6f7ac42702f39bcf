#pragma once

#include "core/encoding.hpp"
#include "core/random_source.hpp"
#include "crypto/secret.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <span>

namespace evenhand::crypto {

/// An Ed25519 public key (RFC 8032).
class PublicKey
{
public:
    static constexpr std::size_t size = 32;
    /// Nothing unless there are exactly 32 bytes.
    static std::optional<PublicKey> from_bytes(ByteView bytes);
    [[nodiscard]] std::span<const std::uint8_t, size> bytes() const { return bytes_; }
    friend bool operator==(const PublicKey&, const PublicKey&) = default;

private:
    std::array<std::uint8_t, size> bytes_{};
};

/// An Ed25519 signature, 64 bytes.
using Signature = std::array<std::uint8_t, 64>;

/// An Ed25519 key pair, made from a 32-byte seed. Signing is deterministic.
class SigningKey
{
public:
    static SigningKey from_seed(const SecretKey& seed);
    [[nodiscard]] const PublicKey& public_key() const { return public_key_; }
    [[nodiscard]] Signature sign(ByteView message) const;

private:
    using Expanded = SecretBytes<struct ExpandedSigningKeyKind, 64>;
    SigningKey(Expanded expanded, const PublicKey& public_key);

    Expanded expanded_;
    PublicKey public_key_;
};

/// Whether the signature is this key's on exactly this message. Small-order keys and non-canonical
/// signatures are refused, as libsodium does.
bool verify(const PublicKey& key, ByteView message, ByteView signature);

} // namespace evenhand::crypto
