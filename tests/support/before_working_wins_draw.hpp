#pragma once

// Somebody of Working Win before the draw, as tests/support/before_real_gates.hpp has it for the
// small protocol: every fact made through the store of the room whose gate it is.

#include "tests/support/baseline_steps.hpp"
#include "tests/support/before_real_gates.hpp"

#include <string>

namespace evenhand::tests {

/// In that area, in the first group, with every gate open.
inline identity::PersonId somebody_before_the_draw(app::House& house, const std::string& account,
                                                   const std::string& area)
{
    return house.units->write(officer_of(account), "test", [&](storage::UnitOfWork& work) {
        identity::Details said;
        said.birth_date = LocalDate::parse("1990-05-17");
        const auto claim = house.identities.make_claim(work, said);
        const auto who = house.identities.confirm_claim(work, claim, "new_person").value();
        walk_to_draw(work, house.journeys, house.protocol, who, participants::Stage::goes_on, area);
        find_eligible(house, work, who, protocol::EligibilityOutcome::eligible);
        consent_to_all(house, work, who);
        answer_baseline(work, house, who);
        lock_baseline(work, house, who);
        return who;
    });
}

} // namespace evenhand::tests
