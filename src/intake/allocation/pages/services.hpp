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
    /// Which version of the protocol is in force and which this program runs under, as staff read
    /// it; empty where they are one.
    std::function<std::string(storage::UnitOfWork&)> protocol_fault;
    /// Whether the answers on who may join, as they are now, say that something was wrong with
    /// their randomisation.
    std::function<bool(storage::UnitOfWork&, PersonId)> answers_misfit;
    /// The name of whoever was given their case as it was opened; empty where nobody has it yet.
    /// Asked in either arm. May be left out.
    std::function<std::string(storage::UnitOfWork&, PersonId)> supported_by = {};
};

/// On a person's record, for whoever sat with them on that day: the way back to the page that says
/// their group. It is the same link in either arm.
participants::Section record_section(const Services& services);
/// The flags of an allocation, for the timeline of a record. No group is named there.
participants::TimelineSource timeline_source(const Services& services);

/// Every route of this room; src/app calls it by name.
void add_routes(http::Router& router, const Services& services);

} // namespace evenhand::allocation
