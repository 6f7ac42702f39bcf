#pragma once

#include "core/rng.hpp"
#include "core/time.hpp"
#include "rehearsal/self_referral.hpp"

#include <cstdint>
#include <vector>

namespace evenhand::rehearsal {

/// Somebody comes to the front door.
struct Arrival
{
    Instant at;
    std::uint64_t person = 0; ///< their ordinal
    Intention intention = Intention::send;
};

/// The stretch of time in which people come.
struct ArrivalPlan
{
    std::uint64_t people = 0;
    LocalDate last_day; ///< the last on which somebody comes
    int days = 1;
};

/// When each of the people comes and what for, in order of time. Each intention has its share of
/// them to the nearest person, so that a demonstration of sixty shows every one. Few come at first
/// and most at the end, as recruits did (trial.md 9.2); by day, in London, and fewer at weekends.
std::vector<Arrival> arrivals(const Rng& rng, const ArrivalPlan& plan);

} // namespace evenhand::rehearsal
