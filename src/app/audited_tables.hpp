#pragma once

#include "core/working_days.hpp"
#include "protocol/contact_rules.hpp"
#include "storage/rebuild.hpp"
#include "storage/table.hpp"

#include <vector>

namespace evenhand::app {

/// Every table that the audit log answers for, of every room: what `verify all` recomputes.
std::vector<const storage::Table*> audited_tables();

/// Every table that follows from facts alone: what `evenhand rebuild` refills.
/// In the order in which they depend on each other. Borrows both.
std::vector<storage::DerivedTable> derived_tables(const protocol::ContactRules& rules,
                                                  BankHolidays holidays);

} // namespace evenhand::app
