#pragma once

#include "html/html.hpp"
#include "http/route.hpp"
#include "intake/allocation/pages/two_step.hpp"
#include "people/participants/pages/services.hpp"

#include <functional>
#include <string>

namespace evenhand::allocation {

/// What the pages of this room stand on. All of it outlives the router.
struct Services
{
    const participants::Services& participants;
    const AllocationStore& store;
    TwoStep& two_step;
    ReadEvidence evidence;
    /// Whether the protocol is the one that was frozen; always in a demonstration or a training.
    /// Reads files, so it is asked outside a unit of work.
    std::function<bool()> protocol_holds;
};

/// On a person's record, for whoever sat with them on that day: the way back to the page that says
/// their group. It is the same link in either arm.
participants::Section record_section(const Services& services);
/// The flags of an allocation, for the timeline of a record. No group is named there.
participants::TimelineSource timeline_source(const Services& services);

/// Every route of this room; src/app calls it by name.
void add_routes(http::Router& router, const Services& services);

} // namespace evenhand::allocation
