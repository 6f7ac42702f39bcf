#include "rehearsal/fill.hpp"

#include "core/check.hpp"
#include "core/london_time.hpp"
#include "rehearsal/front_door.hpp"
#include "rehearsal/triage_desk.hpp"
#include "rehearsal/whole_trial.hpp"
#include "storage/job_runner.hpp"

#include <algorithm>
#include <array>
#include <tuple>
#include <vector>

namespace evenhand::rehearsal {

namespace fill_parts {

/// What happens by itself, beside the jobs that the store knows of.
struct Event
{
    enum class Kind { arrival, triage };
    Instant due;
    Kind kind = Kind::arrival;
    std::size_t ordinal = 0;

    friend bool operator<(const Event& one, const Event& other)
    {
        return std::tie(one.due, one.kind, one.ordinal) <
               std::tie(other.due, other.kind, other.ordinal);
    }
};

struct WallTime
{
    int hour;
    int minute;
};
constexpr WallTime story_stops{8, 30};
constexpr std::array looks{WallTime{9, 5}, WallTime{14, 10}};

Instant in_london(LocalDate day, WallTime at)
{
    const auto moment = instant_in_london(day, at.hour, at.minute);
    CHECK(moment);
    return *moment;
}

std::vector<Event> triage_of(const FillPlan& plan)
{
    std::vector<Event> events;
    for (int before = plan.days; before > 0; --before) {
        const LocalDate day = plan.on_day.plus_days(-before);
        if (day.weekday() >= 5) continue;
        for (const WallTime look : looks)
            events.push_back({in_london(day, look), Event::Kind::triage, events.size()});
    }
    return events;
}

std::vector<Event> agenda(const FillPlan& plan, const std::vector<Arrival>& arrivals)
{
    std::vector<Event> events = triage_of(plan);
    for (std::size_t i = 0; i < arrivals.size(); ++i)
        events.push_back({arrivals[i].at, Event::Kind::arrival, i});
    std::ranges::sort(events, std::less<>{});
    return events;
}

/// Runs what is due before the moment, each at its time.
void run_jobs(const FillParts& parts, Instant until)
{
    for (auto due = parts.jobs.next_due(); due && *due <= until; due = parts.jobs.next_due()) {
        parts.time.reach(*due);
        CHECK(parts.jobs.run_one());
    }
}

void count(FillTally& tally, Outcome outcome)
{
    switch (outcome) {
    case Outcome::sent:
        ++tally.sent;
        return;
    case Outcome::called:
        ++tally.called;
        return;
    case Outcome::saved:
        ++tally.saved;
        return;
    case Outcome::stopped:
        ++tally.stopped;
        return;
    }
}

} // namespace fill_parts

Instant begin_of(const FillPlan& plan)
{
    return start_of_london_day(plan.on_day.plus_days(-plan.days));
}

Instant end_of(const FillPlan& plan)
{
    return fill_parts::in_london(plan.on_day, fill_parts::story_stops);
}

PeopleMaker people_of(const FillPlan& plan, const Rng& rng, const protocol::Protocol& protocol)
{
    return {rng, protocol, plan.on_day.plus_days(-plan.days)};
}

FillTally fill(const FillParts& parts, const FillPlan& plan)
{
    if (plan.extent == FillPlan::Extent::trial) return WholeTrial(parts, plan).run();
    const Rng rng(plan.seed);
    const Stage stage{parts.service, parts.time, parts.protocol, rng, parts.host};
    const PeopleMaker people = people_of(plan, rng, parts.protocol);
    const auto coming =
        arrivals(rng.stream("arrivals"),
                 {.people = plan.people, .last_day = plan.on_day.plus_days(-1), .days = plan.days});
    TriageDesk desk(stage, parts.keys);
    FillTally tally;
    std::uint64_t done = 0;
    for (const fill_parts::Event& event : fill_parts::agenda(plan, coming)) {
        fill_parts::run_jobs(parts, event.due);
        parts.time.reach(event.due);
        if (event.kind == fill_parts::Event::Kind::triage) {
            desk.look_through();
            continue;
        }
        const Arrival& arrival = coming[event.ordinal];
        fill_parts::count(tally,
                          come_to_front_door(stage, arrival, people.make(arrival.person)).outcome);
        if (parts.on_progress) parts.on_progress(++done, plan.people);
    }
    fill_parts::run_jobs(parts, end_of(plan));
    parts.time.reach(end_of(plan));
    return tally;
}

} // namespace evenhand::rehearsal
