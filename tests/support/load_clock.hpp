#pragma once

// Real time, for what drives and watches another process: there the clock cannot be passed in.

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <mutex>

namespace evenhand::load {

using Moment = std::chrono::steady_clock::time_point;
using Span = std::chrono::nanoseconds;

inline Moment now()
{
    return std::chrono::steady_clock::now();
}

/// For one-time codes, which both sides take from the machine's clock.
inline std::int64_t unix_seconds()
{
    return std::chrono::duration_cast<std::chrono::seconds>(
               std::chrono::system_clock::now().time_since_epoch())
        .count();
}

/// A wait that another thread can end: for pacing, and for looking again at another process.
class Pause
{
public:
    /// Returns false if it was ended before its time.
    bool until(Moment end)
    {
        std::unique_lock lock(mutex_);
        return !changed_.wait_until(lock, end, [this] { return ended_; });
    }
    bool lasting(Span length) { return until(now() + length); }
    /// For now and for every later wait.
    void end()
    {
        {
            const std::lock_guard lock(mutex_);
            ended_ = true;
        }
        changed_.notify_all();
    }

private:
    std::mutex mutex_;
    std::condition_variable changed_;
    bool ended_ = false;
};

/// Looks every few milliseconds whether `holds`, until it does or the time is over.
template <class Condition>
bool eventually(Span within, Condition holds)
{
    const Moment end = now() + within;
    Pause pause;
    while (!holds()) {
        if (now() >= end) return false;
        pause.lasting(std::chrono::milliseconds(5));
    }
    return true;
}

} // namespace evenhand::load
