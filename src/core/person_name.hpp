#pragma once

#include "core/personal.hpp"
#include "core/result.hpp"

#include <string>
#include <string_view>

namespace evenhand {

/// Why what was typed is not a name. A single name, a name of one letter and a name in any script
/// or capitalisation is a name.
enum class PersonNameRefusal { empty, not_text, too_long, has_digits, has_symbols, no_letters };

/// A stable name for messages and tests: "has_digits".
std::string_view code(PersonNameRefusal refusal);

/// A person's name or a part of it, as they write it: 1 to 100 code points of letters with their
/// marks, spaces, hyphens, apostrophes and full stops (casework 5.5). Curly apostrophes and long
/// hyphens become the plain ones, so that O'Brien is one person whichever telephone she types on.
class PersonName : public PersonalText<PersonName>
{
public:
    static Result<PersonName, PersonNameRefusal> parse(std::string_view typed);

    /// In clear and case-folded, for comparing and for the keyed index.
    [[nodiscard]] std::string reveal_for_index() const;
    /// The first letter: "N***".
    [[nodiscard]] std::string masked() const;

private:
    using PersonalText::PersonalText;
};

} // namespace evenhand
