#pragma once

#include "html/form.hpp"
#include "http/request.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace evenhand::staff {

/// A question of a staff form that one value of a closed list answers.
struct ChoiceAsked
{
    std::string name;
    std::string_view legend;
    std::string_view legend_classes = {};
    std::string_view classes = "govuk-radios--small";
};

/// Radios with the values of a closed list, by its own `name_of` and `label_of`; none is chosen
/// unless it was typed.
template <class Values>
html::Html choose_one(const ChoiceAsked& asked, const Values& values, const http::FormData& typed,
                      const html::FieldErrors& errors)
{
    std::vector<html::ChoiceItem> items;
    for (const auto value : values)
        items.push_back({.value = std::string(name_of(value)), .text = label_of(value)});
    return html::radios(
        {.name = asked.name,
         .fieldset = html::Fieldset{.legend = {.text = asked.legend,
                                               .classes = std::string(asked.legend_classes)}},
         .error = errors.on(asked.name),
         .items = std::move(items),
         .value = std::string(typed.value(asked.name)),
         .classes = std::string(asked.classes)});
}

} // namespace evenhand::staff
