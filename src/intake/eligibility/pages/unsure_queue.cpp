#include "core/london_time.hpp"
#include "crypto/hash.hpp"
#include "html/components.hpp"
#include "intake/eligibility/pages/pages.hpp"
#include "people/staff/pages/frame.hpp"

#include <fmt/format.h>

namespace evenhand::eligibility::pages {

namespace unsure_queue_page {

using html::attr;
using html::element;
using html::Html;
using participants::Journey;

struct Shown
{
    participants::StuckPage page;
    LocalDate today;
};

std::optional<participants::After> after_in(const http::FormData& query)
{
    const auto due = LocalDate::parse(query.value("due"));
    const auto person = PersonId::parse(query.value("person"));
    if (!due || !person) return std::nullopt;
    return participants::After{due->iso(), person->text()};
}

std::string next_address(const participants::After& after)
{
    http::FormData fields;
    fields.add("due", after.due);
    fields.add("person", after.person);
    return "/eligibility?" + fields.encode();
}

/// The question of the first criterion that was unsure.
std::string question_of(const protocol::Protocol& protocol, const std::string& criterion)
{
    const auto* found = protocol::find_criterion(protocol.eligibility, criterion);
    return found == nullptr ? criterion : found->question;
}

html::TableRow row_of(const protocol::Protocol& protocol, const Journey& journey, LocalDate today)
{
    const auto since = london_plain(journey.since);
    Html due{journey.due.value().plain()};
    if (*journey.due < today)
        due = due + " " + html::tag({.text = "Overdue", .classes = "govuk-tag--red"});
    return {{.text = element(
                 "a",
                 {attr("class", "govuk-link"),
                  attr("href", participants::person_path(journey.person, "/eligibility/resolve"))},
                 "Find out",
                 element("span", {attr("class", "govuk-visually-hidden")},
                         fmt::format(", unsure since {}", since)))},
            {.text = question_of(protocol, journey.detail)},
            {.text = since},
            {.text = due},
            {.text = participants::area_name(protocol, journey.area)}};
}

html::Page view(const protocol::Protocol& protocol, const Shown& shown)
{
    Html list = staff::paragraph("There is nobody of whom anything is unsure.");
    if (!shown.page.rows.empty()) {
        html::Table table{.caption = "Of whom nobody is sure, the most overdue first",
                          .caption_classes = "govuk-table__caption--m",
                          .head = {{.text = "Do"},
                                   {.text = "Asked and not known"},
                                   {.text = "Since"},
                                   {.text = "Due"},
                                   {.text = "Area, as the referral said"}}};
        for (const Journey& journey : shown.page.rows)
            table.rows.push_back(row_of(protocol, journey, shown.today));
        list = html::scrolling_table(table, "Of whom nobody is sure");
    }
    if (shown.page.next)
        list += html::pagination(
            {.next = {.href = next_address(*shown.page.next), .text = "Next page"}});
    return {.title = "Who may join: not sure",
            .body = html::fragment(
                staff::heading("Who may join: what nobody is sure of"),
                staff::paragraph("Find it out, and write down what it rests on. Whoever fails "
                                 "cannot join: nobody can change that."),
                list),
            .width = html::PageWidth::full};
}

} // namespace unsure_queue_page

http::Response unsure_queue(const Services& services, const http::Request& request,
                            const http::Viewer& viewer, storage::UnitOfWork& work)
{
    const participants::Filter filter{.stage = participants::Stage::unsure, .area = {}};
    unsure_queue_page::Shown shown{.page = services.participants.journeys.stuck(
                                       work, filter, unsure_queue_page::after_in(request.query)),
                                   .today = london_date(work.now())};
    std::string ids;
    for (const auto& journey : shown.page.rows)
        ids += journey.person.text();
    work.log({.action = "eligibility.unsure_listed",
              .object_type = "person",
              .object_id = crypto::sha256(ids).text(),
              .detail = fmt::format("shown {}", shown.page.rows.size())});
    return staff::answer_staff_page(
        services.participants.staff, 200, request, viewer,
        [&protocol = services.participants.protocol, shown = std::move(shown)] {
            return unsure_queue_page::view(protocol, shown);
        });
}

} // namespace evenhand::eligibility::pages
