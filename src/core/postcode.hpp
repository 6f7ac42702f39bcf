#pragma once

#include "core/personal.hpp"
#include "core/result.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace evenhand {

/// Why what was typed is not a postcode. "Not in the area" is no refusal here: it is a page.
enum class PostcodeRefusal {
    empty,
    not_text,
    has_symbols,
    too_short,
    too_long,
    wrong_first_part,
    wrong_last_part,
    pseudo_on_public_form,
};

/// A stable name for messages and tests: "wrong_last_part".
std::string_view code(PostcodeRefusal refusal);

/// The NHS's stand-ins for people without a known address. The public form has a tick box instead.
enum class PseudoPostcode { no_fixed_abode, not_known, england_not_specified };

enum class PostcodeEntry { public_form, staff_screen };

/// A postcode of the right form (casework 5.3). Whether it exists, and in which council it lies,
/// only a look-up can say: neither may be inferred from its letters.
class Postcode : public PersonalText<Postcode>
{
public:
    /// Puts right an O typed for 0 or an I for 1, and the reverse, where only one reading makes a
    /// postcode.
    static Result<Postcode, PostcodeRefusal> parse(std::string_view typed, PostcodeEntry entry);

    /// Nothing for an ordinary postcode.
    [[nodiscard]] std::optional<PseudoPostcode> pseudo() const;
    /// False for Jersey, Guernsey, the Isle of Man and Northern Ireland, whose areas are theirs
    /// alone: a reason for the "not in the area" page, never an error.
    [[nodiscard]] bool in_great_britain() const;
    /// Without the house or street: "S1 ***".
    [[nodiscard]] std::string masked() const;

private:
    using PersonalText::PersonalText;
};

} // namespace evenhand
