#include "intake/allocation/pages/pages.hpp"

#include "core/check.hpp"
#include "html/components.hpp"
#include "intake/allocation/hands.hpp"
#include "people/staff/pages/frame.hpp"
#include "people/staff/pages/gatekeeper.hpp"
#include "storage/facts.hpp"

#include <fmt/format.h>

#include <utility>

namespace evenhand::allocation::pages {

namespace result_page {

using html::Html;

/// What is told to the person, in the room.
struct Told
{
    PersonId person;
    std::string name; ///< as they like to be called; may be empty
    protocol::Arm arm;
    std::string supported_by; ///< empty: nobody has their case yet, or there is none
    std::string study_number;
    Instant at;
};

Html heading_two(std::string_view text)
{
    return html::element("h2", {html::attr("class", "govuk-heading-m")}, text);
}

Html both_arms()
{
    return html::fragment(
        staff::paragraph("The computer chose by chance. It knew nothing about you, and nobody "
                         "could change what it chose."),
        staff::paragraph("Whichever group you are in, what you tell us matters just as much. We "
                         "will ask you how things are going later on, and you can stop taking "
                         "part at any time."));
}

/// Prepared for each arm, so that nobody has to find words on the day; neither is a prize.
Html words_of(const protocol::Protocol& protocol, const Told& told)
{
    switch (told.arm.hand_off) {
    case protocol::HandOff::support_case:
        return html::fragment(
            heading_two("What happens next"),
            staff::paragraph(fmt::format(
                "An employment specialist will get in touch within {} working days, and meet you "
                "within {} days, at a time and place that suit you.",
                protocol.support.first_contact_working_days, protocol.support.first_meeting_days)),
            staff::paragraph("They work with you and with the people who look after your health. "
                             "You decide together what to try, and how fast."));
    case protocol::HandOff::local_services:
        break;
    }
    return html::fragment(
        heading_two("What happens next"),
        staff::paragraph("We will give you a pack about the services near you that help with work "
                         "and health, today and on paper if you like. They are open to you now."),
        staff::paragraph("Your GP and everyone else who supports you carries on as before."));
}

Html specialist_words(const Told& told)
{
    if (told.supported_by.empty()) return {};
    return staff::paragraph(fmt::format("Your employment specialist is {}.", told.supported_by));
}

Html pack_link(const Told& told)
{
    if (told.arm.hand_off != protocol::HandOff::local_services) return {};
    return html::button({.text = "Open the local services pack",
                         .href = participants::person_path(told.person, "/local-services-pack")});
}

html::Page view(const protocol::Protocol& protocol, const Told& told)
{
    const std::string hello =
        told.name.empty() ? "Thank you for taking part." : fmt::format("Thank you, {}.", told.name);
    return {.title = "Your group",
            .body = html::fragment(
                staff::heading("Your group"),
                html::panel({.title = fmt::format("You are in {}", told.arm.plain),
                             .text = html::fragment(
                                 "Study number ",
                                 html::element("span", {html::attr("class", "evenhand-nowrap")},
                                               told.study_number)),
                             .heading_level = 2}),
                staff::paragraph(hello), both_arms(), words_of(protocol, told),
                specialist_words(told), pack_link(told),
                staff::paragraph(html::fragment("Chosen on ", staff::moment(told.at), ".")),
                staff::paragraph(
                    html::element("a",
                                  {html::attr("class", "govuk-link"),
                                   html::attr("href", participants::person_path(told.person))},
                                  "To their record"))),
            .back_href = participants::person_path(told.person)};
}

/// The allocation, if this viewer sits with the person. Everybody else finds nothing there, as with
/// nobody of that name.
std::optional<Drawn> told_to(const Services& services, const http::Viewer& viewer,
                             storage::UnitOfWork& work, PersonId person)
{
    auto drawn = services.store.allocation_of(work, person);
    const auto intent = services.store.intent_of(work, person);
    if (!drawn || !intent) return std::nullopt;
    const Hands hands{
        .intended_by = intent->actor, .settled_by = drawn->actor, .settled = drawn->at};
    if (!is_own_appointment(hands, storage::actor_text(viewer.actor()), work.now()))
        return std::nullopt;
    return drawn;
}

void log_view(storage::UnitOfWork& work, std::string_view action, const Drawn& drawn)
{
    work.log({.action = action,
              .object_type = "allocation",
              .object_id = drawn.id.text(),
              .detail = {}});
}

} // namespace result_page

http::Response result(const Services& services, const http::Request& request,
                      const http::Viewer& viewer, storage::UnitOfWork& work)
{
    const auto person = request.id<PersonId>("person");
    if (!person) return http::not_found();
    const auto drawn = result_page::told_to(services, viewer, work, *person);
    const auto journey = services.participants.journeys.find(work, *person);
    if (!drawn || !journey) return http::not_found();
    const protocol::Protocol& protocol = services.participants.protocol;
    const auto* arm = protocol.randomisation.find_arm(drawn->arm);
    CHECK(arm != nullptr);
    result_page::log_view(work, "allocation.result_seen", *drawn);
    const auto who = services.participants.identities.open_person(work, *person);
    result_page::Told told{.person = *person,
                           .name = who ? who->known_as : std::string(),
                           .arm = *arm,
                           .supported_by = services.supported_by
                                               ? services.supported_by(work, *person)
                                               : std::string(),
                           .study_number = journey->study_number,
                           .at = drawn->at};
    return staff::answer_staff_page(
        services.participants.staff, 200, request, viewer,
        [&protocol, told = std::move(told)] { return result_page::view(protocol, told); });
}

http::Response receipt(const Services& services, const http::Request& request, const http::Viewer&,
                       storage::UnitOfWork& work)
{
    const auto person = request.id<PersonId>("person");
    if (!person) return http::not_found();
    const auto drawn = services.store.allocation_of(work, *person);
    if (!drawn) return http::not_found();
    result_page::log_view(work, "allocation.receipt_taken", *drawn);
    auto response = http::page(200, [text = drawn->receipt + "\n"] { return text; });
    response.content_type = "application/json";
    // The name of a file stays in a list of downloads, so it tells nothing.
    response.download_name = "receipt.json";
    return response;
}

} // namespace evenhand::allocation::pages

namespace evenhand::allocation {

participants::Section record_section(const Services& services)
{
    return {
        .place = participants::Section::Place::after_who,
        .load = [&services](storage::UnitOfWork& work, const http::Viewer& viewer,
                            PersonId person) -> participants::Rendering {
            const auto drawn = pages::result_page::told_to(services, viewer, work, person);
            if (!drawn || !staff::may(viewer, "allocation.result", "own_appointment")) return {};
            return [person] {
                return staff::paragraph(html::element(
                    "a",
                    {html::attr("class", "govuk-link"),
                     html::attr("href", participants::person_path(person, "/allocation/result"))},
                    "What they were told today about their group"));
            };
        }};
}

} // namespace evenhand::allocation
