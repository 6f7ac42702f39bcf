#include "recruitment/referral/pages/question_parts.hpp"

#include "core/text.hpp"
#include "html/identifier_messages.hpp"

#include <algorithm>

namespace evenhand::referral {

html::Fieldset page_fieldset(std::string_view heading)
{
    return {
        .legend = {.text = heading, .page_heading = true, .classes = "govuk-fieldset__legend--l"}};
}

html::Label page_label(std::string_view heading)
{
    return {.text = heading, .page_heading = true, .classes = "govuk-label--l"};
}

html::Fieldset page_fieldset(const Asked& asked, std::string_view heading)
{
    if (asked.alone) return page_fieldset(heading);
    return {.legend = {.text = heading, .classes = "govuk-fieldset__legend--m"}};
}

html::Label page_label(const Asked& asked, std::string_view heading)
{
    if (asked.alone) return page_label(heading);
    return {.text = heading, .classes = "govuk-label--m"};
}

html::Html page_heading(const Asked& asked, std::string_view heading)
{
    using html::attr;
    if (asked.alone) return html::element("h1", {attr("class", "govuk-heading-l")}, heading);
    return html::element("h2", {attr("class", "govuk-heading-m")}, heading);
}

std::vector<html::ChoiceItem> items_of(const std::vector<protocol::Choice>& choices)
{
    std::vector<html::ChoiceItem> items;
    for (const protocol::Choice& choice : choices)
        items.push_back({.value = choice.id, .text = choice.label});
    return items;
}

std::string typed_value(const http::FormData& typed, std::string_view field)
{
    return std::string(typed.value(field));
}

std::vector<std::string> typed_values(const http::FormData& typed, std::string_view field)
{
    const auto views = typed.values(field);
    return {views.begin(), views.end()};
}

void check_one_of(std::vector<html::FieldError>& errors, const http::FormData& typed,
                  std::string_view field, const std::vector<std::string_view>& allowed)
{
    if (std::ranges::find(allowed, typed.value(field)) == allowed.end()) {
        errors.push_back({std::string(field), "missing"});
    }
}

void check_all_of(std::vector<html::FieldError>& errors, const http::FormData& typed,
                  std::string_view field, const std::vector<std::string_view>& allowed)
{
    const auto offered = [&](std::string_view value) {
        return std::ranges::find(allowed, value) != allowed.end();
    };
    if (!std::ranges::all_of(typed.values(field), offered))
        errors.push_back({std::string(field), "unknown"});
}

void check_text(std::vector<html::FieldError>& errors, const http::FormData& typed,
                std::string_view field, std::size_t most)
{
    const auto text = clean_paragraph(typed.value(field));
    if (!text) {
        errors.push_back({std::string(field), std::string(code(text.error()))});
    } else if (count_code_points(*text) > most) {
        errors.push_back({std::string(field), "too_long"});
    }
}

std::vector<std::string_view> ids_of(const std::vector<protocol::Choice>& choices)
{
    std::vector<std::string_view> ids;
    for (const protocol::Choice& choice : choices)
        ids.push_back(choice.id);
    return ids;
}

std::string labels_of(const std::vector<protocol::Choice>& choices, const http::FormData& answer,
                      std::string_view field)
{
    std::string all;
    for (std::string_view id : answer.values(field)) {
        if (!all.empty()) all += "; ";
        all += label_of(choices, id);
    }
    return all;
}

void add_choice_messages(std::vector<html::FieldMessage>& messages, std::string_view field,
                         std::string_view missing)
{
    messages.push_back({field, "missing", missing, {}});
    messages.push_back({field, "unknown", "Choose from the answers on this page", {}});
}

void add_text_messages(std::vector<html::FieldMessage>& messages, std::string_view field,
                       std::string_view too_long)
{
    messages.push_back({field, "too_long", too_long, {}});
    html::add_messages(messages, field, html::plain_text_words);
}

} // namespace evenhand::referral
