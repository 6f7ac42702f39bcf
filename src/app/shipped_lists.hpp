#pragma once

#include "app/house.hpp"

#include <string>

namespace evenhand::app {

/// Loads each list that the protocol names as reference data and of whose kind none is loaded yet:
/// what makes a demonstration or a training trial whole when it first starts. A live trial imports
/// its own. Throws CannotRun naming a list that cannot be used.
void load_shipped_lists(House& house, const std::string& protocol_path);

} // namespace evenhand::app
