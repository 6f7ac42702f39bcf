#include "core/nhs_number.hpp"

#include "core/check.hpp"
#include "core/compact_code.hpp"
#include "core/ni_number.hpp"

#include <algorithm>
#include <optional>

namespace evenhand {

namespace nhs_number {

constexpr std::size_t digits = 10;

int value(char digit)
{
    return digit - '0';
}

/// Modulus 11 with weights 10 down to 2; a remainder that would need the digit 10 is never issued,
/// which is why 999 123 4567 can stand in hints for ever.
bool check_digit_fits(std::string_view number)
{
    int sum = 0;
    for (std::size_t i = 0; i < digits - 1; ++i)
        sum += value(number[i]) * static_cast<int>(digits - i);
    const int check = (11 - sum % 11) % 11;
    return check == value(number.back());
}

/// A Community Health Index number begins with the birth date: 01-31, then 01-12.
bool begins_with_day_and_month(std::string_view number)
{
    const int day = value(number[0]) * 10 + value(number[1]);
    const int month = value(number[2]) * 10 + value(number[3]);
    return day >= 1 && day <= 31 && month >= 1 && month <= 12;
}

std::optional<NhsNumberRefusal> refused_range(std::string_view number, IdentifierMode mode)
{
    const char first = number.front();
    if (begins_with_day_and_month(number)) return NhsNumberRefusal::scottish_chi;
    if (first == '3' && number[1] >= '2') return NhsNumberRefusal::northern_irish;
    if (first == '4' || first == '6' || first == '7') return std::nullopt;
    if (first != '9') return NhsNumberRefusal::never_issued;
    if (mode == IdentifierMode::live) return NhsNumberRefusal::test_range_in_live;
    return std::nullopt;
}

std::optional<NhsNumberRefusal> wrong_form(std::string_view number)
{
    // People mix the two numbers up; a QQ example counts as one in every mode.
    if (NiNumber::parse(number, IdentifierMode::demo))
        return NhsNumberRefusal::looks_like_ni_number;
    if (!all_digits(number)) return NhsNumberRefusal::has_letters;
    if (number.size() < digits) return NhsNumberRefusal::too_short;
    if (number.size() > digits) return NhsNumberRefusal::too_long;
    // Ten equal digits always satisfy the check.
    if (number.find_first_not_of(number.front()) == number.npos)
        return NhsNumberRefusal::repeated_digit;
    if (!check_digit_fits(number)) return NhsNumberRefusal::wrong_check_digit;
    return std::nullopt;
}

} // namespace nhs_number

std::string_view code(NhsNumberRefusal refusal)
{
    switch (refusal) {
    case NhsNumberRefusal::empty:
        return "empty";
    case NhsNumberRefusal::not_text:
        return "not_text";
    case NhsNumberRefusal::looks_like_ni_number:
        return "looks_like_ni_number";
    case NhsNumberRefusal::has_letters:
        return "has_letters";
    case NhsNumberRefusal::has_symbols:
        return "has_symbols";
    case NhsNumberRefusal::too_short:
        return "too_short";
    case NhsNumberRefusal::too_long:
        return "too_long";
    case NhsNumberRefusal::repeated_digit:
        return "repeated_digit";
    case NhsNumberRefusal::wrong_check_digit:
        return "wrong_check_digit";
    case NhsNumberRefusal::scottish_chi:
        return "scottish_chi";
    case NhsNumberRefusal::northern_irish:
        return "northern_irish";
    case NhsNumberRefusal::never_issued:
        return "never_issued";
    case NhsNumberRefusal::test_range_in_live:
        return "test_range_in_live";
    }
    fail_check("an NhsNumberRefusal", __FILE_NAME__, __LINE__);
}

Result<NhsNumber, NhsNumberRefusal> NhsNumber::parse(std::string_view typed, IdentifierMode mode)
{
    auto number = compact_code(typed, CodeNoise::separators);
    if (!number) return refuse(as<NhsNumberRefusal>(number.error()));
    if (const auto wrong = nhs_number::wrong_form(*number)) return refuse(*wrong);
    if (const auto range = nhs_number::refused_range(*number, mode)) return refuse(*range);
    return NhsNumber(*std::move(number));
}

std::string NhsNumber::masked() const
{
    return "*** *** *" + reveal().substr(nhs_number::digits - 3);
}

std::string NhsNumber::reveal_grouped() const
{
    const std::string& digits = reveal();
    return digits.substr(0, 3) + ' ' + digits.substr(3, 3) + ' ' + digits.substr(6);
}

} // namespace evenhand
