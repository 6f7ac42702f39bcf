#include "app/staff_menu.hpp"

#include <utility>
#include <vector>

namespace evenhand::app {

staff::StaffSettings staff_settings(const protocol::Protocol& protocol, const std::string& base_url)
{
    std::vector<staff::WorkArea> areas;
    for (const auto& area : protocol.areas)
        areas.push_back({area.id, area.name});
    return {
        .service_name = protocol.name,
        .base_url = base_url,
        .start_page = "/triage",
        .links =
            {{.text = "Triage", .href = "/triage", .permission = "triage.list"},
             {.text = "Calls", .href = "/calls", .permission = "calls.list"},
             {.text = "Appointments", .href = "/appointments", .permission = "appointments.list"},
             {.text = "New referral", .href = "/triage/new", .permission = "triage.refer"},
             {.text = "Who is stuck",
              .href = "/stuck",
              .permission = "participants.list",
              .first_for = {staff::Role::trial_manager}},
             {.text = "Participants",
              .href = "/participants",
              .permission = "identity.search",
              .first_for = {staff::Role::data_protection_officer}},
             {.text = "Corrections",
              .href = "/baseline-corrections",
              .permission = "baseline.correct",
              .first_for = {staff::Role::data_manager}},
             {.text = "Not sure", .href = "/eligibility", .permission = "eligibility.resolve"},
             {.text = "Caseload",
              .href = "/caseload",
              .permission = "caseload.own",
              .first_for = {staff::Role::employment_specialist}},
             {.text = "Cases", .href = "/cases/waiting", .permission = "cases.assign"},
             {.text = "Cases by area", .href = "/cases/areas", .permission = "cases.count"},
             {.text = "Consent again", .href = "/consent/again", .permission = "consent.read"},
             {.text = "Concerns",
              .href = "/concerns",
              .permission = "concerns.manage",
              .first_for = {staff::Role::safeguarding_lead}},
             {.text = "Draws",
              .href = "/draws",
              .permission = "allocation.draws",
              .first_for = {staff::Role::unblinded_statistician}},
             {.text = "New concern",
              .href = "/concerns/new",
              .permission = "concerns.raise",
              .first_for = {staff::Role::interviewer}},
             {.text = "Recruitment",
              .href = "/recruitment",
              .permission = "figures.read",
              .first_for = {staff::Role::provider_manager, staff::Role::steering_viewer}},
             {.text = "Flow", .href = "/flow", .permission = "figures.read"},
             {.text = "Protocol", .href = "/protocol", .permission = "protocol.read"},
             {.text = "Directory",
              .href = "/directory",
              .permission = "directory.read",
              .first_for = {staff::Role::data_manager}},
             {.text = "Ceremony",
              .href = "/ceremony",
              .permission = "ceremony.read",
              .first_for = {staff::Role::custodian}},
             {.text = "Told a group", .href = "/interviews/told", .permission = "interviews.tell"},
             {.text = "Interviewers", .href = "/interviews", .permission = "interviews.reassign"},
             {.text = "Staff", .href = "/staff", .permission = "staff.list"},
             {.text = "My account", .href = "/account", .permission = "own_account.read"}},
        .areas = std::move(areas)};
}

} // namespace evenhand::app
