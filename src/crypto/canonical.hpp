#pragma once

#include "core/encoding.hpp"

#include <cstdint>
#include <string_view>
#include <utility>

namespace evenhand::crypto {

/// Writes a list of fields as bytes in exactly one way, for what is hashed, signed or bound as
/// associated data. Integers are big-endian and of fixed width; texts and byte strings carry their
/// length in front (u32), so no two different lists of the same shape give the same bytes.
class CanonicalWriter
{
public:
    CanonicalWriter& u8(std::uint8_t value);
    CanonicalWriter& u16(std::uint16_t value);
    CanonicalWriter& u32(std::uint32_t value);
    CanonicalWriter& u64(std::uint64_t value);
    CanonicalWriter& i64(std::int64_t value);
    /// Length in front. CHECKs that it fits in 32 bits.
    CanonicalWriter& field(ByteView bytes);
    CanonicalWriter& field(std::string_view text) { return field(as_bytes(text)); }
    /// No length in front: only for what always has the same width, such as a hash or an id.
    CanonicalWriter& fixed(ByteView bytes);

    [[nodiscard]] const Bytes& bytes() const& { return bytes_; }
    [[nodiscard]] Bytes bytes() && { return std::move(bytes_); }

private:
    Bytes bytes_;
};

/// The length-prefixed join of some texts and byte strings: lp("index/1", "nhs", number).
template <class... Fields>
Bytes lp(const Fields&... fields)
{
    CanonicalWriter writer;
    (writer.field(fields), ...);
    return std::move(writer).bytes();
}

} // namespace evenhand::crypto
