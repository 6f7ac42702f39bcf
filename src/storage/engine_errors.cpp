#include "storage/engine_errors.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

#include <array>
#include <utility>

namespace evenhand::storage {
namespace engine_errors {

constexpr std::array<std::pair<int, std::string_view>, 28> sqlite_names{{
    {SQLITE_ERROR, "SQLITE_ERROR"},
    {SQLITE_INTERNAL, "SQLITE_INTERNAL"},
    {SQLITE_PERM, "SQLITE_PERM"},
    {SQLITE_ABORT, "SQLITE_ABORT"},
    {SQLITE_BUSY, "SQLITE_BUSY"},
    {SQLITE_LOCKED, "SQLITE_LOCKED"},
    {SQLITE_NOMEM, "SQLITE_NOMEM"},
    {SQLITE_READONLY, "SQLITE_READONLY"},
    {SQLITE_INTERRUPT, "SQLITE_INTERRUPT"},
    {SQLITE_IOERR, "SQLITE_IOERR"},
    {SQLITE_CORRUPT, "SQLITE_CORRUPT"},
    {SQLITE_NOTFOUND, "SQLITE_NOTFOUND"},
    {SQLITE_FULL, "SQLITE_FULL"},
    {SQLITE_CANTOPEN, "SQLITE_CANTOPEN"},
    {SQLITE_PROTOCOL, "SQLITE_PROTOCOL"},
    {SQLITE_EMPTY, "SQLITE_EMPTY"},
    {SQLITE_SCHEMA, "SQLITE_SCHEMA"},
    {SQLITE_TOOBIG, "SQLITE_TOOBIG"},
    {SQLITE_CONSTRAINT, "SQLITE_CONSTRAINT"},
    {SQLITE_MISMATCH, "SQLITE_MISMATCH"},
    {SQLITE_MISUSE, "SQLITE_MISUSE"},
    {SQLITE_NOLFS, "SQLITE_NOLFS"},
    {SQLITE_AUTH, "SQLITE_AUTH"},
    {SQLITE_RANGE, "SQLITE_RANGE"},
    {SQLITE_NOTADB, "SQLITE_NOTADB"},
    {SQLITE_CONSTRAINT_TRIGGER, "SQLITE_CONSTRAINT_TRIGGER"},
    {SQLITE_CONSTRAINT_UNIQUE, "SQLITE_CONSTRAINT_UNIQUE"},
    {SQLITE_CONSTRAINT_PRIMARYKEY, "SQLITE_CONSTRAINT_PRIMARYKEY"},
}};

std::string_view sqlite_name(int code)
{
    for (const auto& [known, name] : sqlite_names) {
        if (known == code) return name;
    }
    return {};
}

} // namespace engine_errors

Failure sqlite_failure(int extended_code, bool no_space)
{
    // RAISE() in a trigger is the append-only guard; every other constraint is a rule of the
    // schema.
    if (extended_code == SQLITE_CONSTRAINT_TRIGGER) return Failure::refused;
    // Only where nothing was promised yet: after a failed sync, even for want of space, the page
    // cache may no longer hold what was written, so that stays `broken` (security.md R3).
    if (no_space &&
        (extended_code == SQLITE_IOERR_SHMSIZE || extended_code == SQLITE_IOERR_WRITE)) {
        return Failure::full;
    }
    switch (extended_code & 0xff) {
    case SQLITE_FULL:
        return Failure::full;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_CANTOPEN:
    case SQLITE_PROTOCOL:
        return Failure::unavailable;
    case SQLITE_IOERR:
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return Failure::broken;
    case SQLITE_CONSTRAINT:
        return Failure::constraint;
    case SQLITE_READONLY:
    case SQLITE_AUTH:
    case SQLITE_PERM:
        return Failure::refused;
    }
    return Failure::other;
}

std::string sqlite_code_name(int extended_code)
{
    if (const auto exact = engine_errors::sqlite_name(extended_code); !exact.empty()) {
        return std::string(exact);
    }
    return fmt::format("{}/{}", engine_errors::sqlite_name(extended_code & 0xff), extended_code);
}

Failure postgres_failure(std::string_view sqlstate)
{
    const auto starts = [&](std::string_view prefix) {
        return sqlstate.substr(0, prefix.size()) == prefix;
    };
    if (sqlstate == "53100") return Failure::full;
    if (starts("58") || starts("XX00")) return Failure::broken;
    if (sqlstate == "40001" || sqlstate == "40P01") return Failure::conflict;
    if (starts("23")) return Failure::constraint;
    // 42501: a privilege or the append-only guard; 25006: a write in a read-only transaction.
    if (sqlstate == "42501" || sqlstate == "25006") return Failure::refused;
    // Class 08 connection; 53 resources; 57 an operator or a time-out; 55P03 a lock not had in
    // time.
    if (starts("08") || starts("53") || starts("57") || sqlstate == "55P03")
        return Failure::unavailable;
    return Failure::other;
}

bool is_no_sqlstate(std::string_view sqlstate)
{
    return sqlstate.find_first_not_of(' ') == std::string_view::npos;
}

} // namespace evenhand::storage
