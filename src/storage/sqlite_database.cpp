#include "storage/sqlite_database.hpp"

#include <chrono>
#include <utility>

namespace evenhand::storage {
namespace sqlite_database {

constexpr std::chrono::seconds reader_patience{10};

/// A read transaction: one snapshot for the whole closure.
void read_in(SqliteSession& session, const std::function<void(Connection&)>& closure)
{
    session.sql().begin_unit();
    session.run("begin", "BEGIN");
    try {
        closure(session.sql());
    } catch (...) {
        if (session.in_transaction()) session.run("end", "ROLLBACK");
        throw;
    }
    session.run("end", "COMMIT");
}

} // namespace sqlite_database

SqliteDatabase::SqliteDatabase(const DatabaseSettings& settings,
                               SqliteSession::Durability durability)
{
    const auto& path = settings.url.target;
    if (!settings.read_only) {
        lock_ = std::make_unique<LockFile>(path);
        writer_ = std::make_unique<SqliteWriter>(
            std::make_unique<SqliteSession>(path, SqliteSession::Use::write, durability),
            SqliteWriter::Limits{static_cast<std::size_t>(settings.commit_batch),
                                 settings.commit_wait_micros},
            settings.on_broken);
    }
    for (int i = 0; i < settings.readers; ++i) {
        readers_.add(std::make_unique<SqliteSession>(path, SqliteSession::Use::read));
    }
}

void SqliteDatabase::write(const std::function<Ending(Connection&)>& closure)
{
    CHECK(writer_ != nullptr);
    writer_->write(closure);
}

void SqliteDatabase::read(const std::function<void(Connection&)>& closure)
{
    auto session = readers_.borrow(sqlite_database::reader_patience);
    sqlite_database::read_in(*session, closure);
}

SqliteRehearsalDatabase::SqliteRehearsalDatabase(const DatabaseSettings& settings)
    : lock_(settings.url.target), session_(settings.url.target, SqliteSession::Use::write),
      batch_(session_), most_pending_(settings.commit_batch)
{
}

SqliteRehearsalDatabase::~SqliteRehearsalDatabase()
{
    // Not the place to report a failure: whoever cares about the end of a fill calls flush().
    try {
        flush();
    } catch (const StorageError&) {
        batch_.roll_back();
    }
}

void SqliteRehearsalDatabase::write(const std::function<Ending(Connection&)>& closure)
{
    const auto thrown = batch_.run(closure);
    if (batch_.lost()) batch_.roll_back();
    if (thrown) std::rethrow_exception(thrown);
    if (++pending_ >= most_pending_) flush();
}

void SqliteRehearsalDatabase::read(const std::function<void(Connection&)>& closure)
{
    session_.sql().begin_unit();
    // The one connection may write, and switching that off would make it forget each statement
    // that it has prepared: so a read that changed something is found out after it.
    const auto before = session_.changed_rows();
    closure(session_.sql());
    if (session_.changed_rows() != before)
        throw StorageError(Failure::refused, "read only", "SQLITE_READONLY");
}

void SqliteRehearsalDatabase::flush()
{
    pending_ = 0;
    batch_.commit();
    if (session_.log_pages() > 1000) session_.checkpoint(SqliteSession::Checkpoint::passive);
}

} // namespace evenhand::storage
