#include "support/casework/casework.hpp"

#include "core/check.hpp"

#include <algorithm>
#include <tuple>

namespace evenhand::casework {

namespace casework {

/// What loads are ordered by where one is chosen.
auto order_of(std::int64_t full_time)
{
    return [full_time](const Load& load) {
        return std::tuple(-room_of(load, full_time), load.cases, load.account);
    };
}

} // namespace casework

Clocks clocks_of(const protocol::SupportRules& rules, std::string_view group, LocalDate allocated,
                 BankHolidays holidays)
{
    const auto* clock = rules.clock_of(group);
    CHECK(clock != nullptr); // a protocol without a clock for each group is not loaded
    const auto limits = protocol::limits_of(*clock, allocated, {});
    // Before a job is found only the search and the whole of support can end.
    const LocalDate last = limits.search ? allocated.plus_days(clock->total_days - 1) : limits.last;
    return {.contact_due = plus_working_days(allocated, rules.first_contact_working_days, holidays),
            .meeting_due = allocated.plus_days(rules.first_meeting_days),
            .search_ends = limits.search,
            .last_day = last};
}

std::string_view label_of(Owed owed)
{
    switch (owed) {
    case Owed::first_contact:
        return "First contact";
    case Owed::first_meeting:
        return "First meeting";
    case Owed::meeting:
        return "Meeting";
    }
    CHECK(false);
}

Next next_of(const Clocks& clocks, const Seen& seen, int meeting_every_days)
{
    if (!seen.first_contact) return {Owed::first_contact, clocks.contact_due};
    if (!seen.first_meeting) return {Owed::first_meeting, clocks.meeting_due};
    const LocalDate last = seen.last_two_way.value_or(*seen.first_meeting);
    return {Owed::meeting, last.plus_days(meeting_every_days)};
}

bool rings(const Clocks& clocks, const Seen& seen, LocalDate today)
{
    return !seen.first_meeting && today > clocks.meeting_due;
}

std::int64_t days_left(LocalDate last, LocalDate today)
{
    return last.days_since_epoch() - today.days_since_epoch() + 1;
}

std::optional<int> notice_of(const std::vector<int>& notice_days, std::int64_t left)
{
    std::optional<int> shortest;
    for (const int days : notice_days)
        if (left <= days && (!shortest || days < *shortest)) shortest = days;
    return shortest;
}

std::int64_t cap_of(std::int64_t full_time, std::int64_t share_percent)
{
    return full_time * share_percent / 100;
}

std::int64_t room_of(const Load& load, std::int64_t full_time)
{
    return cap_of(full_time, load.share_percent) - load.cases;
}

void sort_by_room(std::vector<Load>& loads, std::int64_t full_time)
{
    std::ranges::sort(loads, {}, casework::order_of(full_time));
}

const Load* suggested(std::span<const Load> loads, std::int64_t full_time)
{
    const auto best = std::ranges::min_element(loads, {}, casework::order_of(full_time));
    if (best == loads.end() || room_of(*best, full_time) <= 0) return nullptr;
    return &*best;
}

std::string_view code(AssignRefusal refusal)
{
    switch (refusal) {
    case AssignRefusal::not_a_specialist_here:
        return "missing";
    case AssignRefusal::has_it_already:
        return "has_it_already";
    case AssignRefusal::is_full:
        return "is_full";
    case AssignRefusal::changed_meanwhile:
        return "changed_meanwhile";
    }
    CHECK(false);
}

std::optional<AssignRefusal> refuse_assignment(const Assign& wanted, std::span<const Load> loads,
                                               std::int64_t full_time)
{
    const auto found = std::ranges::find_if(
        loads, [&](const Load& load) { return load.account.text() == wanted.to; });
    if (found == loads.end()) return AssignRefusal::not_a_specialist_here;
    if (wanted.to == wanted.has) return AssignRefusal::has_it_already;
    if (room_of(*found, full_time) <= 0 && !wanted.above_cap) return AssignRefusal::is_full;
    return std::nullopt;
}

} // namespace evenhand::casework
