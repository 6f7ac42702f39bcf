#include "html/form.hpp"

#include "core/check.hpp"

#include <algorithm>

namespace evenhand::html {

namespace form_parts {

Html hidden_inputs(const std::vector<std::pair<std::string, std::string>>& fields)
{
    Html html;
    for (const auto& [name, value] : fields)
        html += hidden_input(name, value);
    return html;
}

} // namespace form_parts

Html hidden_input(std::string_view name, std::string_view value)
{
    return element("input", {attr("type", "hidden"), attr("name", name), attr("value", value)});
}

Html form(const Form& options, const Html& content)
{
    Html hidden;
    if (!options.csrf.empty()) hidden += hidden_input(csrf_field, options.csrf);
    if (!options.idempotency_key.empty())
        hidden += hidden_input(idempotency_field, options.idempotency_key);
    hidden += form_parts::hidden_inputs(options.hidden);
    return element("form",
                   Attributes{attr("method", "post"), attr("action", options.action),
                              flag("novalidate"), attr_if("id", options.id)} +
                       options.attributes,
                   hidden, content);
}

Html search_form(const SearchForm& options, const Html& content)
{
    return element("form",
                   Attributes{attr("method", "get"), attr("action", options.action),
                              flag("novalidate"), attr("role", "search")} +
                       options.attributes,
                   form_parts::hidden_inputs(options.hidden), content);
}

FieldErrors::FieldErrors(std::span<const FieldError> errors, std::span<const FieldMessage> messages)
{
    for (const FieldError& error : errors) {
        const auto words = std::ranges::find_if(messages, [&](const FieldMessage& message) {
            return message.field == error.field && message.code == error.code;
        });
        CHECK(words != messages.end());
        found_.push_back({.field = error.field,
                          .text = std::string{words->text},
                          .focus = words->focus.empty() ? error.field : std::string{words->focus}});
    }
}

ErrorMessage FieldErrors::on(std::string_view field) const
{
    const auto first = std::ranges::find(found_, field, &Found::field);
    return first == found_.end() ? ErrorMessage{} : ErrorMessage{.text = first->text};
}

Html FieldErrors::summary() const
{
    if (found_.empty()) return {};
    ErrorSummary options;
    for (const Found& found : found_)
        options.errors.push_back({.text = found.text, .href = "#" + found.focus});
    return error_summary(options);
}

} // namespace evenhand::html
