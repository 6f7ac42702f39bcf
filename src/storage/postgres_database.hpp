#pragma once

#include "storage/database.hpp"
#include "storage/postgres_session.hpp"
#include "storage/session_pool.hpp"

#include <functional>
#include <memory>
#include <mutex>
#include <string>

namespace evenhand::storage {

/// PostgreSQL: a bounded pool of sessions, each made when first needed and made again after it was
/// lost. Internal to storage.
class PostgresDatabase final : public Database
{
public:
    explicit PostgresDatabase(const DatabaseSettings& settings);

    [[nodiscard]] Engine engine() const override { return Engine::postgresql; }
    void write(const std::function<Ending(Connection&)>& closure) override;
    void read(const std::function<void(Connection&)>& closure) override;

private:
    /// A place in the pool, with or without a live session.
    struct Place
    {
        std::unique_ptr<PostgresSession> session;
    };
    using Loan = SessionPool<Place>::Loan;

    /// Begins a transaction, on a new session if the old one was lost while it lay idle.
    PostgresSession& begin(Place& place, const char* how);
    void attempt(const std::function<Ending(Connection&)>& closure);
    void refuse_if_broken();
    void note_broken(const StorageError& error);

    std::string dsn_;
    std::function<void(const StorageError&)> on_broken_;
    SessionPool<Place> pool_;
    std::mutex mutex_;
    bool broken_ = false;
};

} // namespace evenhand::storage
