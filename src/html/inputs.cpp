#include "html/inputs.hpp"

#include "html/question.hpp"

namespace evenhand::html {

namespace inputs {

const std::string& id_or_name(const std::string& id, const std::string& name)
{
    return id.empty() ? name : id;
}

Attribute spellcheck(std::optional<bool> wanted)
{
    return wanted ? attr("spellcheck", *wanted ? "true" : "false") : Attribute{};
}

Html affix(const Affix& options, std::string_view name)
{
    if (options.text.empty()) return {};
    return element("div",
                   Attributes{attr("class", class_names({name, options.classes})),
                              attr("aria-hidden", "true")} +
                       options.attributes,
                   options.text);
}

Html box(const Input& options, const std::string& id, const std::string& described_by)
{
    const std::string_view in_error = options.error.text.empty() ? "" : "govuk-input--error";
    return element(
        "input",
        Attributes{attr("class", class_names({"govuk-input", options.classes, in_error})),
                   attr("id", id), attr("name", options.name),
                   attr("type", options.type.empty() ? "text" : options.type),
                   spellcheck(options.spellcheck), attr_if("value", options.value),
                   flag("disabled", options.disabled), attr_if("aria-describedby", described_by),
                   attr_if("autocomplete", options.autocomplete),
                   attr_if("autocapitalize", options.autocapitalize),
                   attr_if("pattern", options.pattern), attr_if("inputmode", options.inputmode)} +
            options.attributes);
}

Html option(const SelectItem& item, const std::string& chosen)
{
    const std::string& value = item.value ? *item.value : item.text;
    const bool selected = item.selected.value_or(!chosen.empty() && value == chosen);
    return element("option",
                   Attributes{item.value ? attr("value", *item.value) : Attribute{},
                              flag("selected", selected), flag("disabled", item.disabled)} +
                       item.attributes,
                   item.text);
}

} // namespace inputs

Html input(const Input& options)
{
    using namespace inputs;
    const std::string& id = id_or_name(options.id, options.name);
    DescribedBy described{options.described_by};
    const Html above =
        label_for(options.label, id) + hint_and_error(options.hint, options.error, id, described);
    Html line = box(options, id, described.ids());

    const FormGroup& group = options.form_group;
    const bool alone = options.prefix.text.empty() && options.suffix.text.empty() &&
                       group.before.empty() && group.after.empty();
    if (!alone)
        line = element("div",
                       Attributes{attr("class", class_names({"govuk-input__wrapper",
                                                             options.wrapper_classes}))} +
                           options.wrapper_attributes,
                       group.before, affix(options.prefix, "govuk-input__prefix"), line,
                       affix(options.suffix, "govuk-input__suffix"), group.after);
    return form_group(group, options.error, above + line);
}

Html textarea(const Textarea& options)
{
    using namespace inputs;
    const std::string& id = id_or_name(options.id, options.name);
    DescribedBy described{options.described_by};
    const Html above =
        label_for(options.label, id) + hint_and_error(options.hint, options.error, id, described);
    const std::string_view in_error = options.error.text.empty() ? "" : "govuk-textarea--error";
    const Html box = element(
        "textarea",
        Attributes{attr("class", class_names({"govuk-textarea", in_error, options.classes})),
                   attr("id", id), attr("name", options.name), attr("rows", options.rows),
                   spellcheck(options.spellcheck), flag("disabled", options.disabled),
                   attr_if("aria-describedby", described.ids()),
                   attr_if("autocomplete", options.autocomplete)} +
            options.attributes,
        options.value);
    return form_group(options.form_group, options.error,
                      fragment(above, options.form_group.before, box, options.form_group.after));
}

Html select(const Select& options)
{
    using namespace inputs;
    const std::string& id = id_or_name(options.id, options.name);
    DescribedBy described{options.described_by};
    const Html above =
        label_for(options.label, id) + hint_and_error(options.hint, options.error, id, described);
    Html choices;
    for (const SelectItem& item : options.items)
        choices += option(item, options.value);

    const std::string_view in_error = options.error.text.empty() ? "" : "govuk-select--error";
    const Html box = element(
        "select",
        Attributes{attr("class", class_names({"govuk-select", options.classes, in_error})),
                   attr("id", id), attr("name", options.name), flag("disabled", options.disabled),
                   attr_if("aria-describedby", described.ids())} +
            options.attributes,
        choices);
    return form_group(options.form_group, options.error,
                      fragment(above, options.form_group.before, box, options.form_group.after));
}

} // namespace evenhand::html
