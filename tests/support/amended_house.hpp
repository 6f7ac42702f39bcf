#pragma once

// An amendment of the protocol of a whole house that takes effect while it runs, for tests that are
// about what happens between its moment and the restart.

#include "app/house.hpp"
#include "core/london_time.hpp"
#include "oversight/amendments/amendments_store.hpp"

#include <stdexcept>
#include <string>

namespace evenhand::tests {

/// Version 2, with a form of its own, from the midnight that comes.
inline void amend_from_tomorrow(const app::House& house)
{
    const storage::Actor program{storage::ActorKind::system, "test", {}};
    house.units->write(program, "test", [&](storage::UnitOfWork& work) {
        auto next = house.running.version;
        next.version = "2";
        next.hash = std::string(64, '2');
        next.consent.form = "2";
        const auto made = amendments::AmendmentStore::amend(
            work, {.version = next,
                   .approval = "REC 26/0001",
                   .reason = "A clearer form.",
                   .effective_on = london_date(work.now()).plus_days(1),
                   .recorded_by = "root"});
        if (!made) throw std::runtime_error("no amendment");
    });
}

} // namespace evenhand::tests
