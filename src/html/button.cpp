#include "html/button.hpp"

namespace evenhand::html {

namespace button_parts {

Html start_icon()
{
    return element(
        "svg",
        {attr("class", "govuk-button__start-icon"), attr("xmlns", "http://www.w3.org/2000/svg"),
         attr("width", "17.5"), attr("height", "19"), attr("viewBox", "0 0 33 40"),
         attr("aria-hidden", "true"), attr("focusable", "false")},
        element("path", {attr("fill", "currentColor"), attr("d", "M0 0h13l20 20-20 20H0l20-20z")}));
}

Attributes push_attributes(const Button& options)
{
    Attributes attributes{attr("type", options.type.empty() ? "submit" : options.type),
                          attr_if("value", options.value), attr_if("name", options.name)};
    if (options.disabled) attributes += Attributes{flag("disabled"), attr("aria-disabled", "true")};
    if (options.prevent_double_click)
        attributes +=
            attr("data-prevent-double-click", *options.prevent_double_click ? "true" : "false");
    return attributes;
}

} // namespace button_parts

Html button(const Button& options)
{
    const std::string_view start = options.start ? "govuk-button--start" : "";
    const Attributes common =
        Attributes{attr("class", class_names({"govuk-button", options.classes, start})),
                   attr("data-module", "govuk-button")} +
        options.attributes + Attributes{attr_if("id", options.id)};
    const Html content = options.start ? options.text + button_parts::start_icon() : options.text;
    if (options.href.empty())
        return element("button", button_parts::push_attributes(options) + common, content);
    return element(
        "a",
        Attributes{attr("href", options.href), attr("role", "button"), attr("draggable", "false")} +
            common,
        content);
}

Html button_group(const Html& buttons)
{
    return element("div", {attr("class", "govuk-button-group")}, buttons);
}

} // namespace evenhand::html
