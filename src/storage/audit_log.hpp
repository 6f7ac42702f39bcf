#pragma once

#include "core/encoding.hpp"
#include "core/random_source.hpp"
#include "core/time.hpp"
#include "crypto/keys.hpp"
#include "storage/unit_of_work.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace evenhand::storage {

/// One thing that a unit of work did, as it waits for the commit.
struct AuditEntry
{
    enum class Kind : std::uint8_t { appended = 1, updated = 2, event = 3 };
    Kind kind = Kind::event;
    std::string action;      ///< "appended", "updated", or the event's own word
    std::string object_type; ///< the table's name, or the event's; empty where there is none
    std::string object_id;   ///< the row's key, or the event's pseudonym
    Bytes before;            ///< the row's canonical bytes before an update
    Bytes after;             ///< the row's canonical bytes after an insert or update
    std::string detail;      ///< the reason, or the event's detail
};

/// What UnitOfWork::append buffers. CHECKs that `row` binds every column of the table once.
AuditEntry audit_appended(const Table& table, const Binds& row, std::string_view reason);
/// What UnitOfWork::update buffers; `before` is the row as it was read under the same transaction.
AuditEntry audit_updated(const Table& table, const Binds& before, const Binds& after,
                         std::string_view reason);
/// What UnitOfWork::log buffers.
AuditEntry audit_event(const Event& event);

/// A unit of work that is about to commit.
struct AuditUnit
{
    Instant at; ///< the trial's clock; the leaf bears the last leaf's time if that is later
    const Actor& actor;
    std::string_view purpose;
    std::span<const AuditEntry> entries; ///< not empty: a unit that did nothing has no leaf
};

/// Writes the audit log (docs/methods/audit.md). Holds no state of the log, so any number of
/// threads and processes may share a store.
class AuditLog
{
public:
    /// Takes the mode and the key for openings; keeps no reference to `keys`.
    explicit AuditLog(const crypto::Keys& keys);

    /// Appends the one leaf of a unit of work, with an opening for each entry. Must be the last
    /// thing in the transaction before COMMIT: on PostgreSQL it ends by locking the head, and
    /// everything after the lock is waited for by every other writer (design 8.3). Statements: one
    /// an entry, then two on PostgreSQL and three on SQLite. Throws StorageError.
    void append(Connection& sql, RandomSource& random, const AuditUnit& unit) const;

private:
    crypto::Mode mode_;
    crypto::SecretKey sealing_key_;
};

} // namespace evenhand::storage
