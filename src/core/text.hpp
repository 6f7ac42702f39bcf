#pragma once

#include "core/result.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace evenhand {

/// Why typed text cannot be kept as text. None of these arises from an ordinary keyboard.
enum class TextRefusal {
    not_utf8,
    control_character,
    too_many_marks,
};

/// A stable name for messages and tests: "not_utf8".
std::string_view code(TextRefusal refusal);

/// One line as it is kept: NFC, every kind of space and tab made one plain space, ends trimmed, and
/// invisible characters (zero-width, soft hyphen, direction marks that come with pasted contacts)
/// dropped. Line breaks are control characters here: no browser sends one in a line, only someone
/// trying to add a header.
Result<std::string, TextRefusal> clean_line(std::string_view typed);

/// Several lines as they are kept: NFC, line ends made LF, spaces at line ends and blank lines at
/// both ends dropped. The joiners U+200C and U+200D stay, since Persian, Urdu and Hindi are
/// misspelt without them.
Result<std::string, TextRefusal> clean_paragraph(std::string_view typed);

/// True for the empty text too; false for overlong forms, surrogates and anything past U+10FFFF.
bool is_valid_utf8(std::string_view text);

/// The number of code points of a valid UTF-8 text; what a length limit shown to people counts.
std::size_t count_code_points(std::string_view text);

/// For comparing, never for showing: Unicode case folding and NFC of a valid UTF-8 text.
std::string fold_case(std::string_view text);

} // namespace evenhand
