#include "intake/baseline/baseline.hpp"

#include "core/check.hpp"
#include "core/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <functional>
#include <iterator>
#include <set>

namespace evenhand::baseline {

namespace baseline_words {

constexpr std::array mode_words{
    Words<Mode>{Mode::side_by_side, "side_by_side", "We went through the questions side by side"},
    Words<Mode>{Mode::alone, "alone", "The participant answered alone on the tablet"},
    Words<Mode>{Mode::read_aloud, "read_aloud", "The questions were read aloud and answers typed"}};

constexpr std::array reason_words{
    Words<CorrectionReason>{CorrectionReason::mistyped, "mistyped", "The answer was typed wrongly"},
    Words<CorrectionReason>{CorrectionReason::misunderstood, "misunderstood",
                            "The question was misunderstood"},
    Words<CorrectionReason>{CorrectionReason::told_later, "told_later",
                            "The participant told us later what is right"}};

constexpr auto modes = values_of(mode_words);
constexpr auto reasons = values_of(reason_words);

} // namespace baseline_words

std::span<const Mode> all_modes()
{
    return baseline_words::modes;
}

std::string_view name_of(Mode mode)
{
    return words_of(baseline_words::mode_words, mode).name;
}

std::string_view label_of(Mode mode)
{
    return words_of(baseline_words::mode_words, mode).label;
}

std::optional<Mode> mode_named(std::string_view name)
{
    return value_named(baseline_words::mode_words, name);
}

std::span<const CorrectionReason> all_correction_reasons()
{
    return baseline_words::reasons;
}

std::string_view name_of(CorrectionReason reason)
{
    return words_of(baseline_words::reason_words, reason).name;
}

std::string_view label_of(CorrectionReason reason)
{
    return words_of(baseline_words::reason_words, reason).label;
}

std::optional<CorrectionReason> correction_reason_named(std::string_view name)
{
    return value_named(baseline_words::reason_words, name);
}

std::string_view code(Refusal refusal)
{
    switch (refusal) {
    case Refusal::not_open:
        return "not_open";
    case Refusal::unanswered:
        return "unanswered";
    case Refusal::unconfirmed:
        return "unconfirmed";
    case Refusal::erased:
        return "erased";
    case Refusal::not_locked:
        return "not_locked";
    case Refusal::protocol_amended:
        return "protocol_amended";
    }
    CHECK(false);
}

std::vector<std::string> questions_of(const Questionnaire& all, std::string_view finding)
{
    const auto check = std::ranges::find(all.checks, finding, &protocol::CrossCheck::id);
    if (check == all.checks.end()) return {std::string(finding)};
    std::vector<std::string> questions;
    for (const protocol::Condition& condition : check->when)
        questions.push_back(condition.question);
    return questions;
}

std::string confirmable_value(const Questionnaire& all, std::string_view finding,
                              const QuestionnaireAnswers& answers)
{
    std::string value;
    for (const std::string& question : questions_of(all, finding)) {
        const auto found = answers.find(question);
        const std::string answer =
            found == answers.end() ? std::string() : protocol::written(found->second);
        value += fmt::format("{}{}{}", value.empty() ? "" : ";", question, answer);
    }
    return value;
}

std::vector<protocol::SoftFinding> unconfirmed(const Questionnaire& all,
                                               const QuestionnaireAnswers& answers,
                                               const Confirmed& confirmed)
{
    auto findings = protocol::soft_findings(all, answers);
    std::erase_if(findings, [&](const protocol::SoftFinding& finding) {
        const auto found = confirmed.find(finding.id);
        return found != confirmed.end() &&
               found->second == confirmable_value(all, finding.id, answers);
    });
    return findings;
}

std::vector<const Question*> asked_in(const Questionnaire& all, const Section& part,
                                      const QuestionnaireAnswers& answers)
{
    std::vector<const Question*> asked;
    for (const Question& question : part.questions)
        if (protocol::is_asked(all, question.id, answers)) asked.push_back(&question);
    return asked;
}

std::vector<const Question*> unanswered_in(const Questionnaire& all, const Section& part,
                                           const QuestionnaireAnswers& answers)
{
    auto asked = asked_in(all, part, answers);
    std::erase_if(asked, [&](const Question* question) { return answers.contains(question->id); });
    return asked;
}

const Section* find_part(const Questionnaire& all, std::string_view id)
{
    const auto found = std::ranges::find(all.sections, id, &Section::id);
    return found == all.sections.end() ? nullptr : &*found;
}

const Section* part_of(const Questionnaire& all, std::string_view question)
{
    const auto found = std::ranges::find_if(all.sections, [&](const Section& part) {
        return std::ranges::find(part.questions, question, &Question::id) != part.questions.end();
    });
    return found == all.sections.end() ? nullptr : &*found;
}

PartState state_of(const Questionnaire& all, const Section& part, const Progress& progress)
{
    const auto asked = asked_in(all, part, progress.answers);
    if (asked.empty()) return PartState::nothing_to_ask;
    const auto is_here = [&](const std::string& question) {
        return std::ranges::find(asked, question, &Question::id) != asked.end();
    };
    const bool begun = std::ranges::any_of(
        asked, [&](const Question* question) { return progress.answers.contains(question->id); });
    if (!begun) return PartState::not_started;
    const bool faulty =
        std::ranges::any_of(protocol::hard_findings(all, progress.answers),
                            [&](const auto& finding) { return is_here(finding.question); });
    const bool doubtful =
        std::ranges::any_of(unconfirmed(all, progress.answers, progress.confirmed),
                            [&](const protocol::SoftFinding& finding) {
                                return is_here(questions_of(all, finding.id).back());
                            });
    return faulty || doubtful ? PartState::in_progress : PartState::done;
}

const Section* next_part(const Questionnaire& all, const Section* part, const Progress& progress)
{
    const std::size_t count = all.sections.size();
    const std::size_t first =
        part == nullptr ? 0 : static_cast<std::size_t>(part - all.sections.data()) + 1;
    for (std::size_t step = 0; step < count; ++step) {
        const Section& candidate = all.sections[(first + step) % count];
        const auto state = state_of(all, candidate, progress);
        if (state == PartState::not_started || state == PartState::in_progress) return &candidate;
    }
    return nullptr;
}

int minutes_of(const Questionnaire& all, const Section& part)
{
    const auto total = static_cast<int>(all.questions().size());
    const auto here = static_cast<int>(part.questions.size());
    return std::max(1, (all.minutes * here + total / 2) / std::max(1, total));
}

bool may_tell_of_harm(const Question& question, const protocol::Answer& answer)
{
    if (!question.reveals_risk || std::holds_alternative<protocol::Declined>(answer)) return false;
    const auto* id = std::get_if<std::string>(&answer);
    if (question.kind != protocol::QuestionKind::one_of || id == nullptr) return true;
    const auto option = std::ranges::find(question.options, *id, &protocol::Option::id);
    return option == question.options.end() || option->value.value_or(1) != 0;
}

Questionnaire on_its_own(const Questionnaire& all, std::string_view question)
{
    std::set<std::string, std::less<>> kept{std::string(question)};
    const auto is_kept = [&](const protocol::Condition& each) {
        return kept.contains(each.question);
    };
    // A question stands after those that open it, so one walk finds what they open in their turn.
    for (const Question* each : all.questions())
        if (std::ranges::any_of(each->when, is_kept)) kept.insert(each->id);
    Questionnaire alone = all;
    for (Section& part : alone.sections) {
        std::erase_if(part.questions,
                      [&](const Question& each) { return !kept.contains(each.id); });
        for (Question& each : part.questions)
            std::erase_if(each.when, std::not_fn(is_kept));
    }
    std::erase_if(alone.checks, [&](const protocol::CrossCheck& check) {
        return !std::ranges::all_of(check.when, is_kept);
    });
    return alone;
}

std::optional<Refusal> fault_of(const Questionnaire& all, const QuestionnaireAnswers& answers,
                                const Confirmed& confirmed)
{
    if (!protocol::hard_findings(all, answers).empty()) return Refusal::unanswered;
    if (!unconfirmed(all, answers, confirmed).empty()) return Refusal::unconfirmed;
    return std::nullopt;
}

std::optional<Refusal> fault_of_correction(const Questionnaire& all, const Progress& wanted,
                                           const std::vector<std::string>& given)
{
    if (!protocol::hard_findings(all, wanted.answers).empty()) return Refusal::unanswered;
    const auto is_given = [&](const std::string& question) {
        return std::ranges::find(given, question) != given.end();
    };
    const auto doubts = unconfirmed(all, wanted.answers, wanted.confirmed);
    const bool to_ask = std::ranges::any_of(doubts, [&](const protocol::SoftFinding& doubt) {
        return std::ranges::all_of(questions_of(all, doubt.id), is_given);
    });
    return to_ask ? std::optional(Refusal::unconfirmed) : std::nullopt;
}

} // namespace evenhand::baseline
