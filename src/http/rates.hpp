#pragma once

#include "core/time.hpp"
#include "http/route.hpp"

#include <chrono>
#include <cstddef>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

namespace evenhand::http {

/// What one asker may ask of a class of routes: so many at once, and so many a second for long.
struct RateBudget
{
    double at_once = 0;
    double per_second = 0;
};
using RateBudgets = std::map<RateClass, RateBudget>;

/// A household, a surgery or a job centre may stand behind one address, so the public budgets are
/// wide; they stop floods, not people. Sign-in failures are counted by account, in the database.
RateBudgets usual_rates();
/// The same, a number of times wider: behind a proxy that hides addresses, or under a load test.
RateBudgets wider(RateBudgets budgets, double times);

/// Token buckets per class and asker, in this process's memory and of bounded size: a flood is met
/// where it arrives, and nothing here outlives the process or is needed by the next request.
class RateLimiter
{
public:
    explicit RateLimiter(RateBudgets budgets, std::size_t most_askers = 50'000);

    /// Takes one from the asker's budget. Otherwise how long until there is one again, in whole
    /// seconds, at least one. Safe from any thread.
    std::optional<std::chrono::seconds> refusal(RateClass rate, std::string_view asker,
                                                Instant now);

private:
    struct Bucket
    {
        double left = 0;
        Instant at;
    };
    using Key = std::pair<RateClass, std::string>;

    void make_room();

    RateBudgets budgets_;
    std::size_t most_askers_;
    std::mutex mutex_;
    std::map<Key, Bucket> buckets_;
};

/// The asker that an address stands for: an IPv4 address, or the /64 of an IPv6 one, since one
/// household holds that many.
std::string asker_of(std::string_view address);

} // namespace evenhand::http
