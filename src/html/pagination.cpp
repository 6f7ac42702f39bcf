#include "html/navigation.hpp"

namespace evenhand::html {

namespace pagination_parts {

enum class Way : std::uint8_t { previous, next };

Html arrow(Way way)
{
    const bool back = way == Way::previous;
    return element(
        "svg",
        {attr("class", back ? "govuk-pagination__icon govuk-pagination__icon--prev"
                            : "govuk-pagination__icon govuk-pagination__icon--next"),
         attr("xmlns", "http://www.w3.org/2000/svg"), attr("height", "13"), attr("width", "15"),
         attr("aria-hidden", "true"), attr("focusable", "false"), attr("viewBox", "0 0 15 13")},
        element(
            "path",
            {attr(
                "d",
                back ? "m6.5938-0.0078125-6.7266 6.7266 6.7441 6.4062 1.377-1.449-4.1856-3.9768"
                       "h12.896v-2h-12.984l4.2931-4.293-1.414-1.414z"
                     : "m8.107-0.0078125-1.4136 1.414 4.2926 4.293h-12.986v2h12.896l-4.1855 3.9766 "
                       "1.377 1.4492 6.7441-6.4062-6.7246-6.7266z")}));
}

Html words(const PaginationLink& link, Way way)
{
    if (!link.text.empty()) return link.text;
    return fragment(way == Way::previous ? "Previous" : "Next",
                    element("span", {attr("class", "govuk-visually-hidden")}, " page"));
}

Html step(const PaginationLink& link, Way way, bool block)
{
    if (link.href.empty()) return {};
    const bool back = way == Way::previous;
    const std::string_view decorated =
        block && link.label.empty() ? "govuk-pagination__link-title--decorated" : "";
    Html label;
    if (block && !link.label.empty())
        label =
            fragment(" ", element("span", {attr("class", "govuk-visually-hidden")}, ":"), " ",
                     element("span", {attr("class", "govuk-pagination__link-label")}, link.label));
    return element(
        "div", {attr("class", back ? "govuk-pagination__prev" : "govuk-pagination__next")},
        element("a",
                Attributes{attr("class", "govuk-link govuk-pagination__link"),
                           attr("href", link.href), attr("rel", back ? "prev" : "next")} +
                    link.attributes,
                block || back ? arrow(way) : Html{},
                element("span",
                        {attr("class", class_names({"govuk-pagination__link-title", decorated}))},
                        words(link, way)),
                label, !block && !back ? arrow(way) : Html{}));
}

Html item(const PaginationItem& options)
{
    const std::string_view current = options.current ? "govuk-pagination__item--current" : "";
    const std::string_view ellipsis = options.ellipsis ? "govuk-pagination__item--ellipsis" : "";
    const Attributes box{attr("class", class_names({"govuk-pagination__item", current, ellipsis}))};
    if (options.ellipsis) return element("li", box, "\u22EF");
    const std::string label = options.visually_hidden_text.empty() ? "Page " + options.number
                                                                   : options.visually_hidden_text;
    return element(
        "li", box,
        element("a",
                Attributes{attr("class", "govuk-link govuk-pagination__link"),
                           attr("href", options.href), attr("aria-label", label),
                           options.current ? attr("aria-current", "page") : Attribute{}} +
                    options.attributes,
                options.number));
}

} // namespace pagination_parts

Html pagination(const Pagination& options)
{
    using namespace pagination_parts;
    const bool steps = !options.next.href.empty() || !options.previous.href.empty();
    const bool block = options.items.empty() && steps;
    Html items;
    for (const PaginationItem& each : options.items)
        items += item(each);
    if (!items.empty()) items = element("ul", {attr("class", "govuk-pagination__list")}, items);
    return element("nav",
                   Attributes{attr("class", class_names({"govuk-pagination",
                                                         block ? "govuk-pagination--block" : "",
                                                         options.classes})),
                              attr("aria-label", options.label)} +
                       options.attributes,
                   step(options.previous, Way::previous, block), items,
                   step(options.next, Way::next, block));
}

} // namespace evenhand::html
