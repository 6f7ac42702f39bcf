#pragma once

// What a load run measured: how long each kind of request took, and how each ended.

#include "tests/support/load_http.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <map>
#include <string>

namespace evenhand::load {

/// A histogram of latencies in microseconds, in buckets at most 1/32 wide of their value. A
/// quantile is the upper bound of its bucket, so it is never told too short.
class Latencies
{
public:
    void add(Span took)
    {
        const auto micros = std::max<std::int64_t>(
            0, std::chrono::duration_cast<std::chrono::microseconds>(took).count());
        const auto value = static_cast<std::uint64_t>(micros);
        ++buckets_[std::min(bucket_of(value), buckets_.size() - 1)];
        ++count_;
        longest_ = std::max(longest_, value);
    }

    void add(const Latencies& other)
    {
        for (std::size_t i = 0; i < buckets_.size(); ++i)
            buckets_[i] += other.buckets_[i];
        count_ += other.count_;
        longest_ = std::max(longest_, other.longest_);
    }

    [[nodiscard]] std::uint64_t count() const { return count_; }
    [[nodiscard]] double longest_ms() const { return static_cast<double>(longest_) / 1000; }

    /// The latency that `share` of the requests (0.99) did not exceed, in milliseconds; 0 of none.
    [[nodiscard]] double quantile_ms(double share) const
    {
        const auto wanted =
            static_cast<std::uint64_t>(std::ceil(share * static_cast<double>(count_)));
        std::uint64_t seen = 0;
        for (std::size_t i = 0; i < buckets_.size(); ++i) {
            seen += buckets_[i];
            if (seen >= wanted && seen > 0)
                return static_cast<double>(std::min(upper_of(i), longest_)) / 1000;
        }
        return 0;
    }

private:
    static constexpr std::uint64_t steps = 64;

    static std::size_t bucket_of(std::uint64_t value)
    {
        if (value < steps) return value;
        const auto octave = static_cast<std::uint64_t>(std::bit_width(value / steps));
        return octave * steps / 2 + (value >> octave);
    }
    static std::uint64_t upper_of(std::size_t bucket)
    {
        if (bucket < steps) return bucket;
        const auto octave = bucket / (steps / 2) - 1;
        return ((bucket - octave * steps / 2 + 1) << octave) - 1;
    }

    std::array<std::uint64_t, 1024> buckets_{};
    std::uint64_t count_ = 0;
    std::uint64_t longest_ = 0;
};

/// A kind of request that is measured by itself.
enum class Timed {
    referral,
    resent,
    form_page,
    page,
    receipt,
    journey_step,
    sign_in,
    triage,
    record,
    intake_page,
    intake_form
};
inline constexpr std::array timed_names{"referral", "resent",       "form_page",  "page",
                                        "receipt",  "journey_step", "sign_in",    "triage",
                                        "record",   "intake_page",  "intake_form"};

struct Tally
{
    Latencies answered; ///< of those that did what was asked: status under 400
    std::map<std::string, std::uint64_t> ends; ///< "303", "503", "unknown", "not sent" → how many

    void add(const Tally& other)
    {
        answered.add(other.answered);
        for (const auto& [end, count] : other.ends)
            ends[end] += count;
    }
    /// All that did not end with a status under 400.
    [[nodiscard]] std::uint64_t errors() const
    {
        std::uint64_t all = 0;
        for (const auto& [end, count] : ends)
            all += count;
        return all - answered.count();
    }
};

struct Measured
{
    std::map<Timed, Tally> tallies;
    /// What no server may do, in words; at most a few of each run: "a receipt vanished: /sent/…".
    std::map<std::string, std::uint64_t> wrongs;

    void note(Timed timed, Span took, const Exchange& exchange)
    {
        Tally& tally = tallies[timed];
        switch (exchange.fate) {
        case Fate::not_sent:
            ++tally.ends["not sent"];
            return;
        case Fate::unknown:
            ++tally.ends["unknown"];
            return;
        case Fate::answered:
            ++tally.ends[std::to_string(exchange.reply.status)];
            if (exchange.reply.status < 400) tally.answered.add(took);
            return;
        }
    }

    void add(const Measured& other)
    {
        for (const auto& [timed, tally] : other.tallies)
            tallies[timed].add(tally);
        for (const auto& [wrong, count] : other.wrongs)
            wrongs[wrong] += count;
    }
};

} // namespace evenhand::load
