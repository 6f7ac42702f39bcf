#include "protocol/questionnaire_rules.hpp"

#include "core/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

// How an answer is typed, stored and read: the three texts of one value.

namespace evenhand::protocol {

namespace answer_text {

constexpr char between_ids = ',';

std::optional<std::int64_t> whole_number(std::string_view text)
{
    std::int64_t value = 0;
    const auto* end = text.data() + text.size();
    const auto [at, error] = std::from_chars(text.data(), end, value);
    if (error != std::errc{} || at != end) return std::nullopt;
    return value;
}

std::vector<std::string> split_ids(std::string_view text)
{
    std::vector<std::string> ids;
    while (!text.empty()) {
        const auto at = std::min(text.find(between_ids), text.size());
        ids.emplace_back(text.substr(0, at));
        text.remove_prefix(std::min(at + 1, text.size()));
    }
    return ids;
}

std::string label_of(const Question& question, std::string_view id)
{
    const auto found = std::ranges::find(question.options, id, &Option::id);
    return found == question.options.end() ? std::string(id) : found->label;
}

Result<Answer, HardFault> parse_date(const TypedAnswer& typed)
{
    if (typed.size() != 3) return refuse(HardFault::not_a_date);
    const auto day = whole_number(typed[0]);
    const auto month = whole_number(typed[1]);
    const auto year = whole_number(typed[2]);
    const auto fits = [](std::optional<std::int64_t> n) { return n && *n > 0 && *n < 10'000; };
    if (!fits(day) || !fits(month) || !fits(year)) return refuse(HardFault::not_a_date);
    const auto date = LocalDate::from_ymd(static_cast<int>(*year), static_cast<unsigned>(*month),
                                          static_cast<unsigned>(*day));
    if (!date) return refuse(HardFault::not_a_date);
    return *date;
}

Result<Answer, HardFault> parse_line(const std::string& typed)
{
    auto line = clean_line(typed);
    if (!line) return refuse(HardFault::not_an_option);
    if (line->empty()) return refuse(HardFault::missing);
    return *std::move(line);
}

Result<Answer, HardFault> parse_kind(const Question& question, const TypedAnswer& typed)
{
    switch (question.kind) {
    case QuestionKind::one_of:
        return Answer(typed.front());
    case QuestionKind::some_of:
        return Answer(typed);
    case QuestionKind::number:
    case QuestionKind::scale: {
        const auto line = clean_line(typed.front());
        const auto number = line ? whole_number(*line) : std::nullopt;
        if (!number) return refuse(HardFault::not_a_number);
        return Answer(*number);
    }
    case QuestionKind::date:
        return parse_date(typed);
    case QuestionKind::text:
        break;
    }
    return parse_line(typed.front());
}

} // namespace answer_text

Result<Answer, HardFault> parse_answer(const Question& question, const TypedAnswer& typed)
{
    const bool nothing = std::ranges::all_of(typed, &std::string::empty);
    if (nothing) return refuse(HardFault::missing);
    const bool declined = typed.size() == 1 && typed.front() == declined_value;
    if (declined) {
        if (!question.may_decline) return refuse(HardFault::may_not_decline);
        return Answer(Declined{});
    }
    auto answer = TRY(answer_text::parse_kind(question, typed));
    if (const auto fault = fault_of(question, answer)) return refuse(*fault);
    return answer;
}

std::string written(const Answer& answer)
{
    if (std::holds_alternative<Declined>(answer)) return std::string(declined_value);
    if (const auto* ids = std::get_if<std::vector<std::string>>(&answer))
        return fmt::format("={}", fmt::join(*ids, ","));
    if (const auto* number = std::get_if<std::int64_t>(&answer)) return fmt::format("={}", *number);
    if (const auto* date = std::get_if<LocalDate>(&answer)) return "=" + date->iso();
    return "=" + std::get<std::string>(answer);
}

std::optional<Answer> read_back(const Question& question, std::string_view text)
{
    if (text == declined_value) return Declined{};
    if (!text.starts_with('=')) return std::nullopt;
    text.remove_prefix(1);
    switch (question.kind) {
    case QuestionKind::one_of:
    case QuestionKind::text:
        return Answer(std::string(text));
    case QuestionKind::some_of:
        return Answer(answer_text::split_ids(text));
    case QuestionKind::number:
    case QuestionKind::scale:
        if (const auto number = answer_text::whole_number(text)) return Answer(*number);
        return std::nullopt;
    case QuestionKind::date:
        break;
    }
    if (const auto date = LocalDate::parse(text)) return Answer(*date);
    return std::nullopt;
}

std::string in_words(const Question& question, const Answer& answer)
{
    if (std::holds_alternative<Declined>(answer)) return "Prefer not to say";
    if (const auto* ids = std::get_if<std::vector<std::string>>(&answer)) {
        std::vector<std::string> labels;
        for (const std::string& id : *ids)
            labels.push_back(answer_text::label_of(question, id));
        return fmt::format("{}", fmt::join(labels, "; "));
    }
    if (const auto* number = std::get_if<std::int64_t>(&answer)) {
        return question.unit.empty() ? fmt::format("{}", *number)
                                     : fmt::format("{} {}", *number, question.unit);
    }
    if (const auto* date = std::get_if<LocalDate>(&answer)) return date->plain();
    const auto& text = std::get<std::string>(answer);
    return question.kind == QuestionKind::text ? text : answer_text::label_of(question, text);
}

} // namespace evenhand::protocol
