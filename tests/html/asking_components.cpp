#include "tests/html/given.hpp"

#include "tests/support/fixture_html.hpp"

namespace evenhand::test {

namespace asking {

using html::Html;

Html draw_button(const Given& o)
{
    Html text = o.words();
    // In a start button, which is laid out as a row, markup has to be one box.
    if (o.has("html") && o.yes("isStartButton")) text = html::element("span", {}, text);
    return html::button({.text = text,
                         .href = o.text("href"),
                         .type = o.text_or("type", "submit"),
                         .name = o.text("name"),
                         .value = o.text("value"),
                         .id = o.text("id"),
                         .classes = o.text("classes"),
                         .start = o.yes("isStartButton"),
                         .disabled = o.yes("disabled"),
                         .prevent_double_click = o.maybe("preventDoubleClick"),
                         .attributes = o.attributes()});
}

html::Affix affix(const Given& o)
{
    return {.text = o.words(), .classes = o.text("classes"), .attributes = o.attributes()};
}

Html draw_input(const Given& o)
{
    return html::input({.name = o.text("name"),
                        .label = o["label"].label(),
                        .hint = o["hint"].hint(),
                        .error = o["errorMessage"].error(),
                        .value = o.text("value"),
                        .id = o.text("id"),
                        .type = o.text_or("type", "text"),
                        .inputmode = o.text("inputmode"),
                        .autocomplete = o.text("autocomplete"),
                        .spellcheck = o.maybe("spellcheck"),
                        .classes = o.text("classes"),
                        .prefix = affix(o["prefix"]),
                        .suffix = affix(o["suffix"]),
                        .disabled = o.yes("disabled"),
                        .described_by = o.text("describedBy"),
                        .autocapitalize = o.text("autocapitalize"),
                        .pattern = o.text("pattern"),
                        .form_group = o["formGroup"].form_group(),
                        .wrapper_classes = o["inputWrapper"].text("classes"),
                        .wrapper_attributes = o["inputWrapper"].attributes(),
                        .attributes = o.attributes()});
}

Html draw_password_input(const Given& o)
{
    return html::password_input({.name = o.text("name"),
                                 .label = o["label"].label(),
                                 .hint = o["hint"].hint(),
                                 .error = o["errorMessage"].error(),
                                 .id = o.text("id"),
                                 .autocomplete = o.text_or("autocomplete", "current-password"),
                                 .value = o.text("value"),
                                 .disabled = o.yes("disabled"),
                                 .described_by = o.text("describedBy"),
                                 .classes = o.text("classes"),
                                 .button_classes = o["button"].text("classes"),
                                 .form_group = o["formGroup"].form_group(),
                                 .attributes = o.attributes(),
                                 .show_text = o.text("showPasswordText"),
                                 .hide_text = o.text("hidePasswordText"),
                                 .show_label = o.text("showPasswordAriaLabelText"),
                                 .hide_label = o.text("hidePasswordAriaLabelText"),
                                 .shown_announcement = o.text("passwordShownAnnouncementText"),
                                 .hidden_announcement = o.text("passwordHiddenAnnouncementText")});
}

Html draw_textarea(const Given& o)
{
    return html::textarea({.name = o.text("name"),
                           .label = o["label"].label(),
                           .hint = o["hint"].hint(),
                           .error = o["errorMessage"].error(),
                           .value = o.text("value"),
                           .id = o.text("id"),
                           .rows = o.has("rows") ? o.number("rows") : 5,
                           .autocomplete = o.text("autocomplete"),
                           .spellcheck = o.maybe("spellcheck"),
                           .disabled = o.yes("disabled"),
                           .described_by = o.text("describedBy"),
                           .classes = o.text("classes"),
                           .form_group = o["formGroup"].form_group(),
                           .attributes = o.attributes()});
}

html::PluralText plural(const Given& o)
{
    return {.zero = o.text("zero"),
            .one = o.text("one"),
            .two = o.text("two"),
            .few = o.text("few"),
            .many = o.text("many"),
            .other = o.text("other")};
}

Html draw_character_count(const Given& o)
{
    return html::character_count({.name = o.text("name"),
                                  .label = o["label"].label(),
                                  .hint = o["hint"].hint(),
                                  .error = o["errorMessage"].error(),
                                  .value = o.text("value"),
                                  .max_length = o.number("maxlength"),
                                  .max_words = o.number("maxwords"),
                                  .threshold = o.number("threshold"),
                                  .id = o.text("id"),
                                  .rows = o.has("rows") ? o.number("rows") : 5,
                                  .spellcheck = o.maybe("spellcheck"),
                                  .classes = o.text("classes"),
                                  .count_type = o.text("countType"),
                                  .count_message_classes = o["countMessage"].text("classes"),
                                  .form_group = o["formGroup"].form_group(),
                                  .attributes = o.attributes(),
                                  .description = o.text("textareaDescriptionText"),
                                  .characters_under_limit = plural(o["charactersUnderLimitText"]),
                                  .characters_at_limit = o.text("charactersAtLimitText"),
                                  .characters_over_limit = plural(o["charactersOverLimitText"]),
                                  .words_under_limit = plural(o["wordsUnderLimitText"]),
                                  .words_at_limit = o.text("wordsAtLimitText"),
                                  .words_over_limit = plural(o["wordsOverLimitText"])});
}

Html draw_select(const Given& o)
{
    std::vector<html::SelectItem> items;
    for (const Given& item : o.list("items"))
        if (item.is_given())
            items.push_back(
                {.text = item.text("text"),
                 .value = item.defined("value") ? std::optional{item.text("value")} : std::nullopt,
                 .selected = item.maybe("selected"),
                 .disabled = item.yes("disabled"),
                 .attributes = item.attributes()});
    return html::select({.name = o.text("name"),
                         .label = o["label"].label(),
                         .hint = o["hint"].hint(),
                         .error = o["errorMessage"].error(),
                         .items = items,
                         .value = o.text("value"),
                         .id = o.text("id"),
                         .disabled = o.yes("disabled"),
                         .described_by = o.text("describedBy"),
                         .classes = o.text("classes"),
                         .form_group = o["formGroup"].form_group(),
                         .attributes = o.attributes()});
}

/// `day`, `month` or `year`, or one of the items that stand in their place.
html::DateInputItem date_item(const Given& o, const Given& item, const std::string& name)
{
    const std::string prefix = o.has("namePrefix") ? o.text("namePrefix") + "-" : "";
    const std::string own = item.text_or("name", name);
    std::string value = item.text("value");
    for (const char* part : {"day", "month", "year"})
        if (value.empty() && (own == part || own == o[part].text("name")))
            value = o[part].text("value");
    if (value.empty()) value = o["values"].text((prefix + own).c_str());
    if (value.empty()) value = o["values"].text(own.c_str());
    return {.name = own,
            .value = value,
            .error = item.maybe("error"),
            .label = item.text("label"),
            .id = item.text("id"),
            .classes = item.text("classes"),
            .inputmode = item.text_or("inputmode", "numeric"),
            .autocomplete = item.text("autocomplete"),
            .pattern = item.text("pattern"),
            .omitted = item.is_false(),
            .attributes = item.attributes()};
}

Html draw_date_input(const Given& o)
{
    std::vector<html::DateInputItem> items;
    for (const Given& item : o.list("items"))
        if (item.is_given()) items.push_back(date_item(o, item, ""));
    return html::date_input({.id = o.text("id"),
                             .name_prefix = o.text("namePrefix"),
                             .fieldset = o["fieldset"].fieldset(),
                             .hint = o["hint"].hint(),
                             .error = o["errorMessage"].error(),
                             .day = date_item(o, o["day"], "day"),
                             .month = date_item(o, o["month"], "month"),
                             .year = date_item(o, o["year"], "year"),
                             .items = items,
                             .classes = o.text("classes"),
                             .form_group = o["formGroup"].form_group(),
                             .attributes = o.attributes()});
}

std::vector<html::ChoiceItem> choice_items(const Given& o)
{
    std::vector<html::ChoiceItem> items;
    for (const Given& item : o.list("items"))
        items.push_back({.value = item.text("value"),
                         .text = item.words(),
                         .hint = item["hint"].hint(),
                         .checked = item.maybe("checked"),
                         .conditional = item["conditional"].words(),
                         .divider = item.text("divider"),
                         .id = item.text("id"),
                         .name = item.text("name"),
                         .disabled = item.yes("disabled"),
                         .omitted = !item.is_given(),
                         .behaviour = item.text("behaviour"),
                         .label_classes = item["label"].text("classes"),
                         .label_attributes = item["label"].attributes(),
                         .attributes = item.attributes()});
    return items;
}

Html draw_radios(const Given& o)
{
    return html::radios({.name = o.text("name"),
                         .fieldset = o["fieldset"].fieldset(),
                         .hint = o["hint"].hint(),
                         .error = o["errorMessage"].error(),
                         .items = choice_items(o),
                         .value = o.text("value"),
                         .id_prefix = o.text("idPrefix"),
                         .classes = o.text("classes"),
                         .form_group = o["formGroup"].form_group(),
                         .attributes = o.attributes()});
}

Html draw_checkboxes(const Given& o)
{
    std::vector<std::string> values;
    for (const Given& value : o.list("values"))
        values.push_back(value.text());
    return html::checkboxes({.name = o.text("name"),
                             .fieldset = o["fieldset"].fieldset(),
                             .hint = o["hint"].hint(),
                             .error = o["errorMessage"].error(),
                             .items = choice_items(o),
                             .values = values,
                             .id_prefix = o.text("idPrefix"),
                             .described_by = o.text("describedBy"),
                             .classes = o.text("classes"),
                             .form_group = o["formGroup"].form_group(),
                             .attributes = o.attributes()});
}

Html draw_error_summary(const Given& o)
{
    html::ErrorSummary options{.title = o.words("titleHtml", "titleText"),
                               .description = o.words("descriptionHtml", "descriptionText"),
                               .classes = o.text("classes"),
                               .disable_auto_focus = o.maybe("disableAutoFocus"),
                               .attributes = o.attributes()};
    for (const Given& item : o.list("errorList"))
        options.errors.push_back(
            {.text = item.words(), .href = item.text("href"), .attributes = item.attributes()});
    return html::error_summary(options);
}

} // namespace asking

std::vector<Component> asking_components()
{
    using namespace asking;
    return {{"button", draw_button},
            {"character-count", draw_character_count},
            {"checkboxes", draw_checkboxes},
            {"date-input", draw_date_input},
            {"error-message", [](const Given& o) { return html::error_message(o.error()); }},
            {"error-summary", draw_error_summary},
            {"fieldset", [](const Given& o) { return html::fieldset(*o.fieldset()); }},
            {"hint", [](const Given& o) { return html::hint(o.hint()); }},
            {"input", draw_input},
            {"label", [](const Given& o) { return html::label(o.label()); }},
            {"password-input", draw_password_input},
            {"radios", draw_radios},
            {"select", draw_select},
            {"textarea", draw_textarea}};
}

} // namespace evenhand::test
