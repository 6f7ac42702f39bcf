#include "rehearsal/questionnaire_answers.hpp"

#include "protocol/questionnaire_rules.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace evenhand::rehearsal {

namespace questionnaire_answers {

using protocol::Option;
using protocol::QuestionKind;

constexpr std::string_view prefix = "q_"; ///< of the fields of a baseline question
constexpr double declines = 0.02;
constexpr double leaves_out = 0.1; ///< a question that need not be answered
constexpr double ticks = 0.25;

/// What the referral has told already, so that the two do not contradict each other.
struct Known
{
    std::string_view question;
    std::string_view group; ///< of the protocol
    std::array<std::string_view, 2> options;
};
constexpr std::array known{
    Known{"work-now", "in-work", {"working", "off-sick"}},
    Known{"work-now", "out-of-work", {"looking", "sick-disabled"}},
};

std::int64_t number(const protocol::Bounds& bounds, Rng& rng)
{
    const auto least = bounds.usual_least.value_or(bounds.least);
    const auto most = std::max(least, bounds.usual_most.value_or(bounds.most));
    return least +
           static_cast<std::int64_t>(rng.uniform(static_cast<std::uint64_t>(most - least) + 1));
}

Typed day(const std::string& field)
{
    return {{field + "-day", "1"}, {field + "-month", "9"}, {field + "-year", "2016"}};
}

} // namespace questionnaire_answers

QuestionnaireAnswers::QuestionnaireAnswers(const protocol::Questionnaire& questions,
                                           const MadeUpPerson& person, std::string group, Rng rng)
    : questions_(questions), person_(person), group_(std::move(group)), rng_(std::move(rng))
{
}

std::string QuestionnaireAnswers::option_of(const protocol::Question& question, Rng& rng) const
{
    using namespace questionnaire_answers;
    const auto offered = [&](std::string_view id) {
        return std::ranges::find(question.options, id, &Option::id) != question.options.end();
    };
    for (const Known& each : known) {
        if (each.question != question.id || each.group != group_) continue;
        const auto id = each.options.at(static_cast<std::size_t>(rng.uniform(each.options.size())));
        if (offered(id)) return std::string(id);
    }
    // Whoever came with a condition has one that lasts.
    if (question.id == "long-lasting" && offered("yes")) return "yes";
    return question.options[static_cast<std::size_t>(rng.uniform(question.options.size()))].id;
}

Typed QuestionnaireAnswers::some_of(const protocol::Question& question, const std::string& field,
                                    Rng& rng) const
{
    using namespace questionnaire_answers;
    Typed typed;
    for (const Option& option : question.options) {
        const bool told =
            question.id == "conditions" &&
            std::ranges::find(person_.conditions, option.id) != person_.conditions.end();
        if (!option.alone && (told || rng.bernoulli(ticks))) typed.emplace_back(field, option.id);
    }
    const auto most = static_cast<std::size_t>(question.bounds.most);
    if (most > 0 && typed.size() > most) typed.resize(most);
    if (typed.empty()) typed.emplace_back(field, question.options.front().id);
    return typed;
}

Typed QuestionnaireAnswers::answer(const protocol::Question& question,
                                   const std::string& field) const
{
    using namespace questionnaire_answers;
    // Each question has a stream of its own: a new one changes no other answer.
    Rng rng = rng_.stream(question.id);
    if (!question.required && rng.bernoulli(leaves_out)) return {};
    const bool declined = question.may_decline && rng.bernoulli(declines);
    const std::string decline(protocol::declined_value);
    switch (question.kind) {
    case QuestionKind::one_of:
        return {{field, declined ? decline : option_of(question, rng)}};
    case QuestionKind::scale:
        return {{field, declined ? decline : std::to_string(number(question.bounds, rng))}};
    case QuestionKind::some_of:
        return declined ? Typed{{field, decline}} : some_of(question, field, rng);
    case QuestionKind::number:
        if (declined) return {{field + "_declined", decline}};
        return {{field, std::to_string(number(question.bounds, rng))}};
    case QuestionKind::date:
        return declined ? Typed{{field + "_declined", decline}} : day(field);
    case QuestionKind::text:
        break;
    }
    return declined ? Typed{{field + "_declined", decline}} : Typed{{field, "As I said before"}};
}

Typed QuestionnaireAnswers::to(const PageParts& page) const
{
    Typed all;
    std::string_view last;
    for (const PageForm& form : page.forms) {
        for (const PageField& field : form.fields) {
            std::string_view name = field.name;
            if (field.type == "hidden" || !name.starts_with(questionnaire_answers::prefix))
                continue;
            name.remove_prefix(questionnaire_answers::prefix.size());
            // Every option of a question is a field, and so is each box of a date.
            if (name.ends_with("_declined")) continue;
            for (const std::string_view box : {"-day", "-month", "-year"})
                if (name.ends_with(box) && questions_.find(name) == nullptr)
                    name.remove_suffix(box.size());
            if (name == last) continue;
            last = name;
            const auto* question = questions_.find(name);
            if (question == nullptr)
                throw Lost(fmt::format("the questionnaire has no question {}", name));
            for (auto& pair :
                 answer(*question, std::string(questionnaire_answers::prefix) + std::string(name)))
                all.push_back(std::move(pair));
        }
    }
    return all;
}

} // namespace evenhand::rehearsal
