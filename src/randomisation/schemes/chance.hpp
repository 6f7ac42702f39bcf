#pragma once

#include <concepts>
#include <cstdint>

namespace evenhand::schemes {

/// Where a scheme's draws come from: a keyed stream in a live trial, a simulation's own stream
/// anywhere else. `uniform(n)` gives 0 to n-1, each equally likely, for n of at least 1.
template <class Source>
concept Chance = requires(Source& source, std::uint32_t n)
{
    {
        source.uniform(n)
        } -> std::convertible_to<std::uint64_t>;
};

/// 0 to n-1 from 32-bit words that `next_word()` gives, each exactly equally likely: a word at or
/// beyond the last multiple of n is thrown away (rct/1; a plain remainder favours small numbers).
template <class Words>
std::uint32_t uniform_from(Words&& next_word, std::uint32_t n)
{
    constexpr std::uint64_t words = std::uint64_t{1} << 32U;
    const std::uint64_t usable = words - words % n;
    std::uint32_t word = next_word();
    while (word >= usable)
        word = next_word();
    return word % n;
}

} // namespace evenhand::schemes
