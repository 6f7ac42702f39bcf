#pragma once

#include "html/html.hpp"

#include <optional>
#include <string>
#include <vector>

// What stands around an input: label, hint, error, fieldset, and the error summary. Options are
// those of govuk-frontend 6.6; where it has `text` and `html`, one Html field takes either, since a
// plain text is escaped.

namespace evenhand::html {

struct Label
{
    Html text = {};
    bool page_heading = false;
    std::string classes = {};
    std::string for_id = {}; // the inputs fill it in
    Attributes attributes = {};
};
/// Nothing where there is no text.
Html label(const Label& options);

struct Hint
{
    Html text = {};
    std::string id = {};
    std::string classes = {};
    Attributes attributes = {};
};
Html hint(const Hint& options);

/// An input is in error exactly when its error has a text.
struct ErrorMessage
{
    Html text = {};
    std::string id = {};
    std::string classes = {};
    std::string visually_hidden_text = "Error";
    Attributes attributes = {};
};
Html error_message(const ErrorMessage& options);

struct Legend
{
    Html text = {};
    bool page_heading = false;
    std::string classes = {};
};

struct Fieldset
{
    Legend legend = {};
    std::string described_by = {};
    std::string classes = {};
    std::string role = {};
    Attributes attributes = {};
    Html content = {};
};
Html fieldset(const Fieldset& options);

/// The box around one question. `before` and `after` stand next to the input or inputs.
struct FormGroup
{
    std::string classes = {};
    Attributes attributes = {};
    Html before = {};
    Html after = {};
};

struct ErrorSummaryItem
{
    Html text = {};
    std::string href = {}; // "#id-of-input"; plain text where empty
    Attributes attributes = {};
};
struct ErrorSummary
{
    std::vector<ErrorSummaryItem> errors = {};
    Html title = "There is a problem";
    Html description = {};
    std::string classes = {};
    std::optional<bool> disable_auto_focus = {};
    Attributes attributes = {};
};
Html error_summary(const ErrorSummary& options);

} // namespace evenhand::html
