#pragma once

#include "people/participants/participants_store.hpp"

#include <stdexcept>
#include <string>

namespace evenhand::tests {

struct Settled
{
    std::string area;
    std::string group;
};

/// The steps that bring somebody of that area and group into a group of the trial.
inline void randomise(storage::UnitOfWork& work, const participants::JourneyStore& journeys,
                      identity::PersonId who, const Settled& settled)
{
    using participants::Step;
    const auto take = [&](const participants::NewStep& step) {
        if (!journeys.take(work, who, step)) throw std::runtime_error("a step is not taken");
    };
    for (const Step step : {Step::referred, Step::booked, Step::attended})
        take({.step = step});
    participants::Facts place;
    place.area = settled.area;
    place.group = settled.group;
    take({.step = Step::eligible, .facts = place});
    take({.step = Step::taught});
    take({.step = Step::goes_on});
    participants::Facts number;
    number.study_number = std::string(journeys.unused_study_number(work, "WW").text());
    take({.step = Step::consented, .facts = number});
    for (const Step step : {Step::baseline_locked, Step::intended, Step::randomised})
        take({.step = step});
}

} // namespace evenhand::tests
