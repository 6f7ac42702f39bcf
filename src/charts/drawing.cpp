#include "charts/drawing.hpp"

#include <fmt/format.h>

namespace evenhand::charts {

html::Html drawing(const Sheet& sheet, const html::Html& content)
{
    using html::attr;
    using html::element;
    const auto title = sheet.id + "-title";
    const auto description = sheet.id + "-description";
    const html::Html svg =
        element("svg",
                {attr("viewBox", fmt::format("0 0 {} {}", sheet.width, sheet.height)),
                 attr("role", "img"), attr("aria-labelledby", title + " " + description)},
                element("title", {attr("id", title)}, sheet.title),
                element("desc", {attr("id", description)}, sheet.description), content);
    return element("div",
                   {attr("class", "evenhand-scroll"), attr("tabindex", "0"), attr("role", "region"),
                    attr("aria-label", sheet.title + ", as a chart")},
                   element("figure", {attr("class", "evenhand-chart")}, svg));
}

std::string units(double at)
{
    return fmt::format("{:.1f}", at);
}

} // namespace evenhand::charts
