#include "html/html.hpp"

#include "tests/support/html_tokens.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

// Whatever text is put in, a strict second reading gets it out again, and nothing else: the same
// tags in the same places. The reading is tests/support/html_tokens.cpp, which shares no code with
// html.cpp.

namespace evenhand::html {

namespace html_prop_test {

using test::html_tokens;
using test::HtmlToken;

std::string utf8(std::uint32_t code)
{
    std::string out;
    const auto put = [&](std::uint32_t byte) {
        out += static_cast<char>(static_cast<unsigned char>(byte));
    };
    if (code < 0x80)
        put(code);
    else if (code < 0x800) {
        put(0xC0 | code >> 6);
        put(0x80 | (code & 0x3F));
    } else if (code < 0x10000) {
        put(0xE0 | code >> 12);
        put(0x80 | (code >> 6 & 0x3F));
        put(0x80 | (code & 0x3F));
    } else {
        put(0xF0 | code >> 18);
        put(0x80 | (code >> 12 & 0x3F));
        put(0x80 | (code >> 6 & 0x3F));
        put(0x80 | (code & 0x3F));
    }
    return out;
}

/// Any character but NUL and surrogates, with those that mean something in markup drawn often.
rc::Gen<std::uint32_t> any_character()
{
    return rc::gen::weightedOneOf<std::uint32_t>(
        {{6, rc::gen::elementOf(std::vector<std::uint32_t>{'<', '>', '&', '"', '\'', '\r', '\n',
                                                           '=', '/', ';', '#', '`', ' ', '\t', '\f',
                                                           '!', '-', 0x7F, 0x85})},
         {4, rc::gen::inRange<std::uint32_t>(1, 0x80)},
         {2, rc::gen::inRange<std::uint32_t>(0x80, 0xD800)},
         {1, rc::gen::inRange<std::uint32_t>(0xE000, 0x110000)}});
}

rc::Gen<std::string> any_text()
{
    return rc::gen::map(rc::gen::container<std::vector<std::uint32_t>>(any_character()),
                        [](const std::vector<std::uint32_t>& codes) {
                            std::string text;
                            for (const std::uint32_t code : codes)
                                text += utf8(code);
                            return text;
                        });
}

std::vector<HtmlToken> expected(const std::string& tag, const std::string& value,
                                const std::string& text)
{
    std::vector<HtmlToken> tokens{
        {.kind = HtmlToken::Kind::start, .name = tag, .attributes = {{"title", value}}}};
    if (!text.empty()) tokens.push_back({.kind = HtmlToken::Kind::text, .text = text});
    tokens.push_back({.kind = HtmlToken::Kind::end, .name = tag});
    return tokens;
}

} // namespace html_prop_test

RC_GTEST_PROP(HtmlProperty, AnyTextAndAnyAttributeAreReadBackAsTheyWereWritten, ())
{
    using namespace html_prop_test;
    const std::string value = *any_text();
    const std::string text = *any_text();
    const Attributes attributes{attr("title", value)};
    RC_ASSERT(html_tokens(element("p", attributes, text).str()) == expected("p", value, text));
    RC_ASSERT(html_tokens(element("textarea", attributes, text).str()) ==
              expected("textarea", value, text));
    RC_ASSERT(html_tokens(element("pre", attributes, text).str()) == expected("pre", value, text));
    RC_ASSERT(html_tokens(element("title", attributes, text).str()) ==
              expected("title", value, text));
}

RC_GTEST_PROP(HtmlProperty, AnyBytesAtAllStayInsideTheirElement, ())
{
    using namespace html_prop_test;
    const auto bytes = *rc::gen::arbitrary<std::string>();
    const auto tokens = html_tokens(element("p", {attr("title", bytes)}, bytes).str());
    RC_ASSERT(tokens.size() == (bytes.empty() ? 2U : 3U));
    RC_ASSERT(tokens.front().attributes.size() == 1U);
    RC_ASSERT(tokens.front().attributes[0].second == (bytes.empty() ? "" : tokens[1].text));
    // What was repaired once is well-formed: escaping what was read changes nothing more.
    if (!bytes.empty())
        RC_ASSERT(html_tokens(Html::text(tokens[1].text).str())[0].text == tokens[1].text);
}

RC_GTEST_PROP(HtmlProperty, AddressesNeverBecomeCode, ())
{
    using namespace html_prop_test;
    // Pieces of the usual tricks in any order, with anything between.
    const auto piece =
        rc::gen::oneOf(rc::gen::elementOf(std::vector<std::string>{
                           "javascript", "JAVASCRIPT", "data", "vbscript", ":", "&colon;", "&#58;",
                           "\t", "\n", " ", "\x01", "//", "https", "?", "#"}),
                       any_text());
    std::string address;
    for (const std::string& part : *rc::gen::container<std::vector<std::string>>(piece))
        address += part;
    const auto tokens = html_tokens(element("a", {attr("href", address)}, "x").str());
    // As a browser reads it (WHATWG URL): edges of control characters and blanks trimmed, tabs and
    // newlines dropped.
    std::string read = tokens.front().attributes[0].second;
    read.erase(
        0, std::min(read.size(),
                    static_cast<std::size_t>(
                        std::find_if(read.begin(), read.end(),
                                     [](char c) { return static_cast<unsigned char>(c) > 0x20; }) -
                        read.begin())));
    std::string scheme;
    for (const char c : read) {
        if (c == ':') break;
        if (c != '\t' && c != '\n' && c != '\r')
            scheme += static_cast<char>(c >= 'A' && c <= 'Z' ? c + 0x20 : c);
    }
    RC_ASSERT(!(read.find(':') != std::string::npos &&
                (scheme == "javascript" || scheme == "data" || scheme == "vbscript")));
}

} // namespace evenhand::html
