#include "html/date_input.hpp"

#include "html/inputs.hpp"
#include "html/question.hpp"

#include <algorithm>

namespace evenhand::html {

namespace date_input_parts {

constexpr std::string_view error_class = "govuk-input--error";

bool marked(const DateInputItem& item)
{
    return item.error.value_or(false) || item.classes.find(error_class) != std::string::npos;
}

std::string capitalised(std::string text)
{
    if (!text.empty() && text[0] >= 'a' && text[0] <= 'z')
        text[0] = static_cast<char>(text[0] - 0x20);
    return text;
}

/// Where no box is named as the wrong one, an error marks them all.
std::string item_classes(const DateInput& options, const DateInputItem& item, bool any_marked)
{
    const bool in_error =
        marked(item) || (item.error.value_or(true) && !options.error.text.empty() && !any_marked);
    const bool says_error = item.classes.find(error_class) != std::string::npos;
    const bool says_width = item.classes.find("govuk-input--width-") != std::string::npos;
    const bool is_year =
        &item == &options.year || item.name == "year" || item.name == options.year.name;
    const std::string_view width = is_year ? "govuk-input--width-4" : "govuk-input--width-2";
    return class_names({"govuk-date-input__input", in_error && !says_error ? error_class : "",
                        says_width ? "" : width, item.classes});
}

Html box(const DateInput& options, const DateInputItem& item, bool any_marked)
{
    const std::string prefix = options.name_prefix.empty() ? "" : options.name_prefix + "-";
    return element(
        "div", {attr("class", "govuk-date-input__item")},
        input({.name = prefix + item.name,
               .label = {.text = item.label.empty() ? capitalised(item.name) : item.label,
                         .classes = "govuk-date-input__label"},
               .value = item.value,
               .id = item.id.empty() ? options.id + "-" + item.name : item.id,
               .inputmode = item.inputmode,
               .autocomplete = item.autocomplete,
               .classes = item_classes(options, item, any_marked),
               .pattern = item.pattern,
               .attributes = item.attributes}));
}

Html boxes(const DateInput& options)
{
    std::vector<const DateInputItem*> shown{&options.day, &options.month, &options.year};
    if (!options.items.empty()) {
        shown.clear();
        for (const DateInputItem& item : options.items)
            shown.push_back(&item);
    }
    std::erase_if(shown, [](const auto* item) { return item->omitted; });
    const bool any_marked =
        std::ranges::any_of(shown, [](const auto* item) { return marked(*item); });
    Html html;
    for (const DateInputItem* item : shown)
        html += box(options, *item, any_marked);
    return html;
}

} // namespace date_input_parts

Html date_input(const DateInput& options)
{
    DescribedBy described{options.fieldset ? options.fieldset->described_by : ""};
    Html content = hint_and_error(options.hint, options.error, options.id, described);
    content += element(
        "div",
        Attributes{attr("class", class_names({"govuk-date-input", options.classes}))} +
            options.attributes + Attributes{attr_if("id", options.id)},
        options.form_group.before, date_input_parts::boxes(options), options.form_group.after);
    if (options.fieldset) {
        Fieldset around = *options.fieldset;
        around.described_by = described.ids();
        around.role =
            "group"; // without it JAWS does not read the description of a set of text inputs
        around.content = content;
        content = fieldset(around);
    }
    return form_group(options.form_group, options.error, content);
}

} // namespace evenhand::html
