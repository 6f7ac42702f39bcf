#include "storage/audit_bytes.hpp"

namespace evenhand::storage {

ByteView CanonicalReader::fixed(std::size_t size)
{
    if (!good_ || rest_.size() < size) {
        good_ = false;
        return {};
    }
    const ByteView taken = rest_.first(size);
    rest_ = rest_.subspan(size);
    return taken;
}

ByteView CanonicalReader::field(std::size_t most)
{
    const std::uint32_t size = u32();
    if (size > most) good_ = false;
    return fixed(size);
}

std::uint64_t CanonicalReader::big_endian(std::size_t size)
{
    std::uint64_t value = 0;
    for (const std::uint8_t byte : fixed(size))
        value = value << 8 | byte;
    return value;
}

} // namespace evenhand::storage
