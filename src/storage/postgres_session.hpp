#pragma once

#include "storage/soci_connection.hpp"

#include <memory>
#include <string>
#include <string_view>

namespace evenhand::storage {

/// One connection to PostgreSQL, set up as security.md 4.1 wants it. Not for two threads at a time.
/// Internal to storage.
class PostgresSession
{
public:
    enum class Use {
        serve,   ///< shares the store with other servers; holds off a migration
        migrate, ///< has the store alone
    };

    /// Throws StorageError (unavailable) with a sentence, never with the password.
    PostgresSession(const std::string& dsn, Use use);
    /// Lets go of the store, also after a failure; never throws.
    ~PostgresSession();
    PostgresSession(const PostgresSession&) = delete;
    PostgresSession& operator=(const PostgresSession&) = delete;

    SociConnection& sql() { return *connection_; }
    /// Runs text of our own that gives no rows. Throws StorageError.
    void run(std::string_view step, const char* text);
    /// COMMIT. A connection lost here is `outcome_unknown`: the server may have committed.
    void commit();
    /// ROLLBACK, if there is a connection and a transaction; never throws.
    void roll_back() noexcept;
    [[nodiscard]] bool alive() const;

private:
    struct Answer
    {
        std::string sqlstate; ///< empty if it went well, or if no server said anything
        std::string tag;      ///< "COMMIT", or "ROLLBACK" where a statement had failed
        bool done = false;
    };
    Answer ask(const char* text);
    void lock_store(Use use);

    std::unique_ptr<soci::session> session_;
    std::unique_ptr<SociConnection> connection_;
};

} // namespace evenhand::storage
