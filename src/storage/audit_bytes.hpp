#pragma once

#include "core/encoding.hpp"

#include <cstdint>
#include <string>

namespace evenhand::storage {

/// Reads what crypto::CanonicalWriter wrote. After the first field that is not there, every later
/// one reads as zero or empty and good() stays false, so a parser checks once, at its end.
class CanonicalReader
{
public:
    explicit CanonicalReader(ByteView bytes) : rest_(bytes) {}

    std::uint8_t u8() { return static_cast<std::uint8_t>(big_endian(1)); }
    std::uint32_t u32() { return static_cast<std::uint32_t>(big_endian(4)); }
    std::uint64_t u64() { return big_endian(8); }
    std::int64_t i64() { return static_cast<std::int64_t>(big_endian(8)); }
    /// A field with its length in front, of at most `most` bytes.
    ByteView field(std::size_t most);
    std::string text(std::size_t most) { return std::string(as_text(field(most))); }
    /// Exactly `size` bytes, without a length in front; empty if they are not there.
    ByteView fixed(std::size_t size);

    [[nodiscard]] bool good() const { return good_; }
    /// All read, and nothing left over: a second way of writing the same thing is refused.
    [[nodiscard]] bool finished() const { return good_ && rest_.empty(); }
    /// Bytes not yet read.
    [[nodiscard]] std::size_t left() const { return rest_.size(); }

private:
    std::uint64_t big_endian(std::size_t size);

    ByteView rest_;
    bool good_ = true;
};

} // namespace evenhand::storage
