// Whatever is answered, changed, declined, confirmed and locked in whatever order: only a filling
// without a finding is ever locked, and what is locked is what was reachable.
#include "core/rng.hpp"
#include "tests/support/baseline_world.hpp"

#include <gtest/gtest.h>

namespace evenhand::baseline::baseline_prop_test {

using protocol::Answer;
using tests::BaselineWorld;

Answer number_near(Rng& rng, const protocol::Bounds& bounds)
{
    // One step beyond the hard bounds as well, which the lock must refuse.
    const auto width = static_cast<std::uint64_t>(bounds.most - bounds.least) + 3;
    return bounds.least - 1 + static_cast<std::int64_t>(rng.uniform(width));
}

Answer some_options(Rng& rng, const Question& question)
{
    std::vector<std::string> chosen;
    for (const protocol::Option& option : question.options)
        if (rng.bernoulli(0.3)) chosen.push_back(option.id);
    return chosen;
}

Answer any_answer(Rng& rng, const Question& question)
{
    if (rng.bernoulli(0.15)) return protocol::Declined{};
    switch (question.kind) {
    case protocol::QuestionKind::one_of:
        return question.options[rng.uniform(question.options.size())].id;
    case protocol::QuestionKind::some_of:
        return some_options(rng, question);
    case protocol::QuestionKind::number:
    case protocol::QuestionKind::scale:
        return number_near(rng, question.bounds);
    case protocol::QuestionKind::date:
        return *LocalDate::parse("2001-02-28");
    case protocol::QuestionKind::text:
        break;
    }
    return std::string(1 + rng.uniform(3), 'x');
}

/// What the store should hold, kept without it.
struct Model
{
    QuestionnaireAnswers answers;
    Confirmed confirmed;
};

/// One page: a few questions answered or emptied, sometimes with what is asked again confirmed.
void give(Rng& rng, BaselineWorld& world, identity::PersonId who, Model& model)
{
    const auto questions = world.questionnaire.questions();
    Given given;
    for (std::uint64_t i = 0; i < 1 + rng.uniform(12); ++i) {
        const Question& question = *questions[rng.uniform(questions.size())];
        if (rng.bernoulli(0.05)) {
            given.answers[question.id] = std::nullopt;
            model.answers.erase(question.id);
        } else {
            const auto answer = any_answer(rng, question);
            given.answers[question.id] = answer;
            model.answers.insert_or_assign(question.id, answer);
        }
    }
    for (const auto& finding : protocol::soft_findings(world.questionnaire, model.answers)) {
        if (!rng.bernoulli(0.7)) continue;
        const auto value = confirmable_value(world.questionnaire, finding.id, model.answers);
        given.confirmed[finding.id] = value;
        model.confirmed.insert_or_assign(finding.id, value);
    }
    ASSERT_TRUE(world.save(who, given));
}

/// Answers whatever still stands in the way, as a page would ask for it.
void mend(BaselineWorld& world, identity::PersonId who, Model& model)
{
    for (int round = 0; round < 10; ++round) {
        Given given;
        for (const auto& finding : protocol::hard_findings(world.questionnaire, model.answers)) {
            const Question& question = *world.questionnaire.find(finding.question);
            const Answer answer = question.may_decline ? Answer(protocol::Declined{})
                                                       : Answer(question.options.back().id);
            given.answers[question.id] = answer;
            model.answers.insert_or_assign(question.id, answer);
        }
        for (const auto& finding : protocol::soft_findings(world.questionnaire, model.answers)) {
            const auto value = confirmable_value(world.questionnaire, finding.id, model.answers);
            given.confirmed[finding.id] = value;
            model.confirmed.insert_or_assign(finding.id, value);
        }
        ASSERT_TRUE(world.save(who, given));
    }
}

struct Tried
{
    int locked = 0;
    int refused = 0;
};

/// One person's way, with an attempt to lock after each page.
void walk(Rng& rng, BaselineWorld& world, Tried& tried)
{
    const auto who = world.consented();
    Model model;
    for (int page = 0; page < 8; ++page) {
        page < 7 ? give(rng, world, who, model) : mend(world, who, model);
        ASSERT_EQ(world.progress(who).answers, model.answers);
        const bool may = protocol::hard_findings(world.questionnaire, model.answers).empty() &&
                         unconfirmed(world.questionnaire, model.answers, model.confirmed).empty();
        const auto lock = world.lock(who);
        ASSERT_EQ(lock.has_value(), may);
        if (!lock) {
            ++tried.refused;
            ASSERT_FALSE(world.locked(who));
            continue;
        }
        ++tried.locked;
        const auto kept = protocol::reachable(world.questionnaire, model.answers);
        ASSERT_EQ(world.answers(who), kept);
        ASSERT_TRUE(protocol::hard_findings(world.questionnaire, kept).empty());
        const auto locked = world.locked(who);
        ASSERT_EQ(locked->answered + locked->declined, static_cast<std::int64_t>(kept.size()));
        return;
    }
}

class AnyAnswers : public ::testing::TestWithParam<storage::Engine>
{
};
INSTANTIATE_TEST_SUITE_P(Engines, AnyAnswers, ::testing::ValuesIn(tests::engines_under_test()),
                         tests::engine_name);

TEST_P(AnyAnswers, OnlyWhatHasNoFindingIsLockedAndItIsWhatWasReachable)
{
    for (const char* name : {"small-1", "baseline-1"}) {
        BaselineWorld world(GetParam(), name);
        const Rng all(20260302);
        Tried tried;
        for (int person = 0; person < 20; ++person) {
            SCOPED_TRACE(std::string(name) + ", person " + std::to_string(person));
            Rng rng = all.stream(std::to_string(person));
            walk(rng, world, tried);
            if (HasFatalFailure()) return;
        }
        EXPECT_EQ(tried.locked, 20) << "everybody is locked in the end";
        EXPECT_GT(tried.refused, 20);
    }
}

} // namespace evenhand::baseline::baseline_prop_test
