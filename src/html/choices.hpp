#pragma once

#include "html/form_parts.hpp"

#include <optional>
#include <string>
#include <vector>

// Radios and checkboxes. The first item's id is the name (so an error summary can link to `#name`),
// the next ones' `name-2`, `name-3`. A conditional part is revealed by script when its item is
// chosen and always shown without script.

namespace evenhand::html {

/// One radio or checkbox, or a line between them.
struct ChoiceItem
{
    std::string value = {};
    Html text = {};
    Hint hint = {};
    std::optional<bool> checked = {}; // where left out, compared with the chosen values
    Html conditional = {};
    std::string divider = {}; // where set, the item is only this line
    std::string id = {};
    std::string name = {}; // checkboxes only
    bool disabled = false;
    bool omitted = false;       // not shown, but counted, so that the ids of the rest stay
    std::string behaviour = {}; // checkboxes only: "exclusive" clears the others
    std::string label_classes = {};
    Attributes label_attributes = {};
    Attributes attributes = {};
};

struct Radios
{
    std::string name = {};
    std::optional<Fieldset> fieldset = {};
    Hint hint = {};
    ErrorMessage error = {};
    std::vector<ChoiceItem> items = {};
    std::string value = {};
    std::string id_prefix = {};
    std::string classes = {}; // "govuk-radios--inline", "govuk-radios--small"
    FormGroup form_group = {};
    Attributes attributes = {};
};
Html radios(const Radios& options);

struct Checkboxes
{
    std::string name = {};
    std::optional<Fieldset> fieldset = {};
    Hint hint = {};
    ErrorMessage error = {};
    std::vector<ChoiceItem> items = {};
    std::vector<std::string> values = {};
    std::string id_prefix = {};
    std::string described_by = {};
    std::string classes = {};
    FormGroup form_group = {};
    Attributes attributes = {};
};
Html checkboxes(const Checkboxes& options);

} // namespace evenhand::html
