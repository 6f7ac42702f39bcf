#pragma once

#include "http/route.hpp"
#include "people/staff/pages/services.hpp"
#include "protocol/protocol.hpp"

#include <string_view>

namespace evenhand::reports {

/// What the pages of this room stand on. All of it outlives the router.
struct Services
{
    const protocol::Protocol& protocol;
    const staff::StaffServices& staff;
};

/// Who has it sees figures up to this day; everybody else the months that are frozen (design 1.8
/// and 8.7).
inline constexpr std::string_view today_permission = "figures.today";
inline constexpr std::string_view after_permission = "figures.after";

/// Every route of this room; src/app calls it by name.
void add_routes(http::Router& router, const Services& services);

} // namespace evenhand::reports
