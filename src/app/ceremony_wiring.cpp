#include "app/ceremony_wiring.hpp"

#include "app/cannot_run.hpp"
#include "app/house.hpp"
#include "app/open_randomisation.hpp"
#include "app/place.hpp"
#include "app/protocol_in_force.hpp"
#include "storage/audit_store.hpp"

#include <utility>

namespace evenhand::app {

namespace ceremony_wiring {

std::vector<ceremony::PublishedRoot> published_roots(const House& house, storage::UnitOfWork& work)
{
    std::vector<ceremony::PublishedRoot> all;
    for (const allocation::Epoch& epoch : house.allocations.epochs(work)) {
        all.push_back({.stratum = epoch.stratum,
                       .epoch = epoch.number,
                       .capacity = epoch.capacity,
                       .root = epoch.root});
    }
    return all;
}

std::string latest_head(storage::UnitOfWork& work)
{
    const auto last = storage::last_checkpoint(work.sql());
    return last ? last->note : std::string();
}

} // namespace ceremony_wiring

ceremony::Cast cast_of(const protocol::Protocol& protocol, crypto::Mode mode)
{
    return {.trial = allocation::trial_name(protocol, mode),
            .parties = protocol.randomisation.parties,
            .beacon = protocol.randomisation.beacon};
}

allocation::ReadCeremony ceremony_in_force(const ceremony::CeremonyStore& store)
{
    return [&store](storage::UnitOfWork& work) -> std::optional<allocation::CeremonyInForce> {
        const auto now = store.in_force(work);
        if (!now) return std::nullopt;
        return allocation::CeremonyInForce{.number = now->ceremony, .digest = now->digest};
    };
}

ceremony::Services make_ceremony_services(House& house)
{
    const auto log = storage::checkpoint_verifier(house.keys, audit_origin(house.protocol));
    return {.staff = house.staff,
            .site = house.site,
            .store = house.ceremonies,
            .is_live = house.keys.mode() == crypto::Mode::live,
            .log_key = log.text(),
            .spec_hash = [&house] { return house.spec.hash(); },
            .protocol_holds = [&house] { return protocol_holds(house); },
            .sign_head =
                [&house] {
                    if (const auto head = house.checkpointer.sign(); !head)
                        throw CannotRun(head.error());
                },
            .publish = [&house] { open_or_try_again(house); },
            .roots =
                [&house](storage::UnitOfWork& work) {
                    return ceremony_wiring::published_roots(house, work);
                },
            .frozen = [&house](storage::UnitOfWork& work) { return house.two_step.frozen(work); },
            .latest_head = ceremony_wiring::latest_head};
}

} // namespace evenhand::app
