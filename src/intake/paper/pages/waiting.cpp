#include "core/london_time.hpp"
#include "crypto/hash.hpp"
#include "html/components.hpp"
#include "html/form.hpp"
#include "intake/paper/pages/pages.hpp"
#include "people/staff/pages/frame.hpp"
#include "protocol/protocol.hpp"

#include <fmt/format.h>

#include <string>
#include <utility>
#include <vector>

namespace evenhand::paper::pages {

namespace waiting_page {

using html::attr;
using html::element;
using html::Html;

std::optional<After> after_in(const http::FormData& query)
{
    const auto asked = Instant::parse(query.value("asked"));
    const auto id = PaperIntentId::parse(query.value("id"));
    if (!asked || !id) return std::nullopt;
    return After{.asked = asked->micros(), .id = id->text()};
}

std::string address(const After& after)
{
    http::FormData fields;
    fields.add("asked", Instant::from_micros(after.asked).iso());
    fields.add("id", after.id);
    return std::string(list_path) + "?" + fields.encode();
}

html::TableRow row_of(const protocol::Protocol& protocol, const Waiting& row)
{
    const PaperIntent& intent = row.intent;
    const std::string name = row.study_number.empty() ? "No study number yet" : row.study_number;
    const bool ready = row.stage == participants::Stage::baseline_locked;
    Html open =
        element("a",
                {attr("class", "govuk-link"),
                 attr("href", ready ? participants::person_path(intent.person, "/allocation")
                                    : participants::person_path(intent.person))},
                ready ? "Put into a group" : "Open the record",
                element("span", {attr("class", "govuk-visually-hidden")}, ", form ", intent.form));
    return {{.text = intent.form},
            {.text = london_plain(intent.asked)},
            {.text = london_plain(intent.entered)},
            {.text = name},
            {.text = participants::area_name(protocol, row.area)},
            {.text = participants::group_name(protocol, row.group)},
            {.text = participants::label_of(row.stage)},
            {.text = std::move(open)}};
}

Html list(const protocol::Protocol& protocol, const WaitingPage& page)
{
    if (page.rows.empty()) return staff::paragraph("Nobody waits on paper.");
    html::Table table{.caption = "Who waits, whoever came first at the top",
                      .caption_classes = "govuk-table__caption--m",
                      .head = {{.text = "Form"},
                               {.text = "Time on the form"},
                               {.text = "Written down"},
                               {.text = "Study number"},
                               {.text = "Area"},
                               {.text = "Group"},
                               {.text = "Where they stand"},
                               {.text = "Next"}}};
    for (const Waiting& row : page.rows)
        table.rows.push_back(row_of(protocol, row));
    Html all = html::scrolling_table(table, "Who waits");
    if (page.next)
        all += html::pagination({.next = {.href = address(*page.next), .text = "Next page"}});
    return all;
}

/// Whom the order holds among, as the protocol has its strata.
std::string who_is_first(const protocol::Protocol& protocol)
{
    std::vector<std::string_view> alike;
    for (const protocol::StratumFactor factor : protocol.randomisation.factors)
        alike.push_back(factor == protocol::StratumFactor::area ? "area" : "group");
    if (alike.empty()) return "Whoever came first is first.";
    return fmt::format("Of one {}, whoever came first is first.", fmt::join(alike, " and "));
}

html::Page view(const protocol::Protocol& protocol, const WaitingPage& page)
{
    return {
        .title = "Paper intent forms",
        .body = html::fragment(
            staff::heading("Paper intent forms"),
            staff::paragraph(
                "When this service cannot be reached, an appointment goes on on paper. Never use "
                "envelopes or a list: nobody is put into a group until the service is back. Then "
                "write down every form here from the person's record, and put people into "
                "a group in this order. " +
                who_is_first(protocol)),
            staff::paragraph(element(
                "a", {attr("class", "govuk-link"), attr("href", std::string(list_path) + "/form")},
                "Print empty forms, to have them ready")),
            list(protocol, page)),
        .width = html::PageWidth::full};
}

void audit(storage::UnitOfWork& work, const WaitingPage& page)
{
    std::string ids;
    for (const Waiting& row : page.rows)
        ids += row.intent.person.text();
    work.log({.action = "paper_intent.listed",
              .object_type = "person",
              .object_id = crypto::sha256(ids).text(),
              .detail = fmt::format("shown {}", page.rows.size())});
}

} // namespace waiting_page

http::Response waiting(const participants::Services& services, const http::Request& request,
                       const http::Viewer& viewer, storage::UnitOfWork& work)
{
    auto page = PaperStore::waiting(work, waiting_page::after_in(request.query));
    waiting_page::audit(work, page);
    return staff::answer_staff_page(services.staff, 200, request, viewer,
                                    [&protocol = services.protocol, page = std::move(page)] {
                                        return waiting_page::view(protocol, page);
                                    });
}

} // namespace evenhand::paper::pages
