#include "core/london_time.hpp"
#include "crypto/hash.hpp"
#include "html/components.hpp"
#include "html/form.hpp"
#include "people/staff/pages/day_boxes.hpp"
#include "people/staff/pages/frame.hpp"
#include "recruitment/appointments/pages/pages.hpp"

#include <fmt/format.h>

#include <map>

namespace evenhand::appointments::pages {

namespace slots_page {

using html::attr;
using html::element;
using html::Html;

struct Shown
{
    http::FormData typed; ///< the boxes show what came
    std::string area;
    LocalDate day; ///< from which on
    SlotPage page;
    std::map<std::string, std::string> staff; ///< names by account
    http::FormTokens tokens;
};

std::optional<SlotAfter> after_in(const http::FormData& query)
{
    const auto starts = Instant::parse(query.value("starts"));
    const auto id = SlotId::parse(query.value("id"));
    if (!starts || !id) return std::nullopt;
    return SlotAfter{starts->micros(), id->text()};
}

Html free_cell(const Shown& shown, const Slot& slot)
{
    if (slot.taken) return html::tag({.text = "Booked", .classes = "govuk-tag--grey"});
    return html::form(
        staff::posting_to("/appointments/slots/" + slot.id.text() + "/cancel", shown.tokens),
        html::button({.text = html::fragment(
                          "Cancel", element("span", {attr("class", "govuk-visually-hidden")},
                                            " the slot of " + london_plain(slot.starts))),
                      .classes = "govuk-button--secondary"}));
}

std::string where_words(const Slot& slot)
{
    const auto& where = slot.where;
    const std::string mode(label_of(where.mode));
    return where.venue.empty() ? mode : where.venue + ", " + mode;
}

Html table(const protocol::Protocol& protocol, const Shown& shown)
{
    if (shown.page.rows.empty()) return staff::paragraph("No slots from this day on.");
    html::Table table{.caption = "Slots, the earliest first",
                      .caption_classes = "govuk-table__caption--m",
                      .head = {{.text = "When"},
                               {.text = "Where and how"},
                               {.text = "Minutes", .format = "numeric"},
                               {.text = "Whose"},
                               {.text = "Area"},
                               {.text = "Free"}}};
    for (const Slot& slot : shown.page.rows) {
        const auto name = shown.staff.find(slot.staff_id);
        table.rows.push_back({{.text = staff::moment(slot.starts)},
                              {.text = where_words(slot)},
                              {.text = std::to_string(slot.minutes), .format = "numeric"},
                              {.text = name == shown.staff.end() ? "" : name->second},
                              {.text = participants::area_name(protocol, slot.where.area)},
                              {.text = free_cell(shown, slot)}});
    }
    return html::scrolling_table(table, "Slots");
}

Html next_link(const Shown& shown)
{
    if (!shown.page.next) return {};
    http::FormData fields;
    if (!shown.area.empty()) fields.add("area", shown.area);
    fields.add("day", shown.day.iso());
    fields.add("starts", Instant::from_micros(shown.page.next->starts).iso());
    fields.add("id", shown.page.next->id);
    return html::pagination(
        {.next = {.href = "/appointments/slots?" + fields.encode(), .text = "Next page"}});
}

html::Page view(const protocol::Protocol& protocol, const Shown& shown)
{
    const html::FieldErrors none;
    return {.title = "Slots",
            .body = html::fragment(
                staff::heading("Slots"),
                html::button({.text = "Make slots", .href = "/appointments/slots/new"}),
                html::search_form(
                    {.action = "/appointments/slots"},
                    html::fragment(
                        staff::day_boxes({.field = "on", .legend = "From which day?"}, shown.typed,
                                         none),
                        area_select(protocol, shown.area, /*every=*/true),
                        html::button({.text = "Show", .classes = "govuk-button--secondary"}))),
                table(protocol, shown), next_link(shown)),
            .width = html::PageWidth::full,
            .breadcrumbs = {{.text = "Appointments", .href = "/appointments"}, {.text = "Slots"}}};
}

void audit(storage::UnitOfWork& work, const Shown& shown)
{
    std::string ids;
    for (const Slot& slot : shown.page.rows)
        ids += slot.id.text();
    work.log({.action = "slots.listed",
              .object_type = "slot",
              .object_id = crypto::sha256(ids).text(),
              .detail = fmt::format("{} {}, shown {}", shown.day.iso(), shown.area,
                                    shown.page.rows.size())});
}

} // namespace slots_page

http::Response slot_list(const Services& services, const http::Request& request,
                         const http::Viewer& viewer, storage::UnitOfWork& work)
{
    const auto wanted = request.query.value("area");
    const bool known = has_area(services.participants.protocol, wanted);
    const auto day = day_in(request.query, london_date(work.now()));
    const std::string area = known ? std::string(wanted) : std::string();
    slots_page::Shown shown{.typed = request.query,
                            .area = area,
                            .day = day,
                            .page = services.slots.from_day(work, {.area = area}, day,
                                                            slots_page::after_in(request.query)),
                            .staff = {},
                            .tokens = request.tokens};
    // A page of slots is of a handful of staff: each is looked up once.
    for (const Slot& slot : shown.page.rows) {
        auto [name, is_new] = shown.staff.try_emplace(slot.staff_id);
        if (is_new)
            name->second = participants::actor_name(services.participants.staff, work,
                                                    "staff:" + slot.staff_id);
    }
    slots_page::audit(work, shown);
    return staff::answer_staff_page(
        services.participants.staff, 200, request, viewer,
        [&protocol = services.participants.protocol, shown = std::move(shown)] {
            return slots_page::view(protocol, shown);
        });
}

http::Response cancel_slot(const Services& services, const http::Request& request,
                           const http::Viewer& viewer, storage::UnitOfWork& work)
{
    const auto slot = request.id<SlotId>("slot");
    if (!slot) return http::not_found();
    const auto refused = services.slots.cancel(work, *slot, "not needed");
    if (!refused) return http::see_other("/appointments/slots");
    if (*refused == Refusal::slot_not_there) return http::not_found();
    return staff::answer_staff_page(services.participants.staff, 409, request, viewer, [] {
        return html::Page{
            .title = "The slot is booked",
            .body = html::fragment(staff::heading("The slot is booked"),
                                   staff::paragraph("Somebody has an appointment in this slot. "
                                                    "Cancel the appointment first.")),
            .back_href = "/appointments/slots"};
    });
}

} // namespace evenhand::appointments::pages
