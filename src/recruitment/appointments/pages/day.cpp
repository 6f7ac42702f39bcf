#include "core/london_time.hpp"
#include "crypto/hash.hpp"
#include "html/components.hpp"
#include "html/form.hpp"
#include "people/staff/pages/day_boxes.hpp"
#include "people/staff/pages/frame.hpp"
#include "people/staff/pages/gatekeeper.hpp"
#include "recruitment/appointments/pages/pages.hpp"

#include <fmt/format.h>

#include <map>

// The day at a glance: who comes where and when. It prints as it stands.

namespace evenhand::appointments::pages {

namespace day_page {

using html::attr;
using html::element;
using html::Html;

struct Shown
{
    http::FormData typed; ///< the boxes show what came
    DayFilter filter;
    DayPage page;
    std::map<PersonId, std::string> names; ///< of those whom this viewer may open
    std::map<PersonId, std::string> needs; ///< what has to be ready for them
    bool may_open = false;
    bool may_slots = false;
    bool may_draw = false;
};

std::optional<DayAfter> after_in(const http::FormData& query)
{
    const auto id = AppointmentId::parse(query.value("id"));
    const auto starts = Instant::parse(query.value("starts"));
    if (!id || !starts) return std::nullopt;
    return DayAfter{std::string(query.value("venue")), starts->micros(), id->text()};
}

std::string address(const DayFilter& filter, const std::optional<DayAfter>& after)
{
    http::FormData fields;
    fields.add("day", filter.day.iso());
    if (!filter.area.empty()) fields.add("area", filter.area);
    if (after) {
        fields.add("venue", after->venue);
        fields.add("starts", Instant::from_micros(after->starts).iso());
        fields.add("id", after->id);
    }
    return "/appointments?" + fields.encode();
}

Shown load(const Services& services, const http::Request& request, const http::Viewer& viewer,
           storage::UnitOfWork& work)
{
    const auto area = request.query.value("area");
    const DayFilter filter{
        .day = day_in(request.query, london_date(work.now())),
        .area = has_area(services.participants.protocol, area) ? std::string(area) : std::string()};
    Shown shown{.typed = request.query,
                .filter = filter,
                .page = services.bookings.day(work, filter, after_in(request.query)),
                .names = {},
                .needs = {},
                .may_open = staff::may(viewer, "participants.open"),
                .may_slots = staff::may(viewer, "appointments.slots"),
                .may_draw = staff::may(viewer, "allocation.make")};
    if (!shown.may_open || shown.page.rows.empty()) return shown;
    std::vector<PersonId> people;
    for (const DayRow& row : shown.page.rows)
        people.push_back(row.appointment.person);
    const auto& needs = services.participants.protocol.referral.needs;
    for (const auto& [person, standing] : services.wishes.standing_of(work, people)) {
        const auto flags = wishes::flags_of(standing.wishes, needs);
        shown.needs.emplace(person, fmt::format("{}", fmt::join(flags, "; ")));
    }
    for (const auto& [person, who] : services.participants.identities.open_people(work, people))
        shown.names.emplace(person, who.full_name());
    return shown;
}

Html who_cell(const Shown& shown, const DayRow& row)
{
    const auto person = row.appointment.person;
    if (!shown.may_open) return row.study_number.empty() ? "No study number yet" : row.study_number;
    const auto found = shown.names.find(person);
    const bool named = found != shown.names.end() && !found->second.empty();
    const std::string name = named ? found->second : "No name";
    return element("a",
                   {attr("class", "govuk-link"),
                    attr("href", participants::person_path(person, "/appointment"))},
                   name,
                   element("span", {attr("class", "govuk-visually-hidden")}, ", appointment"));
}

std::string needs_words(const Shown& shown, const DayRow& row)
{
    const auto found = shown.needs.find(row.appointment.person);
    return found == shown.needs.end() ? std::string() : found->second;
}

html::TableRow row_of(const Shown& shown, const DayRow& row)
{
    const LondonTime at = london_time(row.appointment.starts);
    return {{.text = fmt::format("{:02}:{:02}", at.hour, at.minute)},
            {.text = who_cell(shown, row)},
            {.text = row.study_number.empty() ? "Given at consent" : row.study_number},
            {.text = label_of(row.appointment.where.mode)},
            {.text = fmt::format("{}", row.appointment.minutes), .format = "numeric"},
            {.text = needs_words(shown, row)},
            {.text = label_of(row.appointment.state)}};
}

/// A table for each place; the rows stand in the order of places.
Html tables(const Shown& shown)
{
    Html all;
    html::Table table;
    const auto close = [&] {
        if (!table.rows.empty()) all += html::scrolling_table(table, "Who comes");
    };
    std::optional<std::string> place;
    for (const DayRow& row : shown.page.rows) {
        const std::string& venue = row.appointment.where.venue;
        if (place != venue) {
            close();
            place = venue;
            table = {.caption = venue.empty() ? "Telephone, video and at home" : venue,
                     .caption_classes = "govuk-table__caption--m",
                     .head = {{.text = "Time"},
                              {.text = "Who"},
                              {.text = "Study number"},
                              {.text = "How"},
                              {.text = "Minutes", .format = "numeric"},
                              {.text = "To heed"},
                              {.text = "State"}}};
        }
        table.rows.push_back(row_of(shown, row));
    }
    close();
    if (all.empty()) return staff::paragraph("No appointment stands on this day.");
    return all;
}

Html day_links(const Shown& shown)
{
    const auto link = [&](int days, std::string_view text) {
        DayFilter filter = shown.filter;
        filter.day = filter.day.plus_days(days);
        return element(
            "li", {},
            element("a", {attr("class", "govuk-link"), attr("href", address(filter, std::nullopt))},
                    text));
    };
    Html items = link(-1, "The day before") + link(1, "The day after");
    if (shown.may_slots) {
        items +=
            element("li", {},
                    element("a", {attr("class", "govuk-link"), attr("href", "/appointments/slots")},
                            "Slots"));
    }
    if (shown.may_draw) {
        items += element("li", {},
                         element("a", {attr("class", "govuk-link"), attr("href", "/paper-intents")},
                                 "Paper intent forms"));
    }
    return element("nav", {attr("aria-label", "Other days")},
                   element("ul", {attr("class", "govuk-list evenhand-inline-list")}, items));
}

Html filter_form(const protocol::Protocol& protocol, const Shown& shown)
{
    const html::FieldErrors none;
    return html::search_form(
        {.action = "/appointments"},
        html::fragment(staff::day_boxes({.field = "on", .legend = "Day"}, shown.typed, none),
                       area_select(protocol, shown.filter.area, /*every=*/true),
                       html::button({.text = "Show", .classes = "govuk-button--secondary"})));
}

html::Page view(const protocol::Protocol& protocol, const Shown& shown)
{
    const auto title = "Appointments on " + shown.filter.day.plain();
    Html next;
    if (shown.page.next) {
        next = html::pagination(
            {.next = {.href = address(shown.filter, shown.page.next), .text = "Next page"}});
    }
    return {.title = title,
            .body = html::fragment(staff::heading(title), day_links(shown),
                                   filter_form(protocol, shown), tables(shown), next),
            .width = html::PageWidth::full};
}

void audit(storage::UnitOfWork& work, const Shown& shown)
{
    std::string ids;
    for (const DayRow& row : shown.page.rows)
        ids += row.appointment.id.text();
    work.log(
        {.action = "appointments.listed",
         .object_type = "appointment",
         .object_id = crypto::sha256(ids).text(),
         .detail = fmt::format("{} {}, shown {}, named {}", shown.filter.day.iso(),
                               shown.filter.area, shown.page.rows.size(), shown.names.size())});
}

} // namespace day_page

http::Response day(const Services& services, const http::Request& request,
                   const http::Viewer& viewer, storage::UnitOfWork& work)
{
    auto shown = day_page::load(services, request, viewer, work);
    day_page::audit(work, shown);
    return staff::answer_staff_page(
        services.participants.staff, 200, request, viewer,
        [&protocol = services.participants.protocol, shown = std::move(shown)] {
            return day_page::view(protocol, shown);
        });
}

} // namespace evenhand::appointments::pages
