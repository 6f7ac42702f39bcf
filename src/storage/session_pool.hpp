#pragma once

#include "storage/errors.hpp"

#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

namespace evenhand::storage {

/// A bounded set of database sessions that threads borrow. Internal to storage.
template <class Session>
class SessionPool
{
public:
    /// Gives the session back when it goes.
    class Loan
    {
    public:
        Loan(SessionPool& pool, std::unique_ptr<Session> session)
            : pool_(&pool), session_(std::move(session))
        {
        }
        Loan(Loan&& other) noexcept = default;
        Loan& operator=(Loan&&) = delete;
        ~Loan()
        {
            if (session_) pool_->give_back(std::move(session_));
        }
        Session& operator*() { return *session_; }
        Session* operator->() { return session_.get(); }

    private:
        SessionPool* pool_;
        std::unique_ptr<Session> session_;
    };

    void add(std::unique_ptr<Session> session) { give_back(std::move(session)); }

    /// Waits for a free session; throws StorageError (unavailable) if none comes in time.
    Loan borrow(std::chrono::milliseconds patience)
    {
        std::unique_lock lock(mutex_);
        if (!free_session_.wait_for(lock, patience, [&] { return !free_.empty(); })) {
            throw StorageError(Failure::unavailable, "borrow a session", "pool exhausted");
        }
        auto session = std::move(free_.back());
        free_.pop_back();
        return Loan(*this, std::move(session));
    }

private:
    void give_back(std::unique_ptr<Session> session)
    {
        {
            const std::lock_guard lock(mutex_);
            free_.push_back(std::move(session));
        }
        free_session_.notify_one();
    }

    std::mutex mutex_;
    std::condition_variable free_session_;
    std::vector<std::unique_ptr<Session>> free_;
};

} // namespace evenhand::storage
