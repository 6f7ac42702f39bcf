#include "html/character_count.hpp"

#include "html/inputs.hpp"

#include <array>

namespace evenhand::html {

namespace character_count_parts {

constexpr std::string_view count_mark = "%{count}";

/// The six attributes of one message, one for each plural form.
using PluralNames = std::array<AttributeName, 6>;
constexpr PluralNames characters_under{
    "data-i18n.characters-under-limit.zero", "data-i18n.characters-under-limit.one",
    "data-i18n.characters-under-limit.two",  "data-i18n.characters-under-limit.few",
    "data-i18n.characters-under-limit.many", "data-i18n.characters-under-limit.other"};
constexpr PluralNames characters_over{
    "data-i18n.characters-over-limit.zero", "data-i18n.characters-over-limit.one",
    "data-i18n.characters-over-limit.two",  "data-i18n.characters-over-limit.few",
    "data-i18n.characters-over-limit.many", "data-i18n.characters-over-limit.other"};
constexpr PluralNames words_under{
    "data-i18n.words-under-limit.zero", "data-i18n.words-under-limit.one",
    "data-i18n.words-under-limit.two",  "data-i18n.words-under-limit.few",
    "data-i18n.words-under-limit.many", "data-i18n.words-under-limit.other"};
constexpr PluralNames words_over{
    "data-i18n.words-over-limit.zero", "data-i18n.words-over-limit.one",
    "data-i18n.words-over-limit.two",  "data-i18n.words-over-limit.few",
    "data-i18n.words-over-limit.many", "data-i18n.words-over-limit.other"};

Attributes plural(const PluralNames& names, const PluralText& text)
{
    return {attr_if(names[0], text.zero), attr_if(names[1], text.one),
            attr_if(names[2], text.two),  attr_if(names[3], text.few),
            attr_if(names[4], text.many), attr_if(names[5], text.other)};
}

std::string replaced(std::string text, const std::string& count)
{
    for (auto at = text.find(count_mark); at != std::string::npos;
         at = text.find(count_mark, at + count.size()))
        text.replace(at, count_mark.size(), count);
    return text;
}

std::string positive(int number)
{
    return number > 0 ? std::to_string(number) : std::string{};
}

std::string count_type(const CharacterCount& options)
{
    if (!options.count_type.empty()) return options.count_type;
    return options.max_words > 0 ? "words" : "";
}

/// What the script reads: the limits, and each message that replaces its English default.
Attributes script_attributes(const CharacterCount& options)
{
    const bool no_limit = options.max_length <= 0 && options.max_words <= 0;
    Attributes all{attr("data-module", "govuk-character-count"),
                   attr_if("data-maxlength", positive(options.max_length)),
                   attr_if("data-maxwords", positive(options.max_words)),
                   attr_if("data-threshold", positive(options.threshold)),
                   attr_if("data-count-type", count_type(options))};
    if (no_limit) all += attr_if("data-i18n.textarea-description.other", options.description);
    all += plural(characters_under, options.characters_under_limit);
    all += attr_if("data-i18n.characters-at-limit", options.characters_at_limit);
    all += plural(characters_over, options.characters_over_limit);
    all += plural(words_under, options.words_under_limit);
    all += attr_if("data-i18n.words-at-limit", options.words_at_limit);
    all += plural(words_over, options.words_over_limit);
    return all;
}

/// The limit in words, read without script too. Empty where only the script will know the limit.
std::string limit_text(const CharacterCount& options)
{
    const int limit = options.max_words > 0 ? options.max_words : options.max_length;
    if (limit <= 0) return {};
    const std::string unit = count_type(options) == "words" ? "words" : "characters";
    const std::string text =
        options.description.empty() ? "You can enter up to %{count} " + unit : options.description;
    return replaced(text, std::to_string(limit));
}

} // namespace character_count_parts

Html character_count(const CharacterCount& options)
{
    using namespace character_count_parts;
    const std::string& id = options.id.empty() ? options.name : options.id;
    const Html message =
        hint({.text = limit_text(options),
              .id = id + "-info",
              .classes =
                  class_names({"govuk-character-count__message", options.count_message_classes})});
    return textarea(
        {.name = options.name,
         .label = options.label,
         .hint = options.hint,
         .error = options.error,
         .value = options.value,
         .id = id,
         .rows = options.rows,
         .spellcheck = options.spellcheck,
         .described_by = id + "-info",
         .classes = class_names({"govuk-js-character-count", options.classes}),
         .form_group = {.classes =
                            class_names({"govuk-character-count", options.form_group.classes}),
                        .attributes = script_attributes(options) + options.form_group.attributes,
                        .before = options.form_group.before,
                        .after = message + options.form_group.after},
         .attributes = options.attributes});
}

} // namespace evenhand::html
