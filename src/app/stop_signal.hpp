#pragma once

#include <functional>
#include <thread>

namespace evenhand::app {

/// Calls `stop` once, on a thread of its own, when the process is asked to end (SIGTERM, SIGINT),
/// for as long as it lives. The signals must be blocked in every thread (block_stop_signals).
class StopSignal
{
public:
    explicit StopSignal(std::function<void()> stop);
    ~StopSignal();
    StopSignal(const StopSignal&) = delete;
    StopSignal& operator=(const StopSignal&) = delete;

private:
    std::thread waiter_;
};

/// Blocks the signals in this thread; those started after it inherit that. Called first in main.
void block_stop_signals();

} // namespace evenhand::app
