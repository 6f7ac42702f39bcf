#pragma once

#include "core/result.hpp"

#include <string>
#include <string_view>

namespace evenhand {

/// What people put between the characters of a code that does not belong to it.
enum class CodeNoise {
    separators,  ///< spaces, hyphens, dots, brackets and slashes
    punctuation, ///< everything that is neither letter nor digit
};

/// Why nothing is left to check.
enum class CompactRefusal { empty, not_text, too_long, has_symbols };

/// A code as typed with the noise dropped and ASCII letters in upper case: only A-Z, 0-9 and, where
/// noise is separators, nothing else. Letters and digits of other scripts are symbols here.
/// `too_long` only says that more than 256 bytes were typed: each code has its own length.
Result<std::string, CompactRefusal> compact_code(std::string_view typed, CodeNoise noise);

/// The same reason in an identifier's own enumeration, which has these four under these names.
template <class Refusal>
Refusal as(CompactRefusal refusal)
{
    switch (refusal) {
    case CompactRefusal::empty:
        return Refusal::empty;
    case CompactRefusal::not_text:
        return Refusal::not_text;
    case CompactRefusal::too_long:
        return Refusal::too_long;
    case CompactRefusal::has_symbols:
        break;
    }
    return Refusal::has_symbols;
}

bool is_digit(char c);
/// A to Z: compact codes are in upper case.
bool is_letter(char c);
bool all_digits(std::string_view text);

} // namespace evenhand
