#include "storage/sqlite_batch.hpp"

namespace evenhand::storage {

std::exception_ptr SqliteBatch::run(const Closure& closure)
{
    try {
        if (!begun_) {
            session_.run("begin", "BEGIN IMMEDIATE");
            begun_ = true;
        }
        session_.run("savepoint", "SAVEPOINT unit");
    } catch (...) {
        return std::current_exception();
    }
    session_.sql().begin_unit();
    try {
        if (closure(session_.sql()) == Database::Ending::commit) {
            if (session_.sql().failed())
                throw StorageError(Failure::other, "commit", "after a failure");
            session_.run("release", "RELEASE unit");
        } else {
            undo();
        }
        return nullptr;
    } catch (...) {
        auto thrown = std::current_exception();
        try {
            undo();
        } catch (const StorageError&) {
            // The savepoint cannot be undone, so nothing of the batch may be kept.
            drop();
        }
        return thrown;
    }
}

void SqliteBatch::undo()
{
    if (!session_.in_transaction()) return;
    session_.run("undo", "ROLLBACK TO unit; RELEASE unit");
}

void SqliteBatch::commit()
{
    if (!begun_) return;
    try {
        session_.run("commit", "COMMIT");
    } catch (const StorageError&) {
        roll_back();
        throw;
    }
    begun_ = false;
}

void SqliteBatch::roll_back()
{
    begun_ = false;
    drop();
}

void SqliteBatch::drop()
{
    if (!session_.in_transaction()) return;
    try {
        session_.run("roll back", "ROLLBACK");
    } catch (const StorageError&) {
        // The session has noted it if the store is broken; otherwise SQLite had rolled back itself.
    }
}

} // namespace evenhand::storage
