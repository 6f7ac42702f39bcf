#include "html/button.hpp"
#include "html/inputs.hpp"

namespace evenhand::html {

Html password_input(const PasswordInput& options)
{
    const std::string& id = options.id.empty() ? options.name : options.id;
    // Hidden until the script is there to make it work.
    const Html toggle =
        button({.text = options.show_text.empty() ? "Show" : options.show_text,
                .type = "button",
                .classes = class_names({"govuk-button--secondary", "govuk-password-input__toggle",
                                        "govuk-js-password-input-toggle", options.button_classes}),
                .attributes = {attr("aria-controls", id),
                               attr("aria-label", options.show_label.empty() ? "Show password"
                                                                             : options.show_label),
                               flag("hidden")}});
    const Attributes script{
        attr("data-module", "govuk-password-input"),
        attr_if("data-i18n.show-password", options.show_text),
        attr_if("data-i18n.hide-password", options.hide_text),
        attr_if("data-i18n.show-password-aria-label", options.show_label),
        attr_if("data-i18n.hide-password-aria-label", options.hide_label),
        attr_if("data-i18n.password-shown-announcement", options.shown_announcement),
        attr_if("data-i18n.password-hidden-announcement", options.hidden_announcement)};
    return input({.name = options.name,
                  .label = options.label,
                  .hint = options.hint,
                  .error = options.error,
                  .value = options.value,
                  .id = id,
                  .type = "password",
                  .autocomplete = options.autocomplete,
                  .spellcheck = false,
                  .classes = class_names({"govuk-password-input__input",
                                          "govuk-js-password-input-input", options.classes}),
                  .disabled = options.disabled,
                  .described_by = options.described_by,
                  .autocapitalize = "none",
                  .form_group = {.classes = class_names(
                                     {"govuk-password-input", options.form_group.classes}),
                                 .attributes = script + options.form_group.attributes,
                                 .before = options.form_group.before,
                                 .after = toggle + options.form_group.after},
                  .wrapper_classes = "govuk-password-input__wrapper",
                  .attributes = options.attributes});
}

} // namespace evenhand::html
