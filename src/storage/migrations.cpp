#include "storage/migrations.hpp"

#include "crypto/hash.hpp"
#include "storage/connection.hpp"
#include "storage/durable_file.hpp"
#include "storage/errors.hpp"
#include "storage/lock_file.hpp"
#include "storage/migration_text.hpp"
#include "storage/postgres_session.hpp"
#include "storage/sqlite_session.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <map>

namespace evenhand::storage {
namespace migration_runner {

// The one table that no migration makes, because it says which were.
constexpr Migration own_table{
    "schema_migration",
    "-- table: schema_migration | class: operations | retention: life of the store | "
    "purpose: which steps the schema has taken | append-only\n"
    "CREATE TABLE schema_migration (name TEXT NOT NULL PRIMARY KEY, checksum TEXT NOT NULL, "
    "applied_at BIGINT NOT NULL);"};

constexpr Statement has_own_table(
    "migrations: is there a store",
    "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = 'schema_migration'",
    "SELECT count(*) FROM pg_catalog.pg_tables WHERE tablename = 'schema_migration' AND "
    "schemaname = current_schema()");
constexpr Statement
    count_tables("migrations: is the database empty", "SELECT count(*) FROM sqlite_schema",
                 "SELECT count(*) FROM pg_catalog.pg_tables WHERE schemaname = current_schema()");
constexpr Statement applied_statement("migrations: applied",
                                      "SELECT name, checksum FROM schema_migration ORDER BY name");
constexpr Statement record_statement(
    "migrations: record",
    "INSERT INTO schema_migration (name, checksum, applied_at) VALUES (:name, :checksum, :at)");

using Applied = std::map<std::string, std::string, std::less<>>; ///< name to checksum

[[noreturn]] void stop(std::string_view code, const std::string& sentence)
{
    throw StorageError(Failure::unavailable, "schema", std::string(code), sentence);
}

/// Over what the engines are given to run, so that a change of either text is found.
std::string checksum(const Migration& migration)
{
    std::string text(migration.sql);
    text += '\0';
    text += migration.postgresql;
    return crypto::sha256(text).text();
}

Applied read_applied(Connection& sql)
{
    Applied applied;
    for (auto& [name, sum] : sql.rows<std::string, std::string>(applied_statement)) {
        applied.emplace(std::move(name), std::move(sum));
    }
    return applied;
}

/// Never names the password: for PostgreSQL the sentence speaks of "the trial store" alone.
std::string place(const DatabaseUrl& url)
{
    return url.engine == Engine::sqlite ? fmt::format("The trial store {}", url.target)
                                        : std::string("The trial store");
}

/// Refuses a store that this program cannot know: made by a newer one, or by changed text.
void require_known(const Applied& applied, const DatabaseUrl& url,
                   std::span<const Migration> migrations)
{
    for (const auto& [name, sum] : applied) {
        if (name == own_table.name) continue;
        const auto known =
            std::find_if(migrations.begin(), migrations.end(),
                         [&](const auto& migration) { return migration.name == name; });
        if (known == migrations.end()) {
            stop("newer",
                 fmt::format("{} was made by a newer Evenhand (it has {}): use that version.",
                             place(url), name));
        }
        if (checksum(*known) != sum) {
            stop("changed", fmt::format("{} was made with another text of migration {}: use the "
                                        "program that made it.",
                                        place(url), name));
        }
    }
}

template <class Session>
void apply(Session& session, const Migration& migration, Instant now)
{
    const auto text = for_engine(session.sql().engine(), migration);
    session.sql().begin_unit();
    session.run("begin", session.sql().engine() == Engine::sqlite ? "BEGIN IMMEDIATE" : "BEGIN");
    try {
        session.run(migration.name, text.c_str());
        session.sql().execute(
            record_statement,
            {{"name", migration.name}, {"checksum", checksum(migration)}, {"at", now.micros()}});
        session.run("commit", "COMMIT");
    } catch (const StorageError&) {
        try {
            session.run("roll back", "ROLLBACK");
        } catch (const StorageError&) {
            // The connection is gone or the engine rolled back itself; the first error says why.
        }
        throw;
    }
}

template <class Session>
void ensure_own_table(Session& session, const DatabaseUrl& url, IfAbsent if_absent, Instant now)
{
    auto& sql = session.sql();
    sql.begin_unit();
    if (sql.template one<std::int64_t>(has_own_table) == 1) return;
    if (if_absent == IfAbsent::refuse) {
        stop("no store",
             fmt::format("{} has not been set up: `evenhand init` does that.", place(url)));
    }
    if (sql.template one<std::int64_t>(count_tables) != 0) {
        stop("not ours", fmt::format("{} holds other tables: give Evenhand a database of its own.",
                                     place(url)));
    }
    if (sql.engine() == Engine::postgresql) session.run("guard", postgres_guard_function);
    apply(session, own_table, now);
}

template <class Session>
std::vector<std::string> run(Session& session, const DatabaseUrl& url, Instant now,
                             const MigrateOptions& options, std::span<const Migration> migrations)
{
    ensure_own_table(session, url, options.if_absent, now);
    const auto applied = read_applied(session.sql());
    require_known(applied, url, migrations);
    std::vector<std::string> done;
    for (const auto& migration : migrations) {
        if (applied.contains(migration.name)) continue;
        if (options.on_step) options.on_step(migration.name);
        apply(session, migration, now);
        done.emplace_back(migration.name);
    }
    return done;
}

void require_declarations(std::span<const Migration> migrations)
{
    for (const auto& migration : migrations) {
        if (const auto found = declarations(migration); !found) stop("undeclared", found.error());
    }
}

} // namespace migration_runner

std::vector<std::string> migrate(const DatabaseUrl& url, Instant now, const MigrateOptions& options,
                                 std::span<const Migration> migrations)
{
    migration_runner::require_declarations(migrations);
    if (url.engine == Engine::postgresql) {
        PostgresSession session(url.target, PostgresSession::Use::migrate);
        return migration_runner::run(session, url, now, options, migrations);
    }
    std::error_code ignored;
    if (options.if_absent == IfAbsent::refuse && !std::filesystem::exists(url.target, ignored)) {
        migration_runner::stop(
            "no store",
            fmt::format("There is no trial store at {}. `evenhand init` makes one.", url.target));
    }
    make_private(url.target); // from the moment that it exists
    const LockFile lock(url.target);
    SqliteSession session(url.target, SqliteSession::Use::migrate);
    return migration_runner::run(session, url, now, options, migrations);
}

std::vector<std::string> migrate(const DatabaseUrl& url, Instant now, const MigrateOptions& options)
{
    return migrate(url, now, options, migrations());
}

void discard_new_store(const DatabaseUrl& url)
{
    if (url.engine != Engine::sqlite) return;
    try {
        // The lock file itself stays: to whoever waits for it, it must be the same file.
        const LockFile lock(url.target);
        std::error_code ignored;
        for (const char* part : {"", "-wal", "-shm", "-journal"})
            std::filesystem::remove(url.target + part, ignored);
    } catch (const StorageError&) {
        // Somebody else is setting it up: now it is theirs.
    }
}

void require_schema(Connection& sql, const DatabaseUrl& url, std::span<const Migration> migrations)
{
    if (sql.one<std::int64_t>(migration_runner::has_own_table) != 1) {
        migration_runner::stop("no store",
                               fmt::format("{} has not been set up: `evenhand init` does that.",
                                           migration_runner::place(url)));
    }
    const auto applied = migration_runner::read_applied(sql);
    migration_runner::require_known(applied, url, migrations);
    for (const auto& migration : migrations) {
        if (applied.contains(migration.name)) continue;
        migration_runner::stop("older", fmt::format("{} is older than this Evenhand (it lacks {}): "
                                                    "back it up, then run `evenhand migrate`.",
                                                    migration_runner::place(url), migration.name));
    }
}

} // namespace evenhand::storage
