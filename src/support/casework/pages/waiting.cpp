#include "core/check.hpp"
#include "core/london_time.hpp"
#include "html/components.hpp"
#include "people/staff/pages/frame.hpp"
#include "support/casework/pages/pages.hpp"
#include "support/casework/pages/parts.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace evenhand::casework::pages {

namespace waiting_page {

using html::attr;
using html::element;
using html::Html;

struct Shown
{
    CasePage page;
    std::vector<TeamRow> team;
    std::optional<staff::Posting> posting;
    std::string specialist; ///< whose cases are listed; empty: those that wait
    LocalDate today;
};

Html cases_table(const Services& services, const Shown& shown)
{
    if (shown.page.rows.empty()) {
        return html::inset_text({.text = shown.specialist.empty()
                                             ? "No case waits for a specialist."
                                             : "They have no cases in your areas."});
    }
    html::Table table{
        .caption = shown.specialist.empty() ? "Cases that wait, the oldest promise first"
                                            : "Their cases, what is late or due first",
        .caption_classes = "govuk-table__caption--m",
        .head = {{.text = "Study number"}, {.text = "Since"}, {.text = "Next"}, {.text = "Area"}}};
    for (const SupportCase& row : shown.page.rows) {
        table.rows.push_back(
            {{.text = case_link(row)},
             {.text = london_date(row.assigned.value_or(row.opened)).plain()},
             {.text = next_words(services, row, shown.today)},
             {.text = participants::area_name(services.participants.protocol, row.area)}});
    }
    return html::scrolling_table(table, "Cases");
}

html::TableRow team_row(const Services& services, const TeamRow& row)
{
    const auto full_time = services.participants.protocol.support.caseload_most;
    const Html name =
        element("a",
                {attr("class", "govuk-link"),
                 attr("href", "/cases/waiting?specialist=" + row.load.account.text())},
                row.load.name);
    if (!row.works_here) {
        return {{.text = name},
                {.text = html::tag({.text = "Not of your areas now: transfer their cases",
                                    .classes = "govuk-tag--red"})},
                {.text = std::to_string(row.here)},
                {.text = "Does not apply"},
                {.text = "Does not apply"}};
    }
    const auto room = room_of(row.load, full_time);
    return {{.text = name},
            {.text = fmt::format("{}%", row.load.share_percent)},
            {.text = std::to_string(row.here)},
            {.text = cap_words(services, row.load)},
            {.text = room > 0 ? Html{std::to_string(room)}
                              : html::tag({.text = "Full", .classes = "govuk-tag--orange"})}};
}

Html team_table(const Services& services, const Shown& shown)
{
    if (shown.team.empty()) return staff::paragraph("Nobody works in your areas yet.");
    html::Table table{.caption = "Specialists of your areas",
                      .caption_classes = "govuk-table__caption--m",
                      .head = {{.text = "Name"},
                               {.text = "Of full time"},
                               {.text = "Cases in your areas"},
                               {.text = "All cases, of the cap"},
                               {.text = "Room"}}};
    for (const TeamRow& row : shown.team)
        table.rows.push_back(team_row(services, row));
    return html::scrolling_table(table, "Specialists of your areas");
}

html::Page view(const Services& services, const Shown& shown)
{
    if (!shown.posting) {
        return {.title = "Cases that wait",
                .body = staff::heading("Cases that wait") +
                        staff::paragraph("You have not been given an area yet. You see the cases "
                                         "of an area once an administrator has said where you "
                                         "work.")};
    }
    std::string title = "Cases that wait";
    std::string path = "/cases/waiting";
    if (!shown.specialist.empty()) {
        title = "Cases of a specialist";
        for (const TeamRow& row : shown.team)
            if (row.load.account.text() == shown.specialist) title = "Cases of " + row.load.name;
        path += "?specialist=" + shown.specialist;
    }
    return {
        .title = title,
        .body = html::fragment(
            staff::heading(title),
            staff::paragraph(words_of(*shown.posting, services.participants.staff.settings.areas)),
            cases_table(services, shown), next_link(path, shown.page), team_table(services, shown)),
        .width = html::PageWidth::full};
}

} // namespace waiting_page

http::Response waiting(const Services& services, const http::Request& request,
                       const http::Viewer& viewer, storage::UnitOfWork& work)
{
    const auto account = staff::AccountId::parse(viewer.account_id);
    CHECK(account.has_value());
    const auto specialist = staff::AccountId::parse(request.query.value("specialist"));
    const auto after = after_in(request.query);
    const auto& own = viewer.account_id;
    waiting_page::Shown shown{
        .page = specialist ? services.cases.of_specialist(work, own, specialist->text(), after)
                           : services.cases.waiting(work, own, after),
        .team = services.cases.team(work, services.participants.staff.accounts, own),
        .posting = services.participants.staff.postings.current(work, *account),
        .specialist = specialist ? specialist->text() : std::string(),
        .today = london_date(work.now())};
    audit_list(work, "cases.listed", shown.page);
    return staff::answer_staff_page(
        services.participants.staff, 200, request, viewer,
        [&services, shown = std::move(shown)] { return waiting_page::view(services, shown); });
}

} // namespace evenhand::casework::pages
