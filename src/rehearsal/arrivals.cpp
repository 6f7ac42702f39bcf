#include "rehearsal/arrivals.hpp"

#include "core/check.hpp"
#include "core/london_time.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>

namespace evenhand::rehearsal {

namespace arrivals_parts {

struct Share
{
    Intention intention;
    double share;
};
// Most people referred themselves; shares by route and of those who stop were never published
// (trial.md 2.2), so these are guesses. The first takes what the others leave.
constexpr std::array shares{
    Share{Intention::send, 0.68},          Share{Intention::ask_for_call, 0.13},
    Share{Intention::save_and_send, 0.04}, Share{Intention::save, 0.05},
    Share{Intention::under_age, 0.02},     Share{Intention::outside_area, 0.04},
    Share{Intention::no_condition, 0.02},  Share{Intention::not_agree, 0.02},
};

/// Of those who would come at a weekend, so many leave it for another day.
constexpr double weekend_put_off = 0.6;

/// How the hours of a day share out those who come: telephones are in hand until late.
constexpr std::array<double, 24> hours{0, 0, 0, 0, 0, 0.3, 1, 2, 4, 7, 9, 8,
                                       7, 7, 8, 7, 6, 6,   6, 6, 5, 4, 2, 0};

std::vector<Intention> intentions(std::uint64_t people, Rng rng)
{
    std::vector<Intention> all;
    for (const Share& each : shares) {
        if (each.intention == Intention::send) continue;
        const auto so_many =
            static_cast<std::size_t>(std::floor(each.share * static_cast<double>(people) + 0.5));
        all.insert(all.end(), so_many, each.intention);
    }
    all.resize(static_cast<std::size_t>(people), Intention::send);
    rng.shuffle(all);
    return all;
}

LocalDate day(const ArrivalPlan& plan, Rng& rng)
{
    for (;;) {
        // The greatest of three draws has density 3t²: back-loaded, with no function of the maths
        // library whose last bit might differ.
        const double far = std::max({rng.uniform01(), rng.uniform01(), rng.uniform01()});
        const auto days_in = static_cast<std::int64_t>(far * plan.days);
        const LocalDate chosen = plan.last_day.plus_days(days_in + 1 - plan.days);
        const bool weekend = chosen.weekday() >= 5;
        if (!weekend || !rng.bernoulli(weekend_put_off)) return chosen;
    }
}

Instant moment(const ArrivalPlan& plan, Rng& rng)
{
    using namespace std::chrono_literals;
    const auto hour = static_cast<std::int64_t>(rng.weighted_choice(hours));
    const auto seconds = static_cast<std::int64_t>(rng.uniform(3600));
    // Twenty-three-hour days have no arrivals in the hour they lack: nobody comes at night.
    const auto at = instant_in_london(day(plan, rng), static_cast<int>(hour), 0);
    CHECK(at);
    return *at + std::chrono::seconds(seconds);
}

} // namespace arrivals_parts

std::vector<Arrival> arrivals(const Rng& rng, const ArrivalPlan& plan)
{
    CHECK(plan.days >= 1);
    const auto intentions = arrivals_parts::intentions(plan.people, rng.stream("intentions"));
    Rng moments = rng.stream("moments");
    std::vector<Arrival> all;
    for (std::uint64_t person = 0; person < plan.people; ++person) {
        all.push_back({.at = arrivals_parts::moment(plan, moments),
                       .person = person,
                       .intention = intentions[static_cast<std::size_t>(person)]});
    }
    std::ranges::sort(all, [](const Arrival& one, const Arrival& other) {
        return std::pair(one.at, one.person) < std::pair(other.at, other.person);
    });
    return all;
}

} // namespace evenhand::rehearsal
