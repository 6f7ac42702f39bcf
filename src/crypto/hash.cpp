#include "crypto/hash.hpp"

#include "core/check.hpp"

#include <sodium.h>

#include <algorithm>

namespace evenhand::crypto {

namespace hash {

static_assert(crypto_hash_sha256_BYTES == Hash256::size);
static_assert(crypto_auth_hmacsha256_BYTES == Hash256::size);

Hash256 hmac(ByteView key, std::initializer_list<ByteView> parts)
{
    crypto_auth_hmacsha256_state state;
    // An empty key is all zeros (RFC 5869 2.2 without a salt), but libsodium forbids its null
    // pointer.
    constexpr std::uint8_t nothing = 0;
    crypto_auth_hmacsha256_init(&state, key.empty() ? &nothing : key.data(), key.size());
    for (const ByteView part : parts)
        crypto_auth_hmacsha256_update(&state, part.data(), part.size());
    std::array<std::uint8_t, Hash256::size> out{};
    crypto_auth_hmacsha256_final(&state, out.data());
    sodium_memzero(&state, sizeof state);
    return Hash256(out);
}

} // namespace hash

std::optional<Hash256> Hash256::from_bytes(ByteView bytes)
{
    if (bytes.size() != size) return std::nullopt;
    Hash256 value;
    std::copy(bytes.begin(), bytes.end(), value.bytes_.begin());
    return value;
}

std::optional<Hash256> Hash256::parse(std::string_view hex)
{
    const auto bytes = from_hex(hex);
    if (!bytes) return std::nullopt;
    const auto value = from_bytes(*bytes);
    if (!value || value->text() != hex) return std::nullopt; // upper case is another spelling
    return value;
}

Hash256 sha256(ByteView message)
{
    std::array<std::uint8_t, Hash256::size> out{};
    crypto_hash_sha256(out.data(), message.data(), message.size());
    return Hash256(out);
}

Hash256 sha256(std::string_view message)
{
    return sha256(as_bytes(message));
}

Sha256::Sha256()
{
    static_assert(sizeof(crypto_hash_sha256_state) == sizeof(state_));
    static_assert(alignof(crypto_hash_sha256_state) <= 8);
    crypto_hash_sha256_init(reinterpret_cast<crypto_hash_sha256_state*>(state_.data()));
}

Sha256& Sha256::add(ByteView bytes)
{
    crypto_hash_sha256_update(reinterpret_cast<crypto_hash_sha256_state*>(state_.data()),
                              bytes.data(), bytes.size());
    return *this;
}

Hash256 Sha256::finish()
{
    std::array<std::uint8_t, Hash256::size> out{};
    crypto_hash_sha256_final(reinterpret_cast<crypto_hash_sha256_state*>(state_.data()),
                             out.data());
    return Hash256(out);
}

Hash256 hmac_sha256(const SecretKey& key, ByteView message)
{
    return hash::hmac(key.bytes(), {message});
}

Hash256 hmac_sha256(const SecretKey& key, std::string_view message)
{
    return hash::hmac(key.bytes(), {as_bytes(message)});
}

Hash256 hmac_sha256(ByteView key, ByteView message)
{
    return hash::hmac(key, {message});
}

bool equal_in_constant_time(std::string_view one, std::string_view other)
{
    return equal_in_constant_time(as_bytes(one), as_bytes(other));
}

// libsodium 1.0.18 has no HKDF yet, and OpenSSL's would copy the key through its own allocator;
// over HMAC the RFC's two steps are this.
void hkdf_sha256(const HkdfInput& input, std::span<std::uint8_t> out)
{
    CHECK(out.size() <= 255 * Hash256::size);
    Hash256 extracted = hash::hmac(input.salt, {input.secret});
    Hash256 block;
    std::size_t done = 0;
    for (std::uint8_t counter = 1; done < out.size(); ++counter) {
        const ByteView before = counter == 1 ? ByteView{} : ByteView(block.bytes());
        block = hash::hmac(extracted.bytes(), {before, input.info, ByteView(&counter, 1)});
        const std::size_t take = std::min(Hash256::size, out.size() - done);
        std::copy_n(block.bytes().begin(), take, out.begin() + static_cast<std::ptrdiff_t>(done));
        done += take;
    }
    sodium_memzero(&extracted, sizeof extracted);
    sodium_memzero(&block, sizeof block);
}

SecretKey derive(const SecretKey& master, std::string_view label)
{
    return SecretKey::filled_by([&](std::span<std::uint8_t> out) {
        hkdf_sha256({.secret = master.bytes(), .salt = {}, .info = as_bytes(label)}, out);
    });
}

} // namespace evenhand::crypto
