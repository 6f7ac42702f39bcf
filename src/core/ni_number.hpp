#pragma once

#include "core/personal.hpp"
#include "core/result.hpp"

#include <string>
#include <string_view>

namespace evenhand {

/// Why what was typed is not a National Insurance number.
enum class NiNumberRefusal {
    empty,
    not_text,
    has_symbols,
    too_short,
    too_long,
    missing_suffix,
    wrong_shape,
    wrong_prefix,
    wrong_suffix,
    example_in_live,
};

/// A stable name for messages and tests: "wrong_prefix".
std::string_view code(NiNumberRefusal refusal);

/// Two letters, six digits and a letter A to D, by HMRC's rule (casework 5.2). For linkage only:
/// never for proving who someone is. On screens it is a "National Insurance number", in full.
class NiNumber : public PersonalText<NiNumber>
{
public:
    /// Takes the example prefix QQ in demo mode only, because no range of valid test numbers is
    /// reserved.
    static Result<NiNumber, NiNumberRefusal> parse(std::string_view typed, IdentifierMode mode);

    /// As `parse`, and also a number without its last letter, which some administrative files
    /// leave out. Not for what a participant types.
    static Result<NiNumber, NiNumberRefusal> parse_for_linkage(std::string_view typed,
                                                               IdentifierMode mode);

    /// False for a number that an administrative file gave without its last letter.
    [[nodiscard]] bool is_complete() const;
    /// The last three characters: "******56C".
    [[nodiscard]] std::string masked() const;
    /// In clear, grouped as on the card: "QQ 12 34 56 C".
    [[nodiscard]] std::string reveal_grouped() const;

private:
    using PersonalText::PersonalText;
};

} // namespace evenhand
