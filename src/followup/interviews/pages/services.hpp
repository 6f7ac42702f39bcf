#pragma once

#include "followup/interviews/interviews_store.hpp"
#include "http/route.hpp"
#include "people/participants/pages/services.hpp"

#include <string>
#include <vector>

namespace evenhand::interviews {

/// What the pages of this room stand on. All of it outlives the router.
struct Services
{
    const participants::Services& participants;
    InterviewStore interviews;
    /// What the arms are called (names_of_groups). No record may say one of them.
    std::vector<std::string> groups;
};

/// What the protocol and people call its arms: names, plain words, and initials such as "IPS".
std::vector<std::string> names_of_groups(const protocol::Protocol& protocol);

/// That somebody may no longer be interviewed by whoever asked them, for the timeline of a record.
participants::TimelineSource timeline_source(const Services& services);

/// Every route of this room; src/app calls it by name.
void add_routes(http::Router& router, const Services& services);

} // namespace evenhand::interviews
