#pragma once

#include "storage/database.hpp"
#include "storage/lock_file.hpp"
#include "storage/session_pool.hpp"
#include "storage/sqlite_session.hpp"
#include "storage/sqlite_writer.hpp"

#include <memory>

namespace evenhand::storage {

/// SQLite as a server uses it: one writer thread, read-only sessions in a pool. Internal to
/// storage.
class SqliteDatabase final : public Database
{
public:
    /// The durability is full everywhere but in the test that shows what happens without it.
    explicit SqliteDatabase(const DatabaseSettings& settings,
                            SqliteSession::Durability durability = SqliteSession::Durability::full);

    [[nodiscard]] Engine engine() const override { return Engine::sqlite; }
    void write(const std::function<Ending(Connection&)>& closure) override;
    void read(const std::function<void(Connection&)>& closure) override;

    /// Null when opened read-only.
    SqliteWriter* writer() { return writer_.get(); }

private:
    std::unique_ptr<LockFile> lock_;
    // The readers close before the writer, which as the last one empties the log into the file.
    std::unique_ptr<SqliteWriter> writer_;
    SessionPool<SqliteSession> readers_;
};

/// SQLite for rehearsals: everything on the caller's thread and one session, commits in batches.
class SqliteRehearsalDatabase final : public Database
{
public:
    explicit SqliteRehearsalDatabase(const DatabaseSettings& settings);
    ~SqliteRehearsalDatabase() override;

    [[nodiscard]] Engine engine() const override { return Engine::sqlite; }
    void write(const std::function<Ending(Connection&)>& closure) override;
    /// Sees what write() did, committed or not.
    void read(const std::function<void(Connection&)>& closure) override;
    void flush() override;

private:
    LockFile lock_;
    SqliteSession session_;
    SqliteBatch batch_;
    int pending_ = 0;
    int most_pending_;
};

} // namespace evenhand::storage
