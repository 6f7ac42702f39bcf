#pragma once

#include "core/encoding.hpp"
#include "core/random_source.hpp"
#include "crypto/locked_memory.hpp"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <span>

namespace evenhand::crypto {

/// A secret of a fixed number of bytes. It cannot be copied, compared, printed or logged: there is
/// no formatter and no `<<`, and its bytes are read only by calling bytes(). Secrets of two kinds
/// cannot be mixed up. A moved-from secret may only be destroyed or assigned to.
template <class Kind, std::size_t Size>
class SecretBytes
{
    static_assert(Size <= LockedBlock::capacity);

public:
    static constexpr std::size_t size = Size;

    static SecretBytes random(RandomSource& source)
    {
        SecretBytes secret;
        source.fill(secret.mutable_bytes());
        return secret;
    }

    /// Nothing unless there are exactly `size` bytes. The caller wipes its own copy.
    static std::optional<SecretBytes> from_bytes(ByteView bytes)
    {
        if (bytes.size() != Size) return std::nullopt;
        SecretBytes secret;
        std::copy(bytes.begin(), bytes.end(), secret.mutable_bytes().begin());
        return secret;
    }

    /// A secret whose bytes `fill(span)` writes in place, so that no second copy ever exists.
    template <class Fill>
    static SecretBytes filled_by(Fill&& fill)
    {
        SecretBytes secret;
        fill(secret.mutable_bytes());
        return secret;
    }

    [[nodiscard]] std::span<const std::uint8_t, Size> bytes() const
    {
        return block_.bytes().template first<Size>();
    }

private:
    SecretBytes() = default;
    std::span<std::uint8_t, Size> mutable_bytes() { return block_.bytes().template first<Size>(); }

    LockedBlock block_;
};

/// A 256-bit symmetric key: for sealing, for a keyed hash, or to derive further keys from.
using SecretKey = SecretBytes<struct SecretKeyKind, 32>;

} // namespace evenhand::crypto
