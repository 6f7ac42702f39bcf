#pragma once

#include "http/route.hpp"
#include "people/staff/pages/services.hpp"
#include "protocol/protocol.hpp"
#include "recruitment/directory/directory_store.hpp"

namespace evenhand::directory {

/// What the pages of this room stand on. All of it outlives the router.
struct Services
{
    const protocol::Protocol& protocol;
    const staff::StaffServices& staff;
    const DirectoryStore& directory;
};

/// Every route of this room; src/app calls it by name.
void add_routes(http::Router& router, const Services& services);

} // namespace evenhand::directory
