#include "rehearsal/provider_desks.hpp"

namespace evenhand::rehearsal {

namespace provider_desks {

constexpr int days_to_first_meeting = 6; ///< working days after the telephone call
constexpr int days_to_meeting = 10;      ///< working days between two meetings
constexpr int most_meetings = 20;

} // namespace provider_desks

ProviderDesks::ProviderDesks(const Stage& stage, const crypto::Keys& keys, const OfficeHours& hours)
    : stage_(stage), hours_(hours)
{
    for (const auto& account : staff::demo_accounts()) {
        if (account.role == staff::Role::team_lead) leads_.emplace_back(stage, keys, account);
        if (account.role == staff::Role::employment_specialist)
            specialists_.push_back({.desk = Desk(stage, keys, account), .to_meet = {}});
    }
}

bool ProviderDesks::give_cases()
{
    bool given = false;
    for (Desk& lead : leads_) {
        lead.open("/cases/waiting");
        for (const auto& href : addresses(lead.page(), "/cases/", "")) {
            if (no_room_.contains(href)) continue;
            if (give(lead, href))
                given = true;
            else
                no_room_.insert(href);
        }
    }
    return given;
}

bool ProviderDesks::give(Desk& lead, const std::string& href)
{
    lead.open(href + "/assign");
    return lead.has_field("specialist") &&
           lead.try_to_press("Assign this case", {{"specialist", lead.first_choice("specialist")}});
}

std::optional<Instant> ProviderDesks::work_on_caseloads()
{
    std::optional<Instant> next;
    for (Specialist& specialist : specialists_) {
        telephone_new(specialist);
        meet(specialist);
        for (const auto& [href, meetings] : specialist.to_meet)
            if (meetings.next && (!next || *meetings.next < *next)) next = meetings.next;
    }
    return next;
}

void ProviderDesks::record(Desk& desk, const std::string& href, std::string_view channel)
{
    desk.open(href + "/contacts/new");
    desk.press(
        "Record contact",
        {{"channel", std::string(channel)}, {"direction", "to_person"}, {"outcome", "spoke"}});
}

void ProviderDesks::telephone_new(Specialist& specialist)
{
    specialist.desk.open("/caseload");
    for (const auto& href : addresses(specialist.desk.page(), "/cases/", "")) {
        const auto [meetings, is_new] = specialist.to_meet.try_emplace(href);
        if (!is_new) continue;
        record(specialist.desk, href, "telephone");
        meetings->second.next =
            hours_.days_after(stage_.time.now(), provider_desks::days_to_first_meeting, 9, 0);
    }
}

void ProviderDesks::meet(Specialist& specialist)
{
    for (auto& [href, meetings] : specialist.to_meet) {
        if (!meetings.next || stage_.time.now() < *meetings.next) continue;
        record(specialist.desk, href, "face_to_face");
        ++meetings.met;
        meetings.next = hours_.days_after(stage_.time.now(), provider_desks::days_to_meeting, 9, 0);
        if (meetings.met == provider_desks::most_meetings) meetings.next.reset();
    }
}

} // namespace evenhand::rehearsal
