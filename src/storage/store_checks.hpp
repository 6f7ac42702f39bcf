#pragma once

#include "storage/audit_findings.hpp"
#include "storage/connection.hpp"

namespace evenhand::storage {

/// What `verify all` asks of the store besides the audit log: at most one answer for an idempotency
/// key (security.md 3.1, I2), and on SQLite the engine's own check of its file and references
/// (I10; PostgreSQL checks its pages' sums whenever it reads them).
void check_store(Connection& sql, Findings& findings);

} // namespace evenhand::storage
