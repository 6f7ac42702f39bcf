#include "storage/job_runner.hpp"

#include "core/check.hpp"
#include "storage/errors.hpp"

#include <spdlog/spdlog.h>

#include <exception>
#include <utility>

namespace evenhand::storage {
namespace job_runner {

const Actor job_actor{ActorKind::job, "runner", ""};

/// What may be kept and shown of a failure. Only our own exceptions have texts without anybody's
/// data in them.
std::string code_of(std::exception_ptr thrown)
{
    try {
        std::rethrow_exception(std::move(thrown));
    } catch (const StorageError& error) {
        return error.statement() + ": " + error.code();
    } catch (const Bug& bug) {
        return bug.what();
    } catch (...) {
        return "failed";
    }
}

} // namespace job_runner

JobRunner::JobRunner(Units& units, JobSettings settings)
    : units_(units), settings_(std::move(settings))
{
}

JobRunner::~JobRunner()
{
    stop();
}

void JobRunner::add(std::string kind, JobHandler handler)
{
    CHECK(threads_.empty());
    CHECK(handlers_.emplace(std::move(kind), std::move(handler)).second);
}

void JobRunner::start()
{
    CHECK(threads_.empty());
    stopping_ = false;
    for (int i = 0; i < settings_.threads; ++i)
        threads_.emplace_back([this] { serve(); });
}

void JobRunner::stop()
{
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    wake_.notify_all();
    for (auto& thread : threads_)
        thread.join();
    threads_.clear();
}

void JobRunner::serve()
{
    while (true) {
        bool worked = false;
        try {
            worked = run_one();
        } catch (const StorageError& error) {
            // The store is full, gone or broken; jobs wait for it as requests do. If it is broken,
            // the database's own alarm ends the process.
            spdlog::warn("jobs: {}", error.what());
        }
        std::unique_lock lock(mutex_);
        if (!worked && !stopping_) wake_.wait_for(lock, settings_.poll);
        if (stopping_) return;
    }
}

bool JobRunner::run_one()
{
    const auto job = units_.write(job_runner::job_actor, "jobs.claim", [&](UnitOfWork& work) {
        return claim_job(work, {settings_.holder, settings_.lease});
    });
    if (job) run(*job);
    return job.has_value();
}

void JobRunner::run(const DueJob& job)
{
    std::optional<Instant> again;
    std::string error;
    const auto handler = handlers_.find(job.kind);
    if (handler == handlers_.end()) {
        error = "no handler"; // another version of the program may have one
    } else {
        try {
            again = handler->second(units_, job);
        } catch (...) {
            error = job_runner::code_of(std::current_exception());
        }
    }
    if (!error.empty())
        spdlog::warn("job {} failed, attempt {}: {}", job.kind, job.attempts, error);
    units_.write(job_runner::job_actor, "jobs.settle", [&](UnitOfWork& work) {
        if (!error.empty()) {
            fail_job(work, job, settings_.holder, error);
        } else if (again) {
            reschedule_job(work, job, settings_.holder, *again);
        } else {
            finish_job(work, job, settings_.holder);
        }
    });
}

std::optional<Instant> JobRunner::next_due()
{
    return units_.read(job_runner::job_actor, "jobs.next",
                       [](UnitOfWork& work) -> std::optional<Instant> {
                           const auto job = first_job(work);
                           return job ? std::optional(job->due) : std::nullopt;
                       });
}

} // namespace evenhand::storage
