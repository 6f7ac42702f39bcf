#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace evenhand::crypto {

/// A block of memory for one secret: locked out of swap and left out of core dumps where the system
/// allows it, wiped when given back. Blocks are cut from shared locked pages, so ten thousand of
/// them cost kilobytes and no system call each; a sodium_malloc of its own would cost each of them
/// four pages and three calls.
class LockedBlock
{
public:
    /// The largest secret a block holds, in bytes.
    static constexpr std::size_t capacity = 64;

    /// A zeroed block. Throws std::bad_alloc if there is no memory.
    LockedBlock();
    ~LockedBlock();
    LockedBlock(LockedBlock&& other) noexcept;
    LockedBlock& operator=(LockedBlock&& other) noexcept;
    LockedBlock(const LockedBlock&) = delete;
    LockedBlock& operator=(const LockedBlock&) = delete;

    /// The whole block. CHECKs that it was not moved away.
    [[nodiscard]] std::span<std::uint8_t, capacity> bytes();
    [[nodiscard]] std::span<const std::uint8_t, capacity> bytes() const;

private:
    std::uint8_t* start_;
};

} // namespace evenhand::crypto
