#include "protocol/questionnaire_rules.hpp"

#include "core/check.hpp"
#include "core/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace evenhand::protocol {

namespace questionnaire_rules {

/// What a condition looks at: the ids chosen, or a number.
std::vector<std::string> chosen(const Answer& answer)
{
    if (const auto* one = std::get_if<std::string>(&answer)) return {*one};
    if (const auto* some = std::get_if<std::vector<std::string>>(&answer)) return *some;
    if (const auto* number = std::get_if<std::int64_t>(&answer))
        return {fmt::format("{}", *number)};
    return {};
}

bool includes(const std::vector<std::string>& values, std::string_view value)
{
    return std::ranges::find(values, value) != values.end();
}

std::int64_t number_of(const Condition& condition)
{
    const std::string& text = condition.values.front();
    std::int64_t value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

bool holds(const Condition& condition, const QuestionnaireAnswers& answers)
{
    const auto found = answers.find(condition.question);
    if (found == answers.end() || std::holds_alternative<Declined>(found->second)) return false;
    const auto values = chosen(found->second);
    const bool is = std::ranges::any_of(
        values, [&](const std::string& value) { return includes(condition.values, value); });
    const auto* number = std::get_if<std::int64_t>(&found->second);
    switch (condition.test) {
    case Condition::Test::is:
        return is;
    case Condition::Test::is_not:
        return !is;
    case Condition::Test::at_least:
        return number != nullptr && *number >= number_of(condition);
    case Condition::Test::at_most:
        break;
    }
    return number != nullptr && *number <= number_of(condition);
}

bool all_hold(const std::vector<Condition>& conditions, const QuestionnaireAnswers& answers)
{
    return std::ranges::all_of(conditions,
                               [&](const Condition& each) { return holds(each, answers); });
}

const Option* option_of(const Question& question, const std::string& id)
{
    const auto found = std::ranges::find(question.options, id, &Option::id);
    return found == question.options.end() ? nullptr : &*found;
}

std::optional<HardFault> fault_of_choices(const Question& question,
                                          const std::vector<std::string>& ids)
{
    if (ids.empty()) return HardFault::missing;
    bool alone = false;
    for (auto id = ids.begin(); id != ids.end(); ++id) {
        const Option* option = option_of(question, *id);
        const bool again = std::find(ids.begin(), id, *id) != id;
        if (option == nullptr || again) return HardFault::not_an_option;
        alone = alone || option->alone;
    }
    if (alone && ids.size() > 1) return HardFault::alone_with_others;
    return std::nullopt;
}

std::optional<HardFault> fault_of_number(const Question& question, std::int64_t number)
{
    if (number < question.bounds.least) return HardFault::too_small;
    if (number > question.bounds.most) return HardFault::too_large;
    return std::nullopt;
}

std::optional<HardFault> fault_of_text(const Question& question, const std::string& text)
{
    if (text.empty()) return HardFault::missing;
    const auto length = static_cast<std::int64_t>(count_code_points(text));
    if (length > question.bounds.most) return HardFault::too_long;
    return std::nullopt;
}

bool unusual(const Bounds& bounds, std::int64_t number)
{
    return (bounds.usual_least && number < *bounds.usual_least) ||
           (bounds.usual_most && number > *bounds.usual_most);
}

bool is_number(const Question& question)
{
    return question.kind == QuestionKind::number || question.kind == QuestionKind::scale;
}

/// The questions that are asked of someone with these answers, each with the answer it has.
struct AskedQuestion
{
    const Question* question = nullptr;
    const Answer* answer = nullptr; ///< null: not answered
};

/// In one walk: a condition may look only at earlier questions, and never at one that is not asked.
std::vector<AskedQuestion> asked(const Questionnaire& questionnaire,
                                 const QuestionnaireAnswers& answers)
{
    std::vector<AskedQuestion> all;
    QuestionnaireAnswers so_far;
    for (const Question* question : questionnaire.questions()) {
        if (!all_hold(question->when, so_far)) continue;
        const auto found = answers.find(question->id);
        const Answer* answer = found == answers.end() ? nullptr : &found->second;
        if (answer != nullptr) so_far.emplace(question->id, *answer);
        all.push_back({question, answer});
    }
    return all;
}

std::string bounds_sentence(const Question& question)
{
    return fmt::format("Enter a whole number from {} to {}", question.bounds.least,
                       question.bounds.most);
}

} // namespace questionnaire_rules

bool is_asked(const Questionnaire& questionnaire, std::string_view question_id,
              const QuestionnaireAnswers& answers)
{
    const auto all = questionnaire_rules::asked(questionnaire, answers);
    return std::ranges::any_of(all,
                               [&](const auto& each) { return each.question->id == question_id; });
}

QuestionnaireAnswers reachable(const Questionnaire& questionnaire,
                               const QuestionnaireAnswers& answers)
{
    QuestionnaireAnswers kept;
    for (const auto& each : questionnaire_rules::asked(questionnaire, answers))
        if (each.answer != nullptr) kept.emplace(each.question->id, *each.answer);
    return kept;
}

std::optional<HardFault> fault_of(const Question& question, const Answer& answer)
{
    if (std::holds_alternative<Declined>(answer)) {
        if (question.may_decline) return std::nullopt;
        return HardFault::may_not_decline;
    }
    const auto* text = std::get_if<std::string>(&answer);
    const auto* ids = std::get_if<std::vector<std::string>>(&answer);
    const auto* number = std::get_if<std::int64_t>(&answer);
    switch (question.kind) {
    case QuestionKind::one_of:
        if (text == nullptr) return HardFault::not_an_option;
        return questionnaire_rules::fault_of_choices(question, {*text});
    case QuestionKind::some_of:
        if (ids == nullptr) return HardFault::not_an_option;
        return questionnaire_rules::fault_of_choices(question, *ids);
    case QuestionKind::number:
    case QuestionKind::scale:
        if (number == nullptr) return HardFault::not_a_number;
        return questionnaire_rules::fault_of_number(question, *number);
    case QuestionKind::date:
        if (!std::holds_alternative<LocalDate>(answer)) return HardFault::not_a_date;
        return std::nullopt;
    case QuestionKind::text:
        break;
    }
    if (text == nullptr) return HardFault::missing;
    return questionnaire_rules::fault_of_text(question, *text);
}

std::string sentence(const Question& question, HardFault fault)
{
    switch (fault) {
    case HardFault::missing:
        return question.may_decline ? "Answer the question, or choose that you prefer not to say"
                                    : "Answer the question";
    case HardFault::not_an_option:
        return "Choose from the answers shown";
    case HardFault::alone_with_others: {
        const auto alone = std::ranges::find(question.options, true, &Option::alone);
        CHECK(alone != question.options.end());
        return fmt::format("Choose \"{}\" alone, or choose the others", alone->label);
    }
    case HardFault::not_a_number:
    case HardFault::too_small:
    case HardFault::too_large:
        return questionnaire_rules::bounds_sentence(question);
    case HardFault::too_long:
        return fmt::format("Use {} characters or fewer", question.bounds.most);
    case HardFault::not_a_date:
        return "Enter a real date, such as 27 3 1998";
    case HardFault::may_not_decline:
        return "This question must be answered";
    case HardFault::cross_check:
        break;
    }
    return "These answers do not fit together";
}

std::vector<HardFinding> hard_findings(const Questionnaire& questionnaire,
                                       const QuestionnaireAnswers& answers)
{
    std::vector<HardFinding> found;
    for (const auto& [question, answer] : questionnaire_rules::asked(questionnaire, answers)) {
        auto fault = answer != nullptr    ? fault_of(*question, *answer)
                     : question->required ? std::optional(HardFault::missing)
                                          : std::nullopt;
        if (fault) found.push_back({question->id, *fault, sentence(*question, *fault)});
    }
    const auto kept = reachable(questionnaire, answers);
    for (const CrossCheck& check : questionnaire.checks) {
        if (check.hard && questionnaire_rules::all_hold(check.when, kept))
            found.push_back({{}, HardFault::cross_check, check.sentence});
    }
    return found;
}

std::vector<SoftFinding> soft_findings(const Questionnaire& questionnaire,
                                       const QuestionnaireAnswers& answers)
{
    std::vector<SoftFinding> found;
    for (const auto& [question, answer] : questionnaire_rules::asked(questionnaire, answers)) {
        const auto* number = answer == nullptr ? nullptr : std::get_if<std::int64_t>(answer);
        if (number == nullptr || !questionnaire_rules::is_number(*question)) continue;
        if (!questionnaire_rules::unusual(question->bounds, *number)) continue;
        found.push_back({question->id,
                         fmt::format("{} is unusual. Is it right?", in_words(*question, *answer))});
    }
    const auto kept = reachable(questionnaire, answers);
    for (const CrossCheck& check : questionnaire.checks) {
        if (!check.hard && questionnaire_rules::all_hold(check.when, kept))
            found.push_back({check.id, check.sentence});
    }
    return found;
}

QuestionnaireAnswers shared_with_support(const Questionnaire& questionnaire,
                                         const QuestionnaireAnswers& answers)
{
    QuestionnaireAnswers shared;
    for (const auto& [question, answer] : questionnaire_rules::asked(questionnaire, answers))
        if (answer != nullptr && question->shared_with_support)
            shared.emplace(question->id, *answer);
    return shared;
}

} // namespace evenhand::protocol
