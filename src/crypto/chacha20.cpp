#include "crypto/chacha20.hpp"

#include "core/check.hpp"
#include "core/secret.hpp"

#include <sodium.h>

namespace evenhand::crypto {

ChaCha20Words::~ChaCha20Words()
{
    wipe(&key_, sizeof key_);
    wipe(block_.data(), block_.size());
}

void ChaCha20Words::next_block()
{
    static_assert(crypto_stream_chacha20_ietf_KEYBYTES == Hash256::size);
    constexpr std::array<std::uint8_t, crypto_stream_chacha20_ietf_NONCEBYTES> nonce{};
    constexpr std::array<std::uint8_t, block_size> zeros{};
    const int failed =
        crypto_stream_chacha20_ietf_xor_ic(block_.data(), zeros.data(), block_size, nonce.data(),
                                           next_counter_++, key_.bytes().data());
    CHECK(failed == 0);
    CHECK(next_counter_ != 0); // 256 GB from one key
    used_ = 0;
}

std::uint32_t ChaCha20Words::next()
{
    if (used_ == block_size) next_block();
    std::uint32_t word = 0;
    for (std::size_t i = 0; i < 4; ++i)
        word |= std::uint32_t{block_[used_ + i]} << (8 * i);
    used_ += 4;
    return word;
}

} // namespace evenhand::crypto
