#pragma once

#include "core/personal.hpp"
#include "core/result.hpp"

#include <string>
#include <string_view>

namespace evenhand {

/// Why what was typed is not an NHS number of England, Wales or the Isle of Man. Each has its own
/// message; the order is that of checking, so that the most useful one is given.
enum class NhsNumberRefusal {
    empty,
    not_text,
    looks_like_ni_number,
    has_letters,
    has_symbols,
    too_short,
    too_long,
    repeated_digit,
    wrong_check_digit,
    scottish_chi,
    northern_irish,
    never_issued,
    test_range_in_live,
};

/// A stable name for messages and tests: "too_short".
std::string_view code(NhsNumberRefusal refusal);

/// Ten digits, the last a check on the others (modulus 11), in a range that has been issued
/// (casework 5.1). Never identifies a person alone: match it with birth date and surname.
class NhsNumber : public PersonalText<NhsNumber>
{
public:
    /// 999 numbers are valid in demo mode only.
    static Result<NhsNumber, NhsNumberRefusal> parse(std::string_view typed, IdentifierMode mode);

    /// The last three digits: "*** *** *018".
    [[nodiscard]] std::string masked() const;
    /// In clear, grouped as people read it: "999 000 0018". The page must not let the line break
    /// inside it.
    [[nodiscard]] std::string reveal_grouped() const;

private:
    using PersonalText::PersonalText;
};

} // namespace evenhand
