#pragma once

#include "storage/rebuild.hpp"
#include "storage/table.hpp"

#include <vector>

namespace evenhand::app {

/// Every table that the audit log answers for, of every room: what `verify all` recomputes.
std::vector<const storage::Table*> audited_tables();

/// Every table that follows from facts alone: what `evenhand rebuild` refills.
std::vector<storage::DerivedTable> derived_tables();

} // namespace evenhand::app
