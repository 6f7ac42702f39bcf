#include "crypto/sealing.hpp"

#include "core/check.hpp"
#include "core/secret.hpp"
#include "crypto/canonical.hpp"

#include <sodium.h>

#include <algorithm>

namespace evenhand::crypto {

namespace sealing {

constexpr std::uint8_t xchacha20_poly1305 = 1;
constexpr std::size_t version_size = 1;
constexpr std::size_t nonce_size = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t tag_size = crypto_aead_xchacha20poly1305_ietf_ABYTES;
constexpr std::size_t overhead = version_size + nonce_size + tag_size;
constexpr std::size_t smallest_padded = 32;
constexpr std::size_t largest_step = 4096;
static_assert(crypto_aead_xchacha20poly1305_ietf_KEYBYTES == SecretKey::size);

Bytes associated_data(const SealContext& place)
{
    return CanonicalWriter()
        .field("fld/1")
        .field(place.table)
        .field(place.column)
        .field(place.row)
        .u32(place.key_version)
        .bytes();
}

Bytes associated_data(const WrapContext& place)
{
    return CanonicalWriter()
        .field("dek/1")
        .field(place.subject)
        .field(place.key_class)
        .u32(place.master_version)
        .bytes();
}

// The multiple to which a text of this length is padded. Padding adds at least one byte, so that it
// can be told from the text.
std::size_t padding_step(std::size_t plain_size)
{
    std::size_t step = smallest_padded;
    while (step <= plain_size && step < largest_step)
        step *= 2;
    return step;
}

Bytes padded(ByteView plain)
{
    const std::size_t step = padding_step(plain.size());
    Bytes buffer(plain.size() + step);
    std::copy(plain.begin(), plain.end(), buffer.begin());
    std::size_t length = 0;
    CHECK(sodium_pad(&length, buffer.data(), plain.size(), step, buffer.size()) == 0);
    buffer.resize(length);
    return buffer;
}

bool remove_padding(Bytes& buffer)
{
    std::size_t length = 0;
    const std::size_t step = std::min(buffer.size(), largest_step);
    if (step == 0 || sodium_unpad(&length, buffer.data(), buffer.size(), step) != 0) return false;
    buffer.resize(length);
    return true;
}

std::string encrypt(const SecretKey& key, ByteView bound, ByteView plain, RandomSource& source)
{
    Bytes out(overhead + plain.size());
    out[0] = xchacha20_poly1305;
    const auto nonce = std::span(out).subspan(version_size, nonce_size);
    source.fill(nonce);
    std::uint8_t* const cipher = out.data() + version_size + nonce_size;
    crypto_aead_xchacha20poly1305_ietf_encrypt(cipher, nullptr, plain.data(), plain.size(),
                                               bound.data(), bound.size(), nullptr, nonce.data(),
                                               key.bytes().data());
    return to_base64url(out);
}

// The sealed bytes, if they are of a shape that the cipher can be tried on.
Result<Bytes, OpenRefusal> decode(std::string_view sealed)
{
    auto bytes = from_base64url(sealed);
    if (!bytes || bytes->empty()) return refuse(OpenRefusal::malformed);
    if (bytes->front() != xchacha20_poly1305) return refuse(OpenRefusal::unknown_version);
    if (bytes->size() < overhead) return refuse(OpenRefusal::malformed);
    return std::move(*bytes);
}

// Fills `plain`, which has room for exactly the plain bytes. False if the text is not authentic.
bool decrypt(const SecretKey& key, ByteView bound, ByteView sealed, std::span<std::uint8_t> plain)
{
    CHECK(sealed.size() == overhead + plain.size());
    const ByteView nonce = sealed.subspan(version_size, nonce_size);
    const ByteView cipher = sealed.subspan(version_size + nonce_size);
    return crypto_aead_xchacha20poly1305_ietf_decrypt(plain.data(), nullptr, nullptr, cipher.data(),
                                                      cipher.size(), bound.data(), bound.size(),
                                                      nonce.data(), key.bytes().data()) == 0;
}

} // namespace sealing

Opened::~Opened()
{
    wipe(plain_.data(), plain_.size());
}

Opened& Opened::operator=(Opened&& other) noexcept
{
    plain_.swap(other.plain_);
    return *this;
}

std::string seal(const SecretKey& key, const SealContext& place, ByteView plain,
                 RandomSource& source)
{
    Bytes buffer = sealing::padded(plain);
    const std::string sealed =
        sealing::encrypt(key, sealing::associated_data(place), buffer, source);
    wipe(buffer.data(), buffer.size());
    return sealed;
}

std::string seal(const SecretKey& key, const SealContext& place, std::string_view plain,
                 RandomSource& source)
{
    return seal(key, place, as_bytes(plain), source);
}

Result<Opened, OpenRefusal> open(const SecretKey& key, const SealContext& place,
                                 std::string_view sealed)
{
    const Bytes bytes = TRY(sealing::decode(sealed));
    Bytes plain(bytes.size() - sealing::overhead);
    if (!sealing::decrypt(key, sealing::associated_data(place), bytes, plain))
        return refuse(OpenRefusal::not_authentic);
    if (!sealing::remove_padding(plain)) return refuse(OpenRefusal::malformed);
    return Opened(std::move(plain));
}

std::string wrap_key(const SecretKey& master, const WrapContext& place, const SecretKey& key,
                     RandomSource& source)
{
    return sealing::encrypt(master, sealing::associated_data(place), key.bytes(), source);
}

Result<SecretKey, OpenRefusal> unwrap_key(const SecretKey& master, const WrapContext& place,
                                          std::string_view wrapped)
{
    const Bytes bytes = TRY(sealing::decode(wrapped));
    if (bytes.size() != sealing::overhead + SecretKey::size) return refuse(OpenRefusal::malformed);
    bool authentic = false;
    SecretKey key = SecretKey::filled_by([&](std::span<std::uint8_t> out) {
        authentic = sealing::decrypt(master, sealing::associated_data(place), bytes, out);
    });
    if (!authentic) return refuse(OpenRefusal::not_authentic);
    return key;
}

} // namespace evenhand::crypto
