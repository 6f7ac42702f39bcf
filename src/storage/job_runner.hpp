#pragma once

#include "storage/job_store.hpp"
#include "storage/units.hpp"

#include <chrono>
#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace evenhand::storage {

/// Does one job, in units of work of its own. It may be done twice, when a lease ran out or a
/// server stopped between the work and its receipt, so it must be idempotent. Returns when it is
/// due again; nothing if it is done for good. What it throws puts the job back.
using JobHandler = std::function<std::optional<Instant>(Units& units, const DueJob& job)>;

struct JobSettings
{
    std::string holder;                   ///< names this process: several share a store
    std::chrono::seconds lease{300};      ///< longer than any job takes
    std::chrono::milliseconds poll{1000}; ///< how often an idle thread looks
    int threads = 2;
};

/// Runs due work. `add` every handler, then either start() the threads of a server, or, in a fill,
/// take next_due(), set the clock and run_one(), again and again, on one thread.
class JobRunner
{
public:
    JobRunner(Units& units, JobSettings settings);
    /// Stops first.
    ~JobRunner();
    JobRunner(const JobRunner&) = delete;
    JobRunner& operator=(const JobRunner&) = delete;

    /// CHECKs that the kind has no handler yet and the threads do not run.
    void add(std::string kind, JobHandler handler);

    void start();
    /// Lets what runs finish, then returns.
    void stop();

    /// Claims one due job and runs it; false if none was due. Throws only what the store throws
    /// while it claims or records.
    bool run_one();
    /// When the first job is due, held or not; nothing if there is none.
    std::optional<Instant> next_due();

private:
    void serve();
    void run(const DueJob& job);

    Units& units_;
    JobSettings settings_;
    std::map<std::string, JobHandler, std::less<>> handlers_;
    std::mutex mutex_;
    std::condition_variable wake_;
    bool stopping_ = false;
    std::vector<std::thread> threads_;
};

} // namespace evenhand::storage
