#pragma once

#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// A second, independent reading of HTML for tests: the part of the WHATWG tokenizer that well-made
// markup needs. It is strict: a stray "<", an unknown character reference, an unquoted or repeated
// attribute, or a tag that closes the wrong element throws. So what it accepts has exactly one
// reading.

namespace evenhand::test {

struct HtmlToken
{
    enum class Kind { doctype, start, end, text };
    Kind kind = Kind::text;
    std::string name = {};                                            // of a tag
    std::vector<std::pair<std::string, std::string>> attributes = {}; // decoded, in order
    std::string text = {};                                            // decoded

    friend bool operator==(const HtmlToken&, const HtmlToken&) = default;
};

class NotStrictHtml : public std::runtime_error
{
public:
    using std::runtime_error::runtime_error;
};

/// Whole markup as tokens; neighbouring texts are one token. Throws NotStrictHtml.
std::vector<HtmlToken> html_tokens(std::string_view markup);

/// The tokens with the white space between tags left out and runs of it made one blank, one token a
/// line; then the text as a reader meets it, with blanks between inline elements kept. Equal
/// outlines render alike.
std::string html_outline(std::string_view markup);

} // namespace evenhand::test
