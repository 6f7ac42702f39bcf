// The questionnaire as a trial manager reads and signs it.
#include "core/check.hpp"
#include "intake/baseline/baseline.hpp"
#include "tests/support/baseline_world.hpp"
#include "tests/support/golden_file.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace evenhand::baseline::printed_test {

using protocol::Condition;
using protocol::QuestionKind;

std::string joined(const std::vector<std::string>& parts, std::string_view between)
{
    return fmt::format("{}", fmt::join(parts, between));
}

/// "work-now is Working or Off sick", in the words that are shown.
std::string words_of(const Questionnaire& all, const Condition& condition)
{
    const Question& question = *all.find(condition.question);
    std::vector<std::string> values;
    for (const std::string& value : condition.values) {
        const auto option = std::ranges::find(question.options, value, &protocol::Option::id);
        values.push_back(option == question.options.end() ? value
                                                          : fmt::format("\"{}\"", option->label));
    }
    const auto one_of = joined(values, " or ");
    switch (condition.test) {
    case Condition::Test::is:
        return fmt::format("`{}` is {}", condition.question, one_of);
    case Condition::Test::is_not:
        return fmt::format("`{}` was answered, and not with {}", condition.question, one_of);
    case Condition::Test::at_least:
        return fmt::format("`{}` is {} or more", condition.question, one_of);
    case Condition::Test::at_most:
        break;
    }
    return fmt::format("`{}` is {} or less", condition.question, one_of);
}

std::string words_of(const Questionnaire& all, const std::vector<Condition>& conditions)
{
    std::vector<std::string> words;
    for (const Condition& condition : conditions)
        words.push_back(words_of(all, condition));
    return joined(words, " and ");
}

std::string options_of(const Question& question)
{
    std::vector<std::string> words;
    for (const protocol::Option& option : question.options)
        words.push_back(option.label + (option.alone ? " (alone)" : ""));
    return joined(words, "; ");
}

std::string bounds_of(const Question& question)
{
    const protocol::Bounds& bounds = question.bounds;
    std::string words = fmt::format("{} to {}", bounds.least, bounds.most);
    if (!question.unit.empty()) words += " " + question.unit;
    if (bounds.usual_least) words += fmt::format("; asked again below {}", *bounds.usual_least);
    if (bounds.usual_most) words += fmt::format("; asked again above {}", *bounds.usual_most);
    return words;
}

std::string answers_of(const Question& question)
{
    switch (question.kind) {
    case QuestionKind::one_of:
        return "One of: " + options_of(question);
    case QuestionKind::some_of:
        return "Any of: " + options_of(question);
    case QuestionKind::number:
        return "A number, " + bounds_of(question);
    case QuestionKind::scale:
        return fmt::format("{} ({}) to {} ({})", question.bounds.least, question.least_label,
                           question.bounds.most, question.most_label);
    case QuestionKind::date:
        return "A date";
    case QuestionKind::text:
        break;
    }
    return fmt::format("Text, at most {} characters", question.bounds.most);
}

std::string flags_of(const Question& question)
{
    std::vector<std::string> flags;
    if (!question.required) flags.emplace_back("optional");
    if (!question.may_decline) flags.emplace_back("must be answered");
    if (question.reveals_risk) flags.emplace_back("can tell of harm");
    return flags.empty() ? "" : joined(flags, ", ");
}

std::string printed_part(const Questionnaire& all, const Section& part)
{
    std::string text = fmt::format("\n## {}\n\n", part.title);
    const auto instrument =
        std::ranges::find(all.instruments, part.instrument, &protocol::Instrument::id);
    CHECK(instrument != all.instruments.end());
    text += fmt::format("{}: {} ({}). About {} min.\n", instrument->name, instrument->source,
                        instrument->licence, minutes_of(all, part));
    if (!part.introduction.empty()) text += fmt::format("\n> {}\n", part.introduction);
    text += "\n| id | question | answers | asked if | marks | shared with support |\n"
            "| --- | --- | --- | --- | --- | --- |\n";
    for (const Question& question : part.questions) {
        text += fmt::format("| `{}` | {} | {} | {} | {} | {} |\n", question.id, question.text,
                            answers_of(question),
                            question.when.empty() ? "always" : words_of(all, question.when),
                            flags_of(question), question.shared_with_support ? "**yes**" : "no");
    }
    return text;
}

std::string printed(const Questionnaire& all)
{
    const auto questions = all.questions();
    const auto shared = std::ranges::count(questions, true, &Question::shared_with_support);
    std::string text = fmt::format(
        "# {}\n\nPrinted from `protocols/questionnaires/{}-{}.toml`; `bin/bless` prints it anew. "
        "Both "
        "trials ask it before allocation. {} questions in {} parts, about {} minutes. Every "
        "question can be answered with \"Prefer not to say\" unless it is marked *must be "
        "answered*. {} questions are shared with the employment specialist; no other answer is.\n",
        all.title, all.id, all.version, questions.size(), all.sections.size(), all.minutes, shared);
    for (const Section& part : all.sections)
        text += printed_part(all, part);
    text += "\n## Answers that are held against each other\n\n| if | what is said | then |\n"
            "| --- | --- | --- |\n";
    for (const protocol::CrossCheck& check : all.checks) {
        text += fmt::format("| {} | {} | {} |\n", words_of(all, check.when), check.sentence,
                            check.hard ? "refused" : "asked again, and kept if it is right");
    }
    return text;
}

TEST(Printed, TheBaselineIsWhatTheTrialManagerSigned)
{
    tests::expect_golden("docs/spec/baseline.md",
                         printed(tests::shipped_questionnaire("baseline-1")));
}

} // namespace evenhand::baseline::printed_test
