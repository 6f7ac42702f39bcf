#pragma once

#include "core/time.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace evenhand::protocol {

/// What happens to the clocks when a job that was found is lost again.
enum class JobLost {
    search_goes_on, ///< back to searching until the limits that stood before
    support_ends,
};

/// How long support lasts for one group. Published in four incompatible ways (trial.md 4.1), so it
/// is data with its source.
struct SupportClock
{
    std::string group;
    int search_days = 0;  ///< from allocation; 0: this group does not search
    int in_work_days = 0; ///< from the first job, or from allocation where there is no search
    int total_days = 0;   ///< from allocation, whatever happens
    JobLost job_lost = JobLost::search_goes_on;
    std::string source;
};

struct SupportRules
{
    std::vector<SupportClock> clocks;   ///< one a group
    int caseload_most = 0;              ///< soft, for one full-time specialist
    int caseload_fidelity = 0;          ///< the most that scores full marks for fidelity
    int first_contact_working_days = 0; ///< after allocation
    int first_meeting_days = 0;         ///< after allocation; an alarm after that
    int meeting_every_days = 0;
    std::vector<int> notice_days; ///< before a limit, the longest first

    /// The clock of that group, or null.
    [[nodiscard]] const SupportClock* clock_of(std::string_view group) const;
};

/// The last days of somebody's support, as far as is known.
struct SupportLimits
{
    std::optional<LocalDate> search; ///< unless they have a job by then; nothing: they need none
    LocalDate last;                  ///< whatever happens
};

/// The limits of somebody allocated on that day, who started the first job on that other day.
SupportLimits limits_of(const SupportClock& clock, LocalDate allocated,
                        std::optional<LocalDate> first_job);

} // namespace evenhand::protocol
