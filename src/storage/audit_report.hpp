#pragma once

#include "storage/audit_verify.hpp"

#include <string>

namespace evenhand::storage {

/// The answer of `verify audit` and `verify all` for people: the figures, each finding on a line of
/// its own, and a last line that says whether the store holds.
std::string audit_report_text(const AuditReport& report);

/// The same as one JSON object on one line, for `--json`:
///   {"holds":bool, "leaves":n, "checkpoints":{"inside":n,"outside":n|null}, "vouched_leaves":n,
///    "first_bad_leaf":n|null, "rows":{…}|null, "findings":n,
///    "breaches":[{"breach":"leaf_changed","leaf":n|null,"table":s,"id":s,"what":s}, …]}
std::string audit_report_json(const AuditReport& report);

/// 0: the store holds. 1: it does not. (2, could not run, is whatever threw.)
int audit_exit_code(const AuditReport& report);

} // namespace evenhand::storage
