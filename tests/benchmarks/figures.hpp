#pragma once

// What a benchmark measured, what was aimed at, and what follows from the two. Values in, verdict
// out.

#include "tests/support/load_tally.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace evenhand::service_benchmark {

/// Requests of one kind. Times run from the moment when each was due, so that a server which is
/// slow to let people in does not look fast.
struct Spread
{
    double per_second = 0;
    double p50_ms = 0;
    double p99_ms = 0;
    double longest_ms = 0;
    std::uint64_t errors = 0;
};
Spread spread_of(const load::Tally& tally, load::Span ran);

struct Aim
{
    double per_second = 0;
    double p99_ms = 0;
};
/// Half the requests, which may wait no longer.
Aim half_of(const Aim& aim);
/// All that was due was done, without an error, and 99 of 100 in time. What was due in the last
/// moments of a run may be on its way still: that is the hundredth part which may be missing.
bool meets(const Spread& spread, const Aim& aim);

/// Without an aim, or met; missed, but met at half the rate; missed at half the rate too.
enum class Verdict { none, met, below, failed };
std::string name_of(Verdict verdict);
Verdict verdict_on(const Aim& aim, const Spread& whole, const std::optional<Spread>& at_half);

/// The values' median; 0 of none.
double median_of(std::vector<double> values);

/// Two ways of asking the same, in pairs, one after the other: does the time tell them apart?
struct Comparison
{
    double left_ms = 0;  ///< median
    double right_ms = 0; ///< median
    double by_ms = 0;    ///< median of left less right of each pair
    double from_ms = 0;  ///< between this and the next lies the true median difference, 999 times
    double to_ms = 0;    ///< out of 1,000, whatever the times' distribution

    /// No difference lies within the bounds, or the difference is under a hundredth of the time.
    [[nodiscard]] bool alike() const;
};
Comparison compare(const std::vector<std::pair<double, double>>& pairs);

} // namespace evenhand::service_benchmark
