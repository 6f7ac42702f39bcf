#pragma once

// People on their way through the appointment, for journeys that begin there: what happened before
// is written as its rooms would write it, without their pages.

#include "tests/support/test_house.hpp"

#include <initializer_list>
#include <string>
#include <string_view>

namespace evenhand::tests {

/// A person who came to an appointment: their id.
inline identity::PersonId at_appointment(TestHouse& trial, std::string_view born = "1990-05-17")
{
    using participants::Step;
    const storage::Actor system{storage::ActorKind::system, "test", {}};
    return trial.house->units->write(system, "test", [&](storage::UnitOfWork& work) {
        identity::Details said;
        said.given_names = PersonName::parse("Zoë").value();
        said.family_name = PersonName::parse("Example").value();
        said.birth_date = LocalDate::parse(born);
        const auto claim = trial.house->identities.make_claim(work, said);
        const auto person = trial.house->identities.confirm_claim(work, claim, "new").value();
        for (const Step step : {Step::referred, Step::booked, Step::attended})
            CHECK(trial.house->journeys.take(work, person, {.step = step}).has_value());
        return person;
    });
}

/// Steps that other rooms take.
inline void take(TestHouse& trial, identity::PersonId person,
                 std::initializer_list<participants::Step> steps)
{
    const storage::Actor system{storage::ActorKind::system, "test", {}};
    trial.house->units->write(system, "test", [&](storage::UnitOfWork& work) {
        for (const auto step : steps)
            CHECK(trial.house->journeys.take(work, person, {.step = step}).has_value());
        return 0;
    });
}

inline participants::Journey journey_of(TestHouse& trial, identity::PersonId person)
{
    const storage::Actor system{storage::ActorKind::system, "test", {}};
    return trial.house->units->read(system, "test", [&](storage::UnitOfWork& work) {
        return trial.house->journeys.find(work, person).value();
    });
}

} // namespace evenhand::tests
