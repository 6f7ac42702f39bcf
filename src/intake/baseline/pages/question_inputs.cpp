#include "html/components.hpp"
#include "html/form.hpp"
#include "intake/baseline/pages/question_form.hpp"
#include "people/staff/pages/frame.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace evenhand::baseline {

namespace question_inputs_parts {

using html::Html;
using protocol::QuestionKind;

constexpr std::string_view decline_words = "Prefer not to say";

struct Input
{
    const Question& question;
    const http::FormData& typed;
    html::ErrorMessage error;
    std::string field;
};

Html title(const Question& question)
{
    return question.required ? Html{question.text} : Html{question.text + " (optional)"};
}

html::Fieldset fieldset(const Question& question)
{
    return {.legend = {.text = title(question), .classes = "govuk-fieldset__legend--m"}};
}

/// What the protocol says of it, or what is usually said.
std::string_view hint_of(const Question& question, std::string_view usual)
{
    return question.hint.empty() ? usual : question.hint;
}

html::ChoiceItem divider()
{
    return {.divider = "or"};
}

html::ChoiceItem decline_item()
{
    return {.value = std::string(protocol::declined_value), .text = decline_words};
}

Html one_of(const Input& input)
{
    std::vector<html::ChoiceItem> items;
    for (const protocol::Option& option : input.question.options)
        items.push_back({.value = option.id, .text = option.label});
    if (input.question.may_decline) {
        items.push_back(divider());
        items.push_back(decline_item());
    }
    return html::radios({.name = input.field,
                         .fieldset = fieldset(input.question),
                         .hint = {.text = input.question.hint},
                         .error = input.error,
                         .items = std::move(items),
                         .value = std::string(input.typed.value(input.field))});
}

Html some_of(const Input& input)
{
    std::vector<html::ChoiceItem> items;
    bool divided = false;
    const auto add_alone = [&](html::ChoiceItem item) {
        if (!divided) items.push_back(divider());
        divided = true;
        item.behaviour = "exclusive";
        items.push_back(std::move(item));
    };
    for (const protocol::Option& option : input.question.options)
        if (!option.alone) items.push_back({.value = option.id, .text = option.label});
    for (const protocol::Option& option : input.question.options)
        if (option.alone) add_alone({.value = option.id, .text = option.label});
    if (input.question.may_decline) add_alone(decline_item());
    std::vector<std::string> values;
    for (const std::string_view value : input.typed.values(input.field))
        values.emplace_back(value);
    const std::string_view hint = hint_of(input.question, "Choose all that apply");
    return html::checkboxes({.name = input.field,
                             .fieldset = fieldset(input.question),
                             .hint = {.text = hint},
                             .error = input.error,
                             .items = std::move(items),
                             .values = std::move(values)});
}

/// A number of the scale; the ends have their words also for who hears one number at a time.
Html scale_words(const Question& question, std::int64_t value)
{
    std::string_view meaning;
    if (value == question.bounds.least) meaning = question.least_label;
    if (value == question.bounds.most) meaning = question.most_label;
    Html words{fmt::format("{}", value)};
    if (meaning.empty()) return words;
    return words + html::element("span", {html::attr("class", "govuk-visually-hidden")},
                                 fmt::format(", {}", meaning));
}

std::string scale_hint(const Question& question)
{
    std::string hint = question.hint;
    if (question.least_label.empty() && question.most_label.empty()) return hint;
    if (!hint.empty()) hint += ". ";
    return hint + fmt::format("{} is \"{}\" and {} is \"{}\"", question.bounds.least,
                              question.least_label, question.bounds.most, question.most_label);
}

Html scale(const Input& input)
{
    const Question& question = input.question;
    std::vector<html::ChoiceItem> items;
    for (auto value = question.bounds.least; value <= question.bounds.most; ++value)
        items.push_back({.value = fmt::format("{}", value), .text = scale_words(question, value)});
    if (question.may_decline) items.push_back(decline_item());
    return html::radios({.name = input.field,
                         .fieldset = fieldset(question),
                         .hint = {.text = scale_hint(question)},
                         .error = input.error,
                         .items = std::move(items),
                         .value = std::string(input.typed.value(input.field)),
                         .classes = "govuk-radios--inline govuk-radios--small"});
}

/// For the kinds that are typed. Ticked with a script or without, both together are refused.
Html decline_box(const Input& input)
{
    if (!input.question.may_decline) return {};
    const std::string name = input.field + "_declined";
    const bool ticked = input.typed.value(name) == protocol::declined_value;
    auto item = decline_item();
    item.checked = ticked;
    // The question's words stand before the box for who does not see where it stands.
    item.text = html::fragment(html::element("span", {html::attr("class", "govuk-visually-hidden")},
                                             input.question.text + " "),
                               decline_words);
    return html::checkboxes(
        {.name = name, .items = {std::move(item)}, .classes = "govuk-checkboxes--small"});
}

Html number(const Input& input)
{
    return html::input({.name = input.field,
                        .label = {.text = title(input.question), .classes = "govuk-label--m"},
                        .hint = {.text = input.question.hint},
                        .error = input.error,
                        .value = std::string(input.typed.value(input.field)),
                        .inputmode = "numeric",
                        .autocomplete = "off",
                        .classes = "govuk-input--width-4",
                        .suffix = {.text = input.question.unit}}) +
           decline_box(input);
}

Html date(const Input& input)
{
    const auto box = [&](const char* name) {
        return html::DateInputItem{
            .name = name, .value = std::string(input.typed.value(input.field + "-" + name))};
    };
    const std::string_view hint = hint_of(input.question, "For example, 27 3 1998");
    return html::date_input({.id = input.field,
                             .name_prefix = input.field,
                             .fieldset = fieldset(input.question),
                             .hint = {.text = hint},
                             .error = input.error,
                             .day = box("day"),
                             .month = box("month"),
                             .year = box("year")}) +
           decline_box(input);
}

Html text(const Input& input)
{
    return html::input({.name = input.field,
                        .label = {.text = title(input.question), .classes = "govuk-label--m"},
                        .hint = {.text = input.question.hint},
                        .error = input.error,
                        .value = std::string(input.typed.value(input.field)),
                        .autocomplete = "off"}) +
           decline_box(input);
}

Html one(const Input& input)
{
    switch (input.question.kind) {
    case QuestionKind::one_of:
        return one_of(input);
    case QuestionKind::some_of:
        return some_of(input);
    case QuestionKind::number:
        return number(input);
    case QuestionKind::scale:
        return scale(input);
    case QuestionKind::date:
        return date(input);
    case QuestionKind::text:
        break;
    }
    return text(input);
}

html::ErrorMessage error_on(const QuestionsShown& shown, std::string_view field)
{
    const auto found = std::ranges::find(shown.faults, field, &PageFault::field);
    if (found == shown.faults.end()) return {};
    return {.text = found->sentence};
}

/// "60 hours a week is unusual. Is it right?" with the box that says so.
Html doubt_box(const QuestionsShown& shown, const protocol::SoftFinding& doubt)
{
    const std::string name = right_field_of(doubt.id);
    html::ChoiceItem yes{.value = confirmable_value(shown.all, doubt.id, shown.doubted),
                         .text = "Yes, this is right"};
    yes.checked = false;
    return html::checkboxes(
        {.name = name,
         .fieldset = html::Fieldset{.legend = {.text = doubt.sentence,
                                               .classes = "govuk-fieldset__legend--s"}},
         .hint = {.text = "Or change the answer above"},
         .error = error_on(shown, name),
         .items = {std::move(yes)}});
}

/// The last of the page's questions that the finding is about.
std::string last_of(const QuestionsShown& shown, const protocol::SoftFinding& doubt)
{
    const auto about = questions_of(shown.all, doubt.id);
    std::string last;
    for (const Question* question : shown.asked)
        if (std::ranges::find(about, question->id) != about.end()) last = question->id;
    return last;
}

} // namespace question_inputs_parts

html::Html question_inputs(const QuestionsShown& shown)
{
    using namespace question_inputs_parts;
    Html all = html::hidden_input(asked_field, names_of(shown.asked));
    for (const Question* question : shown.asked) {
        const std::string field = field_of(*question);
        all += one({.question = *question,
                    .typed = shown.typed,
                    .error = error_on(shown, field),
                    .field = field});
        for (const auto& doubt : shown.doubts)
            if (last_of(shown, doubt) == question->id) all += doubt_box(shown, doubt);
    }
    return all;
}

html::Html question_summary(const QuestionsShown& shown)
{
    if (shown.faults.empty()) return {};
    html::ErrorSummary summary;
    for (const PageFault& fault : shown.faults)
        summary.errors.push_back({.text = fault.sentence, .href = "#" + fault.focus});
    return html::error_summary(summary);
}

} // namespace evenhand::baseline
