#pragma once

#include "html/html.hpp"
#include "http/route.hpp"
#include "intake/paper/paper_store.hpp"
#include "people/participants/pages/services.hpp"

namespace evenhand::paper {

/// "/participants/ID/paper-intent", and what follows it.
std::string paper_path(PersonId person, std::string_view more = {});

/// On the record of somebody before the draw, for whoever puts people into groups: their form, or
/// the way to write one down.
participants::Section record_section(const participants::Services& services);
/// Each form of theirs, and that it was set aside.
participants::TimelineSource timeline_source();

/// Every route of this room; src/app calls it by name. The pages stand on what those of the
/// record stand on.
void add_routes(http::Router& router, const participants::Services& services);

} // namespace evenhand::paper
