#pragma once

#include "core/rng.hpp"
#include "core/time.hpp"
#include "core/working_days.hpp"
#include "crypto/keys.hpp"
#include "protocol/protocol.hpp"
#include "rehearsal/made_up_person.hpp"
#include "rehearsal/virtual_time.hpp"

#include <cstdint>
#include <functional>
#include <string>

namespace evenhand::http {
class Service;
}
namespace evenhand::storage {
class JobRunner;
}

namespace evenhand::rehearsal {

/// What is told: the same plan gives the same trial, to the bit (design 1.6).
struct FillPlan
{
    std::uint64_t seed = 1;
    std::uint64_t people = 60;
    int days = 21;    ///< in which they come
    LocalDate on_day; ///< the day on which the story stops, at half past eight in the morning
};
/// As many as come where nobody says how many.
inline constexpr std::uint64_t usual_people = 1500;
/// The story of a trial from the day on which its protocol opens recruitment: so many people, as
/// densely as 1,500 in seventeen months, but for four weeks at least and not past its closing day.
/// It stops on a working day.
FillPlan plan_of_trial(std::uint64_t seed, std::uint64_t people, const protocol::Protocol& protocol,
                       BankHolidays holidays);
/// Midnight before the first arrival: where the fill's time begins.
Instant begin_of(const FillPlan& plan);
/// The moment at which the story stops.
Instant end_of(const FillPlan& plan);

/// The people of the plan: of age on its first day, and so on whichever day they come. `rng` and
/// the protocol outlive the maker.
PeopleMaker people_of(const FillPlan& plan, const Rng& rng, const protocol::Protocol& protocol);

struct FillParts
{
    http::Service& service; ///< everything goes through the routes
    storage::JobRunner& jobs;
    VirtualTime& time; ///< stands at begin_of(plan) or later
    const protocol::Protocol& protocol;
    const crypto::Keys& keys; ///< the demonstration's: its staff sign in with their codes
    BankHolidays holidays;    ///< on which nobody works
    std::string host;         ///< as in the requests' Host
    std::function<void(std::uint64_t done, std::uint64_t of)> on_progress;
};

/// How it came out.
struct FillTally
{
    std::uint64_t sent = 0;
    std::uint64_t called = 0;
    std::uint64_t saved = 0;
    std::uint64_t stopped = 0;
    std::uint64_t referred = 0; ///< referrals that triage decided
    std::uint64_t randomised = 0;
    std::uint64_t withdrew = 0; ///< after it
    std::uint64_t died = 0;     ///< after it
    std::uint64_t concerns = 0;
    friend bool operator==(const FillTally&, const FillTally&) = default;
};

/// Lets the trial happen up to the end of the plan: made-up people come to the front door and each
/// goes as far as they want to and may, staff work at their desks, due jobs run, one thing after
/// another on this thread in order of (due, occasion, ordinal) (design 8.8). On the last two
/// working days from noon nobody works, so that whoever looks at it finds work. The demonstration's
/// accounts must be there. Throws Lost where the program does not let somebody do what people must
/// be able to do.
FillTally fill(const FillParts& parts, const FillPlan& plan);

} // namespace evenhand::rehearsal
