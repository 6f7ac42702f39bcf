#include "storage/audit_erasure.hpp"

#include "storage/audit_store.hpp"

#include <string>

namespace evenhand::storage {

std::int64_t erase_openings(UnitOfWork& work, const AuditObject& object, std::string_view reason)
{
    const std::int64_t erased = delete_openings(work.sql(), object.type, object.id);
    work.log({openings_erased, object.type, std::string(object.id), std::string(reason)});
    return erased;
}

} // namespace evenhand::storage
