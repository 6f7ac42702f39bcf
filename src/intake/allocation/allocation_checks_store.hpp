#pragma once

#include "intake/allocation/allocation.hpp"
#include "storage/audit_findings.hpp"
#include "storage/connection.hpp"

namespace evenhand::allocation {

/// What `verify all` asks of the draw (security.md 3.1, I3 to I5): the positions of each stratum
/// are 1 to n, the settled ones come first, and every allocation is of this mode, opens to the root
/// that was published for its epoch, and names the arm that was opened. Needs no key. Reads by key
/// range.
void check_allocations(storage::Connection& sql, const protocol::Protocol& protocol,
                       crypto::Mode mode, storage::Findings& findings);

} // namespace evenhand::allocation
