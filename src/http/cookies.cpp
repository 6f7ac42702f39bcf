#include "http/cookies.hpp"

#include "core/check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace evenhand::http {

namespace cookies {

constexpr std::string_view prefix = "__Host-";
constexpr std::size_t most_value_bytes = 256;

bool is_value_char(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_';
}

bool is_value(std::string_view text)
{
    return text.size() <= most_value_bytes && std::all_of(text.begin(), text.end(), is_value_char);
}

bool is_name(std::string_view text)
{
    return text.starts_with(prefix) && text.size() > prefix.size() && is_value(text);
}

std::string_view trim(std::string_view text)
{
    while (text.starts_with(' ') || text.starts_with('\t'))
        text.remove_prefix(1);
    while (text.ends_with(' ') || text.ends_with('\t'))
        text.remove_suffix(1);
    return text;
}

} // namespace cookies

std::map<std::string, std::string, std::less<>> parse_cookies(std::string_view field)
{
    std::map<std::string, std::string, std::less<>> found;
    std::set<std::string, std::less<>> twice;
    while (!field.empty()) {
        const auto raw = field.substr(0, field.find(';'));
        field.remove_prefix(std::min(raw.size() + 1, field.size()));
        const auto pair = cookies::trim(raw);
        const auto equals = pair.find('=');
        if (equals == std::string_view::npos) continue;

        const auto name = pair.substr(0, equals);
        const auto value = pair.substr(equals + 1);
        if (!cookies::is_name(name)) continue;
        if (found.contains(name)) twice.emplace(name);
        if (cookies::is_value(value)) found.emplace(name, value);
    }
    for (const auto& name : twice)
        found.erase(name);
    return found;
}

std::string set_cookie_field(const SetCookie& cookie)
{
    CHECK(cookies::is_name(cookie.name));
    CHECK(cookies::is_value(cookie.value));
    const long age = cookie.value.empty() ? 0 : cookie.max_age_seconds;
    return fmt::format("{}={}; Path=/; Secure; HttpOnly; SameSite={}{}", cookie.name, cookie.value,
                       cookie.lax ? "Lax" : "Strict",
                       age < 0 ? std::string{} : fmt::format("; Max-Age={}", age));
}

} // namespace evenhand::http
