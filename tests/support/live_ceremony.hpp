#pragma once

// The ceremony of a live trial with contributions that a test gives.

#include "app/house.hpp"
#include "core/check.hpp"
#include "randomisation/sealed/bundle.hpp"

namespace evenhand::tests {

/// Does every step of the first ceremony, unless one was done before; then people can be put into
/// groups.
inline void hold_ceremony(app::House& house)
{
    const storage::Actor custodian{storage::ActorKind::system, "test", {}};
    house.units->write(custodian, "test", [&](storage::UnitOfWork& work) {
        const auto& store = house.ceremonies;
        if (!store.acts(work).empty()) return;
        CHECK(!store.freeze(work, house.spec.hash()));
        const auto trial = sealed::ceremony_trial(store.cast().trial, 1);
        std::vector<sealed::Contribution> given;
        for (const auto& party : store.cast().parties) {
            if (party == ceremony::platform) continue;
            given.push_back({party, *crypto::SecretKey::from_bytes(Bytes(32, 0xbb))});
            CHECK(!store.commit(work, party, sealed::commitment(trial, given.back()).text()));
        }
        for (const auto& contribution : given)
            CHECK(!store.reveal(work, contribution));
        store.published(work, 1);
    });
}

} // namespace evenhand::tests
