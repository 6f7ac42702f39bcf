#include "app/verify_store.hpp"

#include "app/audited_tables.hpp"
#include "app/protocol_in_force.hpp"
#include "intake/allocation/allocation_checks_store.hpp"

namespace evenhand::app {

storage::AuditReport verify_store(const storage::AuditSubject& subject,
                                  const protocol::Protocol& protocol)
{
    const auto tables = audited_tables();
    auto report = storage::verify_all(subject, tables);
    subject.database.read([&](storage::Connection& sql) {
        allocation::check_allocations(sql, protocol, subject.keys.mode(), report.findings);
        check_versions_of_draws(sql, report.findings);
    });
    return report;
}

} // namespace evenhand::app
