#pragma once

#include "http/route.hpp"
#include "people/participants/pages/services.hpp"
#include "people/withdrawal/withdrawal_store.hpp"

namespace evenhand::withdrawal {

/// What the pages of this room stand on. All of it outlives the router.
struct Services
{
    const participants::Services& participants;
    const WithdrawalStore& withdrawals;
};

/// On a person's record, before all else: whether they may be contacted, and why not.
participants::Section record_section(const Services& services);
/// Withdrawals and life events, for the timeline.
participants::TimelineSource timeline_source(const Services& services);

/// Every route of this room; src/app calls it by name.
void add_routes(http::Router& router, const Services& services);

} // namespace evenhand::withdrawal
