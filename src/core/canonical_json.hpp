#pragma once

#include "core/result.hpp"

#include <nlohmann/json_fwd.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace evenhand {

// What is hashed or signed as JSON has one form of bytes, that of RFC 8785, and one meaning, that
// of RFC 7493 (I-JSON): two readers never see different things under the same hash.

/// Where a text stops being JSON that every reader understands alike, and why. Lines and columns
/// (bytes) count from 1.
struct JsonFault
{
    std::size_t line = 1;
    std::size_t column = 1;
    std::string sentence; ///< "the name \"ratio\" stands twice": no capital, no full stop
};

/// Reads I-JSON. Refused are a name that stands twice in one object, numbers that a double does not
/// hold exactly as whole numbers, texts that are not Unicode, and nesting deeper than 64.
Result<nlohmann::json, JsonFault> parse_json(std::string_view text);

/// The bytes of RFC 8785: names in the order of their UTF-16 units, numbers as ECMAScript prints
/// them, no space. CHECKs that every number is finite.
std::string canonical_json(const nlohmann::json& value);

} // namespace evenhand
