#pragma once

#include "html/components.hpp"
#include "html/form.hpp"
#include "http/request.hpp"
#include "protocol/protocol.hpp"
#include "recruitment/referral/pages/question.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

// What the questions share: a choice of one, a choice of many, a short text, and how they read
// back.

namespace evenhand::referral {

/// The fieldset of a page that asks one thing: the legend is the page's heading (casework 4).
html::Fieldset page_fieldset(std::string_view heading);
/// The label of a page that asks for one text.
html::Label page_label(std::string_view heading);

/// The same for a question of the journey, which may stand among others on a page for staff and is
/// then a heading below the page's own.
html::Fieldset page_fieldset(const Asked& asked, std::string_view heading);
html::Label page_label(const Asked& asked, std::string_view heading);
html::Html page_heading(const Asked& asked, std::string_view heading);

std::vector<html::ChoiceItem> items_of(const std::vector<protocol::Choice>& choices);
std::string typed_value(const http::FormData& typed, std::string_view field);
std::vector<std::string> typed_values(const http::FormData& typed, std::string_view field);

/// "missing" unless one of `allowed` was chosen. A value that the page never offered counts as
/// missing.
void check_one_of(std::vector<html::FieldError>& errors, const http::FormData& typed,
                  std::string_view field, const std::vector<std::string_view>& allowed);
/// "unknown" if a value was sent that the page never offered.
void check_all_of(std::vector<html::FieldError>& errors, const http::FormData& typed,
                  std::string_view field, const std::vector<std::string_view>& allowed);
/// An optional text of at most `most` characters: "too_long", or why it is no text.
void check_text(std::vector<html::FieldError>& errors, const http::FormData& typed,
                std::string_view field, std::size_t most);

std::vector<std::string_view> ids_of(const std::vector<protocol::Choice>& choices);
/// "British Sign Language, Large print"
std::string labels_of(const std::vector<protocol::Choice>& choices, const http::FormData& answer,
                      std::string_view field);

/// The words of check_one_of, check_all_of and check_text on one field.
void add_choice_messages(std::vector<html::FieldMessage>& messages, std::string_view field,
                         std::string_view missing);
void add_text_messages(std::vector<html::FieldMessage>& messages, std::string_view field,
                       std::string_view too_long);

} // namespace evenhand::referral
