#include "html/html.hpp"

#include "core/check.hpp"

#include <algorithm>
#include <array>

namespace evenhand::html {

namespace html_escape {

constexpr std::string_view replacement = "\xEF\xBF\xBD";

/// How many bytes the well-formed UTF-8 sequence at `at` has; 0 where it is ill-formed (RFC 3629,
/// section 4).
std::size_t sequence_length(std::string_view text, std::size_t at)
{
    const auto byte = [&](std::size_t i) {
        return at + i < text.size() ? static_cast<unsigned char>(text[at + i]) : 0U;
    };
    const auto follows = [&](std::size_t i) { return (byte(i) & 0xC0U) == 0x80U; };
    const unsigned first = byte(0);
    if (first < 0x80U) return 1;
    if (first >= 0xC2U && first <= 0xDFU) return follows(1) ? 2 : 0;
    if (first >= 0xE0U && first <= 0xEFU) {
        if (first == 0xE0U && byte(1) < 0xA0U) return 0;
        if (first == 0xEDU && byte(1) > 0x9FU) return 0;
        return follows(1) && follows(2) ? 3 : 0;
    }
    if (first >= 0xF0U && first <= 0xF4U) {
        if (first == 0xF0U && byte(1) < 0x90U) return 0;
        if (first == 0xF4U && byte(1) > 0x8FU) return 0;
        return follows(1) && follows(2) && follows(3) ? 4 : 0;
    }
    return 0;
}

/// Bytes that may be copied as they stand.
constexpr std::array<bool, 256> plain_bytes()
{
    std::array<bool, 256> plain{};
    for (std::size_t i = 1; i < 0x80; ++i)
        plain[i] = true;
    for (const char c : {'&', '<', '>', '"', '\'', '\r'})
        plain[static_cast<unsigned char>(c)] = false;
    return plain;
}
constexpr auto plain = plain_bytes();

std::string_view reference(char c)
{
    switch (c) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\'':
        return "&#39;";
    case '\r':
        return "&#13;"; // a parser reads a bare carriage return as a newline
    default:
        return replacement;
    }
}

/// One way of escaping for text and for quoted attribute values, so that neither can be confused
/// for the other.
void append(std::string& out, std::string_view text)
{
    std::size_t at = 0;
    while (at < text.size()) {
        const std::size_t run = at;
        while (at < text.size() && plain[static_cast<unsigned char>(text[at])])
            ++at;
        out.append(text, run, at - run);
        if (at == text.size()) return;

        const std::size_t length = sequence_length(text, at);
        if (length > 1)
            out.append(text, at, length);
        else
            out += length == 0 ? replacement : reference(text[at]);
        at += std::max<std::size_t>(length, 1);
    }
}

bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// Relative, or of a scheme that only fetches or writes to someone. Schemes are allowed and not
/// forbidden, so the blanks and control characters that a browser skips, around a scheme or in it,
/// only make the address refused.
bool is_safe_address(std::string_view address)
{
    const std::size_t end = address.find_first_of(":/?#");
    if (end == std::string_view::npos || address[end] != ':') return true;

    std::string scheme{address.substr(0, end)};
    for (char& c : scheme)
        if (is_letter(c)) c = static_cast<char>(c | 0x20);
    return scheme == "https" || scheme == "http" || scheme == "mailto" || scheme == "tel";
}

} // namespace html_escape

TagName heading_tag(int level)
{
    constexpr std::array<TagName, 6> tags{"h1", "h2", "h3", "h4", "h5", "h6"};
    CHECK(level >= 1 && level <= 6);
    return tags[static_cast<std::size_t>(level - 1)];
}

Attribute attr(AttributeName name, std::string_view value)
{
    Attribute attribute;
    std::string& markup = attribute.markup_;
    markup.reserve(name.view().size() + value.size() + 4);
    markup += ' ';
    markup += name.view();
    markup += "=\"";
    const bool refused = name.is_url() && !html_escape::is_safe_address(value);
    html_escape::append(markup, refused ? std::string_view{"#refused"} : value);
    markup += '"';
    return attribute;
}

Attribute attr_if(AttributeName name, std::string_view value)
{
    return value.empty() ? Attribute{} : attr(name, value);
}

Attribute flag(AttributeName name, bool present)
{
    Attribute attribute;
    if (present) (attribute.markup_ += ' ') += name.view();
    return attribute;
}

Attributes::Attributes(std::initializer_list<Attribute> list)
{
    for (const Attribute& attribute : list)
        markup_ += attribute.str();
}

Attributes& Attributes::operator+=(const Attribute& next)
{
    markup_ += next.str();
    return *this;
}

Attributes& Attributes::operator+=(const Attributes& more)
{
    markup_ += more.markup_;
    return *this;
}

Html::Html(std::string_view text)
{
    add_text(text);
}

Html::Html(const std::vector<Html>& parts)
{
    for (const Html& part : parts)
        markup_ += part.markup_;
}

void Html::add_text(std::string_view text)
{
    html_escape::append(markup_, text);
}

std::size_t Html::open(TagName tag, const Attributes& attributes)
{
    ((markup_ += '<') += tag.view()) += attributes.str();
    markup_ += '>';
    return markup_.size();
}

void Html::close(TagName tag, std::size_t content_start)
{
    if (tag.is_void()) {
        CHECK(markup_.size() == content_start);
        return;
    }
    if (tag.drops_newline() && markup_.size() > content_start && markup_[content_start] == '\n')
        markup_.insert(content_start, 1, '\n');
    ((markup_ += "</") += tag.view()) += '>';
}

Html document_start(std::string_view lang)
{
    Html html;
    html.markup_ = "<!DOCTYPE html>\n<html" + attr("lang", lang).str() +
                   attr("class", "govuk-template").str() + ">\n";
    return html;
}

Html document_end()
{
    Html html;
    html.markup_ = "</html>\n";
    return html;
}

Html external_script(std::string_view src, bool is_module)
{
    // A path of this site: a script from elsewhere, or one written into the page, is never ours.
    CHECK(src.size() > 1 && src[0] == '/' && src[1] != '/' && src[1] != '\\');
    Html html;
    html.markup_ =
        "<script" + attr("src", src).str() + (is_module ? " type=\"module\"" : "") + "></script>";
    return html;
}

std::string class_names(std::initializer_list<std::string_view> names)
{
    std::string joined;
    for (const std::string_view name : names) {
        if (name.empty()) continue;
        if (!joined.empty()) joined += ' ';
        joined += name;
    }
    return joined;
}

} // namespace evenhand::html
