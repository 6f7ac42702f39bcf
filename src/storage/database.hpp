#pragma once

#include "core/result.hpp"
#include "storage/statement.hpp"

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace evenhand::storage {

class Connection;
class StorageError;
struct Migration;

/// `sqlite:PATH` or `postgresql://…`, as --database takes it.
struct DatabaseUrl
{
    Engine engine = Engine::sqlite;
    std::string target; ///< the file's path, or the whole postgresql:// text

    /// Fails with a sentence that says what is wrong with the text, without repeating a password.
    static Result<DatabaseUrl, std::string> parse(std::string_view text);
};

struct DatabaseSettings
{
    DatabaseUrl url;
    int readers = 4;               ///< SQLite read-only connections
    int pool = 16;                 ///< PostgreSQL connections
    int commit_batch = 64;         ///< most closures that share one SQLite commit
    int commit_wait_micros = 2000; ///< longest that a SQLite commit waits for company
    /// Rehearsals: every closure runs on the caller's thread, and SQLite commits every
    /// `commit_batch` closures or at flush(), so write() returns before it is durable.
    bool single_threaded = false;
    /// Opens only for reading, beside a running server: verify, extracts. write() is a bug then.
    bool read_only = false;
    /// Called once, from whichever thread found it, when the store is broken (an I/O error or
    /// corruption). No closure runs after that. The program stops with exit code 2 (design 4).
    std::function<void(const StorageError&)> on_broken;
};

/// Runs closures in transactions. Durable on return. Units is built on it; only storage itself and
/// its tests use it.
class Database
{
public:
    virtual ~Database() = default;
    [[nodiscard]] virtual Engine engine() const = 0;

    enum class Ending { commit, roll_back };
    /// One transaction (a savepoint of a shared one on SQLite). Throws StorageError.
    virtual void write(const std::function<Ending(Connection&)>& closure) = 0;
    virtual void read(const std::function<void(Connection&)>& closure) = 0;
    /// Commits what a single-threaded store has not committed yet; otherwise nothing is pending.
    virtual void flush() {}

    /// Opens an existing, migrated store. Throws StorageError with a sentence for the person at the
    /// terminal when there is none, another process writes to it, or its schema is older or newer
    /// than this program.
    static std::unique_ptr<Database> open(const DatabaseSettings& settings);
    /// The same against another schema than the program's own, for tests.
    static std::unique_ptr<Database> open(const DatabaseSettings& settings,
                                          std::span<const Migration> migrations);
};

} // namespace evenhand::storage
