#include "core/london_time.hpp"
#include "html/components.hpp"
#include "html/form.hpp"
#include "people/staff/pages/frame.hpp"
#include "recruitment/appointments/pages/pages.hpp"

#include <fmt/format.h>

// T1: whoever was referred is told that we have it, by whom to ask and with which reference. A
// referral from the web was acknowledged by the page that it ended with; this reaches also those
// for whom somebody else telephoned. Where no message may be sent it is a letter that somebody
// posts.

namespace evenhand::appointments {

referral::Known acknowledgement(const Services& services)
{
    return
        [&services](storage::UnitOfWork& work, const referral::Record& referral, PersonId person) {
            if (referral.told.empty()) return; // erased
            const auto reached = pages::reached_by(services, work, person);
            const bool sent = services.information.acknowledge(
                work, person, referral.id, reached,
                acknowledgement_text(referral.reference, referral.due,
                                     services.participants.protocol.contact.telephone));
            if (!sent && reached.may_contact)
                services.letters.owe(work, person, referral.id, london_date(work.now()));
        };
}

referral::Known acknowledgement_taken_back(const Services& services)
{
    return
        [&services](storage::UnitOfWork& work, const referral::Record& referral, PersonId person) {
            services.information.take_back(work, person, referral.id);
            const auto letter = services.letters.owed_for(work, person, referral.id);
            if (letter) services.letters.end(work, *letter, LetterEnd::not_needed);
        };
}

namespace pages {

namespace letter_page {

using html::Html;

struct Shown
{
    OwedLetter letter;
    std::string reference;
    std::string name;
    std::string address;
    LocalDate reply; ///< by when that referral was promised that we are in touch
    LetterCase known;
    http::FormTokens tokens;
};

/// The letter names neither the trial nor health, since others may open it.
Html text_of(const Shown& shown, const protocol::Contact& us)
{
    return html::element(
        "article", {html::attr("class", "evenhand-pack")}, staff::paragraph(shown.name),
        staff::paragraph(shown.address),
        staff::paragraph(acknowledgement_text(shown.reference, shown.reply, us.telephone)),
        staff::paragraph(us.post));
}

html::Page view(const Shown& shown, const protocol::Contact& us)
{
    const auto path = participants::person_path(shown.letter.person);
    const LetterEnd end = letter_end_of(shown.known);
    const Html advice =
        end == LetterEnd::posted
            ? staff::paragraph("Print this page: only the letter is printed.")
            : html::inset_text({.text = fmt::format("{}.", advice_on(shown.known))});
    return {.title = "Acknowledge their referral",
            .body = html::fragment(
                html::element("div", {html::attr("class", "evenhand-not-printed")},
                              staff::heading("Acknowledge their referral"),
                              staff::paragraph("No email or text may be sent to them."), advice),
                shown.known.may_contact ? text_of(shown, us) : Html{},
                html::element("div", {html::attr("class", "evenhand-not-printed")},
                              letter_form(shown.letter, end, shown.tokens))),
            .back_href = path};
}

LetterCase case_of(const Services& services, storage::UnitOfWork& work, PersonId person,
                   const std::optional<identity::IdentityView>& who)
{
    const auto standing = services.wishes.standing(work, person);
    return {.may_contact = services.withdrawals.permissions(work, person).view().may_contact,
            .chosen = standing && wishes::wants(standing->wishes, wishes::Way::letter),
            .address_known = who && !who->postal_address.empty()};
}

} // namespace letter_page

html::Html letter_form(const OwedLetter& letter, LetterEnd end, const http::FormTokens& tokens)
{
    std::string_view text = "Take off the list";
    if (end == LetterEnd::posted) text = "Record as posted";
    if (end == LetterEnd::told) text = "Record that they were told";
    return html::form(
        staff::posting_to(participants::person_path(letter.person, "/acknowledgement"), tokens),
        html::hidden_input("how", name_of(end)) +
            html::button({.text = text, .classes = "govuk-button--secondary"}));
}

http::Response acknowledgement_letter(const Services& services, const http::Request& request,
                                      const http::Viewer& viewer, storage::UnitOfWork& work)
{
    const auto person = request.id<PersonId>("person");
    if (!person) return http::not_found();
    const auto letter = services.letters.owed(work, *person);
    if (!letter) return http::not_found();
    log_opened(work, "calls.letter_opened", *person);
    const auto& parts = services.participants;
    const auto who = parts.identities.open_person(work, *person);
    // The day that this referral was promised, whatever is due of them by now.
    const auto referral = services.referrals.open(work, letter->referral);
    letter_page::Shown shown{.letter = *letter,
                             .reference = referral ? referral->reference : std::string(),
                             .name = who ? who->full_name() : std::string(),
                             .address = who ? who->postal_address : std::string(),
                             .reply = referral ? referral->due : letter->due,
                             .known = letter_page::case_of(services, work, *person, who),
                             .tokens = request.tokens};
    return staff::answer_staff_page(parts.staff, 200, request, viewer,
                                    [shown = std::move(shown), &us = parts.protocol.contact] {
                                        return letter_page::view(shown, us);
                                    });
}

http::Response end_letter(const Services& services, const http::Request& request,
                          const http::Viewer& viewer, storage::UnitOfWork& work)
{
    const auto person = request.id<PersonId>("person");
    if (!person || !services.participants.identities.knows(work, *person)) return http::not_found();
    const auto letter = services.letters.owed(work, *person);
    if (!letter) {
        return cannot_now(services, request, viewer, *person, "Acknowledge their referral",
                          "No letter is owed to them any more.");
    }
    const auto how = letter_end_named(request.form.value("how"));
    const auto known = letter_page::case_of(
        services, work, *person, services.participants.identities.open_person(work, *person));
    const auto none_chosen =
        known.may_contact ? LetterRefusal::may_be_contacted : LetterRefusal::may_not_be_contacted;
    const auto fault = how ? fault_of(*how, known) : std::optional(none_chosen);
    if (fault) {
        return cannot_now(services, request, viewer, *person, "Acknowledge their referral",
                          sentence_of(*fault));
    }
    services.letters.end(work, *letter, *how);
    if (*how == LetterEnd::posted)
        services.information.note(work, *person, acknowledged(letter->referral, work.now()));
    return http::see_other("/calls/letters");
}

} // namespace pages

} // namespace evenhand::appointments
