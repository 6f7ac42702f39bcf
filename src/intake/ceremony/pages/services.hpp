#pragma once

#include "html/page.hpp"
#include "http/route.hpp"
#include "intake/ceremony/ceremony_store.hpp"
#include "people/staff/pages/services.hpp"
#include "storage/units.hpp"

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace evenhand::ceremony {

/// One published root, as the draw keeps it.
struct PublishedRoot
{
    std::string stratum;
    std::int64_t epoch = 1;
    std::int64_t capacity = 0;
    std::string root;
};

/// What the pages of this room stand on. All of it outlives the router.
struct Services
{
    const staff::StaffServices& staff;
    const html::Site& site;
    const CeremonyStore& store;
    bool is_live = true;
    std::string log_key; ///< with which heads of the log are checked
    /// The hash of the spec as it stands now.
    std::function<std::string()> spec_hash;
    /// Live: whether the protocol is the one that was frozen.
    std::function<bool()> protocol_holds;
    /// Has the log sign its head. Throws where what stands in the store must not be signed.
    std::function<void()> sign_head;
    /// Publishes the roots of the latest ceremony, now or when the allocator answers again.
    std::function<void()> publish;
    std::function<std::vector<PublishedRoot>(storage::UnitOfWork&)> roots;
    /// The strata that an older copy of the store has frozen: a new ceremony is their way back.
    std::function<std::vector<std::string>(storage::UnitOfWork&)> frozen;
    /// The latest signed head of the log; empty while there is none.
    std::function<std::string(storage::UnitOfWork&)> latest_head;
};

/// Every route of this room; src/app calls it by name.
void add_routes(http::Router& router, const Services& services);

} // namespace evenhand::ceremony
