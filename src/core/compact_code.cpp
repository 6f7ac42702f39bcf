#include "core/compact_code.hpp"

#include "core/text.hpp"

#include <utf8proc.h>

#include <algorithm>
#include <cstdint>

namespace evenhand {

namespace compact {

constexpr std::size_t typed_bytes_max = 256;

/// Hyphens, dashes and the minus sign that word processors put in place of a hyphen.
bool is_dash(std::int32_t point)
{
    return point == '-' || (point >= 0x2010 && point <= 0x2015) || point == 0x2212;
}

bool is_separator(std::int32_t point)
{
    constexpr std::string_view marks = " .()[]/";
    return is_dash(point) || (point < 0x80 && marks.find(static_cast<char>(point)) != marks.npos);
}

/// A letter, digit or mark of any script: dropping one of these would change what was meant.
bool carries_meaning(std::int32_t point)
{
    const auto category = utf8proc_category(point);
    return category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_NO;
}

bool is_noise(std::int32_t point, CodeNoise noise)
{
    if (noise == CodeNoise::separators) return is_separator(point);
    return !carries_meaning(point);
}

} // namespace compact

bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

bool is_letter(char c)
{
    return c >= 'A' && c <= 'Z';
}

bool all_digits(std::string_view text)
{
    return std::all_of(text.begin(), text.end(), is_digit);
}

Result<std::string, CompactRefusal> compact_code(std::string_view typed, CodeNoise noise)
{
    if (typed.size() > compact::typed_bytes_max) return refuse(CompactRefusal::too_long);
    const auto line = clean_line(typed);
    if (!line) return refuse(CompactRefusal::not_text);

    std::string out;
    for (std::string_view rest = *line; !rest.empty();) {
        utf8proc_int32_t point = 0;
        const auto used = utf8proc_iterate(reinterpret_cast<const std::uint8_t*>(rest.data()),
                                           static_cast<utf8proc_ssize_t>(rest.size()), &point);
        const std::string_view typed_character = rest.substr(0, static_cast<std::size_t>(used));
        rest.remove_prefix(typed_character.size());
        if (compact::is_noise(point, noise)) continue;
        const char c = typed_character.front();
        const char upper = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
        if (!is_digit(upper) && !is_letter(upper)) return refuse(CompactRefusal::has_symbols);
        out.push_back(upper);
    }
    if (out.empty()) return refuse(CompactRefusal::empty);
    return out;
}

} // namespace evenhand
