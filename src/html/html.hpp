#pragma once

#include "html/names.hpp"

#include <concepts>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

// Markup as a type. Every text is escaped on its way in, tag and attribute names are literals
// checked while compiling, and there is no way to hand over ready-made markup: so a page cannot
// carry what someone typed as markup.

namespace evenhand::html {

class FixtureHtml; // tests/support only: the published fixtures' `html` options

/// One attribute, already escaped. Made by attr(), attr_if() and flag().
class Attribute
{
public:
    [[nodiscard]] const std::string& str() const { return markup_; }

private:
    friend class FixtureHtml;
    friend Attribute attr(AttributeName name, std::string_view value);
    friend Attribute flag(AttributeName name, bool present);
    std::string markup_;
};

/// name="value". An address (href, src, action) other than a relative, http, https, mailto or tel
/// one is replaced by
/// "#refused", so that `javascript:` and `data:` never reach a page.
Attribute attr(AttributeName name, std::string_view value);
/// A number.
template <std::integral Number>
requires(!std::same_as<Number, bool>) Attribute attr(AttributeName name, Number value)
{
    return attr(name, std::string_view{std::to_string(value)});
}
/// name="value", or nothing where the value is empty.
Attribute attr_if(AttributeName name, std::string_view value);
/// A boolean attribute: the bare name, or nothing.
Attribute flag(AttributeName name, bool present = true);

/// Any number of attributes, in the order given.
class Attributes
{
public:
    Attributes() = default;
    Attributes(std::initializer_list<Attribute> list);
    Attributes& operator+=(const Attribute& next);
    Attributes& operator+=(const Attributes& more);
    friend Attributes operator+(Attributes left, const Attributes& right) { return left += right; }
    [[nodiscard]] bool empty() const { return markup_.empty(); }
    [[nodiscard]] const std::string& str() const { return markup_; }

private:
    friend class FixtureHtml;
    std::string markup_;
};

/// Markup that is safe to send. Text becomes Html by being escaped; Html becomes a string only by
/// str().
class Html
{
public:
    Html() = default;
    // Implicit on purpose: wherever markup is wanted a plain text may stand, and is escaped.
    Html(std::string_view text);
    Html(const char* text) : Html(std::string_view{text}) {}
    Html(const std::string& text) : Html(std::string_view{text}) {}
    Html(const std::vector<Html>& parts);

    /// The text, escaped. A NUL or an ill-formed UTF-8 sequence becomes U+FFFD, as a browser would
    /// read it.
    static Html text(std::string_view text) { return Html{text}; }

    [[nodiscard]] const std::string& str() const& { return markup_; }
    [[nodiscard]] std::string str() && { return std::move(markup_); }
    [[nodiscard]] bool empty() const { return markup_.empty(); }

    Html& operator+=(const Html& next)
    {
        markup_ += next.markup_;
        return *this;
    }
    friend Html operator+(Html left, const Html& right) { return left += right; }
    friend bool operator==(const Html&, const Html&) = default;

private:
    friend class FixtureHtml;
    template <class... Children>
    friend Html element(TagName tag, const Attributes& attributes, const Children&... children);
    template <class... Children>
    friend Html fragment(const Children&... children);
    friend Html document_start(std::string_view lang);
    friend Html document_end();
    friend Html external_script(std::string_view src, bool is_module);

    template <class Child>
    void add(const Child& child)
    {
        if constexpr (std::convertible_to<const Child&, std::string_view>)
            add_text(child);
        else
            markup_ += Html{child}.markup_;
    }
    void add(const Html& child) { markup_ += child.markup_; }
    void add_text(std::string_view text);
    std::size_t open(TagName tag, const Attributes& attributes);
    void close(TagName tag, std::size_t content_start);

    std::string markup_;
};

/// <tag attributes>children</tag>; a void element takes no children (CHECK). A child is Html, a
/// vector of Html, or text, which is escaped: `element("p", {attr("class", "govuk-body")}, "Hello
/// ", name)`.
template <class... Children>
Html element(TagName tag, const Attributes& attributes, const Children&... children)
{
    Html html;
    const std::size_t content_start = html.open(tag, attributes);
    (html.add(children), ...);
    html.close(tag, content_start);
    return html;
}

/// The children side by side, with nothing around them.
template <class... Children>
Html fragment(const Children&... children)
{
    Html html;
    (html.add(children), ...);
    return html;
}

/// Doctype and the start of <html lang>; with document_end() the frame of a page. For page.cpp.
Html document_start(std::string_view lang);
Html document_end();
/// An external script: the only way to write the script element. `src` must be a path of this site
/// (CHECK).
Html external_script(std::string_view src, bool is_module);

/// The names that are not empty, with a space between: for class attributes.
std::string class_names(std::initializer_list<std::string_view> names);

} // namespace evenhand::html
