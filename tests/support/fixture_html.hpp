#pragma once

#include "html/html.hpp"

#include <string>
#include <string_view>
#include <utility>

namespace evenhand::html {

/// Ready-made markup, for the published fixtures' `html` and `attributes` options alone. The
/// program has no such door: this class is declared a friend in html.hpp and defined only here,
/// where src/ cannot include it.
class FixtureHtml
{
public:
    static Html markup(std::string ready_made)
    {
        Html html;
        html.markup_ = std::move(ready_made);
        return html;
    }
    static Attributes attributes(std::string ready_made)
    {
        Attributes attributes;
        attributes.markup_ = std::move(ready_made);
        return attributes;
    }
    /// The fixtures name attributes at run time; the value is escaped as everywhere.
    static Attribute attribute(std::string_view name, std::string_view value)
    {
        Attribute attribute = attr("x", value);
        attribute.markup_.replace(1, 1, name);
        return attribute;
    }
};

} // namespace evenhand::html
