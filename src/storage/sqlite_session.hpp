#pragma once

#include "storage/soci_connection.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace sqlite_api {
struct sqlite3;
}

namespace evenhand::storage {

/// One connection to a SQLite file, set up as security.md 4.1 wants it. Not for two threads at a
/// time. Internal to storage.
class SqliteSession
{
public:
    enum class Use {
        read,    ///< read-only: such a connection can neither write nor checkpoint
        write,   ///< the one read-write connection; no statement of it may change the schema
        migrate, ///< read-write, may change the schema, makes the file if there is none
        copy,    ///< a new file that a backup is copied into
    };
    /// Off exists so that the power-cut test can show that it would notice (security.md R2t).
    enum class Durability { full, off_for_fault_tests };

    SqliteSession(const std::string& path, Use use, Durability durability = Durability::full);
    ~SqliteSession();
    SqliteSession(const SqliteSession&) = delete;
    SqliteSession& operator=(const SqliteSession&) = delete;

    SociConnection& sql() { return *connection_; }
    /// The library's own handle, for the backup API.
    sqlite_api::sqlite3* handle() { return handle_; }

    /// Runs text of our own that gives no rows: BEGIN, a savepoint, a migration. `step` names it in
    /// errors. Throws StorageError.
    void run(std::string_view step, const char* text);
    /// Throws the StorageError of a result code that the library's handle gave.
    [[noreturn]] void fail_step(std::string_view step, int code) { fail(step, code); }
    [[nodiscard]] bool in_transaction() const;
    /// How many rows this connection has changed since it was opened.
    [[nodiscard]] std::int64_t changed_rows() const;

    /// Pages in the write-ahead log after the last commit on this connection.
    [[nodiscard]] int log_pages() const { return log_pages_; }
    /// Whether the disk has space for a batch and, after it, for all that the log then holds to be
    /// moved into the file. Without that space the log could fill the disk and never shrink again.
    [[nodiscard]] bool has_room() const;
    enum class Checkpoint { passive, restart };
    /// Moves the write-ahead log into the file. Readers are not waited for, or at most a tenth of a
    /// second with `restart`. Throws StorageError on an I/O error.
    void checkpoint(Checkpoint how);

private:
    void open(const std::string& path, Use use);
    void harden(Use use);
    void tune(Use use, Durability durability);
    [[noreturn]] void fail(std::string_view step, int code);
    std::string pragma(const char* text);

    std::string path_;
    std::unique_ptr<soci::session> session_;
    sqlite_api::sqlite3* handle_ = nullptr;
    std::unique_ptr<SociConnection> connection_;
    int log_pages_ = 0;
};

} // namespace evenhand::storage
