#include "core/keyed_random_source.hpp"

#include "core/check.hpp"

#include <sodium.h>

#include <algorithm>

namespace evenhand {

namespace keyed_random_source {

using Key = std::array<std::uint8_t, 32>;
static_assert(std::tuple_size_v<Key> == crypto_stream_chacha20_KEYBYTES);

/// The label is hashed under the key (BLAKE2b), so that streams of two labels tell nothing of each
/// other or of the key.
RandomKey derived(const RandomKey& key, std::string_view label)
{
    Key out{};
    const ByteView message = as_bytes(label);
    const ByteView under = key.reveal_bytes();
    crypto_generichash(out.data(), out.size(), message.data(), message.size(), under.data(),
                       under.size());
    return RandomKey(std::move(out));
}

} // namespace keyed_random_source

KeyedRandomSource::KeyedRandomSource(const RandomKey& key, std::string_view label)
    : key_(keyed_random_source::derived(key, label))
{
}

KeyedRandomSource KeyedRandomSource::from_seed(std::uint64_t seed, std::string_view label)
{
    keyed_random_source::Key key{};
    for (std::size_t i = 0; i < sizeof seed; ++i)
        key[i] = static_cast<std::uint8_t>(seed >> (8 * i));
    return KeyedRandomSource(RandomKey(std::move(key)), label);
}

KeyedRandomSource KeyedRandomSource::labelled(std::string_view label) const
{
    return KeyedRandomSource(key_, label);
}

void KeyedRandomSource::next_block()
{
    // One key makes one stream, so the nonce can stay zero.
    constexpr std::array<std::uint8_t, crypto_stream_chacha20_NONCEBYTES> nonce{};
    constexpr std::array<std::uint8_t, block_size> zeros{};
    const int failed =
        crypto_stream_chacha20_xor_ic(block_.data(), zeros.data(), block_size, nonce.data(),
                                      next_counter_++, key_.reveal().data());
    CHECK(failed == 0);
    used_ = 0;
}

void KeyedRandomSource::fill(std::span<std::uint8_t> out)
{
    const std::lock_guard lock(mutex_);
    while (!out.empty()) {
        if (used_ == block_size) next_block();
        const std::size_t taken = std::min(out.size(), block_size - used_);
        std::copy_n(block_.begin() + static_cast<std::ptrdiff_t>(used_), taken, out.begin());
        used_ += taken;
        out = out.subspan(taken);
    }
}

} // namespace evenhand
