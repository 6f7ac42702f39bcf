#include "html/components.hpp"
#include "people/staff/pages/frame.hpp"
#include "people/staff/pages/gatekeeper.hpp"
#include "recruitment/appointments/endings.hpp"
#include "recruitment/appointments/pages/pages.hpp"

#include <fmt/format.h>

// What a person's record shows of this room: what is owed, and the appointment that stands.

namespace evenhand::appointments {

namespace record_section_parts {

using html::attr;
using html::element;
using html::Html;

struct Shown
{
    PersonId person;
    std::optional<Owed> owed;
    std::optional<Appointment> standing;
    int attempts = 0; ///< of the protocol
    bool may_book = false;
    bool may_close = false;
    bool may_decide = false;
    bool may_end = false; ///< somebody says no, cannot join or moved away
};

Html link(const Shown& shown, std::string_view path, std::string_view text)
{
    return staff::paragraph(element(
        "a",
        {attr("class", "govuk-link"), attr("href", participants::person_path(shown.person, path))},
        text));
}

Html render(const Shown& shown)
{
    html::SummaryList list{.card = html::SummaryCard{.title = "Reaching them"}};
    Html links;
    if (shown.owed) {
        const Owed& owed = *shown.owed;
        list.rows = {{.key = "Owed",
                      .value = fmt::format("{}, by {}", label_of(owed.kind), owed.on.plain())},
                     {.key = "Attempts that reached nobody",
                      .value = fmt::format("{} of {}", owed.attempts, shown.attempts)}};
        if (owed.last_try)
            list.rows.push_back({.key = "Last attempt", .value = pages::last_try_words(owed)});
        if (shown.may_close && owed.kind == CallKind::letter)
            links += link(shown, "/last-letter", "Record the last letter");
        if (shown.may_decide && owed.kind == CallKind::decide)
            links += link(shown, "/appointment/decide", "Decide how it goes on");
        const bool closes = owed.kind == CallKind::close || owed.wrong_details;
        if (shown.may_close && closes)
            links += link(shown, "/could-not-reach", "Close: could not be reached");
    }
    if (shown.standing) {
        list.rows.push_back({.key = "Appointment",
                             .value = html::fragment(staff::moment(shown.standing->starts), ". ",
                                                     pages::place_words(*shown.standing))});
    }
    if (shown.may_book) {
        links += link(shown, "/appointment", "Appointments");
        links += link(shown, "/information-sent", "Record information that was sent");
    }
    if (shown.may_end) links += link(shown, "/end", "They say no, cannot join or moved away");
    if (list.rows.empty()) return links;
    return html::summary_list(list) + links;
}

} // namespace record_section_parts

participants::Section record_section(const Services& services)
{
    using record_section_parts::Shown;
    return {.place = participants::Section::Place::after_who,
            .load = [&services](storage::UnitOfWork& work, const http::Viewer& viewer,
                                PersonId person) -> participants::Rendering {
                const auto journey = services.participants.journeys.find(work, person);
                if (!journey) return {};
                Shown shown{
                    .person = person,
                    .owed = services.calls.owed(work, person),
                    .standing = services.bookings.standing(work, person),
                    .attempts = services.participants.protocol.contact_rules.attempts,
                    .may_book = staff::may(viewer, "appointments.book") &&
                                !participants::is_randomised(journey->stage),
                    .may_close = staff::may(viewer, "calls.list"),
                    .may_decide = staff::may(viewer, "appointments.reopen"),
                    .may_end = staff::may(viewer, "calls.list") &&
                               !endings_at(services.participants.protocol, journey->stage).empty()};
                if (!shown.owed && !shown.standing && !shown.may_book && !shown.may_end) return {};
                return [shown = std::move(shown)] { return record_section_parts::render(shown); };
            }};
}

participants::TimelineSource timeline_source(const Services& services)
{
    return [&services](storage::UnitOfWork& work, const http::Viewer&, PersonId person) {
        std::vector<participants::TimelineRow> rows;
        for (const Sent& sent : services.information.of_person(work, person)) {
            participants::TimelineRow row{.at = sent.occurred,
                                          .what = std::string(label_of(sent.purpose)),
                                          .detail = fmt::format("{}, version {}, {}, {}",
                                                                sent.document, sent.version,
                                                                sent.format, label_of(sent.by)),
                                          .actor = sent.actor};
            // What the program is to send is not sent because it waits in the outbox.
            if (sent.progress) {
                if (sent.purpose == Purpose::information) row.what = "Message";
                row.detail += ". " + outgoing::words_of(*sent.progress, services.sends);
            }
            rows.push_back(std::move(row));
        }
        return rows;
    };
}

} // namespace evenhand::appointments
