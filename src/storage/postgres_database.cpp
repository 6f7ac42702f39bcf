#include "storage/postgres_database.hpp"

#include <chrono>

namespace evenhand::storage {
namespace postgres_database {

constexpr int most_attempts = 5;
constexpr std::chrono::seconds pool_patience{10};

constexpr const char* begin_write = "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE";
constexpr const char* begin_read = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";

/// Rolls back whatever the transaction did, unless it was committed.
class RollbackGuard
{
public:
    explicit RollbackGuard(PostgresSession& session) : session_(session) {}
    ~RollbackGuard() { session_.roll_back(); }
    RollbackGuard(const RollbackGuard&) = delete;
    RollbackGuard& operator=(const RollbackGuard&) = delete;

private:
    PostgresSession& session_;
};

} // namespace postgres_database

PostgresDatabase::PostgresDatabase(const DatabaseSettings& settings)
    : dsn_(settings.url.target), on_broken_(settings.on_broken)
{
    for (int i = 0; i < settings.pool; ++i)
        pool_.add(std::make_unique<Place>());
}

PostgresSession& PostgresDatabase::begin(Place& place, const char* how)
{
    for (int tries = 0;; ++tries) {
        if (!place.session || !place.session->alive()) {
            place.session.reset();
            place.session = std::make_unique<PostgresSession>(dsn_, PostgresSession::Use::serve);
        }
        place.session->sql().begin_unit();
        try {
            place.session->run("begin", how);
            return *place.session;
        } catch (const StorageError&) {
            // libpq notices only now that a server has gone. Nothing was done yet, so this is safe.
            if (place.session->alive() || tries > 0) throw;
        }
    }
}

void PostgresDatabase::attempt(const std::function<Ending(Connection&)>& closure)
{
    auto place = pool_.borrow(postgres_database::pool_patience);
    auto& session = begin(*place, postgres_database::begin_write);
    const postgres_database::RollbackGuard guard(session);
    if (closure(session.sql()) == Ending::commit) session.commit();
}

void PostgresDatabase::write(const std::function<Ending(Connection&)>& closure)
{
    refuse_if_broken();
    for (int tries = 1;; ++tries) {
        try {
            attempt(closure);
            return;
        } catch (const StorageError& error) {
            note_broken(error);
            if (error.failure() != Failure::conflict || tries == postgres_database::most_attempts)
                throw;
        }
    }
}

void PostgresDatabase::read(const std::function<void(Connection&)>& closure)
{
    refuse_if_broken();
    try {
        auto place = pool_.borrow(postgres_database::pool_patience);
        auto& session = begin(*place, postgres_database::begin_read);
        const postgres_database::RollbackGuard guard(session);
        closure(session.sql());
        session.run("end", "COMMIT");
    } catch (const StorageError& error) {
        note_broken(error);
        throw;
    }
}

void PostgresDatabase::refuse_if_broken()
{
    const std::lock_guard lock(mutex_);
    if (broken_) throw StorageError(Failure::broken, "begin", "the store is broken");
}

void PostgresDatabase::note_broken(const StorageError& error)
{
    if (error.failure() != Failure::broken) return;
    {
        const std::lock_guard lock(mutex_);
        if (broken_) return;
        broken_ = true;
    }
    if (on_broken_) on_broken_(error);
}

} // namespace evenhand::storage
