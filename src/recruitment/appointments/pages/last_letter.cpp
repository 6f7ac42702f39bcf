#include "core/london_time.hpp"
#include "html/components.hpp"
#include "html/identifier_messages.hpp"
#include "people/staff/pages/day_boxes.hpp"
#include "people/staff/pages/frame.hpp"
#include "recruitment/appointments/pages/pages.hpp"

#include <fmt/format.h>

// The letter after the last attempt (T2): what it says, how it went, and on which day.

namespace evenhand::appointments::pages {

namespace last_letter {

using html::Html;

std::vector<html::FieldMessage> messages()
{
    std::vector<html::FieldMessage> all{
        {"by", "missing", "Choose how it was sent"},
        {"when", "too_early", "The letter goes after the last attempt", "when-day"}};
    html::add_messages(all, "when", html::date_words, "when-day");
    return all;
}

struct Asked
{
    const LastLetter& letter;
    const protocol::Contact& contact;
    PersonId person;
    Owed owed;
    Instant now;
    http::FormData typed;
    std::vector<html::FieldError> found;
    http::FormTokens tokens;
    Renderings first;
};

/// The letter does not go before the last attempt.
Result<Instant, std::string> moment_of(const Asked& asked)
{
    const auto moment = past_moment(asked.typed, asked.now);
    if (moment && asked.owed.last_try && london_date(*moment) < london_date(*asked.owed.last_try))
        return refuse(std::string("too_early"));
    return moment;
}

Result<Sent, std::vector<html::FieldError>> parse(const Asked& asked)
{
    std::vector<html::FieldError> errors;
    const auto by = sent_by_named(asked.typed.value("by"));
    if (!by || *by == SentBy::by_hand) errors.push_back({"by", "missing"});
    const auto when = moment_of(asked);
    if (!when) errors.push_back({"when", when.error()});
    if (!errors.empty()) return refuse(std::move(errors));
    return Sent{.purpose = Purpose::last_letter,
                .document = "letter after the last attempt",
                .version = asked.letter.version,
                .format = "standard",
                .by = *by,
                .appointment = {},
                .occurred = *when};
}

/// The text with our own address at its foot: to be copied or printed as it stands.
Html letter_text(const Asked& asked)
{
    const auto& us = asked.contact;
    return html::details(
        {.summary = "The letter",
         .text = html::fragment(
             asked.letter.body,
             staff::paragraph(fmt::format("Telephone: {} ({}). Email: {}. Post: {}.", us.telephone,
                                          us.hours, us.email, us.post)),
             staff::paragraph(fmt::format("Version {}", asked.letter.version)))});
}

html::Page view(const Asked& asked)
{
    const auto words = messages();
    const html::FieldErrors errors(asked.found, words);
    const auto path = participants::person_path(asked.person);
    std::vector<html::ChoiceItem> ways;
    for (const SentBy by : all_sent_by()) {
        if (by != SentBy::by_hand)
            ways.push_back({.value = std::string(name_of(by)), .text = label_of(by)});
    }
    const Html inputs = html::fragment(
        html::radios({.name = "by",
                      .fieldset = html::Fieldset{.legend = {.text = "How was it sent?"}},
                      .error = errors.on("by"),
                      .items = std::move(ways),
                      .value = std::string(asked.typed.value("by")),
                      .classes = "govuk-radios--small"}),
        staff::day_boxes({.field = "when",
                          .legend = "On which day did it go?",
                          .offered = london_date(asked.now)},
                         asked.typed, errors),
        html::button({.text = "Record the letter"}));
    return {.title = "The last letter",
            .body = html::fragment(
                errors.summary(), staff::heading("The last letter"), all_of(asked.first),
                staff::paragraph(fmt::format(
                    "{} attempts on different days reached nobody. Send the letter that says how "
                    "they can still reach us, and record it here.",
                    asked.owed.attempts)),
                letter_text(asked),
                html::form(staff::posting_to(path + "/last-letter", asked.tokens), inputs)),
            .has_errors = errors.any(),
            .back_href = path};
}

std::optional<Asked> find(const Services& services, const http::Request& request,
                          const http::Viewer& viewer, storage::UnitOfWork& work)
{
    const auto journey = journey_of(services, request, work);
    if (!journey) return std::nullopt;
    const auto owed = services.calls.owed(work, journey->person);
    return Asked{.letter = services.last_letter,
                 .contact = services.participants.protocol.contact,
                 .person = journey->person,
                 .owed = owed.value_or(Owed{.on = london_date(work.now())}),
                 .now = work.now(),
                 .typed = request.form,
                 .found = {},
                 .tokens = request.tokens,
                 .first = before_all(services, work, viewer, journey->person)};
}

http::Response show(const Services& services, const http::Request& request,
                    const http::Viewer& viewer, Asked asked)
{
    if (asked.owed.kind != CallKind::letter) {
        return cannot_now(services, request, viewer, asked.person, "The last letter",
                          "The letter goes after every attempt was made, and once.");
    }
    return staff::answer_form(services.participants.staff, request, viewer, std::move(asked), view);
}

} // namespace last_letter

http::Response ask_letter(const Services& services, const http::Request& request,
                          const http::Viewer& viewer, storage::UnitOfWork& work)
{
    auto asked = last_letter::find(services, request, viewer, work);
    if (!asked) return http::not_found();
    log_opened(work, "calls.letter_opened", asked->person);
    return last_letter::show(services, request, viewer, std::move(*asked));
}

http::Response send_letter(const Services& services, const http::Request& request,
                           const http::Viewer& viewer, storage::UnitOfWork& work)
{
    auto asked = last_letter::find(services, request, viewer, work);
    if (!asked) return http::not_found();
    if (asked->owed.kind != CallKind::letter)
        return last_letter::show(services, request, viewer, std::move(*asked));
    const auto sent = last_letter::parse(*asked);
    if (!sent) {
        asked->found = sent.error();
        return last_letter::show(services, request, viewer, std::move(*asked));
    }
    services.information.note(work, asked->person, *sent);
    return http::see_other(participants::person_path(asked->person));
}

} // namespace evenhand::appointments::pages
