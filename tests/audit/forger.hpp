#pragma once

// Someone with the whole database in hand but without the keys: no guard, no program in between.
// For tests of what verification finds.

#include "storage/database.hpp"
#include "storage/postgres_session.hpp"
#include "storage/sqlite_session.hpp"

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace evenhand::tests {

/// Also a Database whose readers see the forger's transaction, so that a forgery can be verified
/// and then undone: no copy of the store is needed for the next.
class Forger final : public storage::Database
{
public:
    /// `forged` are the tables whose guards are taken down, beside those of the log.
    explicit Forger(const storage::DatabaseUrl& url, std::vector<std::string> forged = {"visit"})
        : engine_(url.engine), guarded_(std::move(forged))
    {
        guarded_.insert(guarded_.end(), {"audit_leaf", "audit_checkpoint"});
        if (engine_ == storage::Engine::sqlite) {
            sqlite_ = std::make_unique<storage::SqliteSession>(
                url.target, storage::SqliteSession::Use::migrate);
        } else {
            postgres_ = std::make_unique<storage::PostgresSession>(
                url.target, storage::PostgresSession::Use::serve);
        }
    }

    [[nodiscard]] storage::Engine engine() const override { return engine_; }
    void read(const std::function<void(storage::Connection&)>& closure) override { closure(sql()); }
    void write(const std::function<Ending(storage::Connection&)>&) override
    {
        throw std::logic_error("a forger keeps nothing through the program");
    }

    storage::Connection& sql()
    {
        if (sqlite_) return sqlite_->sql();
        return postgres_->sql();
    }
    void run(const std::string& text)
    {
        sqlite_ ? sqlite_->run("forge", text.c_str()) : postgres_->run("forge", text.c_str());
    }

    /// Forges with every guard down, and keeps it.
    void keep(const std::function<void(Forger&)>& forgery)
    {
        begin();
        forgery(*this);
        run("COMMIT");
    }
    /// Forges with every guard down, looks, and undoes it all.
    void undo(const std::function<void(Forger&)>& forgery)
    {
        begin();
        forgery(*this);
        run("ROLLBACK");
    }

private:
    void begin()
    {
        run("BEGIN");
        for (const std::string& name : guarded_) {
            if (sqlite_) {
                run("DROP TRIGGER " + name + "_append_only_update");
                run("DROP TRIGGER " + name + "_append_only_delete");
            } else {
                run("DROP TRIGGER " + name + "_append_only ON " + name);
            }
        }
    }

    storage::Engine engine_;
    std::vector<std::string> guarded_;
    std::unique_ptr<storage::SqliteSession> sqlite_;
    std::unique_ptr<storage::PostgresSession> postgres_;
};

} // namespace evenhand::tests
