#pragma once

#include "app/house.hpp"
#include "core/london_time.hpp"
#include "tests/support/randomised_person.hpp"

namespace evenhand::tests {

/// Somebody of Sheffield whose support case is that account's.
inline identity::PersonId supported_person(app::House& house, storage::UnitOfWork& work,
                                           const std::string& specialist)
{
    const auto claim = house.identities.make_claim(work, {});
    const auto who = house.identities.confirm_claim(work, claim, "new_person").value();
    randomise(work, house.journeys, who, {"sheffield", "out-of-work"});
    const auto clocks = casework::clocks_of(house.protocol.support, "out-of-work",
                                            london_date(work.now()), house.bank_holidays);
    house.hand_offs.record(
        work, {.person = who,
               .allocation = Id<struct TestAllocationTag>::random(work.random()).text(),
               .kind = protocol::HandOff::support_case,
               .area = "sheffield",
               .group = "out-of-work",
               .clocks = clocks,
               .services_version = "2026-01-01-000000000000",
               .specialist = specialist});
    return who;
}

} // namespace evenhand::tests
