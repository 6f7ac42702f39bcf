#pragma once

#include "core/encoding.hpp"
#include "core/random_source.hpp"
#include "core/secret.hpp"

#include <array>
#include <cstdint>
#include <mutex>
#include <span>
#include <string_view>

namespace evenhand {

using RandomKey = Secret<std::array<std::uint8_t, 32>>;

/// Random bytes that a key decides: for tests and rehearsals, so that a run can be replayed bit for
/// bit. The bytes are the ChaCha20 key stream; how they are cut into calls changes nothing. A live
/// trial uses SystemRandomSource.
///
/// A label gives a stream of its own: with `{actor, request ordinal, purpose}` as label, a draw in
/// one branch of the code shifts no draw elsewhere (design 8.9).
class KeyedRandomSource final : public RandomSource
{
public:
    explicit KeyedRandomSource(const RandomKey& key, std::string_view label = {});
    /// For tests: a key that is this number.
    static KeyedRandomSource from_seed(std::uint64_t seed, std::string_view label = {});

    void fill(std::span<std::uint8_t> out) override;

    /// A stream that depends on this one's key and the label, not on what was drawn.
    [[nodiscard]] KeyedRandomSource labelled(std::string_view label) const;

private:
    static constexpr std::size_t block_size = 64;
    void next_block();

    RandomKey key_;
    std::mutex mutex_; ///< guards what follows
    std::uint64_t next_counter_ = 0;
    std::array<std::uint8_t, block_size> block_{};
    std::size_t used_ = block_size;
};

} // namespace evenhand
