#include "recruitment/referral/pages/answers.hpp"

#include <algorithm>
#include <utility>

namespace evenhand::referral {

bool Answers::has(std::string_view question) const
{
    return by_question_.contains(question);
}

const http::FormData& Answers::of(std::string_view question) const
{
    static const http::FormData nothing;
    const auto found = by_question_.find(question);
    return found == by_question_.end() ? nothing : found->second;
}

void Answers::set(std::string_view question, http::FormData answer)
{
    by_question_.insert_or_assign(std::string(question), std::move(answer));
}

Answers Answers::without(std::span<const std::string_view> questions) const
{
    Answers rest;
    for (const auto& [question, answer] : by_question_) {
        if (std::ranges::find(questions, question) == questions.end()) rest.set(question, answer);
    }
    return rest;
}

http::FormData Answers::to_form() const
{
    http::FormData form;
    for (const auto& [question, answer] : by_question_) {
        form.add(question, "");
        for (const auto& [name, value] : answer.pairs())
            form.add(question + "." + name, value);
    }
    return form;
}

Answers Answers::from_form(const http::FormData& form)
{
    Answers answers;
    for (const auto& [name, value] : form.pairs()) {
        const auto dot = name.find('.');
        if (dot == std::string::npos) {
            answers.by_question_.try_emplace(name);
        } else if (const auto found = answers.by_question_.find(name.substr(0, dot));
                   found != answers.by_question_.end()) {
            found->second.add(name.substr(dot + 1), value);
        }
    }
    return answers;
}

} // namespace evenhand::referral
