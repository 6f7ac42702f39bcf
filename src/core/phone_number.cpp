#include "core/phone_number.hpp"

#include "core/check.hpp"
#include "core/compact_code.hpp"
#include "core/text.hpp"

#include <algorithm>

namespace evenhand {

namespace phone_number {

using Refusal = PhoneNumberRefusal;

/// What was typed, with the country told apart from the digits.
struct Dialled
{
    std::string digits;
    bool international;
};

Result<Dialled, Refusal> dialled(std::string_view line)
{
    const bool plus = line.starts_with('+') || line.starts_with("(+");
    const std::size_t after_plus = plus ? line.find('+') + 1 : 0;
    auto digits = compact_code(line.substr(after_plus), CodeNoise::separators);
    if (!digits) return refuse(as<Refusal>(digits.error()));
    if (!all_digits(*digits)) return refuse(Refusal::has_letters);
    const bool zeros = !plus && digits->starts_with("00");
    if (zeros) digits->erase(0, 2);
    // No British number begins with 44, so it is the country written without its plus.
    const bool bare_country = !plus && !zeros && digits->size() == 12 && digits->starts_with("44");
    return Dialled{*std::move(digits), plus || zeros || bare_country};
}

Result<PhoneKind, Refusal> of_length(const std::string& number, std::size_t size, PhoneKind kind)
{
    if (number.size() < size) return refuse(Refusal::too_short);
    if (number.size() > size) return refuse(Refusal::too_long);
    return kind;
}

Result<PhoneKind, Refusal> mobile(const std::string& number)
{
    if (number.starts_with("070")) return refuse(Refusal::personal_or_pager);
    // 07624 is the Isle of Man's mobile range inside the pagers' 076.
    if (number.starts_with("076") && !number.starts_with("07624") && number.size() >= 5)
        return refuse(Refusal::personal_or_pager);
    return of_length(number, 11, PhoneKind::mobile);
}

/// Some older exchanges under 01xxx have numbers of ten digits; 011x, 01x1, 02x and 03x have none.
Result<PhoneKind, Refusal> geographic(const std::string& number)
{
    const bool may_be_short =
        number.size() == 10 && number[1] == '1' && number[2] != '1' && number[3] != '1';
    return of_length(number, may_be_short ? 10 : 11, PhoneKind::landline);
}

Result<PhoneKind, Refusal> freephone(const std::string& number)
{
    const bool may_be_short = number.size() == 10 && number.starts_with("0800");
    return of_length(number, may_be_short ? 10 : 11, PhoneKind::freephone);
}

/// A British number with its first zero.
Result<PhoneKind, Refusal> british(const std::string& number)
{
    // Directory enquiries are 118 and three digits; a longer one is Reading without its first zero.
    if (number.starts_with("09") || (number.starts_with("118") && number.size() == 6))
        return refuse(Refusal::premium_rate);
    if (number.starts_with("07")) return mobile(number);
    if (number.starts_with("01") || number.starts_with("02") || number.starts_with("03"))
        return geographic(number);
    if (number.starts_with("0800") || number.starts_with("0808")) return freephone(number);
    if (!number.starts_with('0') && british('0' + number))
        return refuse(Refusal::missing_first_zero);
    if (number.size() < 10) return refuse(Refusal::too_short);
    return refuse(Refusal::not_a_phone_range);
}

Result<PhoneKind, Refusal> foreign(const std::string& digits)
{
    if (digits.starts_with('0')) return refuse(Refusal::wrong_foreign_number);
    if (digits.size() < 7) return refuse(Refusal::too_short);
    if (digits.size() > 15) return refuse(Refusal::too_long);
    return PhoneKind::foreign;
}

bool is_british(const Dialled& dialled)
{
    return !dialled.international || dialled.digits.starts_with("44");
}

/// With its first zero, however the country was written: +44 (0)114 has both.
std::string british_form(const Dialled& dialled)
{
    if (!dialled.international) return dialled.digits;
    const std::string national = dialled.digits.substr(2);
    return national.starts_with('0') ? national : '0' + national;
}

} // namespace phone_number

std::string_view code(PhoneNumberRefusal refusal)
{
    switch (refusal) {
    case PhoneNumberRefusal::empty:
        return "empty";
    case PhoneNumberRefusal::not_text:
        return "not_text";
    case PhoneNumberRefusal::has_letters:
        return "has_letters";
    case PhoneNumberRefusal::has_symbols:
        return "has_symbols";
    case PhoneNumberRefusal::too_short:
        return "too_short";
    case PhoneNumberRefusal::too_long:
        return "too_long";
    case PhoneNumberRefusal::missing_first_zero:
        return "missing_first_zero";
    case PhoneNumberRefusal::premium_rate:
        return "premium_rate";
    case PhoneNumberRefusal::personal_or_pager:
        return "personal_or_pager";
    case PhoneNumberRefusal::not_a_phone_range:
        return "not_a_phone_range";
    case PhoneNumberRefusal::wrong_foreign_number:
        return "wrong_foreign_number";
    }
    fail_check("a PhoneNumberRefusal", __FILE_NAME__, __LINE__);
}

PhoneNumber::PhoneNumber(std::string e164, std::string as_typed, PhoneKind kind)
    : PersonalText(std::move(e164)), as_typed_(std::move(as_typed)), kind_(kind)
{
}

Result<PhoneNumber, PhoneNumberRefusal> PhoneNumber::parse(std::string_view typed)
{
    auto line = clean_line(typed);
    if (!line) return refuse(PhoneNumberRefusal::not_text);
    const auto dialled = phone_number::dialled(*line);
    if (!dialled) return refuse(dialled.error());
    if (!phone_number::is_british(*dialled)) {
        const auto kind = phone_number::foreign(dialled->digits);
        if (!kind) return refuse(kind.error());
        return PhoneNumber('+' + dialled->digits, *std::move(line), *kind);
    }
    const std::string number = phone_number::british_form(*dialled);
    const auto kind = phone_number::british(number);
    if (!kind) return refuse(kind.error());
    return PhoneNumber("+44" + number.substr(1), *std::move(line), *kind);
}

std::string PhoneNumber::masked() const
{
    return "*** *** " + reveal().substr(reveal().size() - 3);
}

} // namespace evenhand
