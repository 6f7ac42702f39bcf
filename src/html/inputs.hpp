#pragma once

#include "html/form_parts.hpp"

#include <optional>
#include <string>
#include <vector>

// Inputs that take text or a choice from a list. `id` is the name where it is left out. An empty
// text in `hint` or `error` means there is none.

namespace evenhand::html {

struct Affix
{
    Html text = {};
    std::string classes = {};
    Attributes attributes = {};
};

struct Input
{
    std::string name = {};
    Label label = {};
    Hint hint = {};
    ErrorMessage error = {};
    std::string value = {};
    std::string id = {};
    std::string type = "text";
    std::string inputmode = {};
    std::string autocomplete = {};
    std::optional<bool> spellcheck = {};
    std::string classes = {}; // "govuk-input--width-10" and the like
    Affix prefix = {};
    Affix suffix = {};
    bool disabled = false;
    std::string described_by = {};
    std::string autocapitalize = {};
    std::string pattern = {};
    FormGroup form_group = {};
    std::string wrapper_classes = {};
    Attributes wrapper_attributes = {};
    Attributes attributes = {};
};
Html input(const Input& options);

struct PasswordInput
{
    std::string name = {};
    Label label = {};
    Hint hint = {};
    ErrorMessage error = {};
    std::string id = {};
    std::string autocomplete = "current-password";
    std::string value = {};
    bool disabled = false;
    std::string described_by = {};
    std::string classes = {};
    std::string button_classes = {};
    FormGroup form_group = {};
    Attributes attributes = {};
    std::string show_text = {}; // each of these replaces an English default
    std::string hide_text = {};
    std::string show_label = {};
    std::string hide_label = {};
    std::string shown_announcement = {};
    std::string hidden_announcement = {};
};
/// A password with a show and hide button.
Html password_input(const PasswordInput& options);

struct Textarea
{
    std::string name = {};
    Label label = {};
    Hint hint = {};
    ErrorMessage error = {};
    std::string value = {};
    std::string id = {};
    int rows = 5;
    std::string autocomplete = {};
    std::optional<bool> spellcheck = {};
    bool disabled = false;
    std::string described_by = {};
    std::string classes = {};
    FormGroup form_group = {};
    Attributes attributes = {};
};
Html textarea(const Textarea& options);

struct SelectItem
{
    std::string text = {};
    std::optional<std::string> value = {}; // the text where left out
    std::optional<bool> selected = {};
    bool disabled = false;
    Attributes attributes = {};
};
struct Select
{
    std::string name = {};
    Label label = {};
    Hint hint = {};
    ErrorMessage error = {};
    std::vector<SelectItem> items = {};
    std::string value = {};
    std::string id = {};
    bool disabled = false;
    std::string described_by = {};
    std::string classes = {};
    FormGroup form_group = {};
    Attributes attributes = {};
};
Html select(const Select& options);

} // namespace evenhand::html
