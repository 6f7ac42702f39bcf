#pragma once

#include "core/encoding.hpp"
#include "core/secret.hpp"
#include "crypto/secret.hpp"

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace evenhand::crypto {

/// 32 bytes that SHA-256 or HMAC-SHA256 gave. Not a secret: comparing two is not constant in time,
/// so a value that an outsider tries to guess is compared with equal_in_constant_time.
class Hash256
{
public:
    static constexpr std::size_t size = 32;

    /// All zero: what stands before the first leaf of a chain.
    constexpr Hash256() = default;
    explicit constexpr Hash256(const std::array<std::uint8_t, size>& bytes) : bytes_(bytes) {}
    /// Nothing unless there are exactly 32 bytes.
    static std::optional<Hash256> from_bytes(ByteView bytes);
    /// Nothing unless the text is exactly 64 lower-case hexadecimal digits.
    static std::optional<Hash256> parse(std::string_view hex);

    /// 64 lower-case hexadecimal digits.
    [[nodiscard]] std::string text() const { return to_hex(bytes_); }
    [[nodiscard]] std::span<const std::uint8_t, size> bytes() const { return bytes_; }

    friend auto operator<=>(const Hash256&, const Hash256&) = default;

private:
    std::array<std::uint8_t, size> bytes_{};
};

/// SHA-256 (FIPS 180-4).
Hash256 sha256(ByteView message);
Hash256 sha256(std::string_view message);

/// SHA-256 of what is added, in order, without joining it in memory first.
class Sha256
{
public:
    Sha256();
    Sha256& add(ByteView bytes);
    Sha256& add(std::uint8_t byte) { return add(ByteView(&byte, 1)); }
    /// Call once; then the object is spent.
    [[nodiscard]] Hash256 finish();

private:
    alignas(8) std::array<std::uint8_t, 104> state_; // libsodium's state, checked in hash.cpp
};

/// HMAC-SHA256 (RFC 2104). A message of several fields is joined by lp() or a CanonicalWriter
/// first, so that no two lists of fields give the same bytes.
Hash256 hmac_sha256(const SecretKey& key, ByteView message);
Hash256 hmac_sha256(const SecretKey& key, std::string_view message);
/// With a key that is no secret key, such as the salt of a commitment: any length.
Hash256 hmac_sha256(ByteView key, ByteView message);

using evenhand::equal_in_constant_time;
/// True if both are equal. Takes the same time whatever they hold; only the lengths may show.
bool equal_in_constant_time(std::string_view one, std::string_view other);

struct HkdfInput
{
    ByteView secret;
    ByteView salt; ///< may be empty
    ByteView info;
};

/// HKDF-SHA256 (RFC 5869): fills `out`, at most 8160 bytes.
void hkdf_sha256(const HkdfInput& input, std::span<std::uint8_t> out);

/// A key for one purpose out of a master key. The label names purpose and version
/// ("session/1"): another label gives an unrelated key.
SecretKey derive(const SecretKey& master, std::string_view label);

} // namespace evenhand::crypto
