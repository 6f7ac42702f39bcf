#pragma once

#include "storage/sqlite_batch.hpp"
#include "storage/sqlite_session.hpp"

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <exception>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace evenhand::storage {

/// The writer thread: the only user of the read-write session. Closures that wait when it comes
/// round share one commit; their answers go out after it is durable, and checkpoints run after the
/// answers (design 8.2). Internal to storage.
class SqliteWriter
{
public:
    struct Limits
    {
        std::size_t batch_closures; ///< most closures that share a commit
        int batch_micros;           ///< longest that a batch takes in more closures
    };

    /// `on_broken` is called once if the store breaks.
    SqliteWriter(std::unique_ptr<SqliteSession> session, Limits limits,
                 std::function<void(const StorageError&)> on_broken);
    /// Finishes what was accepted.
    ~SqliteWriter();
    SqliteWriter(const SqliteWriter&) = delete;
    SqliteWriter& operator=(const SqliteWriter&) = delete;

    /// Returns when the closure's transaction is durable or rolled back; rethrows what it threw.
    void write(const SqliteBatch::Closure& closure);

    /// Runs `work` on the writer thread between transactions, as backups and checkpoints must.
    void between_transactions(const std::function<void(SqliteSession&)>& work);

private:
    struct Job
    {
        const SqliteBatch::Closure* closure = nullptr;
        const std::function<void(SqliteSession&)>* maintenance = nullptr;
        std::exception_ptr error;
        std::promise<void> settled;
    };

    /// Shared, because the thread that waits may be gone with its share before the promise is done.
    using SharedJob = std::shared_ptr<Job>;

    void submit(const SharedJob& job);
    void serve();
    void serve_batch(SharedJob job);
    void maintain(const SharedJob& job);
    SharedJob take(bool wait);
    void commit(SqliteBatch& batch, std::vector<SharedJob>& jobs);
    void settle(std::vector<SharedJob>& jobs);
    bool short_of_space();
    void checkpoint(bool now);

    std::unique_ptr<SqliteSession> session_;
    Limits limits_;
    std::function<void(const StorageError&)> on_broken_;
    std::mutex mutex_;
    std::condition_variable waiting_;
    std::deque<SharedJob> queue_;
    bool stopping_ = false;
    bool broken_ = false; ///< only the writer thread touches it
    std::thread thread_;
};

} // namespace evenhand::storage
