#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace evenhand {

using Bytes = std::vector<std::uint8_t>;
using ByteView = std::span<const std::uint8_t>;

/// The bytes of a text, without a copy.
ByteView as_bytes(std::string_view text);
std::string_view as_text(ByteView bytes);

/// Lower-case hexadecimal, two characters a byte (design 8.10: ids and hashes are kept so).
std::string to_hex(ByteView bytes);
/// Nothing unless the text is an even number of lower- or upper-case hexadecimal digits.
std::optional<Bytes> from_hex(std::string_view text);

/// base64url without padding (design 8.10: ciphertext is kept so).
std::string to_base64url(ByteView bytes);
/// Nothing unless the text is canonical base64url without padding.
std::optional<Bytes> from_base64url(std::string_view text);

/// Standard base64 with padding, as the C2SP signed-note form wants it.
std::string to_base64(ByteView bytes);
/// Nothing unless the text is canonical standard base64 with padding.
std::optional<Bytes> from_base64(std::string_view text);

} // namespace evenhand
