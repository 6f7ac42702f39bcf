#include "people/staff/role.hpp"

#include "core/check.hpp"

namespace evenhand::staff {
namespace role {

struct Words
{
    Role role;
    std::string_view name;
    std::string_view title;
};

constexpr std::array words{
    Words{Role::participant, "participant", "Participant"},
    Words{Role::referrer, "referrer", "Referrer"},
    Words{Role::intake_officer, "intake_officer", "Intake officer"},
    Words{Role::employment_specialist, "employment_specialist", "Employment specialist"},
    Words{Role::team_lead, "team_lead", "Team lead"},
    Words{Role::provider_manager, "provider_manager", "Provider manager"},
    Words{Role::trial_manager, "trial_manager", "Trial manager"},
    Words{Role::data_manager, "data_manager", "Data manager"},
    Words{Role::interviewer, "interviewer", "Interviewer"},
    Words{Role::evaluator, "evaluator", "Evaluator"},
    Words{Role::monitoring_member, "monitoring_member", "Data-monitoring member"},
    Words{Role::safeguarding_lead, "safeguarding_lead", "Safeguarding lead"},
    Words{Role::unblinded_statistician, "unblinded_statistician", "Unblinded statistician"},
    Words{Role::steering_viewer, "steering_viewer", "Steering-group viewer"},
    Words{Role::auditor, "auditor", "Auditor"},
    Words{Role::data_protection_officer, "data_protection_officer", "Data-protection officer"},
    Words{Role::custodian, "custodian", "Custodian"},
    Words{Role::system_administrator, "system_administrator", "System administrator"},
};
static_assert(words.size() == all_roles.size());

const Words& of(Role role)
{
    const auto& found = words[static_cast<std::size_t>(role)];
    CHECK(found.role == role);
    return found;
}

} // namespace role

std::string_view name_of(Role role)
{
    return role::of(role).name;
}

std::string_view title_of(Role role)
{
    return role::of(role).title;
}

std::optional<Role> role_named(std::string_view name)
{
    for (const auto& words : role::words) {
        if (words.name == name) return words.role;
    }
    return std::nullopt;
}

bool is_for_staff(Role role)
{
    return role != Role::participant && role != Role::referrer;
}

bool is_blind(Role role)
{
    return role == Role::interviewer || role == Role::evaluator;
}

bool is_one_way(Role role)
{
    return role == Role::unblinded_statistician || role == Role::monitoring_member;
}

} // namespace evenhand::staff
