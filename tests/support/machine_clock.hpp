#pragma once

#include "core/time.hpp"

#include <atomic>
#include <chrono>

namespace evenhand::tests {

/// 2 March 2026, 09:30 UTC, until it is moved. Safe from any thread.
class FrozenMachineClock final : public MachineClock
{
public:
    [[nodiscard]] Instant now() const override { return Instant::from_micros(micros_); }
    /// Backwards with a negative time, as when somebody sets the machine's clock.
    void advance(std::chrono::microseconds by) { micros_ += by.count(); }

private:
    std::atomic<std::int64_t> micros_{1'772'443'800'000'000};
};

} // namespace evenhand::tests
