#include "storage/sqlite_writer.hpp"

#include <chrono>
#include <utility>

namespace evenhand::storage {
namespace sqlite_writer {

// Pages of 4 KiB. From the first figure on the log is moved into the file when nobody waits, from
// the second on also when somebody does, and from the third on readers that hold old snapshots are
// waited for, so that the log stays bounded.
constexpr int checkpoint_when_idle = 1000;
constexpr int checkpoint_when_busy = 4000;
constexpr int checkpoint_with_patience = 16000;

StorageError broken()
{
    return {Failure::broken, "write", "the store is broken"};
}

StorageError full()
{
    return {Failure::full, "write", "too little space on the disk"};
}

} // namespace sqlite_writer

SqliteWriter::SqliteWriter(std::unique_ptr<SqliteSession> session, Limits limits,
                           std::function<void(const StorageError&)> on_broken)
    : session_(std::move(session)), limits_(limits), on_broken_(std::move(on_broken)),
      thread_([this] { serve(); })
{
}

SqliteWriter::~SqliteWriter()
{
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    waiting_.notify_all();
    thread_.join();
}

void SqliteWriter::write(const SqliteBatch::Closure& closure)
{
    const auto job = std::make_shared<Job>();
    job->closure = &closure;
    submit(job);
}

void SqliteWriter::between_transactions(const std::function<void(SqliteSession&)>& work)
{
    const auto job = std::make_shared<Job>();
    job->maintenance = &work;
    submit(job);
}

void SqliteWriter::submit(const SharedJob& job)
{
    // A write inside a write would wait for itself.
    CHECK(std::this_thread::get_id() != thread_.get_id());
    auto settled = job->settled.get_future();
    {
        const std::lock_guard lock(mutex_);
        CHECK(!stopping_);
        queue_.push_back(job);
    }
    waiting_.notify_one();
    settled.get();
    if (job->error) std::rethrow_exception(job->error);
}

SqliteWriter::SharedJob SqliteWriter::take(bool wait)
{
    std::unique_lock lock(mutex_);
    if (wait) waiting_.wait(lock, [&] { return stopping_ || !queue_.empty(); });
    if (queue_.empty()) return nullptr;
    // Maintenance stands alone: it ends a batch and is taken as the first of the next.
    if (!wait && queue_.front()->maintenance != nullptr) return nullptr;
    auto job = std::move(queue_.front());
    queue_.pop_front();
    return job;
}

void SqliteWriter::serve()
{
    while (auto first = take(/*wait=*/true)) {
        if (first->maintenance != nullptr) {
            maintain(first);
        } else {
            serve_batch(std::move(first));
        }
        if (!broken_) checkpoint(/*now=*/false);
    }
}

void SqliteWriter::maintain(const SharedJob& job)
{
    try {
        if (broken_) throw sqlite_writer::broken();
        (*job->maintenance)(*session_);
    } catch (...) {
        job->error = std::current_exception();
    }
    std::vector<SharedJob> jobs{job};
    settle(jobs);
}

void SqliteWriter::serve_batch(SharedJob job)
{
    using Ticks = std::chrono::steady_clock;
    const auto close_at = Ticks::now() + std::chrono::microseconds(limits_.batch_micros);
    SqliteBatch batch(*session_);
    std::exception_ptr refused;
    if (short_of_space()) refused = std::make_exception_ptr(sqlite_writer::full());
    if (broken_) refused = std::make_exception_ptr(sqlite_writer::broken());
    std::vector<SharedJob> jobs;
    while (job) {
        jobs.push_back(job);
        job->error = refused ? refused : batch.run(*job->closure);
        const bool room = jobs.size() < limits_.batch_closures && Ticks::now() < close_at;
        job = room && !batch.lost() && !session_->sql().saw_broken() ? take(/*wait=*/false)
                                                                     : SharedJob();
    }
    commit(batch, jobs);
    settle(jobs);
}

void SqliteWriter::commit(SqliteBatch& batch, std::vector<SharedJob>& jobs)
{
    std::exception_ptr why;
    try {
        if (session_->sql().saw_broken()) throw sqlite_writer::broken();
        // SQLite rolled back under the last closure, as it does on a full disk: what the others of
        // the batch did went with it, and what stopped that one stops them.
        if (batch.lost()) {
            if (!jobs.back()->error)
                throw StorageError(Failure::unavailable, "commit", "rolled back");
            std::rethrow_exception(jobs.back()->error);
        }
        batch.commit();
    } catch (...) {
        why = std::current_exception();
        batch.roll_back();
    }
    if (!why) return;
    for (const auto& job : jobs) {
        if (!job->error) job->error = why;
    }
}

void SqliteWriter::settle(std::vector<SharedJob>& jobs)
{
    const bool breaks_now = !broken_ && session_->sql().saw_broken();
    broken_ |= breaks_now;
    for (const auto& job : jobs)
        job->settled.set_value();
    if (breaks_now && on_broken_) on_broken_(sqlite_writer::broken());
}

bool SqliteWriter::short_of_space()
{
    if (broken_ || session_->has_room()) return false;
    // What the log holds may be what fills the disk.
    if (session_->log_pages() > 0) checkpoint(/*now=*/true);
    return !session_->has_room();
}

void SqliteWriter::checkpoint(bool now)
{
    const int pages = session_->log_pages();
    if (!now && pages < sqlite_writer::checkpoint_when_idle) return;
    if (!now && pages < sqlite_writer::checkpoint_when_busy) {
        const std::lock_guard lock(mutex_);
        if (!queue_.empty()) return;
    }
    try {
        session_->checkpoint(pages < sqlite_writer::checkpoint_with_patience
                                 ? SqliteSession::Checkpoint::passive
                                 : SqliteSession::Checkpoint::restart);
    } catch (const StorageError&) {
        std::vector<SharedJob> nobody;
        settle(nobody);
    }
}

} // namespace evenhand::storage
