#include "core/ni_number.hpp"

#include "core/check.hpp"
#include "core/compact_code.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace evenhand {

namespace ni_number {

constexpr std::size_t size = 9;
constexpr std::string_view example_prefix = "QQ";

bool prefix_is_issued(std::string_view prefix)
{
    constexpr std::string_view never_first = "DFIQUV";
    constexpr std::string_view never_second = "DFIOQUV";
    constexpr std::array<std::string_view, 7> never{"BG", "GB", "KN", "NK", "NT", "TN", "ZZ"};
    return never_first.find(prefix[0]) == never_first.npos &&
           never_second.find(prefix[1]) == never_second.npos &&
           std::find(never.begin(), never.end(), prefix) == never.end();
}

/// Two letters and six digits, whatever follows.
bool body_has_shape(std::string_view number)
{
    return is_letter(number[0]) && is_letter(number[1]) && all_digits(number.substr(2, 6));
}

std::optional<NiNumberRefusal> wrong_length(std::string_view number)
{
    if (number.size() > size) return NiNumberRefusal::too_long;
    if (number.size() == size) return std::nullopt;
    const bool only_suffix_missing = number.size() == size - 1 && body_has_shape(number);
    return only_suffix_missing ? NiNumberRefusal::missing_suffix : NiNumberRefusal::too_short;
}

/// The rules for the first eight characters.
std::optional<NiNumberRefusal> wrong_body(std::string_view number, IdentifierMode mode)
{
    if (!body_has_shape(number)) return NiNumberRefusal::wrong_shape;
    const std::string_view prefix = number.substr(0, 2);
    if (prefix == example_prefix && mode == IdentifierMode::demo) return std::nullopt;
    if (prefix == example_prefix) return NiNumberRefusal::example_in_live;
    if (!prefix_is_issued(prefix)) return NiNumberRefusal::wrong_prefix;
    return std::nullopt;
}

std::optional<NiNumberRefusal> wrong_suffix(std::string_view number)
{
    const char suffix = number.back();
    if (!is_letter(suffix)) return NiNumberRefusal::wrong_shape;
    if (suffix > 'D') return NiNumberRefusal::wrong_suffix;
    return std::nullopt;
}

} // namespace ni_number

std::string_view code(NiNumberRefusal refusal)
{
    switch (refusal) {
    case NiNumberRefusal::empty:
        return "empty";
    case NiNumberRefusal::not_text:
        return "not_text";
    case NiNumberRefusal::has_symbols:
        return "has_symbols";
    case NiNumberRefusal::too_short:
        return "too_short";
    case NiNumberRefusal::too_long:
        return "too_long";
    case NiNumberRefusal::missing_suffix:
        return "missing_suffix";
    case NiNumberRefusal::wrong_shape:
        return "wrong_shape";
    case NiNumberRefusal::wrong_prefix:
        return "wrong_prefix";
    case NiNumberRefusal::wrong_suffix:
        return "wrong_suffix";
    case NiNumberRefusal::example_in_live:
        return "example_in_live";
    }
    fail_check("an NiNumberRefusal", __FILE_NAME__, __LINE__);
}

Result<NiNumber, NiNumberRefusal> NiNumber::parse(std::string_view typed, IdentifierMode mode)
{
    const auto number = parse_for_linkage(typed, mode);
    if (number && !number->is_complete()) return refuse(NiNumberRefusal::missing_suffix);
    return number;
}

Result<NiNumber, NiNumberRefusal> NiNumber::parse_for_linkage(std::string_view typed,
                                                              IdentifierMode mode)
{
    auto number = compact_code(typed, CodeNoise::punctuation);
    if (!number) return refuse(as<NiNumberRefusal>(number.error()));
    const auto length = ni_number::wrong_length(*number);
    const bool incomplete = length == NiNumberRefusal::missing_suffix;
    if (length && !incomplete) return refuse(*length);
    if (const auto wrong = ni_number::wrong_body(*number, mode)) return refuse(*wrong);
    if (!incomplete)
        if (const auto wrong = ni_number::wrong_suffix(*number)) return refuse(*wrong);
    return NiNumber(*std::move(number));
}

bool NiNumber::is_complete() const
{
    return reveal().size() == ni_number::size;
}

std::string NiNumber::masked() const
{
    const std::string& text = reveal();
    return std::string(text.size() - 3, '*') + text.substr(text.size() - 3);
}

std::string NiNumber::reveal_grouped() const
{
    const std::string& text = reveal();
    std::string grouped = text.substr(0, 2);
    for (std::size_t at = 2; at < text.size(); at += 2)
        grouped += ' ' + text.substr(at, 2);
    return grouped;
}

} // namespace evenhand
