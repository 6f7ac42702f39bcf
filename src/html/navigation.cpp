#include "html/navigation.hpp"

#include "html/display.hpp"

namespace evenhand::html {

Html skip_link(const SkipLink& options)
{
    return element("a",
                   Attributes{attr("href", options.href),
                              attr("class", class_names({"govuk-skip-link", options.classes}))} +
                       options.attributes + Attributes{attr("data-module", "govuk-skip-link")},
                   options.text);
}

Html back_link(const BackLink& options)
{
    return element("a",
                   Attributes{attr("href", options.href),
                              attr("class", class_names({"govuk-back-link", options.classes}))} +
                       options.attributes,
                   options.text);
}

Html breadcrumbs(const Breadcrumbs& options)
{
    Html items;
    for (const Breadcrumb& item : options.items) {
        if (item.href.empty()) {
            items += element(
                "li", {attr("class", "govuk-breadcrumbs__list-item"), attr("aria-current", "page")},
                item.text);
            continue;
        }
        items += element(
            "li", {attr("class", "govuk-breadcrumbs__list-item")},
            element("a",
                    Attributes{attr("class", "govuk-breadcrumbs__link"), attr("href", item.href)} +
                        item.attributes,
                    item.text));
    }
    const std::string_view collapse =
        options.collapse_on_mobile ? "govuk-breadcrumbs--collapse-on-mobile" : "";
    return element(
        "nav",
        Attributes{attr("class", class_names({"govuk-breadcrumbs", options.classes, collapse}))} +
            options.attributes + Attributes{attr("aria-label", options.label)},
        element("ol", {attr("class", "govuk-breadcrumbs__list")}, items));
}

Html phase_banner(const PhaseBanner& options)
{
    return element(
        "div",
        Attributes{attr("class", class_names({"govuk-phase-banner", "govuk-width-container",
                                              options.classes}))} +
            options.attributes,
        element("p", {attr("class", "govuk-phase-banner__content")},
                tag({.text = options.tag,
                     .classes =
                         class_names({"govuk-phase-banner__content__tag", options.tag_classes})}),
                " ", element("span", {attr("class", "govuk-phase-banner__text")}, options.text)));
}

namespace service_navigation_parts {

Html name(const ServiceNavigation& options)
{
    if (options.service_name.empty()) return {};
    const Html words = options.service_url.empty()
                           ? element("span", {attr("class", "govuk-service-navigation__text")},
                                     options.service_name)
                           : element("a",
                                     {attr("href", options.service_url),
                                      attr("class", "govuk-service-navigation__link")},
                                     options.service_name);
    return element("span", {attr("class", "govuk-service-navigation__service-name")}, words);
}

Attribute current(Here here)
{
    switch (here) {
    case Here::no:
        return {};
    case Here::within:
        return attr("aria-current", "true");
    case Here::page:
        return attr("aria-current", "page");
    }
    return {};
}

Html item(const NavigationItem& options)
{
    const bool active = options.here != Here::no;
    // Strong, so that someone who overrides our colours still sees where they are.
    const Html words =
        active ? element("strong", {attr("class", "govuk-service-navigation__active-fallback")},
                         options.text)
               : options.text;
    Html inner;
    if (!options.href.empty())
        inner = element("a",
                        Attributes{attr("class", "govuk-service-navigation__link"),
                                   attr("href", options.href), current(options.here)} +
                            options.attributes,
                        words);
    else if (!options.text.empty())
        inner = element("span",
                        {attr("class", "govuk-service-navigation__text"), current(options.here)},
                        words);
    return element(
        "li",
        {attr("class", class_names({"govuk-service-navigation__item",
                                    active ? "govuk-service-navigation__item--active" : ""}))},
        inner);
}

Html menu_button(const ServiceNavigation& options)
{
    if (!options.collapse_on_mobile.value_or(options.items.size() > 1)) return {};
    const bool own_label =
        !options.menu_button_label.empty() && options.menu_button_label != options.menu_button_text;
    return element(
        "button",
        {attr("type", "button"),
         attr("class", "govuk-service-navigation__toggle govuk-js-service-navigation-toggle"),
         attr("aria-controls", options.navigation_id),
         own_label ? attr("aria-label", options.menu_button_label) : Attribute{}, flag("hidden"),
         attr("aria-hidden", "true")},
        options.menu_button_text);
}

Html links(const ServiceNavigation& options)
{
    if (options.items.empty() && options.navigation_start.empty() && options.navigation_end.empty())
        return {};
    Html items;
    for (const NavigationItem& each : options.items)
        items += item(each);
    const std::string& label =
        options.navigation_label.empty() ? options.menu_button_text : options.navigation_label;
    return element(
        "nav",
        {attr("aria-label", label), attr("class", class_names({"govuk-service-navigation__wrapper",
                                                               options.navigation_classes}))},
        menu_button(options),
        element(
            "ul",
            {attr("class", "govuk-service-navigation__list"), attr("id", options.navigation_id)},
            options.navigation_start, items, options.navigation_end));
}

} // namespace service_navigation_parts

Html service_navigation(const ServiceNavigation& options)
{
    using namespace service_navigation_parts;
    const std::string_view inlining = !options.end.empty() && options.end_inline
                                          ? "govuk-service-navigation__inlining-container"
                                          : "";
    const Html inner = element(
        "div", {attr("class", class_names({"govuk-width-container", inlining}))}, options.start,
        element("div", {attr("class", "govuk-service-navigation__container")}, name(options),
                links(options)),
        options.end);
    const Attributes common =
        Attributes{attr("class", class_names({"govuk-service-navigation", options.classes})),
                   attr("data-module", "govuk-service-navigation")} +
        options.attributes;
    // With more than links in it, it becomes a region of its own with a name.
    const bool region =
        !options.service_name.empty() || !options.start.empty() || !options.end.empty();
    return region ? element("section", Attributes{attr("aria-label", options.aria_label)} + common,
                            inner)
                  : element("div", common, inner);
}

} // namespace evenhand::html
