#pragma once

#include "http/route.hpp"
#include "people/concerns/concerns_store.hpp"
#include "people/participants/pages/services.hpp"

namespace evenhand::concerns {

/// What the pages of this room stand on. All of it outlives the router.
struct Services
{
    const participants::Services& participants;
    const ConcernStore& concerns;
};

/// The concerns on a person's record, with the way to raise one.
participants::Section record_section(const Services& services);

/// Every route of this room; src/app calls it by name.
void add_routes(http::Router& router, const Services& services);

} // namespace evenhand::concerns
