#include "html/form_parts.hpp"

namespace evenhand::html {

Html label(const Label& options)
{
    if (options.text.empty()) return {};
    const Html inner =
        element("label",
                Attributes{attr("class", class_names({"govuk-label", options.classes}))} +
                    options.attributes + Attributes{attr_if("for", options.for_id)},
                options.text);
    return options.page_heading ? element("h1", {attr("class", "govuk-label-wrapper")}, inner)
                                : inner;
}

Html hint(const Hint& options)
{
    return element("div",
                   Attributes{attr_if("id", options.id),
                              attr("class", class_names({"govuk-hint", options.classes}))} +
                       options.attributes,
                   options.text);
}

Html error_message(const ErrorMessage& options)
{
    Html prefix;
    if (!options.visually_hidden_text.empty())
        prefix = fragment(element("span", {attr("class", "govuk-visually-hidden")},
                                  options.visually_hidden_text, ":"),
                          " ");
    return element(
        "p",
        Attributes{attr_if("id", options.id),
                   attr("class", class_names({"govuk-error-message", options.classes}))} +
            options.attributes,
        prefix, options.text);
}

Html fieldset(const Fieldset& options)
{
    Html legend;
    if (!options.legend.text.empty()) {
        const Html words =
            options.legend.page_heading
                ? element("h1", {attr("class", "govuk-fieldset__heading")}, options.legend.text)
                : options.legend.text;
        legend = element(
            "legend",
            {attr("class", class_names({"govuk-fieldset__legend", options.legend.classes}))},
            words);
    }
    return element("fieldset",
                   Attributes{attr("class", class_names({"govuk-fieldset", options.classes})),
                              attr_if("role", options.role),
                              attr_if("aria-describedby", options.described_by)} +
                       options.attributes,
                   legend, options.content);
}

namespace error_summary_parts {

Html list(const std::vector<ErrorSummaryItem>& errors)
{
    if (errors.empty()) return {};
    Html items;
    for (const ErrorSummaryItem& error : errors) {
        items += element("li", {},
                         error.href.empty()
                             ? error.text
                             : element("a", Attributes{attr("href", error.href)} + error.attributes,
                                       error.text));
    }
    return element("ul", {attr("class", "govuk-list govuk-error-summary__list")}, items);
}

} // namespace error_summary_parts

Html error_summary(const ErrorSummary& options)
{
    Attributes attributes{attr("class", class_names({"govuk-error-summary", options.classes}))};
    if (options.disable_auto_focus)
        attributes +=
            attr("data-disable-auto-focus", *options.disable_auto_focus ? "true" : "false");
    attributes += options.attributes;
    attributes += attr("data-module", "govuk-error-summary");

    const Html description =
        options.description.empty() ? Html{} : element("p", {}, options.description);
    // The alert is a child of the element that takes the focus: on one element, focus cuts the
    // alert short.
    return element(
        "div", attributes,
        element("div", {attr("role", "alert")},
                element("h2", {attr("class", "govuk-error-summary__title")}, options.title),
                element("div", {attr("class", "govuk-error-summary__body")}, description,
                        error_summary_parts::list(options.errors))));
}

} // namespace evenhand::html
