#include "core/encoding.hpp"

#include "core/check.hpp"

#include <sodium.h>

namespace evenhand {

namespace encoding {

// libsodium declares that it is never given a null pointer, which the data of an empty span is.

std::string encode(ByteView bytes, int variant)
{
    if (bytes.empty()) return {};
    std::string text(sodium_base64_encoded_len(bytes.size(), variant), '\0');
    sodium_bin2base64(text.data(), text.size(), bytes.data(), bytes.size(), variant);
    text.pop_back(); // libsodium writes a terminating NUL
    return text;
}

std::optional<Bytes> decode(std::string_view text, int variant)
{
    if (text.empty()) return Bytes{};
    Bytes bytes(text.size() / 4 * 3 + 3);
    std::size_t length = 0;
    const char* end = nullptr;
    const int failed = sodium_base642bin(bytes.data(), bytes.size(), text.data(), text.size(),
                                         nullptr, &length, &end, variant);
    if (failed != 0 || end != text.data() + text.size()) return std::nullopt;
    bytes.resize(length);
    if (encode(bytes, variant) != text) return std::nullopt;
    return bytes;
}

} // namespace encoding

ByteView as_bytes(std::string_view text)
{
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

std::string_view as_text(ByteView bytes)
{
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

std::string to_hex(ByteView bytes)
{
    if (bytes.empty()) return {};
    std::string text(bytes.size() * 2 + 1, '\0');
    sodium_bin2hex(text.data(), text.size(), bytes.data(), bytes.size());
    text.pop_back();
    return text;
}

std::optional<Bytes> from_hex(std::string_view text)
{
    if (text.empty()) return Bytes{};
    if (text.size() % 2 != 0) return std::nullopt;
    Bytes bytes(text.size() / 2);
    std::size_t length = 0;
    const char* end = nullptr;
    const int failed = sodium_hex2bin(bytes.data(), bytes.size(), text.data(), text.size(), nullptr,
                                      &length, &end);
    if (failed != 0 || end != text.data() + text.size() || length != bytes.size())
        return std::nullopt;
    return bytes;
}

std::string to_base64url(ByteView bytes)
{
    return encoding::encode(bytes, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

std::optional<Bytes> from_base64url(std::string_view text)
{
    return encoding::decode(text, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

std::string to_base64(ByteView bytes)
{
    return encoding::encode(bytes, sodium_base64_VARIANT_ORIGINAL);
}

std::optional<Bytes> from_base64(std::string_view text)
{
    return encoding::decode(text, sodium_base64_VARIANT_ORIGINAL);
}

} // namespace evenhand
