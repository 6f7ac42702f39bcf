#pragma once

#include "http/route.hpp"
#include "people/staff/pages/services.hpp"

namespace evenhand::staff {

/// Every route of this room. `services` outlives the router.
void add_routes(http::Router& router, const StaffServices& services);

} // namespace evenhand::staff
