#pragma once

// A trial on one engine with people who stand where the questions before allocation are asked.

#include "intake/baseline/baseline_store.hpp"
#include "people/identity/identity_store.hpp"
#include "people/participants/participants_store.hpp"
#include "protocol/questionnaire_file.hpp"
#include "tests/support/test_trial.hpp"

#include <fstream>
#include <iterator>
#include <string>

namespace evenhand::tests {

/// A questionnaire that is shipped: "baseline-1".
inline protocol::Questionnaire shipped_questionnaire(const std::string& name)
{
    std::ifstream file("protocols/questionnaires/" + name + ".toml");
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    return protocol::load_questionnaire(text).value();
}

/// Every question of small-1 that must be answered, by somebody who is not in work.
inline protocol::QuestionnaireAnswers small_answers()
{
    return {{"working", std::string("no")}, {"able", std::int64_t{3}}};
}

struct BaselineWorld
{
    using PersonId = identity::PersonId;
    using Step = participants::Step;

    explicit BaselineWorld(storage::Engine engine, const std::string& name = "small-1")
        : trial(engine), questionnaire(shipped_questionnaire(name))
    {
    }

    template <class Do>
    auto write(Do what)
    {
        return trial.units->write(officer, "test", what);
    }
    template <class Do>
    auto read(Do what)
    {
        return trial.units->read(officer, "test", what);
    }
    void take(PersonId who, std::initializer_list<Step> steps)
    {
        write([&](storage::UnitOfWork& work) {
            for (const Step step : steps)
                CHECK(journeys.take(work, who, {.step = step}).has_value());
            return 0;
        });
    }
    /// Somebody who has signed, and whom nothing was asked yet.
    PersonId consented()
    {
        const auto who = write([&](storage::UnitOfWork& work) {
            return identities.confirm_claim(work, identities.make_claim(work, {}), "new").value();
        });
        take(who, {Step::referred, Step::booked, Step::attended, Step::eligible, Step::taught,
                   Step::goes_on, Step::consented});
        return who;
    }

    Result<baseline::Progress, baseline::Refusal> save(PersonId who, const baseline::Given& given)
    {
        return write([&](storage::UnitOfWork& work) { return store.save(work, who, given); });
    }
    Result<baseline::Progress, baseline::Refusal>
    save(PersonId who, const protocol::QuestionnaireAnswers& answers)
    {
        baseline::Given given;
        for (const auto& [question, answer] : answers)
            given.answers.emplace(question, answer);
        return save(who, given);
    }
    /// This value was said to be right.
    void confirm(PersonId who, const std::string& finding)
    {
        const auto now = progress(who);
        CHECK(save(who, {.answers = {},
                         .confirmed = {{finding, baseline::confirmable_value(questionnaire, finding,
                                                                             now.answers)}}})
                  .has_value());
    }
    Result<baseline::LockId, baseline::Refusal>
    lock(PersonId who, baseline::Mode mode = baseline::Mode::side_by_side)
    {
        return write([&](storage::UnitOfWork& work) { return store.lock(work, who, mode); });
    }
    Result<baseline::LockId, baseline::Refusal> correct(PersonId who, const baseline::Given& given)
    {
        return write([&](storage::UnitOfWork& work) {
            return store.correct(work, who, given, baseline::CorrectionReason::mistyped);
        });
    }
    baseline::Progress progress(PersonId who)
    {
        return read([&](storage::UnitOfWork& work) { return store.progress(work, who); });
    }
    std::optional<baseline::Locked> locked(PersonId who)
    {
        return read([&](storage::UnitOfWork& work) { return store.locked(work, who); });
    }
    std::optional<protocol::QuestionnaireAnswers> answers(PersonId who)
    {
        return read([&](storage::UnitOfWork& work) { return store.answers(work, who); });
    }
    participants::Stage stage(PersonId who)
    {
        return read([&](storage::UnitOfWork& work) { return journeys.find(work, who)->stage; });
    }

    TestTrial trial;
    protocol::Questionnaire questionnaire;
    identity::Vault vault{trial.keys};
    identity::IdentityStore identities{vault, {baseline::sealed_rows}};
    participants::JourneyStore journeys{{.first_contact = 2,
                                         .booking = 2,
                                         .intake = 10,
                                         .decision = 5,
                                         .thinking = 5,
                                         .most_rebooked = 2},
                                        {}};
    std::string protocol_fault; ///< why nothing is locked now; empty: the version is in force
    const storage::UnitOfWork* asked_in = nullptr; ///< where the store asked for it last
    baseline::BaselineStore store{vault, questionnaire, journeys,
                                  [this](storage::UnitOfWork& work) {
                                      asked_in = &work;
                                      return protocol_fault;
                                  }};
    storage::Actor officer{storage::ActorKind::staff, "0123456789abcdef0123456789abcdef",
                           "intake_officer"};
};

} // namespace evenhand::tests
