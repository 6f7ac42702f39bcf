#include "html/display.hpp"

#include "html/button.hpp"

namespace evenhand::html {

Html tag(const Tag& options)
{
    return element("strong",
                   Attributes{attr("class", class_names({"govuk-tag", options.classes}))} +
                       options.attributes,
                   options.text);
}

namespace panel_parts {

Html action(const PanelAction& options)
{
    if (options.href.empty() || options.type == "button")
        return button({.text = options.text,
                       .href = options.href,
                       .type = options.type.empty() ? "button" : options.type,
                       .classes = class_names({"govuk-button--inverse", options.classes}),
                       .attributes = options.attributes});
    return element("a",
                   Attributes{attr("class", class_names({"govuk-link", "govuk-link--inverse",
                                                         options.classes})),
                              attr("href", options.href)} +
                       options.attributes,
                   options.text);
}

Html actions(const PanelActions& options)
{
    Html items;
    for (const PanelAction& each : options.items)
        items += fragment(action(each), " ");
    return element(
        "div",
        Attributes{attr("class", class_names({"govuk-panel__actions", options.classes}))} +
            options.attributes,
        items.empty() ? items : button_group(items));
}

} // namespace panel_parts

Html panel(const Panel& options)
{
    const bool interruption =
        options.classes.find("govuk-panel--interruption") != std::string::npos;
    const std::string_view kind = interruption ? "" : "govuk-panel--confirmation";
    Html content = element(heading_tag(options.heading_level),
                           {attr("class", "govuk-panel__title")}, options.title);
    if (!options.text.empty())
        content += element("div", {attr("class", "govuk-panel__body")}, options.text);
    if (interruption && options.actions) content += panel_parts::actions(*options.actions);
    return element("div",
                   Attributes{attr("class", class_names({"govuk-panel", kind, options.classes}))} +
                       options.attributes,
                   content);
}

Html inset_text(const InsetText& options)
{
    return element("div",
                   Attributes{attr_if("id", options.id),
                              attr("class", class_names({"govuk-inset-text", options.classes}))} +
                       options.attributes,
                   options.text);
}

Html warning_text(const WarningText& options)
{
    return element("div",
                   Attributes{attr("class", class_names({"govuk-warning-text", options.classes}))} +
                       options.attributes,
                   element("span",
                           {attr("class", "govuk-warning-text__icon"), attr("aria-hidden", "true")},
                           "!"),
                   " ",
                   element("strong", {attr("class", "govuk-warning-text__text")},
                           element("span", {attr("class", "govuk-visually-hidden")},
                                   options.icon_fallback_text),
                           " ", options.text));
}

Html notification_banner(const NotificationBanner& options)
{
    Attributes attributes{
        attr("class", class_names({"govuk-notification-banner",
                                   options.success ? "govuk-notification-banner--success" : "",
                                   options.classes})),
        attr("role", !options.role.empty() ? options.role
                     : options.success     ? "alert"
                                           : "region"),
        attr("aria-labelledby", options.title_id),
        attr("data-module", "govuk-notification-banner")};
    if (options.disable_auto_focus)
        attributes +=
            attr("data-disable-auto-focus", *options.disable_auto_focus ? "true" : "false");

    Html title = options.title;
    if (title.empty()) title = options.success ? "Success" : "Important";
    Html content = options.content;
    if (content.empty() && !options.text.empty())
        content = element("p", {attr("class", "govuk-notification-banner__heading")}, options.text);
    return element("div", attributes + options.attributes,
                   element("div", {attr("class", "govuk-notification-banner__header")},
                           element(heading_tag(options.title_heading_level),
                                   {attr("class", "govuk-notification-banner__title"),
                                    attr("id", options.title_id)},
                                   title)),
                   element("div", {attr("class", "govuk-notification-banner__content")}, content));
}

Html details(const Details& options)
{
    return element(
        "details",
        Attributes{attr_if("id", options.id),
                   attr("class", class_names({"govuk-details", options.classes}))} +
            options.attributes + Attributes{flag("open", options.open)},
        element("summary", {attr("class", "govuk-details__summary")},
                element("span", {attr("class", "govuk-details__summary-text")}, options.summary)),
        element("div", {attr("class", "govuk-details__text")}, options.text));
}

} // namespace evenhand::html
