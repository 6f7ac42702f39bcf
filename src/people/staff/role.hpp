#pragma once

#include <array>
#include <optional>
#include <string_view>

namespace evenhand::staff {

/// What somebody is in the trial (design 4, people).
enum class Role {
    participant,
    referrer,
    intake_officer,
    employment_specialist,
    team_lead,
    provider_manager,
    trial_manager,
    data_manager,
    interviewer,
    evaluator,
    monitoring_member,
    safeguarding_lead,
    unblinded_statistician,
    steering_viewer,
    auditor,
    data_protection_officer,
    custodian,
    system_administrator,
};

inline constexpr std::array all_roles{
    Role::participant,
    Role::referrer,
    Role::intake_officer,
    Role::employment_specialist,
    Role::team_lead,
    Role::provider_manager,
    Role::trial_manager,
    Role::data_manager,
    Role::interviewer,
    Role::evaluator,
    Role::monitoring_member,
    Role::safeguarding_lead,
    Role::unblinded_statistician,
    Role::steering_viewer,
    Role::auditor,
    Role::data_protection_officer,
    Role::custodian,
    Role::system_administrator,
};

/// As kept in facts and leaves: "intake_officer".
std::string_view name_of(Role role);
/// As people read it: "Intake officer".
std::string_view title_of(Role role);
/// Nothing unless the text is exactly one of the names.
std::optional<Role> role_named(std::string_view name);

/// Whether a staff account may have the role. Participants and referrers have no staff account.
bool is_for_staff(Role role);
/// Must not learn anybody's arm (design 1.4).
bool is_blind(Role role);
/// Sees the trial by arm, as the analysis does. Nobody unlearns it, so what it rules out stays
/// ruled out after it was taken away.
bool is_one_way(Role role);
/// What whoever gives such a role is told beforehand.
inline constexpr std::string_view one_way_words =
    "This role is one-way: whoever has had it can never be an interviewer or an evaluator, and "
    "never recruit or support anybody, also after it is taken away.";

} // namespace evenhand::staff
