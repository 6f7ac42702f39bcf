#pragma once

#include "core/time.hpp"
#include "storage/database.hpp"

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace evenhand::storage {

class Connection;

/// One step of the schema, from a room's YYYYMMDDTHHMM_name.sql. Forward only, one transaction.
struct Migration
{
    std::string_view name; ///< the file's name without its ending: "20261201T0900_consent_create"
    std::string_view sql;
    std::string_view postgresql = {}; ///< from the .postgres.sql beside it; empty: the same text
};

/// Every migration of every room, in the order of their time-stamps. The build writes it from the
/// .sql files (cmake/Migrations.cmake), so that storage links no room.
std::span<const Migration> migrations();

/// What migrate() does where there is no store yet.
enum class IfAbsent {
    refuse, ///< `evenhand migrate`: a mistyped path must not become a new, empty trial
    create, ///< `evenhand init`
};

struct MigrateOptions
{
    IfAbsent if_absent = IfAbsent::refuse;
    /// Called before each migration, with its name: progress on a terminal.
    std::function<void(std::string_view)> on_step;
};

/// Brings a store up to date and returns the names applied, in order. Each migration is one
/// transaction, so a run that was killed is finished by running it again. Throws StorageError with
/// a sentence when a server uses the store, when the store is newer than this program, or when a
/// migration already applied has been changed since.
std::vector<std::string> migrate(const DatabaseUrl& url, Instant now, const MigrateOptions& options,
                                 std::span<const Migration> migrations);
std::vector<std::string> migrate(const DatabaseUrl& url, Instant now,
                                 const MigrateOptions& options = {});

/// Removes a SQLite store that was only now begun and holds nothing, unless somebody has it open by
/// now. What cannot be removed stays; of PostgreSQL nothing is touched.
void discard_new_store(const DatabaseUrl& url);

/// Throws StorageError with a sentence unless exactly these migrations were applied, unchanged.
void require_schema(Connection& sql, const DatabaseUrl& url, std::span<const Migration> migrations);

} // namespace evenhand::storage
