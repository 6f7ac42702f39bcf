#pragma once

#include "protocol/protocol.hpp"
#include "storage/audit_verify.hpp"

namespace evenhand::app {

/// `verify all`: the log and every audited table, and what the rooms hold true of their own rows.
storage::AuditReport verify_store(const storage::AuditSubject& subject,
                                  const protocol::Protocol& protocol);

} // namespace evenhand::app
