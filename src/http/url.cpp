#include "http/url.hpp"

#include "core/text.hpp"

#include <algorithm>

namespace evenhand::http {

namespace url {

int digit_of(char c)
{
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

bool is_unreserved(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '.' || c == '_' || c == '~';
}

bool is_control(char c)
{
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 || byte == 0x7F;
}

/// Decoded segment by segment, so that an escaped slash cannot make two of one.
Result<std::string, TargetRefusal> read_segment(std::string_view raw)
{
    auto segment = percent_decode(raw);
    if (!segment) return refuse(TargetRefusal::bad_escape);
    if (std::any_of(segment->begin(), segment->end(), is_control)) {
        return refuse(TargetRefusal::control_byte);
    }
    if (!is_valid_utf8(*segment)) return refuse(TargetRefusal::not_utf8);
    if (*segment == "." || *segment == ".." || segment->find_first_of("/\\") != std::string::npos) {
        return refuse(TargetRefusal::not_normal);
    }
    return *std::move(segment);
}

} // namespace url

std::optional<std::string> percent_decode(std::string_view text)
{
    std::string decoded;
    decoded.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '%') {
            decoded += text[i];
            continue;
        }
        if (i + 2 >= text.size()) return std::nullopt;
        const int high = url::digit_of(text[i + 1]);
        const int low = url::digit_of(text[i + 2]);
        if (high < 0 || low < 0) return std::nullopt;
        decoded += static_cast<char>(high * 16 + low);
        i += 2;
    }
    return decoded;
}

std::string percent_encode(std::string_view text)
{
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string encoded;
    encoded.reserve(text.size());
    for (const char c : text) {
        if (url::is_unreserved(c)) {
            encoded += c;
            continue;
        }
        const auto byte = static_cast<unsigned char>(c);
        encoded += '%';
        encoded += digits[byte >> 4];
        encoded += digits[byte & 0x0F];
    }
    return encoded;
}

Result<Target, TargetRefusal> parse_target(std::string_view target)
{
    const auto mark = target.find('?');
    std::string_view rest = target.substr(0, mark);
    if (!rest.starts_with('/')) return refuse(TargetRefusal::not_normal);

    Target read;
    while (!rest.empty()) {
        rest.remove_prefix(1);
        const auto raw = rest.substr(0, rest.find('/'));
        rest.remove_prefix(raw.size());
        // A last empty segment is a slash at the end, which simply matches no route.
        if (raw.empty() && !rest.empty()) return refuse(TargetRefusal::not_normal);
        read.path += '/';
        read.path += TRY(url::read_segment(raw));
    }
    if (mark != std::string_view::npos) {
        auto query = FormData::parse(target.substr(mark + 1));
        if (!query) return refuse(TargetRefusal::too_many_fields);
        read.query = *std::move(query);
    }
    return read;
}

bool is_local_path(std::string_view path)
{
    if (!path.starts_with('/') || path.starts_with("//")) return false;
    return std::none_of(path.begin(), path.end(),
                        [](char c) { return url::is_control(c) || c == '\\' || c == ' '; }) &&
           is_valid_utf8(path);
}

} // namespace evenhand::http
