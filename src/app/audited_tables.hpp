#pragma once

#include "storage/table.hpp"

#include <vector>

namespace evenhand::app {

/// Every table that the audit log answers for, of every room: what `verify all` recomputes.
std::vector<const storage::Table*> audited_tables();

} // namespace evenhand::app
