#pragma once

#include "people/staff/pages/services.hpp"
#include "protocol/protocol.hpp"

#include <string>

namespace evenhand::app {

/// What the pages of staff say of this trial: its name and areas, and the menu, of which each sees
/// what their roles may open.
staff::StaffSettings staff_settings(const protocol::Protocol& protocol,
                                    const std::string& base_url);

} // namespace evenhand::app
