#include "html/choices.hpp"

#include "html/question.hpp"

#include <algorithm>

namespace evenhand::html {

namespace choices {

/// The class names of one kind, so that radios and checkboxes share their drawing.
struct Kind
{
    std::string_view type;
    std::string_view block;
    std::string_view item;
    std::string_view input;
    std::string_view label;
    std::string_view hint;
    std::string_view divider;
    std::string_view conditional;
    std::string_view conditional_hidden;
};
constexpr Kind radio{"radio",
                     "govuk-radios",
                     "govuk-radios__item",
                     "govuk-radios__input",
                     "govuk-radios__label",
                     "govuk-radios__hint",
                     "govuk-radios__divider",
                     "govuk-radios__conditional",
                     "govuk-radios__conditional--hidden"};
constexpr Kind checkbox{"checkbox",
                        "govuk-checkboxes",
                        "govuk-checkboxes__item",
                        "govuk-checkboxes__input",
                        "govuk-checkboxes__label",
                        "govuk-checkboxes__hint",
                        "govuk-checkboxes__divider",
                        "govuk-checkboxes__conditional",
                        "govuk-checkboxes__conditional--hidden"};

/// One item with what its list decides for it.
struct Placed
{
    const ChoiceItem& item;
    std::string id;
    const std::string& name;
    bool checked;
    std::string described_by; // what the list is described by, where no fieldset says it
};

Html hint_of(const Kind& kind, const Placed& placed, const std::string& id)
{
    Hint own = placed.item.hint;
    own.id = id;
    own.classes = class_names({kind.hint, own.classes});
    return hint(own);
}

Html conditional(const Kind& kind, const Placed& placed, const std::string& id)
{
    const std::string_view hidden = placed.checked ? "" : kind.conditional_hidden;
    return element("div", {attr("class", class_names({kind.conditional, hidden})), attr("id", id)},
                   placed.item.conditional);
}

Html one(const Kind& kind, const Placed& placed)
{
    const ChoiceItem& item = placed.item;
    const bool has_hint = !item.hint.text.empty();
    const std::string hint_id = placed.id + "-item-hint";
    const std::string conditional_id = "conditional-" + placed.id;
    DescribedBy described{placed.described_by};
    if (has_hint) described.add(hint_id);

    const Attributes attributes{
        attr("class", kind.input),
        attr("id", placed.id),
        attr("name", placed.name),
        attr("type", kind.type),
        attr("value", item.value),
        flag("checked", placed.checked),
        flag("disabled", item.disabled),
        item.conditional.empty() ? Attribute{} : attr("data-aria-controls", conditional_id),
        attr_if("data-behaviour", item.behaviour),
        attr_if("aria-describedby", described.ids())};
    Html html =
        element("div", {attr("class", kind.item)}, element("input", attributes + item.attributes),
                label({.text = item.text,
                       .classes = class_names({kind.label, item.label_classes}),
                       .for_id = placed.id,
                       .attributes = item.label_attributes}),
                has_hint ? hint_of(kind, placed, hint_id) : Html{});
    if (!item.conditional.empty()) html += conditional(kind, placed, conditional_id);
    return html;
}

/// The first id has no number, so that an error summary can link to the name itself.
std::string item_id(const ChoiceItem& item, const std::string& prefix, std::size_t index)
{
    if (!item.id.empty()) return item.id;
    return index == 0 ? prefix : prefix + "-" + std::to_string(index + 1);
}

template <class IsChecked>
Html all(const Kind& kind, const std::vector<ChoiceItem>& items, const std::string& prefix,
         const std::string& name, const std::string& described_by, IsChecked is_checked)
{
    Html html;
    for (std::size_t i = 0; i < items.size(); ++i) {
        const ChoiceItem& item = items[i];
        if (item.omitted) continue;
        if (!item.divider.empty()) {
            html += element("div", {attr("class", kind.divider)}, item.divider);
            continue;
        }
        html += one(kind, {.item = item,
                           .id = item_id(item, prefix, i),
                           .name = item.name.empty() ? name : item.name,
                           .checked = item.checked.value_or(is_checked(item.value)),
                           .described_by = described_by});
    }
    return html;
}

Html in_fieldset(const std::optional<Fieldset>& options, const std::string& described_by,
                 const Html& content)
{
    if (!options) return content;
    Fieldset around = *options;
    around.described_by = described_by;
    around.content = content;
    return fieldset(around);
}

Html list(const Kind& kind, const std::string& classes, const Attributes& attributes,
          const FormGroup& group, const Html& items)
{
    return element("div",
                   Attributes{attr("class", class_names({kind.block, classes}))} + attributes +
                       Attributes{attr("data-module", kind.block)},
                   group.before, items, group.after);
}

} // namespace choices

Html radios(const Radios& options)
{
    using namespace choices;
    const std::string& prefix = options.id_prefix.empty() ? options.name : options.id_prefix;
    DescribedBy described{options.fieldset ? options.fieldset->described_by : ""};
    Html content = hint_and_error(options.hint, options.error, prefix, described);
    const auto is_chosen = [&](const std::string& value) {
        return !options.value.empty() && value == options.value;
    };
    content += list(radio, options.classes, options.attributes, options.form_group,
                    all(radio, options.items, prefix, options.name, "", is_chosen));
    return form_group(options.form_group, options.error,
                      in_fieldset(options.fieldset, described.ids(), content));
}

Html checkboxes(const Checkboxes& options)
{
    using namespace choices;
    const std::string& prefix = options.id_prefix.empty() ? options.name : options.id_prefix;
    const bool named_by_fieldset = options.fieldset && !options.fieldset->described_by.empty();
    DescribedBy described{named_by_fieldset ? options.fieldset->described_by
                                            : options.described_by};
    Html content = hint_and_error(options.hint, options.error, prefix, described);
    const auto is_chosen = [&](const std::string& value) {
        return std::ranges::find(options.values, value) != options.values.end();
    };
    const std::string each = options.fieldset ? "" : described.ids();
    content += list(checkbox, options.classes, options.attributes, options.form_group,
                    all(checkbox, options.items, prefix, options.name, each, is_chosen));
    return form_group(options.form_group, options.error,
                      in_fieldset(options.fieldset, described.ids(), content));
}

} // namespace evenhand::html
