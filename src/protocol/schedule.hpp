#pragma once

#include "core/time.hpp"

#include <string>
#include <vector>

namespace evenhand::protocol {

/// One follow-up survey, the same in both arms.
struct SurveyWave
{
    std::string id;
    std::string name;
    int months = 0;                 ///< after allocation
    int opens_days_before = 0;      ///< the day it is due
    int closes_days_after = 0;      ///< the day it is due
    std::vector<int> reminder_days; ///< after the invitation, in order
    int telephone_days = 0;         ///< after the invitation: an interviewer begins to call
};

struct WaveDays
{
    LocalDate due;
    LocalDate opens; ///< the day of the invitation
    LocalDate closes;
};

/// The days of a wave for someone allocated on that London day. A month that is too short ends it
/// on its last day: four months after 31 October is the last of February.
WaveDays days_of(const SurveyWave& wave, LocalDate allocated);

/// That many calendar months later, or the last day of that month where it is too short.
LocalDate plus_months(LocalDate from, int months);

} // namespace evenhand::protocol
