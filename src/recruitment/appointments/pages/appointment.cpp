#include "core/london_time.hpp"
#include "html/components.hpp"
#include "people/staff/pages/frame.hpp"
#include "people/staff/pages/gatekeeper.hpp"
#include "recruitment/appointments/pages/pages.hpp"

#include <fmt/format.h>

// One person's appointment: who came, who did not, and what may be done about it.

namespace evenhand::appointments::pages {

namespace appointment_page {

using html::attr;
using html::element;
using html::Html;

struct Shown
{
    participants::Journey journey;
    std::optional<Appointment> standing;
    std::optional<LocalDate> promised; ///< by when they were promised their first appointment
    std::vector<Appointment> all;      ///< the latest first
    Instant now;
    http::FormTokens tokens;
    Renderings first;
    std::string refused; ///< the sentence of what was refused; empty where nothing was
};

html::SummaryRow row(std::string_view key, const Html& value)
{
    return {.key = key, .value = value};
}

/// T3: what was promised, and whether this appointment keeps it.
Html promise_words(LocalDate promised, const Appointment& appointment)
{
    Html words{promised.plain()};
    if (appointment.day > promised)
        words = words + " " +
                html::tag({.text = "Later than promised", .classes = "govuk-tag--yellow"});
    return words;
}

Html card(const protocol::Protocol& protocol, const Shown& shown)
{
    const Appointment& appointment = *shown.standing;
    html::SummaryList list{.card = html::SummaryCard{.title = "Their appointment"}};
    list.rows = {row("When", staff::moment(appointment.starts)),
                 row("Where and how", place_words(appointment)),
                 row("Area", participants::area_name(protocol, appointment.where.area))};
    if (shown.promised)
        list.rows.push_back(row("Promised by", promise_words(*shown.promised, appointment)));
    return html::summary_list(list);
}

Html one_button(const Shown& shown, std::string_view path, std::string_view text,
                std::string_view classes)
{
    const auto action = participants::person_path(
        shown.journey.person, fmt::format("/appointment/{}/{}", shown.standing->id.text(), path));
    return html::form(staff::posting_to(action, shown.tokens),
                      html::button({.text = text, .classes = std::string(classes)}));
}

Html link(std::string_view href, std::string_view text)
{
    return staff::paragraph(element("a", {attr("class", "govuk-link"), attr("href", href)}, text));
}

/// Each button only once it can be true.
Html actions(const Shown& shown)
{
    const auto& standing = *shown.standing;
    Html all;
    if (!fault_of_ending(standing, State::attended, shown.now))
        all += one_button(shown, "attended", "They are here", "");
    if (!fault_of_ending(standing, State::missed, shown.now))
        all += one_button(shown, "missed", "They did not come", "govuk-button--secondary");
    const auto path = participants::person_path(shown.journey.person);
    return all +
           link(path + "/appointment/" + standing.id.text() + "/cancel",
                "Cancel or change the appointment") +
           link(path + "/information-sent", "Record information that was sent");
}

Html before(const Shown& shown)
{
    html::Table table{
        .caption = "Appointments before, the latest first",
        .caption_classes = "govuk-table__caption--m",
        .head = {{.text = "When"}, {.text = "Where and how"}, {.text = "What came of it"}}};
    for (const Appointment& each : shown.all) {
        if (each.state == State::booked) continue;
        std::string ended(label_of(each.state));
        if (each.cancelled) ended += fmt::format(": {}", label_of(*each.cancelled));
        table.rows.push_back(
            {{.text = staff::moment(each.starts)}, {.text = place_words(each)}, {.text = ended}});
    }
    if (table.rows.empty()) return {};
    return html::scrolling_table(table, "Appointments before");
}

Html error_box(const Shown& shown)
{
    if (shown.refused.empty()) return {};
    return html::error_summary({.errors = {{.text = shown.refused}}});
}

html::Page view(const protocol::Protocol& protocol, const Shown& shown)
{
    const auto path = participants::person_path(shown.journey.person);
    Html body;
    if (shown.standing) {
        body = card(protocol, shown) + actions(shown);
    } else {
        body = staff::paragraph("No appointment stands.");
        if (participants::may_follow(shown.journey.stage, participants::Step::booked))
            body += link(path + "/appointment/new", "Book an appointment");
    }
    return {.title = "Appointment",
            .body = html::fragment(error_box(shown), staff::heading("Appointment"),
                                   all_of(shown.first), body, before(shown)),
            .has_errors = !shown.refused.empty(),
            .back_href = path};
}

std::optional<Shown> find(const Services& services, const http::Request& request,
                          const http::Viewer& viewer, storage::UnitOfWork& work)
{
    auto journey = journey_of(services, request, work);
    if (!journey) return std::nullopt;
    const auto person = journey->person;
    return Shown{.journey = std::move(*journey),
                 .standing = services.bookings.standing(work, person),
                 .promised = promised_day(services, work, person),
                 .all = services.bookings.of_person(work, person),
                 .now = work.now(),
                 .tokens = request.tokens,
                 .first = before_all(services, work, viewer, person),
                 .refused = {}};
}

http::Response show(const Services& services, const http::Request& request,
                    const http::Viewer& viewer, Shown shown)
{
    const int status = shown.refused.empty() ? 200 : 409;
    return staff::answer_staff_page(services.participants.staff, status, request, viewer,
                                    [&protocol = services.participants.protocol,
                                     shown = std::move(shown)] { return view(protocol, shown); });
}

using End = std::optional<Refusal> (AppointmentStore::*)(storage::UnitOfWork&, PersonId,
                                                         AppointmentId) const;

/// Ends the appointment of the path by `how`, and goes where somebody at that stage goes on.
http::Response end(const Services& services, const http::Request& request,
                   const http::Viewer& viewer, storage::UnitOfWork& work, End how)
{
    const auto person = request.id<PersonId>("person");
    const auto id = request.id<AppointmentId>("appointment");
    if (!person || !id) return http::not_found();
    const auto refused = (services.bookings.*how)(work, *person, *id);
    if (refused == Refusal::not_there) return http::not_found();
    if (refused) {
        auto shown = find(services, request, viewer, work);
        if (!shown) return http::not_found();
        shown->refused = sentence_of(*refused);
        return show(services, request, viewer, std::move(*shown));
    }
    const auto journey = services.participants.journeys.find(work, *person);
    return http::see_other(
        participants::next_page(services.participants, viewer, *person, journey.value().stage));
}

} // namespace appointment_page

http::Response appointment(const Services& services, const http::Request& request,
                           const http::Viewer& viewer, storage::UnitOfWork& work)
{
    auto shown = appointment_page::find(services, request, viewer, work);
    if (!shown) return http::not_found();
    log_opened(work, "appointments.opened", shown->journey.person);
    return appointment_page::show(services, request, viewer, std::move(*shown));
}

http::Response attended(const Services& services, const http::Request& request,
                        const http::Viewer& viewer, storage::UnitOfWork& work)
{
    return appointment_page::end(services, request, viewer, work, &AppointmentStore::attend);
}

http::Response missed(const Services& services, const http::Request& request,
                      const http::Viewer& viewer, storage::UnitOfWork& work)
{
    return appointment_page::end(services, request, viewer, work, &AppointmentStore::miss);
}

} // namespace evenhand::appointments::pages
