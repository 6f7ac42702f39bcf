#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace evenhand::http {

/// A few threads and a queue with an end: work that cannot be done in time is turned away at once
/// instead of being promised.
class WorkerPool
{
public:
    WorkerPool(std::size_t threads, std::size_t most_waiting);
    /// Does what is queued, then ends.
    ~WorkerPool();
    WorkerPool(const WorkerPool&) = delete;
    WorkerPool& operator=(const WorkerPool&) = delete;

    /// False, at once, if the queue is full. `work` must not throw.
    [[nodiscard]] bool try_post(std::function<void()> work);

private:
    void work_until_ended();

    const std::size_t most_waiting_;
    std::mutex mutex_;
    std::condition_variable more_;
    std::deque<std::function<void()>> waiting_;
    bool ending_ = false;
    std::vector<std::thread> threads_;
};

} // namespace evenhand::http
