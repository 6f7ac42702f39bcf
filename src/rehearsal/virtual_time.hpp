#pragma once

#include "core/time.hpp"
#include "crypto/keys.hpp"

#include <atomic>
#include <chrono>
#include <cstdint>

// Only a demonstration's time may be made up. Every clock here asks for a DemoPass, a pass is given
// only for demo keys, and demo keys carry their mode: so a training or a live trial, whoever starts
// it, cannot come by a clock that is not the machine's (design 8.8).

namespace evenhand::rehearsal {

/// That this installation is a demonstration.
class DemoPass
{
public:
    /// CHECKs that the keys are a demonstration's.
    explicit DemoPass(const crypto::Keys& keys);
};

/// The time of a fill: it stands still until it is moved, and never goes back. The trial's clock
/// and the machine's run as one here, so that sessions and rates of made-up people age with them.
/// Safe from any thread.
class VirtualTime
{
public:
    VirtualTime(const DemoPass& pass, Instant begins);
    VirtualTime(const VirtualTime&) = delete;
    VirtualTime& operator=(const VirtualTime&) = delete;

    [[nodiscard]] Instant now() const { return Instant::from_micros(micros_); }
    /// Moves to that moment; does nothing if it has passed.
    void reach(Instant at);
    void pass(std::chrono::microseconds by) { reach(now() + by); }

    [[nodiscard]] const TrialClock& trial_clock() const { return trial_; }
    [[nodiscard]] const MachineClock& machine_clock() const { return machine_; }

private:
    template <class Kind>
    class Face final : public Kind
    {
    public:
        explicit Face(const VirtualTime& of) : of_(of) {}
        [[nodiscard]] Instant now() const override { return of_.now(); }

    private:
        const VirtualTime& of_;
    };

    std::atomic<std::int64_t> micros_;
    Face<TrialClock> trial_{*this};
    Face<MachineClock> machine_{*this};
};

/// The trial's clock of a demonstration that is served: it goes on from where its story stopped, at
/// the pace of the machine's clock, and stands while nobody serves it. A machine's clock that is
/// put back does not take it back. Safe from any thread.
class ContinuedTrialClock final : public TrialClock
{
public:
    /// `from` is the end of the fill or the last leaf, whichever is later.
    ContinuedTrialClock(const DemoPass& pass, Instant from, const MachineClock& machine);

    [[nodiscard]] Instant now() const override;

private:
    const MachineClock& machine_;
    const Instant from_;
    const Instant machine_began_;
    mutable std::atomic<std::int64_t> latest_; ///< microseconds
};

} // namespace evenhand::rehearsal
