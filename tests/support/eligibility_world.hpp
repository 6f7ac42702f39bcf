#pragma once

// A trial on one engine with people at an appointment, for tests of who may join.

#include "intake/eligibility/deciding.hpp"
#include "people/identity/identity_store.hpp"
#include "tests/support/test_trial.hpp"

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace evenhand::tests {

class EligibilityWorld
{
public:
    explicit EligibilityWorld(storage::Engine engine, std::string_view trial_name = "working-win")
        : trial(engine),
          protocol(protocol::load_file("protocols/" + std::string(trial_name) + ".toml").value())
    {
    }

    template <class Do>
    auto write(Do what)
    {
        return trial.units->write(officer, "test", what);
    }
    /// At the first appointment, born that day.
    identity::PersonId at_appointment(std::string_view born = "1990-05-17")
    {
        using participants::Step;
        const auto who = write([&](storage::UnitOfWork& work) {
            identity::Details said;
            said.birth_date = LocalDate::parse(born);
            return identities.confirm_claim(work, identities.make_claim(work, said), "new").value();
        });
        take(who, {Step::referred, Step::booked, Step::attended});
        return who;
    }
    void take(identity::PersonId who, std::initializer_list<participants::Step> steps)
    {
        write([&](storage::UnitOfWork& work) {
            for (const auto step : steps)
                CHECK(journeys.take(work, who, {.step = step}).has_value());
            return 0;
        });
    }
    /// What makes somebody eligible for Working Win.
    static eligibility::Answers everything_met()
    {
        auto answers = eligibility::answers_on(*LocalDate::parse("2026-03-02"));
        answers.facts.area = protocol::Membership::of("sheffield");
        answers.facts.group = protocol::Membership::of("out-of-work");
        for (const auto* yes : {"condition", "wants-work", "realistic", "decides"})
            answers.facts.said[yes] = protocol::Said::yes;
        answers.facts.said["other-help"] = protocol::Said::no;
        return answers;
    }
    /// A refusal is rolled back, as a page does.
    Result<participants::Stage, eligibility::Refusal>
    evaluate(identity::PersonId who, const eligibility::Answers& answers,
             std::optional<eligibility::CorrectionReason> because = {})
    {
        return write([&](storage::UnitOfWork& work) {
            const auto done = deciding.evaluate(work, who, {answers, because});
            if (!done) work.abandon();
            return done;
        });
    }
    std::optional<eligibility::Refusal> decide_without(identity::PersonId who,
                                                       const std::string& criterion)
    {
        return write([&](storage::UnitOfWork& work) {
            return deciding.decide_without(work, who, criterion);
        });
    }
    Result<participants::Stage, eligibility::Refusal> resolve(identity::PersonId who,
                                                              const protocol::Resolution& found)
    {
        return write([&](storage::UnitOfWork& work) {
            const auto done = deciding.resolve(work, who, found);
            if (!done) work.abandon();
            return done;
        });
    }
    std::optional<eligibility::Standing> standing(identity::PersonId who)
    {
        return write([&](storage::UnitOfWork& work) { return store.standing(work, who); });
    }
    participants::Journey journey(identity::PersonId who)
    {
        return write([&](storage::UnitOfWork& work) { return journeys.find(work, who).value(); });
    }

    TestTrial trial;
    const protocol::Protocol protocol;
    identity::Vault vault{trial.keys};
    identity::IdentityStore identities{vault, {eligibility::sealed_rows}};
    identity::NoteStore notes{vault};
    participants::JourneyStore journeys{{.first_contact = 2,
                                         .booking = 5,
                                         .intake = 10,
                                         .decision = 5,
                                         .thinking = 5,
                                         .most_rebooked = 2},
                                        {}};
    eligibility::EligibilityStore store{notes};
    /// What corrections after the draw found out, in order.
    std::vector<eligibility::Flag> misfits;
    eligibility::Deciding deciding{
        protocol, identities, journeys, store,
        [this](storage::UnitOfWork&, identity::PersonId, const eligibility::Misfit& found) {
            misfits.push_back(found.flag);
        }};
    storage::Actor officer{storage::ActorKind::staff, "0123456789abcdef0123456789abcdef", ""};
};

} // namespace evenhand::tests
