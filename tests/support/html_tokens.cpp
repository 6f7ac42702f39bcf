#include "tests/support/html_tokens.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>

namespace evenhand::test {

namespace html_reader {

constexpr std::string_view blanks = " \t\n\f\r";

bool is_blank(char c)
{
    return blanks.find(c) != std::string_view::npos;
}

bool one_of(std::string_view name, std::initializer_list<std::string_view> names)
{
    return std::ranges::find(names, name) != names.end();
}

bool is_void(std::string_view name)
{
    return one_of(name, {"area", "br", "col", "hr", "img", "input", "link", "meta", "source",
                         "track", "wbr"});
}

std::string utf8(std::uint32_t code)
{
    const auto byte = [](std::uint32_t value) {
        return static_cast<char>(static_cast<unsigned char>(value));
    };
    if (code < 0x80) return {byte(code)};
    if (code < 0x800) return {byte(0xC0 | code >> 6), byte(0x80 | (code & 0x3F))};
    if (code < 0x10000)
        return {byte(0xE0 | code >> 12), byte(0x80 | (code >> 6 & 0x3F)),
                byte(0x80 | (code & 0x3F))};
    return {byte(0xF0 | code >> 18), byte(0x80 | (code >> 12 & 0x3F)),
            byte(0x80 | (code >> 6 & 0x3F)), byte(0x80 | (code & 0x3F))};
}

std::string decode_reference(std::string_view name)
{
    constexpr std::array<std::pair<std::string_view, std::string_view>, 8> named{
        {{"amp", "&"},
         {"lt", "<"},
         {"gt", ">"},
         {"quot", "\""},
         {"nbsp", "\u00A0"},
         {"ctdot", "\u22EF"},
         {"copy", "\u00A9"},
         {"pound", "\u00A3"}}};
    for (const auto& [key, value] : named)
        if (name == key) return std::string{value};
    if (!name.starts_with('#')) throw NotStrictHtml(fmt::format("unknown reference &{};", name));
    const bool hex = name.starts_with("#x");
    const std::string_view digits = name.substr(hex ? 2 : 1);
    std::uint32_t code = 0;
    const auto [end, error] =
        std::from_chars(digits.data(), digits.data() + digits.size(), code, hex ? 16 : 10);
    const bool whole = error == std::errc{} && end == digits.data() + digits.size();
    if (!whole || code == 0 || code > 0x10FFFF || (code >= 0xD800 && code < 0xE000))
        throw NotStrictHtml(fmt::format("bad reference &{};", name));
    return utf8(code);
}

class Reader
{
public:
    explicit Reader(std::string_view markup) : rest_(markup) {}

    std::vector<HtmlToken> read()
    {
        while (!rest_.empty()) {
            if (rest_.starts_with("<!DOCTYPE html>")) {
                rest_.remove_prefix(15);
                tokens_.push_back({.kind = HtmlToken::Kind::doctype});
            } else if (rest_.starts_with("</"))
                read_end();
            else if (rest_.starts_with('<'))
                read_start();
            else
                read_text();
        }
        if (!open_.empty()) throw NotStrictHtml("never closed: " + open_.back());
        return std::move(tokens_);
    }

private:
    [[noreturn]] void fail(std::string_view why) const
    {
        throw NotStrictHtml(fmt::format("{} at: {}", why, rest_.substr(0, 40)));
    }

    std::string decoded(std::string_view raw) const
    {
        std::string out;
        for (std::size_t at = 0; at < raw.size(); ++at) {
            if (raw[at] == '\0') fail("NUL");
            if (raw[at] == '\r') { // the input stream turns CR and CRLF into LF
                out += '\n';
                if (at + 1 < raw.size() && raw[at + 1] == '\n') ++at;
            } else if (raw[at] == '&') {
                const std::size_t end = raw.find(';', at);
                if (end == std::string_view::npos) fail("bare ampersand");
                out += decode_reference(raw.substr(at + 1, end - at - 1));
                at = end;
            } else
                out += raw[at];
        }
        return out;
    }

    std::string read_name()
    {
        const auto end = std::ranges::find_if(rest_, [](char c) {
            return is_blank(c) || c == '=' || c == '>' || c == '/' || c == '"' || c == '\'' ||
                   c == '<';
        });
        std::string name{rest_.begin(), end};
        if (name.empty()) fail("name expected");
        rest_.remove_prefix(name.size());
        return name;
    }

    void skip_blanks()
    {
        while (!rest_.empty() && is_blank(rest_.front()))
            rest_.remove_prefix(1);
    }

    void read_end()
    {
        rest_.remove_prefix(2);
        const std::string name = read_name();
        skip_blanks();
        if (!rest_.starts_with('>')) fail("unfinished end tag");
        rest_.remove_prefix(1);
        close(name);
    }

    void close(const std::string& name)
    {
        if (open_.empty() || open_.back() != name) fail("closes nothing: " + name);
        open_.pop_back();
        tokens_.push_back({.kind = HtmlToken::Kind::end, .name = name});
    }

    void read_attribute(HtmlToken& token)
    {
        const std::string name = read_name();
        for (const auto& known : token.attributes)
            if (known.first == name) fail("repeated attribute " + name);
        std::string value;
        if (rest_.starts_with("=\"")) {
            rest_.remove_prefix(2);
            const std::size_t end = rest_.find('"');
            if (end == std::string_view::npos) fail("unfinished value");
            value = decoded(rest_.substr(0, end));
            rest_.remove_prefix(end + 1);
        } else if (rest_.starts_with('='))
            fail("unquoted value");
        if (!rest_.empty() && !is_blank(rest_.front()) && rest_.front() != '>' &&
            rest_.front() != '/')
            fail("no blank after an attribute");
        token.attributes.emplace_back(name, value);
    }

    void read_start()
    {
        rest_.remove_prefix(1);
        HtmlToken token{.kind = HtmlToken::Kind::start, .name = read_name()};
        const std::string name = token.name;
        for (skip_blanks(); !rest_.empty() && rest_.front() != '>' && rest_.front() != '/';
             skip_blanks())
            read_attribute(token);
        const bool closes_itself = rest_.starts_with("/>");
        rest_.remove_prefix(closes_itself ? 1 : 0);
        if (!rest_.starts_with('>')) fail("unfinished start tag");
        rest_.remove_prefix(1);
        tokens_.push_back(std::move(token));
        if (is_void(name)) return;
        open_.push_back(name);
        if (closes_itself) close(name);
        if ((name == "textarea" || name == "pre") && rest_.starts_with('\n'))
            rest_.remove_prefix(1);
        if (name == "textarea" || name == "title") read_only_text(name);
    }

    /// In these two an element cannot stand: everything up to the end tag is text.
    void read_only_text(const std::string& name)
    {
        const std::size_t end = rest_.find("</" + name);
        if (end == std::string_view::npos) fail("never closed: " + name);
        add_text(decoded(rest_.substr(0, end)));
        rest_.remove_prefix(end);
    }

    void read_text()
    {
        const std::size_t end = std::min(rest_.find('<'), rest_.size());
        add_text(decoded(rest_.substr(0, end)));
        rest_.remove_prefix(end);
    }

    void add_text(const std::string& text)
    {
        if (!text.empty()) tokens_.push_back({.kind = HtmlToken::Kind::text, .text = text});
    }

    std::string_view rest_;
    std::vector<HtmlToken> tokens_;
    std::vector<std::string> open_;
};

std::string one_blank(std::string_view text)
{
    std::string out;
    for (const char c : text) {
        if (!is_blank(c))
            out += c;
        else if (out.empty() || out.back() != ' ')
            out += ' ';
    }
    return out;
}

std::string trimmed(std::string_view text)
{
    const std::size_t first = text.find_first_not_of(blanks);
    if (first == std::string_view::npos) return {};
    return std::string{text.substr(first, text.find_last_not_of(blanks) - first + 1)};
}

/// Elements between which a blank is seen.
bool is_inline(std::string_view name)
{
    return one_of(name, {"a", "abbr", "b", "code", "em", "i", "kbd", "small", "span", "strong"});
}

/// The text as read: a line for each block, blanks inside it collapsed.
std::string read_text_of(const std::vector<HtmlToken>& tokens)
{
    std::string all;
    std::string line;
    const auto end_line = [&] {
        const std::string words = trimmed(one_blank(line));
        if (!words.empty()) all += words + "\n";
        line.clear();
    };
    for (const HtmlToken& token : tokens) {
        if (token.kind == HtmlToken::Kind::text)
            line += token.text;
        else if (!is_inline(token.name))
            end_line();
    }
    end_line();
    return all;
}

std::string line_of(const HtmlToken& token)
{
    switch (token.kind) {
    case HtmlToken::Kind::doctype:
        return "<!DOCTYPE html>\n";
    case HtmlToken::Kind::end:
        return "</" + token.name + ">\n";
    case HtmlToken::Kind::text: {
        const std::string text = trimmed(one_blank(token.text));
        return text.empty() ? "" : text + "\n";
    }
    case HtmlToken::Kind::start:
        break;
    }
    std::string line = "<" + token.name;
    auto attributes = token.attributes; // their order means nothing
    std::ranges::sort(attributes);
    for (const auto& [name, value] : attributes)
        line += fmt::format(" {}=\"{}\"", name, trimmed(one_blank(value)));
    return line + ">\n";
}

} // namespace html_reader

std::vector<HtmlToken> html_tokens(std::string_view markup)
{
    return html_reader::Reader{markup}.read();
}

std::string html_outline(std::string_view markup)
{
    const auto tokens = html_tokens(markup);
    std::string outline;
    for (const HtmlToken& token : tokens)
        outline += html_reader::line_of(token);
    return outline + "--- read as\n" + html_reader::read_text_of(tokens);
}

} // namespace evenhand::test
