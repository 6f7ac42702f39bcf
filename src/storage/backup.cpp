#include "storage/backup.hpp"

#include "storage/audit_store.hpp"
#include "storage/durable_file.hpp"
#include "storage/errors.hpp"
#include "storage/sqlite_session.hpp"

#include <fmt/format.h>
#include <soci/sqlite3/soci-sqlite3.h>

#include <algorithm>
#include <filesystem>
#include <memory>

namespace evenhand::storage {
namespace backup {

constexpr int pages_a_slice = 256;

constexpr Statement
    last_migration_statement("backup: last migration",
                             "SELECT coalesce(max(name), '') FROM schema_migration");
constexpr Statement integrity_statement("backup: integrity", "PRAGMA integrity_check(1)", "");

constexpr std::string_view use_pg_tools =
    "A PostgreSQL store is backed up and restored with PostgreSQL's own tools: pgBackRest with "
    "archived logs, as docs/runbooks/backup.md says.";

bool exists(const std::string& name)
{
    std::error_code ignored;
    return std::filesystem::exists(std::filesystem::symlink_status(name, ignored));
}

/// Takes the draft away again unless it was put in its place.
class Draft
{
public:
    explicit Draft(std::string name) : name_(std::move(name))
    {
        remove();
        make_private(name_);
    }
    ~Draft() { remove(); }
    Draft(const Draft&) = delete;
    Draft& operator=(const Draft&) = delete;
    [[nodiscard]] const std::string& name() const { return name_; }

private:
    void remove() const
    {
        std::error_code ignored;
        for (const char* part : {"", "-wal", "-shm", "-journal"}) {
            std::filesystem::remove(name_ + part, ignored);
        }
    }
    std::string name_;
};

/// Copies all pages that the source's transaction sees.
void copy_pages(SqliteSession& from, SqliteSession& to, const OnCopied& progress)
{
    namespace api = sqlite_api;
    const std::unique_ptr<api::sqlite3_backup, decltype(&api::sqlite3_backup_finish)> copy(
        api::sqlite3_backup_init(to.handle(), "main", from.handle(), "main"),
        &api::sqlite3_backup_finish);
    CHECK(copy != nullptr);
    int code = SQLITE_OK;
    while (code == SQLITE_OK) {
        code = api::sqlite3_backup_step(copy.get(), pages_a_slice);
        const int all = std::max(1, api::sqlite3_backup_pagecount(copy.get()));
        if (progress)
            progress(1.0 - static_cast<double>(api::sqlite3_backup_remaining(copy.get())) / all);
    }
    if (code != SQLITE_DONE) to.fail_step("copy", code);
}

BackupManifest describe(SociConnection& sql, Instant now)
{
    BackupManifest manifest;
    manifest.made = now;
    manifest.last_migration = sql.one<std::string>(last_migration_statement);
    const auto head = read_head(sql);
    manifest.leaves = head ? head->size : 0;
    manifest.tables = digest_store(sql);
    return manifest;
}

/// The store copied as one moment into a file that needs no log beside it.
BackupManifest copy_store(const std::string& from, const std::string& draft, Instant now,
                          const OnCopied& progress)
{
    SqliteSession source(from, SqliteSession::Use::read);
    source.run("begin", "BEGIN");
    auto manifest = describe(source.sql(), now); // its first read fixes the moment
    {
        SqliteSession target(draft, SqliteSession::Use::copy);
        copy_pages(source, target, progress);
        target.run("copy", "PRAGMA journal_mode = DELETE");
    }
    source.run("end", "COMMIT");
    const auto sum = sum_of(draft);
    manifest.file_bytes = sum.bytes;
    manifest.file_sha256 = sum.sha256;
    return manifest;
}

/// The first table that is not as the manifest says, or nothing.
std::optional<std::string> first_difference(const BackupManifest& manifest,
                                            const std::vector<TableDigest>& found)
{
    for (const auto& table : manifest.tables) {
        if (std::find(found.begin(), found.end(), table) == found.end()) return table.table;
    }
    if (found.size() != manifest.tables.size()) return "a table too many";
    return std::nullopt;
}

std::optional<std::string> reason_not_whole(const std::string& file, const BackupManifest& manifest)
{
    SqliteSession session(file, SqliteSession::Use::read);
    if (session.sql().one<std::string>(integrity_statement) != "ok") {
        return "The restored file does not pass the database's own check.";
    }
    const auto different = first_difference(manifest, digest_store(session.sql()));
    if (!different) return std::nullopt;
    return fmt::format("The backup does not hold what its manifest says ({}).", *different);
}

} // namespace backup

Result<BackupManifest, std::string> back_up(const DatabaseUrl& from, const std::string& to,
                                            Instant now, const OnCopied& progress)
{
    if (from.engine == Engine::postgresql) return refuse(std::string(backup::use_pg_tools));
    if (!backup::exists(from.target))
        return refuse(fmt::format("There is no trial store at {}.", from.target));
    const auto manifest_name = to + ".manifest.json";
    for (const auto& name : {to, manifest_name}) {
        if (backup::exists(name))
            return refuse(
                fmt::format("{} is there already: a backup never writes over anything.", name));
    }
    const backup::Draft draft(to + ".draft");
    auto manifest = backup::copy_store(from.target, draft.name(), now, progress);
    put_in_place(draft.name(), to);
    write_durably(manifest_name, manifest_text(manifest));
    return manifest;
}

Result<BackupManifest, std::string> restore(const std::string& from, const DatabaseUrl& to,
                                            const OnCopied& progress)
{
    if (to.engine == Engine::postgresql) return refuse(std::string(backup::use_pg_tools));
    if (backup::exists(to.target)) {
        return refuse(fmt::format("{} is there already: restore to a new place.", to.target));
    }
    const auto manifest_name = from + ".manifest.json";
    for (const auto& name : {from, manifest_name}) {
        if (!backup::exists(name)) return refuse(fmt::format("{} is not there.", name));
    }
    const auto manifest = TRY(parse_manifest(read_text(manifest_name)));
    const auto sum = sum_of(from);
    if (sum.bytes != manifest.file_bytes || sum.sha256 != manifest.file_sha256) {
        return refuse(fmt::format("{} is not the file that its manifest describes.", from));
    }
    const backup::Draft draft(to.target + ".draft");
    {
        SqliteSession source(from, SqliteSession::Use::read);
        SqliteSession target(draft.name(), SqliteSession::Use::copy);
        backup::copy_pages(source, target, progress);
    }
    if (const auto reason = backup::reason_not_whole(draft.name(), manifest))
        return refuse(*reason);
    put_in_place(draft.name(), to.target);
    return manifest;
}

} // namespace evenhand::storage
