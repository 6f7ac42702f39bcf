#include "crypto/canonical.hpp"

#include "core/check.hpp"

#include <limits>

namespace evenhand::crypto {

namespace canonical {

void append_big_endian(Bytes& bytes, std::uint64_t value, unsigned width)
{
    for (unsigned i = width; i > 0; --i)
        bytes.push_back(static_cast<std::uint8_t>(value >> (8 * (i - 1))));
}

} // namespace canonical

CanonicalWriter& CanonicalWriter::u8(std::uint8_t value)
{
    bytes_.push_back(value);
    return *this;
}

CanonicalWriter& CanonicalWriter::u16(std::uint16_t value)
{
    canonical::append_big_endian(bytes_, value, 2);
    return *this;
}

CanonicalWriter& CanonicalWriter::u32(std::uint32_t value)
{
    canonical::append_big_endian(bytes_, value, 4);
    return *this;
}

CanonicalWriter& CanonicalWriter::u64(std::uint64_t value)
{
    canonical::append_big_endian(bytes_, value, 8);
    return *this;
}

CanonicalWriter& CanonicalWriter::i64(std::int64_t value)
{
    return u64(static_cast<std::uint64_t>(value));
}

CanonicalWriter& CanonicalWriter::field(ByteView bytes)
{
    CHECK(bytes.size() <= std::numeric_limits<std::uint32_t>::max());
    u32(static_cast<std::uint32_t>(bytes.size()));
    return fixed(bytes);
}

CanonicalWriter& CanonicalWriter::fixed(ByteView bytes)
{
    bytes_.insert(bytes_.end(), bytes.begin(), bytes.end());
    return *this;
}

} // namespace evenhand::crypto
