#pragma once

#include "http/route.hpp"
#include "oversight/amendments/amendments.hpp"
#include "people/staff/pages/services.hpp"
#include "storage/unit_of_work.hpp"

#include <cstdint>
#include <functional>

namespace evenhand::amendments {

/// What the page of this room stands on. All of it outlives the router.
struct Services
{
    const staff::StaffServices& staff;
    const Running& running;
    /// How many people agreed under another form or sheet than those of the version in force, and
    /// are asked again.
    std::function<std::int64_t(storage::UnitOfWork&)> to_ask_again;
};

/// Every route of this room; src/app calls it by name.
void add_routes(http::Router& router, const Services& services);

} // namespace evenhand::amendments
