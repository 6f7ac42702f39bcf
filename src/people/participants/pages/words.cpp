#include "people/participants/pages/services.hpp"

#include "core/london_time.hpp"
#include "people/staff/pages/gatekeeper.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace evenhand::participants {

std::string person_path(PersonId person, std::string_view more)
{
    return "/participants/" + person.text() + std::string(more);
}

std::string next_page(const Services& services, const http::Viewer& viewer, PersonId person,
                      Stage stage)
{
    const auto& all = services.next_actions;
    const auto found = std::ranges::find_if(all, [&](const NextAction& action) {
        return action.stage == stage && !action.aside && staff::may(viewer, action.permission);
    });
    return person_path(person, found == all.end() ? std::string_view() : found->path);
}

html::Html intake_heading(IntakePage page, std::string_view title)
{
    using html::attr;
    using html::element;
    constexpr int last = static_cast<int>(IntakePage::allocation) + 1;
    const auto progress =
        fmt::format("Appointment: step {} of {}", static_cast<int>(page) + 1, last);
    return element("span", {attr("class", "govuk-caption-l")}, progress) +
           element("h1", {attr("class", "govuk-heading-l")}, title);
}

std::string area_name(const protocol::Protocol& protocol, std::string_view id)
{
    const auto found = std::ranges::find(protocol.areas, id, &protocol::Area::id);
    return found == protocol.areas.end() ? "Not known" : found->name;
}

std::string group_name(const protocol::Protocol& protocol, std::string_view id)
{
    const auto found = std::ranges::find(protocol.groups, id, &protocol::Group::id);
    return found == protocol.groups.end() ? "Not known" : found->name;
}

std::string record_label(const RecordMark& mark)
{
    const auto referred = london_plain(mark.referred);
    if (mark.study_number.empty()) return fmt::format("Referred on {}", referred);
    return fmt::format("{}, referred on {}", mark.study_number, referred);
}

std::string actor_name(const staff::StaffServices& staff, storage::UnitOfWork& work,
                       std::string_view actor)
{
    const auto colon = actor.find(':');
    const auto kind = actor.substr(0, colon);
    if (kind == "visitor" || kind == "participant") return "The participant";
    if (kind != "staff" || colon == std::string_view::npos) return "The program";
    const auto account = staff::AccountId::parse(actor.substr(colon + 1));
    const auto found = account ? staff.accounts.find(work, *account) : std::nullopt;
    return found ? found->name : "A member of staff";
}

} // namespace evenhand::participants
