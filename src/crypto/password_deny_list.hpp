#pragma once

#include "core/encoding.hpp"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string_view>
#include <vector>

namespace evenhand::crypto {

/// Passwords that guessers try first, taken from leaks (security 4.6 asks for 100,000). Kept as the
/// first 64 bits of their SHA-256, so that the program ships nobody's words; with half a million
/// entries, a text that is not on the list is taken for one once in some 10^13.
class PasswordDenyList
{
public:
    static constexpr std::size_t shortest = 6; ///< of an entry, in bytes
    static constexpr std::size_t longest = 64;

    /// Reads what assets/passwords.mjs wrote: eight bytes an entry, big-endian, ascending. Throws
    /// std::runtime_error, which says what is wrong with the file.
    static PasswordDenyList load(const std::filesystem::path& file);
    /// These entries, each as it is typed, in lower case.
    static PasswordDenyList of(std::span<const std::string_view> entries);

    /// Whether the text, in lower case and as UTF-8, is an entry.
    [[nodiscard]] bool holds(ByteView lower_case) const;
    [[nodiscard]] std::size_t size() const { return entries_.size(); }

private:
    std::vector<std::uint64_t> entries_; ///< ascending
};

} // namespace evenhand::crypto
