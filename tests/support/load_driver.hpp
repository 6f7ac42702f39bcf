#pragma once

// The one load driver: streams of visitors at a fixed rate or as fast as they are answered. Storms,
// fault tests and benchmarks are plans for it.

#include "tests/support/load_visitor.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace evenhand::load {

enum class Work { call_me, journey, pages, sign_in, triage, answer, send, intake };
/// "call_me", "journey", "pages", "sign_in", "triage". The others have no name: two are of no use
/// without each other, and intake needs a history of its own.
std::optional<Work> work_named(std::string_view name);

/// Visitors who do one kind of work.
struct Stream
{
    Work work = Work::pages;
    int visitors = 1;
    /// Arrivals a second for the whole stream, whatever the answers do; 0: each visitor begins anew
    /// when they are answered.
    double per_second = 0;
    std::uint64_t most = UINT64_MAX; ///< arrivals
};

/// Runs streams until told to stop. Visitors outlive a stop: after another start they go on where
/// they were, with what they were promised.
class Driver
{
public:
    Driver(const Town& town, std::vector<Stream> streams);
    ~Driver();
    Driver(const Driver&) = delete;
    Driver& operator=(const Driver&) = delete;

    /// Prepares every visitor, then lets them go.
    void start();
    /// Each finishes the request that it is at.
    void stop();
    /// Until all streams with a bound have had their arrivals, or the time is over; then stop().
    void run_for(Span length);

    /// All since the driver was made, or since the last reset(). Only between stop and start.
    [[nodiscard]] Measured measured() const;
    void reset();
    /// How long the visitors have been let go in all.
    [[nodiscard]] Span ran() const;

private:
    struct Running;
    class Gate;
    class Worker;
    std::vector<std::unique_ptr<Running>> streams_;
    std::vector<std::unique_ptr<Worker>> workers_;
    std::unique_ptr<Pause> pause_;
    std::unique_ptr<Gate> gate_;
    Moment began_;
    Span ran_{0};
};

/// One line a kind of request, for a terminal.
std::string as_table(const Measured& measured, Span ran);
/// {"seconds": …, "requests": {"referral": {"done", "per_second", "p50_ms", "p99_ms", "max_ms",
/// "errors", "ends"}}, "wrongs": {…}}.
std::string as_json(const Measured& measured, Span ran);

} // namespace evenhand::load
