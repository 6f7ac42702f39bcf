#pragma once

#include "intake/allocation/allocation.hpp"
#include "storage/audit_findings.hpp"
#include "storage/connection.hpp"

#include <string>
#include <vector>

namespace evenhand::allocation {

/// What `verify all` asks of the draw (security.md 3.1, I3 to I5): the positions of each stratum
/// are 1 to n, the settled ones come first, and every allocation is of this mode, opens to the root
/// that was published for its epoch, and names the arm that was opened. Needs no key. Reads by key
/// range.
void check_allocations(storage::Connection& sql, const protocol::Protocol& protocol,
                       crypto::Mode mode, storage::Findings& findings);

/// People bound to positions under one version of the protocol: when the first was, and the last.
struct DrawnUnder
{
    std::string version;
    Instant first;
    Instant last;
};
/// A row for each version under which somebody was bound since then.
std::vector<DrawnUnder> drawn_under(storage::Connection& sql, Instant since);

} // namespace evenhand::allocation
