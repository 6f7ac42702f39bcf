#include "people/staff/permissions.hpp"

#include <array>

// Which roles nobody has together, and which one closes others for ever.

namespace evenhand::staff {
namespace forbidden_pairs {

struct Pair
{
    Role one;
    Role other;
};

// Whoever recruits or supports must not hold the sequence, judge outcomes or know results by arm;
// whoever checks must not be checked by themselves (security 4.7).
constexpr std::array pairs{
    Pair{Role::intake_officer, Role::custodian},
    Pair{Role::employment_specialist, Role::custodian},
    Pair{Role::team_lead, Role::custodian},
    Pair{Role::provider_manager, Role::custodian},
    Pair{Role::trial_manager, Role::custodian},
    Pair{Role::evaluator, Role::employment_specialist},
    Pair{Role::evaluator, Role::team_lead},
    Pair{Role::evaluator, Role::provider_manager},
    Pair{Role::evaluator, Role::unblinded_statistician},
    Pair{Role::interviewer, Role::employment_specialist},
    Pair{Role::interviewer, Role::team_lead},
    Pair{Role::interviewer, Role::provider_manager},
    Pair{Role::interviewer, Role::unblinded_statistician},
    Pair{Role::unblinded_statistician, Role::intake_officer},
    Pair{Role::unblinded_statistician, Role::employment_specialist},
    Pair{Role::unblinded_statistician, Role::team_lead},
    Pair{Role::unblinded_statistician, Role::provider_manager},
    Pair{Role::unblinded_statistician, Role::trial_manager},
    Pair{Role::monitoring_member, Role::evaluator},
    Pair{Role::monitoring_member, Role::interviewer},
    Pair{Role::monitoring_member, Role::intake_officer},
    Pair{Role::monitoring_member, Role::employment_specialist},
    Pair{Role::monitoring_member, Role::team_lead},
    Pair{Role::monitoring_member, Role::provider_manager},
    Pair{Role::monitoring_member, Role::trial_manager},
    Pair{Role::auditor, Role::trial_manager},
    Pair{Role::auditor, Role::data_manager},
    Pair{Role::auditor, Role::intake_officer},
};

} // namespace forbidden_pairs

bool is_forbidden_pair(Role one, Role other)
{
    if (one == other) return false;
    // The administrator of the machine has no right over the data on it, so no role beside it.
    if (one == Role::system_administrator || other == Role::system_administrator) return true;
    for (const auto& pair : forbidden_pairs::pairs) {
        if ((pair.one == one && pair.other == other) || (pair.one == other && pair.other == one)) {
            return true;
        }
    }
    return false;
}

bool is_closed_for_ever(Role had, Role wanted)
{
    // The administrator of the machine sees no data, so that what they know spoils nothing.
    return is_one_way(had) && wanted != Role::system_administrator &&
           is_forbidden_pair(had, wanted);
}

} // namespace evenhand::staff
