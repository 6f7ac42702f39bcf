#pragma once

#include "core/result.hpp"
#include "crypto/secret.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace evenhand::sealed {

// A party's contribution as somebody keeps it on paper: a word for each of its 32 bytes, and a
// thirty-third by which a slip of the pen is noticed (docs/methods/rct-1.md, "On paper").

inline constexpr std::size_t words_in_contribution = 33;

std::vector<std::string_view> words_of(const crypto::SecretKey& contribution);

/// Reads the words, in any case and with any space between them, or 64 hexadecimal digits; or one
/// clause that says what is wrong and repeats nothing of what was typed.
Result<crypto::SecretKey, std::string> contribution_from(std::string_view typed);

} // namespace evenhand::sealed
