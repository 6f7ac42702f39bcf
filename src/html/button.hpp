#pragma once

#include "html/html.hpp"

#include <optional>
#include <string>

namespace evenhand::html {

struct Button
{
    Html text = {};
    std::string href = {}; // a link that looks like a button
    std::string type = "submit";
    std::string name = {};
    std::string value = {};
    std::string id = {};
    std::string classes = {}; // "govuk-button--secondary", "govuk-button--warning"
    bool start = false;       // the arrow of a start button
    bool disabled = false;
    std::optional<bool> prevent_double_click = {};
    Attributes attributes = {};
};
Html button(const Button& options);

/// Buttons and links side by side, under each other on a narrow screen.
Html button_group(const Html& buttons);

} // namespace evenhand::html
