#include "rehearsal/fill.hpp"

#include "core/london_time.hpp"
#include "rehearsal/office_hours.hpp"
#include "rehearsal/whole_trial.hpp"

#include <algorithm>

namespace evenhand::rehearsal {

namespace fill_parts {

/// Seventeen months of 1,500 people: how densely they come, whoever asks for fewer.
constexpr std::int64_t usual_days = 518;
constexpr std::int64_t fewest_days = 28;

} // namespace fill_parts

FillPlan plan_of_trial(std::uint64_t seed, std::uint64_t people, const protocol::Protocol& protocol,
                       BankHolidays holidays)
{
    const auto& targets = protocol.targets;
    const auto opens = targets.opens.days_since_epoch();
    const auto all_days = targets.closes.days_since_epoch() + 1 - opens;
    const auto days =
        std::clamp(static_cast<std::int64_t>(people) * fill_parts::usual_days /
                       static_cast<std::int64_t>(usual_people),
                   fill_parts::fewest_days, std::max(all_days, fill_parts::fewest_days));
    const LocalDate last =
        plus_working_days(targets.opens.plus_days(static_cast<int>(days)), 0, holidays);
    return {.seed = seed,
            .people = people,
            .days = static_cast<int>(last.days_since_epoch() - opens),
            .on_day = last};
}

Instant begin_of(const FillPlan& plan)
{
    return start_of_london_day(plan.on_day.plus_days(-plan.days));
}

Instant end_of(const FillPlan& plan)
{
    return in_london(plan.on_day, 8, 30);
}

PeopleMaker people_of(const FillPlan& plan, const Rng& rng, const protocol::Protocol& protocol)
{
    return {rng, protocol, plan.on_day.plus_days(-plan.days)};
}

FillTally fill(const FillParts& parts, const FillPlan& plan)
{
    return WholeTrial(parts, plan).run();
}

} // namespace evenhand::rehearsal
