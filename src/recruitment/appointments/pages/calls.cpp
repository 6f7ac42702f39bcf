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
    bool may_change = false;  ///< how to contact them
    std::int64_t letters = 0; ///< to post, besides
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

/// References in one statement, and what people wish of the whole page in two; permissions only of
/// those few of whom something is known that may bar contact.
void fill_rows(const Services& services, storage::UnitOfWork& work, Shown& shown)
{
    std::vector<ReferralId> referrals;
    std::vector<PersonId> people;
    for (const Call& call : shown.page.rows) {
        people.push_back(call.person);
        if (call.referral) referrals.push_back(*call.referral);
    }
    const auto references = referral::ReferralStore::references_of(work, referrals);
    const auto wished = services.wishes.standing_of(work, people);
    const auto& needs = services.participants.protocol.referral.needs;
    for (Call& call : shown.page.rows) {
        Row row{.call = std::move(call), .reference = {}, .flags = {}};
        if (row.call.referral) {
            const auto found = references.find(*row.call.referral);
            if (found != references.end()) row.reference = found->second;
        }
        const auto standing = wished.find(row.call.person);
        row.flags = wishes::flags_of(
            standing == wished.end() ? wishes::Wishes() : standing->second.wishes, needs);
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
    const CallFilter filter{.area = area_asked(protocol, request.query),
                            .until = later ? *LocalDate::parse("9999-12-31") : today};
    Shown shown{.filter = filter,
                .later = later,
                .page = services.calls.list(work, filter, after_in(request.query), today),
                .rows = {},
                .today = today,
                .attempts = protocol.contact_rules.attempts,
                .may_reopen = staff::may(viewer, "appointments.reopen"),
                .may_change = staff::may(viewer, "wishes.change"),
                .letters = services.letters.count(work, filter.area)};
    fill_rows(services, work, shown);
    return shown;
}

Html hidden(std::string_view words)
{
    return element("span", {attr("class", "govuk-visually-hidden")}, words);
}

Html flags_cell(const Shown& shown, const Row& row)
{
    std::vector<Html> items;
    if (!row.may_contact) {
        items.push_back(
            element("li", {}, html::tag({.text = "Do not contact", .classes = "govuk-tag--red"})));
    }
    for (const std::string& flag : row.flags)
        items.push_back(element("li", {}, flag));
    const Html heed = items.empty() ? Html{"Nothing to heed"}
                                    : element("ul", {attr("class", "govuk-list")}, items);
    if (!shown.may_change) return heed;
    return heed +
           element("a",
                   {attr("class", "govuk-link"),
                    attr("href", participants::person_path(row.call.person, "/contact-wishes"))},
                   "Change", hidden(" how to contact " + row.reference));
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
    return {{.text = flags_cell(shown, row)},
            {.text = element("a",
                             {attr("class", "govuk-link evenhand-nowrap"),
                              attr("href", participants::person_path(row.call.person))},
                             name, hidden(", open the record"))},
            {.text = due},
            {.text = what_words(shown, row.call)},
            {.text = last_try_words(owed)},
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

std::string how_many(const CallPage& page)
{
    if (page.due_today == 0) return "Nobody is to be called or written to today.";
    const std::string_view people = page.due_today == 1 ? "person is" : "people are";
    const auto due = fmt::format("{} {} to be called or written to today", page.due_today, people);
    if (page.overdue == 0) return due + ".";
    return fmt::format("{}; {} overdue.", due, page.overdue);
}

/// T1 where no message may be sent.
Html letters_line(const Shown& shown)
{
    if (shown.letters == 0) return {};
    return staff::paragraph(element(
        "a",
        {attr("class", "govuk-link"), attr("href", letters_path(shown.filter.area, std::nullopt))},
        fmt::format("{} {} to acknowledge by letter or telephone", shown.letters,
                    shown.letters == 1 ? "referral is" : "referrals are")));
}

Html nobody(const Shown& shown)
{
    return staff::paragraph(shown.later ? "Nobody has to be called."
                                        : "Nobody has to be called. To see who is next, choose "
                                          "\"At any time\".");
}

html::Page view(const protocol::Protocol& protocol, const Shown& shown)
{
    Html list;
    if (shown.rows.empty()) list = nobody(shown);
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
                                   {.text = "Next"}}};
        for (const Row& row : shown.rows)
            table.rows.push_back(row_of(protocol, shown, row));
        list = html::scrolling_table(table, "Who to reach");
    }
    if (shown.page.next)
        list += html::pagination(
            {.next = {.href = address(shown, shown.page.next), .text = "Next page"}});
    return {.title = "Calls",
            .body = html::fragment(staff::heading("Calls"), staff::paragraph(how_many(shown.page)),
                                   letters_line(shown), filter_form(protocol, shown), list),
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

std::string last_try_words(const Owed& owed)
{
    if (!owed.last_try) return "Not yet";
    const auto when =
        owed.last_time_known ? london_plain(*owed.last_try) : london_date(*owed.last_try).plain();
    return fmt::format("{}. {}", when, other_times(owed.tried_parts));
}

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
