#pragma once

#include "html/form_parts.hpp"

#include <optional>
#include <string>

namespace evenhand::html {

/// A message by plural form, as CLDR names them; English needs `one` and `other`. %{count} stands
/// for the number.
struct PluralText
{
    std::string zero = {};
    std::string one = {};
    std::string two = {};
    std::string few = {};
    std::string many = {};
    std::string other = {};
};
struct CharacterCount
{
    std::string name = {};
    Label label = {};
    Hint hint = {};
    ErrorMessage error = {};
    std::string value = {};
    int max_length = 0; // characters; 0 is no limit
    int max_words = 0;
    int threshold = 0; // per cent of the limit below which the message stays hidden
    std::string id = {};
    int rows = 5;
    std::optional<bool> spellcheck = {};
    std::string classes = {};
    std::string count_type = {};
    std::string count_message_classes = {};
    FormGroup form_group = {};
    Attributes attributes = {};
    std::string description = {}; // "You can enter up to %{count} characters" where empty
    PluralText characters_under_limit = {};
    std::string characters_at_limit = {};
    PluralText characters_over_limit = {};
    PluralText words_under_limit = {};
    std::string words_at_limit = {};
    PluralText words_over_limit = {};
};
Html character_count(const CharacterCount& options);

} // namespace evenhand::html
