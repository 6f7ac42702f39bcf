#pragma once

#include "core/result.hpp"
#include "storage/statement.hpp"

#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace evenhand::storage {

class Connection;

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
    bool single_threaded = false;  ///< rehearsals: run every closure on the caller's thread
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

    /// Opens an existing, migrated store. Throws StorageError, also when it is older or newer than
    /// this program.
    static std::unique_ptr<Database> open(const DatabaseSettings& settings);
};

} // namespace evenhand::storage
