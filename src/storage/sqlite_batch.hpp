#pragma once

#include "storage/database.hpp"
#include "storage/sqlite_session.hpp"

#include <exception>
#include <functional>

namespace evenhand::storage {

/// One SQLite transaction shared by several closures, each inside a savepoint of its own, so that
/// one closure's refusal or exception leaves the others whole. Internal to storage.
class SqliteBatch
{
public:
    using Closure = std::function<Database::Ending(Connection&)>;

    explicit SqliteBatch(SqliteSession& session) : session_(session) {}

    /// What the closure threw, or nothing. Begins the transaction if there is none.
    std::exception_ptr run(const Closure& closure);
    /// Makes all that ran durable. On an exception none of it is kept.
    void commit();
    /// Drops all that ran since the last commit.
    void roll_back();

    /// True if SQLite rolled back the whole transaction under a closure, as it does when the disk
    /// is full: then what earlier closures of the batch did is gone too.
    [[nodiscard]] bool lost() const { return begun_ && !session_.in_transaction(); }
    [[nodiscard]] bool begun() const { return begun_; }

private:
    void undo();
    void drop();

    SqliteSession& session_;
    bool begun_ = false;
};

} // namespace evenhand::storage
