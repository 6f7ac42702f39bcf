#pragma once

#include "core/time.hpp"

#include <cstdint>
#include <optional>
#include <set>
#include <tuple>

namespace evenhand::rehearsal {

/// What happens by itself, beside the jobs that the store knows of.
enum class Occasion {
    arrival,          ///< somebody comes to the front door
    triage,           ///< the intake officer looks through the queue
    call,             ///< the officer telephones somebody
    letter,           ///< nobody answered: the last letter goes out
    give_up,          ///< nor was the letter answered
    appointment,      ///< somebody has an appointment, or had one
    decision,         ///< somebody who wanted time is asked
    lead,             ///< the team lead looks at who waits for them
    cases,            ///< the team leads give away the cases that wait
    caseload,         ///< the employment specialists look at their caseloads
    missed_too_often, ///< and decides about one
    concern,          ///< somebody worries about a person
    concerns,         ///< the safeguarding lead looks through the queue
    after,            ///< a withdrawal, a death
};

struct Event
{
    Instant due;
    Occasion occasion = Occasion::arrival;
    std::uint64_t person = 0; ///< ordinal; 0 where it is nobody's

    friend bool operator<(const Event& one, const Event& other)
    {
        return std::tie(one.due, one.occasion, one.person) <
               std::tie(other.due, other.occasion, other.person);
    }
};

/// What is still to come, in order of (due, occasion, person): so that a run is the same each time
/// (design 8.8).
class Agenda
{
public:
    void add(const Event& event) { events_.insert(event); }
    /// The first before that moment, taken out.
    std::optional<Event> next_before(Instant end)
    {
        if (events_.empty() || !(events_.begin()->due < end)) return std::nullopt;
        return events_.extract(events_.begin()).value();
    }

private:
    std::set<Event> events_;
};

} // namespace evenhand::rehearsal
