#pragma once

#include "core/personal.hpp"
#include "core/result.hpp"

#include <string>
#include <string_view>

namespace evenhand {

/// Why what was typed is not a number that the trial can ring or text.
enum class PhoneNumberRefusal {
    empty,
    not_text,
    has_letters,
    has_symbols,
    too_short,
    too_long,
    missing_first_zero,
    premium_rate,
    personal_or_pager,
    not_a_phone_range,
    wrong_foreign_number,
};

/// A stable name for messages and tests: "premium_rate".
std::string_view code(PhoneNumberRefusal refusal);

enum class PhoneKind { mobile, landline, freephone, foreign };

/// A telephone number (casework 5.5). It is kept in E.164 form for dialling and comparing, and as
/// typed for showing, since people do not know their own number when it is grouped anew. Two
/// numbers are equal when they reach the same telephone.
class PhoneNumber : public PersonalText<PhoneNumber>
{
public:
    static Result<PhoneNumber, PhoneNumberRefusal> parse(std::string_view typed);

    /// In clear as the person wrote it, trimmed. `reveal()` gives E.164: "+447700900123".
    [[nodiscard]] const std::string& reveal_as_typed() const { return as_typed_; }
    /// Only a mobile is sent texts.
    [[nodiscard]] PhoneKind kind() const { return kind_; }
    /// The last three digits: "*** *** 123".
    [[nodiscard]] std::string masked() const;

    friend bool operator==(const PhoneNumber& a, const PhoneNumber& b)
    {
        return a.reveal() == b.reveal();
    }

private:
    PhoneNumber(std::string e164, std::string as_typed, PhoneKind kind);
    std::string as_typed_;
    PhoneKind kind_;
};

} // namespace evenhand
