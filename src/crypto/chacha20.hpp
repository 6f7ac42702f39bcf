#pragma once

#include "crypto/hash.hpp"

#include <array>
#include <cstddef>
#include <cstdint>

namespace evenhand::crypto {

/// The key stream of ChaCha20 (RFC 8439) with a zero nonce and the block counter from 0, read as
/// little-endian 32-bit words without a gap. One key makes one stream, so a key is never used for a
/// second. What was not yet read is wiped with the object.
class ChaCha20Words
{
public:
    explicit ChaCha20Words(const Hash256& key) : key_(key) {}
    ~ChaCha20Words();
    ChaCha20Words(const ChaCha20Words&) = delete;
    ChaCha20Words& operator=(const ChaCha20Words&) = delete;

    std::uint32_t next();

private:
    static constexpr std::size_t block_size = 64;
    void next_block();

    Hash256 key_;
    std::uint32_t next_counter_ = 0;
    std::array<std::uint8_t, block_size> block_{};
    std::size_t used_ = block_size;
};

} // namespace evenhand::crypto
