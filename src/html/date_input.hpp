#pragma once

#include "html/form_parts.hpp"

#include <optional>
#include <string>
#include <vector>

namespace evenhand::html {

struct DateInputItem
{
    std::string name = {}; // "day", "month", "year" decide width and label
    std::string value = {};
    std::optional<bool> error = {}; // which boxes are marked; all of them where none is
    std::string label = {};         // the name with a capital where empty
    std::string id = {};
    std::string classes = {};
    std::string inputmode = "numeric";
    std::string autocomplete = {};
    std::string pattern = {};
    bool omitted = false; // for a date of a day and month, or of a month and year
    Attributes attributes = {};
};

/// Three boxes for a day, a month and a year, sent as `<prefix>-day` and so on. The first box's id,
/// for an error summary, is `<id>-day`.
struct DateInput
{
    std::string id = {};
    std::string name_prefix = {};
    std::optional<Fieldset> fieldset = {};
    Hint hint = {};
    ErrorMessage error = {};
    DateInputItem day = {.name = "day"};
    DateInputItem month = {.name = "month"};
    DateInputItem year = {.name = "year"};
    std::vector<DateInputItem> items = {}; // in place of day, month and year
    std::string classes = {};
    FormGroup form_group = {};
    Attributes attributes = {};
};
Html date_input(const DateInput& options);

} // namespace evenhand::html
