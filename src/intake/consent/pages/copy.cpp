#include "html/components.hpp"
#include "intake/consent/information.hpp"
#include "intake/consent/pages/asking.hpp"
#include "intake/consent/pages/pages.hpp"
#include "intake/consent/pages/signed_words.hpp"
#include "people/staff/pages/frame.hpp"
#include "people/staff/pages/gatekeeper.hpp"

#include <fmt/format.h>

#include <algorithm>

// What they signed, as the page that is printed for them and that anybody can be shown later: each
// version stays readable, word for word.

namespace evenhand::consent::pages {

namespace copy_page {

using html::attr;
using html::element;
using html::Html;

struct Shown
{
    PersonId person;
    std::vector<Signed> all; ///< the latest first
    std::size_t chosen = 0;
    std::string taken_by; ///< a name
    std::string witness;
    std::string study_number;
    std::string next;  ///< where the appointment goes on; empty: it does not
    std::string trial; ///< its title
    std::string phone;
};

html::SummaryRow row(std::string_view key, const Html& value)
{
    return {.key = key, .value = value};
}

Html how(const Shown& shown)
{
    const Signed& one = shown.all[shown.chosen];
    html::SummaryList list;
    list.rows = {row("Signed", signature_words(one)), row("When", staff::moment(one.at)),
                 row("Asked by", shown.taken_by)};
    if (!shown.witness.empty()) list.rows.push_back(row("Heard by", shown.witness));
    if (!shown.study_number.empty()) list.rows.push_back(row("Study number", shown.study_number));
    list.rows.push_back(row("Consent form", "version " + one.form_version));
    list.rows.push_back(row(
        "Information sheet",
        fmt::format("version {}, {}", one.sheet_version,
                    label_of(protocol::TextFile{
                        .format = one.sheet_format, .language = one.sheet_language, .file = {}}))));
    list.rows.push_back(row("Supported by", supporter_words(one.circumstances)));
    if (!one.circumstances.interpreter.empty())
        list.rows.push_back(row("Interpreter", one.circumstances.interpreter));
    list.rows.push_back(row("Now", status_words(one.status)));
    return html::summary_list(list);
}

Html others(const Shown& shown)
{
    if (shown.all.size() < 2) return {};
    Html items;
    for (const auto& one : shown.all) {
        const auto href = consent_path(shown.person, "/copy?signature=" + one.id.text());
        items += element(
            "li", {},
            element("a", {attr("class", "govuk-link"), attr("href", href)},
                    html::fragment("Version ", one.form_version, ", ", staff::moment(one.at))),
            html::fragment(". ", status_words(one.status)));
    }
    return html::details(
        {.summary = "Every consent they gave",
         .text = element("ul", {attr("class", "govuk-list govuk-list--bullet")}, items)});
}

Html buttons(const Shown& shown)
{
    Html all;
    if (shown.all[shown.chosen].status == Status::waits)
        all += html::button(
            {.text = "Confirm that you heard it", .href = consent_path(shown.person, "/witness")});
    else if (!shown.next.empty())
        all += html::button({.text = "Continue", .href = shown.next});
    all += html::button({.text = "To their record",
                         .href = participants::person_path(shown.person),
                         .classes = "govuk-button--secondary"});
    return html::button_group(all);
}

html::Page view(const Shown& shown)
{
    const auto back = participants::person_path(shown.person);
    if (shown.all.empty())
        return {.title = "What you agreed to",
                .body = staff::heading("What you agreed to") +
                        staff::paragraph("Nothing has been signed yet."),
                .back_href = back};
    return {.title = "What you agreed to",
            .body = html::fragment(
                staff::heading("What you agreed to"), staff::paragraph(shown.trial),
                statements_and_answers(shown.all[shown.chosen]), how(shown),
                staff::paragraph(html::fragment(
                    "You can change your mind at any time, without a "
                    "reason. Call ",
                    element("span", {attr("class", "evenhand-nowrap")}, shown.phone), ".")),
                staff::paragraph("Print this page for the participant."), buttons(shown),
                others(shown)),
            .back_href = back};
}

/// Where the appointment goes on after a signature that counts: to what they agreed to give, then
/// as the stage says.
std::string next_of(const Services& services, const http::Viewer& viewer, storage::UnitOfWork& work,
                    PersonId person)
{
    const auto journey = services.participants.journeys.find(work, person);
    if (!journey || !staff::may(viewer, "consent.take")) return {};
    const bool open = participants::is_open(journey->stage);
    if (!open) return {};
    const auto consent = services.consents.in_force(work, person);
    const bool asks = consent && consent->allows(protocol::ConsentScope::government_records) &&
                      linkage_effect_at(journey->stage) == LinkageEffect::step &&
                      !services.linkage.standing(work, person) &&
                      staff::may(viewer, "linkage.give");
    if (asks) return participants::person_path(person, "/linkage-keys");
    return participants::next_page(services.participants, viewer, person, journey->stage);
}

void name_actors(const Services& services, storage::UnitOfWork& work, Shown& shown)
{
    const Signed& one = shown.all[shown.chosen];
    const auto& staff = services.participants.staff;
    shown.taken_by = participants::actor_name(staff, work, one.taken_by);
    if (!one.witness.empty() && one.status == Status::counts)
        shown.witness = participants::actor_name(staff, work, one.witness);
}

} // namespace copy_page

http::Response copy(const Services& services, const http::Request& request,
                    const http::Viewer& viewer, storage::UnitOfWork& work)
{
    const auto person = request.id<PersonId>("person");
    if (!person || !services.participants.identities.knows(work, *person)) return http::not_found();
    work.log({.action = "consent.opened",
              .object_type = "person",
              .object_id = person->text(),
              .detail = {}});
    const auto journey = services.participants.journeys.find(work, *person);
    copy_page::Shown shown{.person = *person,
                           .all = services.consents.of_person(work, *person),
                           .chosen = 0,
                           .taken_by = {},
                           .witness = {},
                           .study_number = journey ? journey->study_number : std::string(),
                           .next = copy_page::next_of(services, viewer, work, *person),
                           .trial = services.participants.protocol.governance.title,
                           .phone = services.participants.protocol.contact.telephone};
    if (const auto wanted = ConsentId::parse(request.query.value("signature"))) {
        const auto found = std::ranges::find(shown.all, *wanted, &Signed::id);
        if (found == shown.all.end()) return http::not_found();
        shown.chosen = static_cast<std::size_t>(found - shown.all.begin());
    }
    if (!shown.all.empty()) copy_page::name_actors(services, work, shown);
    return staff::answer_staff_page(services.participants.staff, 200, request, viewer,
                                    [shown = std::move(shown)] { return copy_page::view(shown); });
}

} // namespace evenhand::consent::pages
