#include "core/check.hpp"
#include "core/london_time.hpp"
#include "html/components.hpp"
#include "people/staff/pages/frame.hpp"
#include "support/casework/pages/pages.hpp"
#include "support/casework/pages/parts.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace evenhand::casework::pages {

namespace caseload_page {

using html::Html;

struct Shown
{
    CasePage page;
    std::vector<std::string> names; ///< of each row
    std::optional<staff::Posting> posting;
    std::int64_t cases = 0; ///< that take room
    LocalDate today;
};

html::TableRow row_of(const Services& services, const Shown& shown, std::size_t index)
{
    const SupportCase& row = shown.page.rows[index];
    const auto& protocol = services.participants.protocol;
    return {{.text = shown.names[index]},
            {.text = case_link(row)},
            {.text = next_words(services, row, shown.today)},
            {.text = row.seen.last_two_way ? row.seen.last_two_way->plain() : "None yet"},
            {.text = left_words(services, row.clocks.search_ends, shown.today)},
            {.text = left_words(services, row.clocks.last_day, shown.today)},
            {.text = participants::area_name(protocol, row.area)}};
}

Html use_of_cap(const Services& services, const Shown& shown)
{
    if (!shown.posting)
        return staff::paragraph("You have not been given an area yet. Cases come to you once an "
                                "administrator has said where you work.");
    const auto& support = services.participants.protocol.support;
    const auto cap = cap_of(support.caseload_most, shown.posting->share_percent);
    return staff::paragraph(fmt::format(
        "{} of {} cases. The cap is {} for full time, and you work {}% of it. It can be passed, "
        "and is never a reason to put somebody into another group.",
        shown.cases, cap, support.caseload_most, shown.posting->share_percent));
}

html::Page view(const Services& services, const Shown& shown)
{
    Html list = html::inset_text({.text = "You have no cases yet."});
    if (!shown.page.rows.empty()) {
        html::Table table{.caption = "Your cases, what is late or due first",
                          .caption_classes = "govuk-visually-hidden",
                          .head = {{.text = "Name"},
                                   {.text = "Study number"},
                                   {.text = "Next"},
                                   {.text = "Last contact"},
                                   {.text = "Left to search"},
                                   {.text = "Left of support"},
                                   {.text = "Area"}}};
        for (std::size_t i = 0; i < shown.page.rows.size(); ++i)
            table.rows.push_back(row_of(services, shown, i));
        list = html::scrolling_table(table, "Your cases");
    }
    return {.title = "Your caseload",
            .body = html::fragment(staff::heading("Your caseload"), use_of_cap(services, shown),
                                   list, next_link("/caseload", shown.page)),
            .width = html::PageWidth::full};
}

/// As staff call them; whoever was erased has no name.
std::string name_of(const Services& services, storage::UnitOfWork& work, PersonId person)
{
    const auto who = services.participants.identities.open_person(work, person);
    if (!who) return "Erased";
    if (!who->known_as.empty()) return fmt::format("{} ({})", who->full_name(), who->known_as);
    return who->full_name().empty() ? "No name given" : who->full_name();
}

} // namespace caseload_page

http::Response caseload(const Services& services, const http::Request& request,
                        const http::Viewer& viewer, storage::UnitOfWork& work)
{
    const auto account = staff::AccountId::parse(viewer.account_id);
    CHECK(account.has_value());
    caseload_page::Shown shown{
        .page = services.cases.caseload(work, viewer.account_id, after_in(request.query)),
        .names = {},
        .posting = services.participants.staff.postings.current(work, *account),
        .cases = services.cases.load_of(work, viewer.account_id),
        .today = london_date(work.now())};
    for (const SupportCase& row : shown.page.rows)
        shown.names.push_back(caseload_page::name_of(services, work, row.person));
    audit_list(work, "caseload.listed", shown.page);
    return staff::answer_staff_page(
        services.participants.staff, 200, request, viewer,
        [&services, shown = std::move(shown)] { return caseload_page::view(services, shown); });
}

} // namespace evenhand::casework::pages
