#include "http/worker_pool.hpp"

#include "core/check.hpp"

#include <utility>

namespace evenhand::http {

WorkerPool::WorkerPool(std::size_t threads, std::size_t most_waiting) : most_waiting_(most_waiting)
{
    CHECK(threads > 0);
    threads_.reserve(threads);
    for (std::size_t i = 0; i < threads; ++i) {
        threads_.emplace_back([this] { work_until_ended(); });
    }
}

WorkerPool::~WorkerPool()
{
    {
        const std::lock_guard lock(mutex_);
        ending_ = true;
    }
    more_.notify_all();
    for (auto& thread : threads_)
        thread.join();
}

bool WorkerPool::try_post(std::function<void()> work)
{
    {
        const std::lock_guard lock(mutex_);
        CHECK(!ending_);
        if (waiting_.size() >= most_waiting_) return false;
        waiting_.push_back(std::move(work));
    }
    more_.notify_one();
    return true;
}

void WorkerPool::work_until_ended()
{
    while (true) {
        std::function<void()> work;
        {
            std::unique_lock lock(mutex_);
            more_.wait(lock, [this] { return ending_ || !waiting_.empty(); });
            if (waiting_.empty()) return;
            work = std::move(waiting_.front());
            waiting_.pop_front();
        }
        work();
    }
}

} // namespace evenhand::http
