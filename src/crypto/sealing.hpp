#pragma once

#include "core/encoding.hpp"
#include "core/random_source.hpp"
#include "core/result.hpp"
#include "crypto/secret.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace evenhand::crypto {

// XChaCha20-Poly1305-IETF (draft-irtf-cfrg-xchacha-03) through libsodium, as security 4.4 lays
// down. Sealed bytes are: cipher version (1) | random nonce (24) | ciphertext | tag (16), kept as
// base64url. The plain text is padded to 32, 64, 128 … 4096 bytes and then to whole 4096s, so that
// a length tells little. This family of ciphers does not commit to its key: nobody may try several
// keys on one text, so the caller must know which key a row was sealed under.

/// Where a sealed text lives. It is bound to the text as associated data, each part with its length
/// in front, so a text copied to another table, column, row or key version does not open.
struct SealContext
{
    std::string_view table;
    std::string_view column;
    std::string_view row;
    std::uint32_t key_version = 1;
};

/// Which class key is wrapped, and under which version of the master key.
struct WrapContext
{
    std::string_view subject;   ///< the person's id
    std::string_view key_class; ///< "contact", "casework", "research" or "linkage"
    std::uint32_t master_version = 1;
};

enum class OpenRefusal {
    malformed,       ///< not base64url, or too short to hold anything
    unknown_version, ///< sealed by a cipher that this program does not know
    not_authentic,   ///< another key, another place, or changed bytes: they cannot be told apart
};

/// What a sealed text held. Wiped when it goes; no formatter and no `<<`, so logging it does not
/// compile; it is read only by calling text() or bytes().
class Opened
{
public:
    explicit Opened(Bytes plain) : plain_(std::move(plain)) {}
    ~Opened();
    Opened(Opened&&) noexcept = default;
    Opened& operator=(Opened&& other) noexcept;
    Opened(const Opened&) = delete;
    Opened& operator=(const Opened&) = delete;

    [[nodiscard]] ByteView bytes() const { return plain_; }
    [[nodiscard]] std::string_view text() const { return as_text(plain_); }

private:
    Bytes plain_;
};

/// Seals a text for one place; base64url. The nonce is drawn from `source`.
std::string seal(const SecretKey& key, const SealContext& place, ByteView plain,
                 RandomSource& source);
std::string seal(const SecretKey& key, const SealContext& place, std::string_view plain,
                 RandomSource& source);

/// The text that was sealed with this key for exactly this place.
Result<Opened, OpenRefusal> open(const SecretKey& key, const SealContext& place,
                                 std::string_view sealed);

/// Wraps a person's class key under the master key; base64url.
std::string wrap_key(const SecretKey& master, const WrapContext& place, const SecretKey& key,
                     RandomSource& source);
/// The key that was wrapped with this master key for exactly this person, class and version.
Result<SecretKey, OpenRefusal> unwrap_key(const SecretKey& master, const WrapContext& place,
                                          std::string_view wrapped);

} // namespace evenhand::crypto
