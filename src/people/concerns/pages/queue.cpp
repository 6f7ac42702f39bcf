#include "people/concerns/pages/pages.hpp"

#include "core/london_time.hpp"
#include "crypto/hash.hpp"
#include "html/components.hpp"
#include "people/staff/pages/frame.hpp"

#include <fmt/format.h>

namespace evenhand::concerns::pages {

namespace queue_page {

using html::attr;
using html::element;
using html::Html;

struct Shown
{
    QueuePage page;
    std::vector<std::string> owners; ///< of each row
    LocalDate today;
};

std::optional<After> after_in(const http::FormData& query)
{
    const auto due = LocalDate::parse(query.value("due"));
    const auto id = ConcernId::parse(query.value("id"));
    if (!due || !id) return std::nullopt;
    return After{query.value("owned") == "1", due->iso(), id->text()};
}

std::string address(const After& after)
{
    return fmt::format("/concerns?owned={}&due={}&id={}", after.owned ? 1 : 0, after.due, after.id);
}

html::TableRow row_of(const Shown& shown, std::size_t index)
{
    const State& state = shown.page.rows[index];
    Html due{state.due.plain()};
    if (state.due < shown.today)
        due = due + " " + html::tag({.text = "Overdue", .classes = "govuk-tag--red"});
    const Html owner = state.owner.empty()
                           ? html::tag({.text = "Nobody yet", .classes = "govuk-tag--orange"})
                           : Html{shown.owners[index]};
    return {
        {.text = element("a", {attr("class", "govuk-link"), attr("href", concern_path(state.id))},
                         label_of(state.kind),
                         element("span", {attr("class", "govuk-visually-hidden")},
                                 fmt::format(" raised {}", london_plain(state.raised))))},
        {.text = staff::moment(state.raised)},
        {.text = owner},
        {.text = due}};
}

html::Page view(const Shown& shown)
{
    Html list = staff::paragraph("No concern is open.");
    if (!shown.page.rows.empty()) {
        html::Table table{
            .caption = "Open concerns, nobody's first",
            .caption_classes = "govuk-visually-hidden",
            .head = {{.text = "Kind"}, {.text = "Raised"}, {.text = "Owner"}, {.text = "Due"}}};
        for (std::size_t i = 0; i < shown.page.rows.size(); ++i)
            table.rows.push_back(row_of(shown, i));
        list = html::scrolling_table(table, "Open concerns");
    }
    if (shown.page.next)
        list +=
            html::pagination({.next = {.href = address(*shown.page.next), .text = "Next page"}});
    return {.title = "Concerns",
            .body = html::fragment(staff::heading("Concerns"),
                                   staff::paragraph(fmt::format(
                                       "{} open, {} without an owner, {} overdue.", shown.page.open,
                                       shown.page.unowned, shown.page.overdue)),
                                   list),
            .width = html::PageWidth::full};
}

void audit(storage::UnitOfWork& work, const Shown& shown)
{
    std::string ids;
    for (const State& state : shown.page.rows)
        ids += state.id.text();
    work.log({.action = "concerns.listed",
              .object_type = "concern",
              .object_id = crypto::sha256(ids).text(),
              .detail = fmt::format("shown {}", shown.page.rows.size())});
}

} // namespace queue_page

http::Response queue(const Services& services, const http::Request& request,
                     const http::Viewer& viewer, storage::UnitOfWork& work)
{
    const LocalDate today = london_date(work.now());
    queue_page::Shown shown{
        .page = services.concerns.queue(work, queue_page::after_in(request.query), today),
        .owners = {},
        .today = today};
    for (const State& state : shown.page.rows)
        shown.owners.push_back(
            participants::actor_name(services.participants.staff, work, "staff:" + state.owner));
    queue_page::audit(work, shown);
    return staff::answer_staff_page(services.participants.staff, 200, request, viewer,
                                    [shown = std::move(shown)] { return queue_page::view(shown); });
}

} // namespace evenhand::concerns::pages
