#include "recruitment/appointments/appointments.hpp"

#include "core/check.hpp"
#include "core/london_time.hpp"

#include <algorithm>

namespace evenhand::appointments {

namespace appointments {

// Slips, not wishes: nobody is seen at five in the morning, for a minute, or in two years.
constexpr int first_hour = 7;
constexpr int last_hour = 21;
constexpr int least_minutes = 10;
constexpr int most_minutes = 240;
constexpr int most_slots = 24;
constexpr int most_days_ahead = 183;
constexpr std::chrono::minutes walked_in{15};

std::optional<Refusal> fault_of_day(LocalDate day, bool any_day, Instant now, BankHolidays holidays)
{
    const LocalDate today = london_date(now);
    if (day < today) return Refusal::in_past;
    if (day > today.plus_days(most_days_ahead)) return Refusal::too_far;
    if (!any_day && !is_working_day(day, holidays)) return Refusal::not_working_day;
    return std::nullopt;
}

Instant plus_minutes(Instant from, int minutes)
{
    return from + std::chrono::minutes(minutes);
}

/// On one day, within its hours. The clocks change at night, so these times are always there once.
Result<Span, Refusal> within_hours(LocalDate day, TimeOfDay first, int minutes)
{
    const int from = first.hour * 60 + first.minute;
    if (from < first_hour * 60 || from + minutes > last_hour * 60)
        return refuse(Refusal::outside_hours);
    const auto starts = instant_in_london(day, first.hour, first.minute);
    CHECK(starts.has_value());
    return Span{*starts, plus_minutes(*starts, minutes)};
}

} // namespace appointments

bool overlap(const Span& one, const Span& other)
{
    return one.from < other.to && other.from < one.to;
}

Result<std::vector<Span>, Refusal> slots_of(const SlotPlan& plan, std::span<const Span> busy,
                                            Instant now, BankHolidays holidays)
{
    using namespace appointments;
    if (const auto fault = fault_of_day(plan.day, plan.any_day, now, holidays))
        return refuse(*fault);
    if (plan.minutes < least_minutes || plan.minutes > most_minutes)
        return refuse(Refusal::bad_length);
    if (plan.count < 1 || plan.count > most_slots) return refuse(Refusal::bad_number);
    const auto whole = within_hours(plan.day, plan.first, plan.minutes * plan.count);
    if (!whole) return refuse(whole.error());
    if (whole->from < now) return refuse(Refusal::in_past);
    if (std::ranges::any_of(busy, [&](const Span& each) { return overlap(each, *whole); }))
        return refuse(Refusal::staff_busy);
    std::vector<Span> slots;
    for (int i = 0; i < plan.count; ++i) {
        slots.push_back({plus_minutes(whole->from, plan.minutes * i),
                         plus_minutes(whole->from, plan.minutes * (i + 1))});
    }
    return slots;
}

Result<Span, Refusal> span_of(const OwnTime& own, Instant now, BankHolidays holidays)
{
    using namespace appointments;
    if (own.minutes < least_minutes || own.minutes > most_minutes)
        return refuse(Refusal::bad_length);
    // Whoever walks in is booked for the time that it is, whatever the day and the hour.
    const auto starts = instant_in_london(own.day, own.at.hour, own.at.minute);
    if (starts && *starts <= now && *starts >= now - walked_in)
        return Span{*starts, plus_minutes(*starts, own.minutes)};
    if (const auto fault = fault_of_day(own.day, /*any_day=*/false, now, holidays))
        return refuse(*fault);
    const auto span = within_hours(own.day, own.at, own.minutes);
    if (span && span->from < now) return refuse(Refusal::in_past);
    return span;
}

bool keeps_booking(participants::Stage stage)
{
    using participants::Stage;
    return stage == Stage::booked || stage == Stage::consented || stage == Stage::baseline_locked;
}

std::optional<Refusal> fault_of_ending(const Appointment& appointment, State ending, Instant now)
{
    if (appointment.state != State::booked) return Refusal::not_there;
    switch (ending) {
    case State::attended:
        // Whoever comes early is seen early.
        if (london_date(now) < appointment.day) return Refusal::too_early;
        return std::nullopt;
    case State::missed:
        if (now < appointment.starts) return Refusal::too_early;
        return std::nullopt;
    case State::cancelled:
        return std::nullopt;
    case State::booked:
        break;
    }
    CHECK(false);
}

} // namespace evenhand::appointments
