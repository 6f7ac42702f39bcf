#include "crypto/signing.hpp"

#include "core/check.hpp"

#include <sodium.h>

#include <algorithm>

namespace evenhand::crypto {

namespace signing {

static_assert(crypto_sign_SEEDBYTES == SecretKey::size);
static_assert(crypto_sign_PUBLICKEYBYTES == PublicKey::size);
static_assert(crypto_sign_SECRETKEYBYTES == 64);
static_assert(crypto_sign_BYTES == std::tuple_size_v<Signature>);

} // namespace signing

std::optional<PublicKey> PublicKey::from_bytes(ByteView bytes)
{
    if (bytes.size() != size) return std::nullopt;
    PublicKey key;
    std::copy(bytes.begin(), bytes.end(), key.bytes_.begin());
    return key;
}

SigningKey::SigningKey(Expanded expanded, const PublicKey& public_key)
    : expanded_(std::move(expanded)), public_key_(public_key)
{
}

SigningKey SigningKey::from_seed(const SecretKey& seed)
{
    std::array<std::uint8_t, PublicKey::size> public_bytes{};
    Expanded expanded = Expanded::filled_by([&](std::span<std::uint8_t> out) {
        CHECK(crypto_sign_seed_keypair(public_bytes.data(), out.data(), seed.bytes().data()) == 0);
    });
    return SigningKey(std::move(expanded), *PublicKey::from_bytes(public_bytes));
}

Signature SigningKey::sign(ByteView message) const
{
    Signature signature{};
    CHECK(crypto_sign_detached(signature.data(), nullptr, message.data(), message.size(),
                               expanded_.bytes().data()) == 0);
    return signature;
}

bool verify(const PublicKey& key, ByteView message, ByteView signature)
{
    return signature.size() == crypto_sign_BYTES &&
           crypto_sign_verify_detached(signature.data(), message.data(), message.size(),
                                       key.bytes().data()) == 0;
}

} // namespace evenhand::crypto
