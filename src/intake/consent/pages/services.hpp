#pragma once

#include "http/draft_store.hpp"
#include "http/route.hpp"
#include "intake/consent/same_number_store.hpp"
#include "people/participants/pages/services.hpp"

namespace evenhand::consent {

/// What the pages of this room stand on. All of it outlives the router.
struct Services
{
    const participants::Services& participants;
    http::DraftStore& drafts;
    const ConsentStore& consents;
    const InformationStore& information;
    const LinkageStore& linkage;
    const SameNumberStore& same_numbers;
};

/// What somebody agreed to, on their record.
participants::Section record_section(const Services& services);
/// Each signature and what its witness said, on the timeline.
participants::TimelineSource timeline_source(const Services& services);

/// Every route of this room; src/app calls it by name.
void add_routes(http::Router& router, const Services& services);

} // namespace evenhand::consent
