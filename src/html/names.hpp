#pragma once

#include <cstddef>
#include <stdexcept>
#include <string_view>

// Names of elements and attributes: literals, checked while compiling, so that no text from outside
// can become one.

namespace evenhand::html {

/// The name of an element: a literal, refused while compiling if it is not a plain tag. Elements
/// whose content is not parsed as markup (script, style, iframe and the like) are refused, because
/// escaping does not hold in them.
class TagName
{
public:
    template <std::size_t N>
    consteval TagName(const char (&literal)[N]) : name_(literal, N - 1)
    {
        if (name_.empty()) throw std::logic_error("an element needs a name");
        for (const char c : name_)
            if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')))
                throw std::logic_error("not a tag name");
        for (const std::string_view raw :
             {"script", "style", "iframe", "noscript", "noembed", "noframes", "plaintext", "xmp",
              "object", "embed", "base", "template"})
            if (name_ == raw) throw std::logic_error("this element may not be written");
        for (const std::string_view empty :
             {"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "track", "wbr"})
            if (name_ == empty) void_ = true;
        drops_newline_ = name_ == "textarea" || name_ == "pre";
    }
    [[nodiscard]] constexpr std::string_view view() const { return name_; }
    /// An element that has neither content nor an end tag.
    [[nodiscard]] constexpr bool is_void() const { return void_; }
    /// A parser drops the first newline of its content, so one is written twice.
    [[nodiscard]] constexpr bool drops_newline() const { return drops_newline_; }

private:
    std::string_view name_;
    bool void_ = false;
    bool drops_newline_ = false;
};

/// h1 to h6.
TagName heading_tag(int level);

/// The name of an attribute: a literal, checked while compiling. Event handlers, `style` and
/// `srcdoc` are refused: they are code, and our content security policy forbids them.
class AttributeName
{
public:
    template <std::size_t N>
    consteval AttributeName(const char (&literal)[N]) : name_(literal, N - 1)
    {
        if (name_.empty()) throw std::logic_error("an attribute needs a name");
        for (const char c : name_)
            if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                  c == '-' || c == ':' || c == '.'))
                throw std::logic_error("not an attribute name");
        if (name_.starts_with("on") || name_ == "style" || name_ == "srcdoc")
            throw std::logic_error("this attribute may not be written");
        for (const std::string_view url : {"href", "src", "action", "formaction", "cite", "poster"})
            if (name_ == url) url_ = true;
    }
    [[nodiscard]] constexpr std::string_view view() const { return name_; }
    [[nodiscard]] constexpr bool is_url() const { return url_; }

private:
    std::string_view name_;
    bool url_ = false;
};

} // namespace evenhand::html
