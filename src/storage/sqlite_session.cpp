#include "storage/sqlite_session.hpp"

#include "storage/engine_errors.hpp"

#include <fmt/format.h>
#include <soci/soci.h>
#include <soci/sqlite3/soci-sqlite3.h>

#include <cerrno>
#include <cstdint>
#include <filesystem>
#include <system_error>

namespace evenhand::storage {
namespace sqlite_session {

constexpr int busy_wait_ms = 5000;
constexpr int restart_wait_ms = 100;
constexpr std::uintmax_t page_bytes = 4096;
/// More pages than a batch of requests writes, to the log and then to the file.
constexpr std::uintmax_t pages_of_a_batch = 1024;

/// Refuses, when a statement is prepared, what a running server never does: the schema is changed
/// by migrations only, and no other file is ever attached.
int authorise(void*, int action, const char*, const char*, const char*, const char*)
{
    switch (action) {
    case SQLITE_ATTACH:
    case SQLITE_DETACH:
    case SQLITE_ALTER_TABLE:
    case SQLITE_CREATE_INDEX:
    case SQLITE_CREATE_TABLE:
    case SQLITE_CREATE_TEMP_TRIGGER:
    case SQLITE_CREATE_TRIGGER:
    case SQLITE_CREATE_VIEW:
    case SQLITE_CREATE_VTABLE:
    case SQLITE_DROP_INDEX:
    case SQLITE_DROP_TABLE:
    case SQLITE_DROP_TRIGGER:
    case SQLITE_DROP_VIEW:
    case SQLITE_DROP_VTABLE:
        return SQLITE_DENY;
    }
    return SQLITE_OK;
}

int note_log_pages(void* pages, sqlite_api::sqlite3*, const char*, int count)
{
    *static_cast<int*>(pages) = count;
    return SQLITE_OK;
}

/// For the person at the terminal, who may have named the wrong file.
std::string cannot_open(const std::string& path, const StorageError& error)
{
    if (error.failure() == Failure::full)
        return fmt::format("The trial store {} cannot be opened: its disk is full.", path);
    if (error.code() == "SQLITE_NOTADB")
        return fmt::format("{} is not a trial store: it is no SQLite database.", path);
    return fmt::format("The trial store {} cannot be opened ({}).", path, error.code());
}

} // namespace sqlite_session

SqliteSession::SqliteSession(const std::string& path, Use use, Durability durability) : path_(path)
{
    try {
        open(path, use);
        harden(use);
        tune(use, durability);
    } catch (const StorageError& error) {
        throw StorageError(error.failure(), error.statement(), error.code(),
                           sqlite_session::cannot_open(path, error));
    }
}

SqliteSession::~SqliteSession() = default;

void SqliteSession::open(const std::string& path, Use use)
{
    // SOCI's connection text has no escape for a quote inside quotes.
    CHECK(path.find('"') == std::string::npos);
    try {
        session_ = std::make_unique<soci::session>(
            soci::sqlite3,
            fmt::format("dbname=\"{}\"{}", path, use == Use::read ? " readonly=true" : ""));
    } catch (const soci::sqlite3_soci_error& error) {
        throw StorageError(sqlite_failure(error.result(), false), "open",
                           sqlite_code_name(error.result()));
    } catch (const soci::soci_error&) {
        throw StorageError(Failure::unavailable, "open", "SQLITE_CANTOPEN");
    }
    handle_ = static_cast<soci::sqlite3_session_backend*>(session_->get_backend())->conn_;
    connection_ = std::make_unique<SociConnection>(Engine::sqlite, *session_);
    sqlite_api::sqlite3_extended_result_codes(handle_, 1);
    sqlite_api::sqlite3_busy_timeout(handle_, sqlite_session::busy_wait_ms);
}

void SqliteSession::harden(Use use)
{
    const auto set = [&](int option, int value) {
        const int code = sqlite_api::sqlite3_db_config(handle_, option, value, nullptr);
        if (code != SQLITE_OK) fail("open", code);
    };
    set(SQLITE_DBCONFIG_DEFENSIVE, 1);
    set(SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0);
    set(SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0);
    set(SQLITE_DBCONFIG_ENABLE_FKEY, 1);
    set(SQLITE_DBCONFIG_DQS_DML, 0);
    set(SQLITE_DBCONFIG_DQS_DDL, 0);
    sqlite_api::sqlite3_limit(handle_, SQLITE_LIMIT_ATTACHED, 0);
    sqlite_api::sqlite3_limit(handle_, SQLITE_LIMIT_LENGTH, 16 * 1024 * 1024);
    sqlite_api::sqlite3_limit(handle_, SQLITE_LIMIT_EXPR_DEPTH, 100);
    sqlite_api::sqlite3_limit(handle_, SQLITE_LIMIT_TRIGGER_DEPTH, 10);
    run("open", "PRAGMA cell_size_check = ON");
    // Otherwise INSERT OR REPLACE would delete a row without asking the append-only guard.
    run("open", "PRAGMA recursive_triggers = ON");
    if (use != Use::migrate)
        sqlite_api::sqlite3_set_authorizer(handle_, sqlite_session::authorise, nullptr);
}

void SqliteSession::tune(Use use, Durability durability)
{
    run("open", "PRAGMA temp_store = MEMORY");
    if (use == Use::read) {
        run("open", "PRAGMA cache_size = -8192");
        return;
    }
    if (use == Use::copy) {
        run("open", "PRAGMA synchronous = FULL");
        return;
    }
    // Persistent in the file, so every reader finds it so.
    if (pragma("PRAGMA journal_mode = WAL") != "wal") {
        throw StorageError(Failure::unavailable, "open", "no write-ahead log on this file system");
    }
    run("open",
        durability == Durability::full ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = OFF");
    run("open", "PRAGMA cache_size = -65536");
    // The writer checkpoints itself, after the answers have gone out.
    sqlite_api::sqlite3_wal_hook(handle_, sqlite_session::note_log_pages, &log_pages_);
}

void SqliteSession::fail(std::string_view step, int code)
{
    const int system = sqlite_api::sqlite3_system_errno(handle_);
    const auto failure = sqlite_failure(code, system == ENOSPC || system == EDQUOT);
    connection_->note(failure);
    throw StorageError(failure, std::string(step), sqlite_code_name(code));
}

void SqliteSession::run(std::string_view step, const char* text)
{
    if (sqlite_api::sqlite3_exec(handle_, text, nullptr, nullptr, nullptr) != SQLITE_OK) {
        fail(step, sqlite_api::sqlite3_extended_errcode(handle_));
    }
}

bool SqliteSession::in_transaction() const
{
    return sqlite_api::sqlite3_get_autocommit(handle_) == 0;
}

std::int64_t SqliteSession::changed_rows() const
{
    return sqlite_api::sqlite3_total_changes64(handle_);
}

bool SqliteSession::has_room() const
{
    std::error_code unknown;
    const auto space = std::filesystem::space(path_, unknown);
    const auto pages = static_cast<std::uintmax_t>(log_pages_) + sqlite_session::pages_of_a_batch;
    return unknown || space.available >= pages * sqlite_session::page_bytes;
}

void SqliteSession::checkpoint(Checkpoint how)
{
    const bool restart = how == Checkpoint::restart;
    if (restart) sqlite_api::sqlite3_busy_timeout(handle_, sqlite_session::restart_wait_ms);
    int frames = 0;
    int moved = 0;
    const int code = sqlite_api::sqlite3_wal_checkpoint_v2(
        handle_, nullptr, restart ? SQLITE_CHECKPOINT_RESTART : SQLITE_CHECKPOINT_PASSIVE, &frames,
        &moved);
    if (restart) sqlite_api::sqlite3_busy_timeout(handle_, sqlite_session::busy_wait_ms);
    if (code == SQLITE_OK && frames == moved) log_pages_ = 0;
    if ((code & 0xff) == SQLITE_OK || (code & 0xff) == SQLITE_BUSY) return;
    // No space for the file itself: the log keeps everything, and a later checkpoint will do.
    if (code == SQLITE_FULL) return;
    fail("checkpoint", sqlite_api::sqlite3_extended_errcode(handle_));
}

std::string SqliteSession::pragma(const char* text)
{
    std::string answer;
    const auto keep = [](void* out, int count, char** cells, char**) {
        if (count > 0 && cells[0] != nullptr) *static_cast<std::string*>(out) = cells[0];
        return 0;
    };
    if (sqlite_api::sqlite3_exec(handle_, text, keep, &answer, nullptr) != SQLITE_OK) {
        fail("open", sqlite_api::sqlite3_extended_errcode(handle_));
    }
    return answer;
}

} // namespace evenhand::storage
