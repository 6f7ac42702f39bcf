#pragma once

// The draw of a whole house with every gate open, for tests that are about what comes after it.

#include "app/ceremony_wiring.hpp"
#include "app/house.hpp"
#include "tests/support/before_the_draw.hpp"

#include <stdexcept>
#include <string>

namespace evenhand::tests {

/// The two steps of the house with every gate open.
inline allocation::TwoStepParts open_draw(app::House& house)
{
    return {.protocol = house.protocol,
            .keys = house.keys,
            .journeys = house.journeys,
            .store = house.allocations,
            .spec = house.spec,
            .ceremony = app::ceremony_in_force(house.ceremonies),
            .allocator = house.door.allocator(),
            .evidence =
                [&house](storage::UnitOfWork& work, identity::PersonId person) {
                    return open_gates(house.protocol, house.journeys.find(work, person).value());
                },
            .hand_off = house.hand_off};
}

/// Somebody new who stands before the draw.
inline identity::PersonId stand_before_the_draw(app::House& house)
{
    const storage::Actor program{storage::ActorKind::system, "test", {}};
    return house.units->write(program, "test", [&](storage::UnitOfWork& work) {
        const auto claim = house.identities.make_claim(work, {});
        const auto person = house.identities.confirm_claim(work, claim, "new_person").value();
        walk_to_draw(work, house.journeys, house.protocol, person);
        return person;
    });
}

/// What that account is told when it presses the button for them.
inline allocation::IntendAnswer press_the_button(app::House& house, const std::string& account,
                                                 const identity::PersonId& who)
{
    const storage::Actor officer{storage::ActorKind::staff, account, "intake_officer"};
    allocation::TwoStep draw(open_draw(house));
    return draw.intend(*house.units, officer,
                       {.person = who,
                        .scope = "staff:" + account,
                        .key = who.text(),
                        .digest = who.text(),
                        .location = "/"});
}

/// Somebody new for whom that account pressed the button, and who was not answered.
inline identity::PersonId leave_at_the_draw(app::House& house, const std::string& account)
{
    const auto who = stand_before_the_draw(house);
    const auto intended = press_the_button(house, account, who);
    if (!std::holds_alternative<allocation::Intended>(intended))
        throw std::runtime_error("nobody stands at the draw");
    return who;
}

/// Somebody new who was put into a group, in the hands of that account.
inline identity::PersonId put_into_a_group(app::House& house, const std::string& account)
{
    const auto who = leave_at_the_draw(house, account);
    allocation::TwoStep draw(open_draw(house));
    const storage::Actor officer{storage::ActorKind::staff, account, "intake_officer"};
    if (draw.settle(*house.units, officer, who))
        throw std::runtime_error("nobody is put into a group");
    return who;
}

} // namespace evenhand::tests
