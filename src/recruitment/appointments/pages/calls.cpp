#include "core/london_time.hpp"
#include "crypto/hash.hpp"
#include "html/components.hpp"
#include "html/form.hpp"
#include "people/staff/pages/frame.hpp"
#include "people/staff/pages/gatekeeper.hpp"
#include "recruitment/appointments/pages/pages.hpp"

#include <fmt/format.h>

#include <map>

namespace evenhand::appointments::pages {

namespace calls_page {

using html::attr;
using html::element;
using html::Html;
using participants::ReferralId;

struct Row
{
    Call call;
    std::string reference;          ///< of their referral; empty where there is none
    std::vector<std::string> flags; ///< what must be known before anybody dials
    bool may_contact = true;
};

struct Shown
{
    CallFilter filter;
    bool later = false; ///< also what is due after today
    CallPage page;
    std::vector<Row> rows;
    LocalDate today;
    int attempts = 0; ///< of the protocol
    bool may_reopen = false;
};

std::optional<CallAfter> after_in(const http::FormData& query)
{
    const auto due = LocalDate::parse(query.value("due"));
    const auto person = PersonId::parse(query.value("person"));
    if (!due || !person) return std::nullopt;
    return CallAfter{due->iso(), person->text()};
}

std::string address(const Shown& shown, const std::optional<CallAfter>& after)
{
    http::FormData fields;
    if (!shown.filter.area.empty()) fields.add("area", shown.filter.area);
    if (shown.later) fields.add("when", "later");
    if (after) {
        fields.add("due", after->due);
        fields.add("person", after->person);
    }
    const auto encoded = fields.encode();
    return encoded.empty() ? "/calls" : "/calls?" + encoded;
}

/// Safe contact and needs of the whole page in one statement; permissions only of those few of whom
/// something is known that may bar contact.
void fill_rows(const Services& services, storage::UnitOfWork& work, Shown& shown)
{
    std::vector<ReferralId> referrals;
    for (const Call& call : shown.page.rows)
        if (call.referral) referrals.push_back(*call.referral);
    const auto told = services.referrals.told_of(work, referrals);
    for (Call& call : shown.page.rows) {
        Row row{.call = std::move(call), .reference = {}, .flags = {}};
        if (row.call.referral) {
            if (const auto found = told.find(*row.call.referral); found != told.end()) {
                row.reference = found->second.reference;
                row.flags =
                    referral::call_flags(services.participants.protocol, found->second.told);
            }
        }
        if (row.call.withdrawals) {
            row.may_contact =
                services.withdrawals.permissions(work, row.call.person).view().may_contact;
        }
        shown.rows.push_back(std::move(row));
    }
}

Shown load(const Services& services, const http::Request& request, const http::Viewer& viewer,
           storage::UnitOfWork& work)
{
    const auto& protocol = services.participants.protocol;
    const LocalDate today = london_date(work.now());
    const bool later = request.query.value("when") == "later";
    const auto area = request.query.value("area");
    const CallFilter filter{.area = has_area(protocol, area) ? std::string(area) : std::string(),
                            .until = later ? *LocalDate::parse("9999-12-31") : today};
    Shown shown{.filter = filter,
                .later = later,
                .page = services.calls.list(work, filter, after_in(request.query), today),
                .rows = {},
                .today = today,
                .attempts = protocol.contact_rules.attempts,
                .may_reopen = staff::may(viewer, "appointments.reopen")};
    fill_rows(services, work, shown);
    return shown;
}

Html flags_cell(const Row& row)
{
    std::vector<Html> items;
    if (!row.may_contact) {
        items.push_back(
            element("li", {}, html::tag({.text = "Do not contact", .classes = "govuk-tag--red"})));
    }
    for (const std::string& flag : row.flags)
        items.push_back(element("li", {}, flag));
    if (items.empty()) return "Nothing to heed";
    return element("ul", {attr("class", "govuk-list")}, items);
}

std::string what_words(const Shown& shown, const Call& call)
{
    switch (call.owed.kind) {
    case CallKind::attempt:
        return fmt::format("{}: attempt {} of {}", label_of(call.owed.kind), call.owed.attempts + 1,
                           shown.attempts);
    case CallKind::letter:
    case CallKind::close:
    case CallKind::decide:
        break;
    }
    return std::string(label_of(call.owed.kind));
}

/// The page on which what is owed is done; empty where this viewer may not.
std::string path_of(const Shown& shown, const Call& call)
{
    switch (call.owed.kind) {
    case CallKind::attempt:
        return participants::person_path(call.person, "/contacts/new");
    case CallKind::letter:
        return participants::person_path(call.person, "/last-letter");
    case CallKind::close:
        return participants::person_path(call.person, "/could-not-reach");
    case CallKind::decide:
        break;
    }
    return shown.may_reopen ? participants::person_path(call.person, "/appointment/decide") : "";
}

Html hidden(std::string_view words)
{
    return element("span", {attr("class", "govuk-visually-hidden")}, words);
}

Html act_cell(const Shown& shown, const Row& row)
{
    const auto path = path_of(shown, row.call);
    if (path.empty()) return "A team lead";
    const std::string_view text =
        row.call.owed.kind == CallKind::attempt ? "Record attempt" : "Go on";
    return element("a", {attr("class", "govuk-link"), attr("href", path)}, text,
                   hidden(" for " + row.reference));
}

html::TableRow row_of(const protocol::Protocol& protocol, const Shown& shown, const Row& row)
{
    const Owed& owed = row.call.owed;
    Html due{owed.on.plain()};
    if (owed.on < shown.today)
        due = due + " " + html::tag({.text = "Overdue", .classes = "govuk-tag--red"});
    const std::string name = row.reference.empty() ? "No reference" : row.reference;
    return {{.text = flags_cell(row)},
            {.text = element("a",
                             {attr("class", "govuk-link evenhand-nowrap"),
                              attr("href", participants::person_path(row.call.person))},
                             name, hidden(", open the record"))},
            {.text = due},
            {.text = what_words(shown, row.call)},
            {.text = owed.last_try ? owed.last_try->plain() : "Not yet"},
            {.text = participants::label_of(row.call.stage)},
            {.text = participants::area_name(protocol, row.call.area)},
            {.text = act_cell(shown, row)}};
}

Html filter_form(const protocol::Protocol& protocol, const Shown& shown)
{
    return html::search_form(
        {.action = "/calls"},
        html::fragment(area_select(protocol, shown.filter.area, /*every=*/true),
                       html::select({.name = "when",
                                     .label = {.text = "Due"},
                                     .items = {{.text = "Today or earlier", .value = "today"},
                                               {.text = "At any time", .value = "later"}},
                                     .value = shown.later ? "later" : "today"}),
                       html::button({.text = "Show", .classes = "govuk-button--secondary"})));
}

html::Page view(const protocol::Protocol& protocol, const Shown& shown)
{
    Html list;
    if (shown.rows.empty()) list = staff::paragraph("Nobody has to be called.");
    if (!shown.rows.empty()) {
        html::Table table{.caption = "Who to reach, the most overdue first",
                          .caption_classes = "govuk-table__caption--m",
                          .head = {{.text = "Before you call"},
                                   {.text = "Referral"},
                                   {.text = "Due"},
                                   {.text = "What is owed"},
                                   {.text = "Last attempt"},
                                   {.text = "Where they stand"},
                                   {.text = "Area"},
                                   {.text = "Do it"}}};
        for (const Row& row : shown.rows)
            table.rows.push_back(row_of(protocol, shown, row));
        list = html::scrolling_table(table, "Who to reach");
    }
    if (shown.page.next)
        list += html::pagination(
            {.next = {.href = address(shown, shown.page.next), .text = "Next page"}});
    return {.title = "Calls",
            .body = html::fragment(
                staff::heading("Calls"),
                staff::paragraph(fmt::format("{} due today, {} of them overdue.",
                                             shown.page.due_today, shown.page.overdue)),
                filter_form(protocol, shown), list),
            .width = html::PageWidth::full};
}

void audit(storage::UnitOfWork& work, const Shown& shown)
{
    std::string ids;
    for (const Row& row : shown.rows)
        ids += row.call.person.text();
    work.log({.action = "calls.listed",
              .object_type = "person",
              .object_id = crypto::sha256(ids).text(),
              .detail =
                  fmt::format("{}, shown {}", address(shown, shown.page.next), shown.rows.size())});
}

} // namespace calls_page

http::Response calls(const Services& services, const http::Request& request,
                     const http::Viewer& viewer, storage::UnitOfWork& work)
{
    auto shown = calls_page::load(services, request, viewer, work);
    calls_page::audit(work, shown);
    return staff::answer_staff_page(
        services.participants.staff, 200, request, viewer,
        [&protocol = services.participants.protocol, shown = std::move(shown)] {
            return calls_page::view(protocol, shown);
        });
}

} // namespace evenhand::appointments::pages
