#include "recruitment/referral/equality.hpp"

#include "core/check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace evenhand::referral {

namespace equality {

using protocol::EqualityChoice;
using protocol::EqualityQuestion;
using Typed = std::function<std::string_view(std::string_view)>;

/// The detail that was chosen of those offered with a choice, or nothing.
std::string detail_of(const EqualityQuestion& question, const EqualityChoice& choice,
                      const Typed& typed)
{
    const auto value = typed(detail_field(question.id, choice.id));
    const auto offered = std::ranges::find(choice.details, value, &protocol::Choice::id);
    return offered == choice.details.end() ? std::string() : offered->id;
}

/// An answer without a choice was not given.
EqualityAnswer answer_to(const EqualityQuestion& question, const Typed& typed)
{
    const auto value = typed(question.id);
    if (value == protocol::prefer_not_to_say) return {question.id, std::string(value), {}};
    for (const EqualityChoice& choice : question.choices) {
        auto detail = detail_of(question, choice, typed);
        const bool meant = value == choice.id || (value.empty() && !detail.empty());
        if (meant) return {question.id, choice.id, std::move(detail)};
    }
    return {};
}

} // namespace equality

std::string detail_field(std::string_view question, std::string_view choice)
{
    return fmt::format("{}-{}", question, choice);
}

EqualityAnswers equality_answers(const std::vector<protocol::EqualityQuestion>& questions,
                                 const std::function<std::string_view(std::string_view)>& typed)
{
    EqualityAnswers answers;
    for (const auto& question : questions) {
        auto answer = equality::answer_to(question, typed);
        if (!answer.choice.empty()) answers.push_back(std::move(answer));
    }
    return answers;
}

std::string text_of(const EqualityAnswers& answers)
{
    std::string text;
    for (const auto& answer : answers) {
        text += fmt::format("{}={}", answer.question, answer.choice);
        if (!answer.detail.empty()) text += '/' + answer.detail;
        text += '\n';
    }
    return text;
}

EqualityAnswers equality_answers_in(std::string_view text)
{
    EqualityAnswers answers;
    while (!text.empty()) {
        const auto end = text.find('\n');
        CHECK(end != std::string_view::npos);
        const auto line = text.substr(0, end);
        text.remove_prefix(end + 1);

        const auto equals = line.find('=');
        CHECK(equals != std::string_view::npos);
        const auto said = line.substr(equals + 1);
        const auto slash = std::min(said.find('/'), said.size());
        answers.push_back({std::string(line.substr(0, equals)), std::string(said.substr(0, slash)),
                           std::string(said.substr(std::min(slash + 1, said.size())))});
    }
    return answers;
}

} // namespace evenhand::referral
