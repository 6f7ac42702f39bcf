#include "core/london_time.hpp"
#include "html/components.hpp"
#include "people/staff/pages/frame.hpp"
#include "people/staff/pages/gatekeeper.hpp"
#include "support/casework/pages/pages.hpp"
#include "support/casework/pages/parts.hpp"

#include <fmt/format.h>

#include <map>

namespace evenhand::casework::pages {

namespace case_page {

using html::Html;

struct Shown
{
    SupportCase about;
    std::optional<identity::IdentityView> who; ///< nothing where it was erased
    std::vector<Assignment> history;
    std::map<std::string, std::string> names; ///< of accounts and actors
    std::vector<participants::Rendering> before_all;
    std::vector<participants::Rendering> after_who;
    LocalDate today;
    bool may_assign = false;
    bool may_open_record = false;
};

html::SummaryRow row(std::string_view key, const Html& value)
{
    return {.key = key, .value = value.empty() ? Html{"Not provided"} : value};
}

Html who_card(const Shown& shown)
{
    if (!shown.who) return html::inset_text({.text = "Who this was has been erased."});
    const identity::IdentityView& who = *shown.who;
    html::SummaryList list{.card = html::SummaryCard{.title = "Who"}};
    list.rows = {row("Name", who.full_name()),
                 row("Likes to be called", who.known_as),
                 row("Date of birth", who.birth_date ? who.birth_date->plain() : std::string()),
                 row("Phone", who.phone),
                 row("Email", who.email),
                 row("Address", who.postal_address),
                 row("Postcode", who.postcode)};
    return html::summary_list(list);
}

std::string on_day(const std::optional<LocalDate>& day)
{
    return day ? day->plain() : std::string("Not yet");
}

Html clocks_card(const Services& services, const Shown& shown)
{
    const SupportCase& about = shown.about;
    const auto& protocol = services.participants.protocol;
    html::SummaryList list{.card = html::SummaryCard{.title = "Where the case stands"}};
    list.rows = {
        row("Employment specialist",
            about.specialist.empty()
                ? html::tag({.text = "Waits for one", .classes = "govuk-tag--orange"})
                : Html{shown.names.at("staff:" + about.specialist)}),
        row("Next", next_words(services, about, shown.today)),
        row("First contact", fmt::format("{}, promised by {}", on_day(about.seen.first_contact),
                                         about.clocks.contact_due.plain())),
        row("First meeting", fmt::format("{}, promised by {}", on_day(about.seen.first_meeting),
                                         about.clocks.meeting_due.plain())),
        row("Last contact", on_day(about.seen.last_two_way)),
        row("Left to search", left_words(services, about.clocks.search_ends, shown.today)),
        row("Left of support", left_words(services, about.clocks.last_day, shown.today)),
        row("Opened", staff::moment(about.opened)),
        row("Area", participants::area_name(protocol, about.area)),
        row("Group", participants::group_name(protocol, about.group))};
    return html::summary_list(list);
}

std::string why(const Assignment& each)
{
    const auto reason = transfer_reason_named(each.reason);
    std::string words = reason ? std::string(label_of(*reason)) : "First assignment";
    if (each.above_cap) words += ", above the cap";
    return words;
}

Html history_table(const Shown& shown)
{
    if (shown.history.empty()) return staff::paragraph("Nobody has been given this case yet.");
    html::Table table{
        .caption = "Whose case it was, the latest first",
        .caption_classes = "govuk-table__caption--m",
        .head = {{.text = "From"}, {.text = "Whose"}, {.text = "Why"}, {.text = "By whom"}}};
    for (const Assignment& each : shown.history)
        table.rows.push_back({{.text = staff::moment(each.at)},
                              {.text = shown.names.at("staff:" + each.specialist)},
                              {.text = why(each)},
                              {.text = shown.names.at(each.actor)}});
    return html::scrolling_table(table, "Whose case it was");
}

Html buttons(const Shown& shown)
{
    const SupportCase& about = shown.about;
    std::vector<Html> all{
        html::button({.text = "Record a contact", .href = case_path(about.id, "/contacts/new")})};
    if (shown.may_assign) {
        const bool waits = about.specialist.empty();
        all.push_back(html::button(
            {.text = waits ? "Assign to a specialist" : "Transfer to another specialist",
             .href = case_path(about.id, waits ? "/assign" : "/transfer"),
             .classes = "govuk-button--secondary"}));
    }
    if (shown.may_open_record)
        all.push_back(html::element("a",
                                    {html::attr("class", "govuk-link"),
                                     html::attr("href", participants::person_path(about.person))},
                                    "Open the participant's record"));
    return html::element("div", {html::attr("class", "govuk-button-group")}, all);
}

Html all_of(const std::vector<participants::Rendering>& sections)
{
    Html all;
    for (const auto& section : sections)
        all += section();
    return all;
}

html::Page view(const Services& services, const Shown& shown)
{
    const bool named = shown.who && !shown.who->full_name().empty();
    const std::string title = named ? shown.who->full_name() : "Case " + shown.about.study_number;
    return {.title = title,
            .body = html::fragment(
                staff::heading(title),
                staff::paragraph(fmt::format("Study number {}. That you opened this case has been "
                                             "written down.",
                                             shown.about.study_number)),
                all_of(shown.before_all), clocks_card(services, shown), buttons(shown),
                who_card(shown), all_of(shown.after_who), history_table(shown)),
            .back_href = shown.may_assign ? "/cases/waiting" : "/caseload"};
}

void name_everybody(const Services& services, storage::UnitOfWork& work, Shown& shown)
{
    const auto name = [&](const std::string& actor) {
        auto [at, is_new] = shown.names.try_emplace(actor);
        if (is_new) at->second = participants::actor_name(services.participants.staff, work, actor);
    };
    if (!shown.about.specialist.empty()) name("staff:" + shown.about.specialist);
    for (const Assignment& each : shown.history) {
        name("staff:" + each.specialist);
        name(each.actor);
    }
}

} // namespace case_page

http::Response open_case(const Services& services, const http::Request& request,
                         const http::Viewer& viewer, storage::UnitOfWork& work)
{
    auto about = case_in(services, request, viewer, work);
    if (!about) return http::not_found();
    work.log({.action = "case.opened",
              .object_type = "case",
              .object_id = about->id.text(),
              .detail = {}});
    const PersonId person = about->person;
    auto history = services.cases.history(work, about->id);
    case_page::Shown shown{.about = std::move(*about),
                           .who = services.participants.identities.open_person(work, person),
                           .history = std::move(history),
                           .names = {},
                           .before_all = {},
                           .after_who = {},
                           .today = london_date(work.now()),
                           .may_assign = asker_of(viewer).leads,
                           .may_open_record = staff::may(viewer, "participants.open")};
    case_page::name_everybody(services, work, shown);
    for (const participants::Section& section : services.sections) {
        auto rendering = section.load(work, viewer, person);
        if (!rendering) continue;
        const bool first = section.place == participants::Section::Place::before_all;
        (first ? shown.before_all : shown.after_who).push_back(std::move(rendering));
    }
    return staff::answer_staff_page(
        services.participants.staff, 200, request, viewer,
        [&services, shown = std::move(shown)] { return case_page::view(services, shown); });
}

} // namespace evenhand::casework::pages
