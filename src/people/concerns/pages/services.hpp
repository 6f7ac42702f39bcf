#pragma once

#include "http/route.hpp"
#include "people/concerns/concerns_store.hpp"
#include "people/participants/pages/services.hpp"

#include <functional>

namespace evenhand::concerns {

/// What the pages of this room stand on. All of it outlives the router.
struct Services
{
    const participants::Services& participants;
    const ConcernStore& concerns;
    /// Whether the viewer may know the person's group: they have the case, or lead its area, or
    /// gave them the list of local services. Only they read who raised a concern once somebody is
    /// in a group, for a specialist's name would tell it.
    std::function<bool(storage::UnitOfWork&, const http::Viewer&, PersonId)> knows_group;
};

/// The concerns on a person's record, with the way to raise one.
participants::Section record_section(const Services& services);
/// The way to raise one and nothing else, where somebody works with the person who may not read
/// what others were worried about.
participants::Section raise_section(const Services& services);

/// Every route of this room; src/app calls it by name.
void add_routes(http::Router& router, const Services& services);

} // namespace evenhand::concerns
