#pragma once

#include "html/field_error.hpp"
#include "html/form_parts.hpp"

#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace evenhand::html {

inline constexpr std::string_view csrf_field = "csrf";
inline constexpr std::string_view idempotency_field = "idempotency_key";

/// A form that is posted. It never uses the browser's own validation: its messages are not ours,
/// and not in the error summary (casework 7.2).
struct Form
{
    std::string action = {};
    std::string csrf = {};
    std::string idempotency_key = {};
    std::vector<std::pair<std::string, std::string>> hidden = {};
    std::string id = {};
    Attributes attributes = {};
};
Html form(const Form& options, const Html& content);

/// A search or filter, sent by GET: it changes nothing and carries no token.
struct SearchForm
{
    std::string action = {};
    std::vector<std::pair<std::string, std::string>> hidden = {};
    Attributes attributes = {};
};
Html search_form(const SearchForm& options, const Html& content);

Html hidden_input(std::string_view name, std::string_view value);

/// The words a page gives to one code on one field. `focus` is the id an error summary links to
/// where it is not the field's own name: "born-day" for the date "born".
struct FieldMessage
{
    std::string_view field;
    std::string_view code;
    std::string_view text;
    std::string_view focus = {};
};

/// The errors of one form with the page's words: `.error = errors.on("postcode")` marks an input,
/// summary() goes on top. The summary keeps the order of the errors, which is the order of the
/// questions.
class FieldErrors
{
public:
    FieldErrors() = default;
    /// Every error must have its words in `messages` (CHECK).
    FieldErrors(std::span<const FieldError> errors, std::span<const FieldMessage> messages);

    [[nodiscard]] bool any() const { return !found_.empty(); }
    /// The first message on the field; without a text where it has none.
    [[nodiscard]] ErrorMessage on(std::string_view field) const;
    /// Nothing where there is no error.
    [[nodiscard]] Html summary() const;

private:
    struct Found
    {
        std::string field;
        std::string text;
        std::string focus;
    };
    std::vector<Found> found_;
};

} // namespace evenhand::html
