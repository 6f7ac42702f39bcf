#include "protocol/support_rules.hpp"

#include <algorithm>

namespace evenhand::protocol {

const SupportClock* SupportRules::clock_of(std::string_view group) const
{
    const auto found = std::ranges::find(clocks, group, &SupportClock::group);
    return found == clocks.end() ? nullptr : &*found;
}

SupportLimits limits_of(const SupportClock& clock, LocalDate allocated,
                        std::optional<LocalDate> first_job)
{
    // The day of allocation is the first day of support.
    const LocalDate total = allocated.plus_days(clock.total_days - 1);
    const bool searches = clock.search_days > 0;
    if (searches && !first_job) {
        return {.search = std::min(allocated.plus_days(clock.search_days - 1), total),
                .last = total};
    }
    const LocalDate from = searches ? *first_job : allocated;
    return {.search = {}, .last = std::min(from.plus_days(clock.in_work_days - 1), total)};
}

} // namespace evenhand::protocol
