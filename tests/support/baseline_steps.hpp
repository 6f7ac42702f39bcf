#pragma once

// Short ways to where the questions before allocation begin and end, for tests that are about
// something else.

#include "app/house.hpp"

#include <stdexcept>

namespace evenhand::tests {

/// From referred to signed.
inline void walk_to_consent(storage::UnitOfWork& work, const app::House& house,
                            identity::PersonId who)
{
    using participants::Step;
    for (const Step step :
         {Step::booked, Step::attended, Step::eligible, Step::taught, Step::goes_on})
        if (!house.journeys.take(work, who, {.step = step}))
            throw std::runtime_error("nobody comes to consent");
    const auto number = house.journeys.unused_study_number(work, house.protocol.prefix);
    if (!house.journeys.take(work, who,
                             {.step = Step::consented, .facts = {.study_number = number.text()}}))
        throw std::runtime_error("nobody signs");
}

/// Every question declined, or answered with its first option where it must be answered.
inline baseline::Given every_answer(const protocol::Questionnaire& all)
{
    baseline::Given given;
    for (const auto* question : all.questions()) {
        given.answers[question->id] = question->may_decline
                                          ? protocol::Answer(protocol::Declined{})
                                          : protocol::Answer(question->options.front().id);
    }
    return given;
}

inline void answer_baseline(storage::UnitOfWork& work, const app::House& house,
                            identity::PersonId who)
{
    if (!house.baselines.save(work, who, every_answer(house.protocol.baseline)))
        throw std::runtime_error("no answers are kept");
}

inline void lock_baseline(storage::UnitOfWork& work, const app::House& house,
                          identity::PersonId who)
{
    if (!house.baselines.lock(work, who, baseline::Mode::side_by_side))
        throw std::runtime_error("the answers are not locked");
}

} // namespace evenhand::tests
