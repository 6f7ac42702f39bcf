#include "html/components.hpp"
#include "html/form.hpp"
#include "html/identifier_messages.hpp"
#include "people/participants/pages/about.hpp"
#include "people/staff/pages/choose_one.hpp"
#include "people/staff/pages/frame.hpp"
#include "people/staff/pages/gatekeeper.hpp"
#include "people/wishes/pages/pages.hpp"

#include <utility>

// Asking how somebody wants to be reached, on the telephone or beside them, in the order in which
// one would ask it.

namespace evenhand::wishes::pages {

namespace change_page {

using html::Html;

std::vector<html::FieldMessage> messages()
{
    std::vector<html::FieldMessage> all{
        {"way", "missing", "Choose at least one way to contact them"},
        {"leave_message", "missing", "Choose whether we may leave a message"},
        {"mention_health", "missing", "Choose whether a message may mention health"},
        {"need", "missing", "Choose what they need, or that they need none of these"},
        {"need", "none_and_some", "Choose what they need, or \"None of these\", not both"},
        {"told_in", "missing", "Choose how you know"},
        {"told_in", "erased", "Who this was has been erased: nothing more is kept of it"},
        {"told_in", "changed_meanwhile",
         "Somebody else has changed this meanwhile. Read what stands now, and save again if "
         "what you typed is to stand in its place"}};
    for (const std::string_view box : {"times", "need_detail", "language"}) {
        all.push_back({box, "too_long", "This must have 200 characters or fewer"});
        all.push_back({box, "not_text", "This has characters that cannot be kept. Type it again"});
    }
    html::add_messages(all, "call_number", html::phone_number_words);
    return all;
}

struct Asked
{
    PersonId person;
    const std::vector<protocol::Choice>& needs;
    http::FormData typed;
    std::vector<html::FieldError> found;
    http::FormTokens tokens;
    std::string back = {};              ///< where the viewer came from
    std::string standing = {};          ///< the id of what they have before them; empty: nothing
    std::optional<Card> meanwhile = {}; ///< what was told while they typed
};

std::vector<std::string> typed_values(const Asked& asked, std::string_view field)
{
    std::vector<std::string> all;
    for (const auto value : asked.typed.values(field))
        all.emplace_back(value);
    return all;
}

Html box(const Asked& asked, const html::FieldErrors& errors, std::string_view field,
         std::string_view label)
{
    return html::input({.name = std::string(field),
                        .label = {.text = label},
                        .error = errors.on(field),
                        .value = std::string(asked.typed.value(field)),
                        .autocomplete = "off"});
}

Html yes_no(const Asked& asked, const html::FieldErrors& errors, std::string_view field,
            std::string_view legend)
{
    return html::radios({.name = std::string(field),
                         .fieldset = html::Fieldset{.legend = {.text = legend}},
                         .error = errors.on(field),
                         .items = {{.value = "yes", .text = "Yes"}, {.value = "no", .text = "No"}},
                         .value = std::string(asked.typed.value(field)),
                         .classes = "govuk-radios--inline govuk-radios--small"});
}

Html ways(const Asked& asked, const html::FieldErrors& errors)
{
    std::vector<html::ChoiceItem> items;
    for (const Way way : all_ways())
        items.push_back({.value = std::string(name_of(way)), .text = label_of(way)});
    return html::checkboxes(
        {.name = "way",
         .fieldset = html::Fieldset{.legend = {.text = "How may we contact you?"}},
         .hint = {.text = "Every way that suits them. Numbers and addresses stand with their "
                          "details"},
         .error = errors.on("way"),
         .items = std::move(items),
         .values = typed_values(asked, "way"),
         .classes = "govuk-checkboxes--small"});
}

Html needs(const Asked& asked, const html::FieldErrors& errors)
{
    std::vector<html::ChoiceItem> items;
    for (const protocol::Choice& need : asked.needs)
        items.push_back({.value = need.id, .text = need.label});
    items.push_back({.divider = "or"});
    items.push_back({.value = "none", .text = "None of these", .behaviour = "exclusive"});
    return html::checkboxes(
        {.name = "need",
         .fieldset =
             html::Fieldset{.legend = {.text = "Do you need help to talk or read with us?"}},
         .error = errors.on("need"),
         .items = std::move(items),
         .values = typed_values(asked, "need"),
         .classes = "govuk-checkboxes--small"});
}

Html inputs(const Asked& asked, const html::FieldErrors& errors)
{
    return html::fragment(
        html::hidden_input("standing", asked.standing), ways(asked, errors),
        box(asked, errors, "call_number", "Another number for calls (optional)"),
        yes_no(asked, errors, "leave_message", "May we leave a message if you do not answer?"),
        yes_no(asked, errors, "mention_health", "May a message or letter mention health?"),
        box(asked, errors, "times", "When is a good time to call? (optional)"),
        needs(asked, errors),
        box(asked, errors, "need_detail", "Anything else about that help (optional)"),
        box(asked, errors, "language", "Language, if they need an interpreter (optional)"),
        staff::choose_one({.name = "told_in", .legend = "How do you know?"}, told_to_staff(),
                          asked.typed, errors),
        html::button({.text = "Save"}));
}

html::Page view(const Asked& asked)
{
    const auto words = messages();
    const html::FieldErrors errors(asked.found, words);
    const auto path = participants::person_path(asked.person);
    return {.title = "How to contact them",
            .body = html::fragment(
                errors.summary(), staff::heading("How to contact them"),
                asked.meanwhile ? show_card(*asked.meanwhile) : Html(),
                staff::paragraph("Ask in these words. What is not asked is not agreed to: without "
                                 "a yes nobody leaves a message, and no email or text is sent."),
                html::form(staff::posting_to(path + std::string(change_path), asked.tokens),
                           inputs(asked, errors))),
            .has_errors = errors.any(),
            .back_href = asked.back};
}

using participants::About;
using participants::back_of;

/// Nothing where the viewer may change only what belongs to a case of theirs, and it is none.
std::optional<About> about_in(const Services& services, const http::Request& request,
                              const http::Viewer& viewer, storage::UnitOfWork& work)
{
    return participants::about_in(services.participants, services.own_case, request, viewer, work,
                                  "wishes.change");
}

storage::Event opening(const About& about)
{
    return participants::opening(about, "wishes.opened");
}

Asked asked_of(const Services& services, const http::Request& request, const About& about)
{
    return {.person = about.person,
            .needs = services.participants.protocol.referral.needs,
            .typed = request.form,
            .found = {},
            .tokens = request.tokens,
            .back = back_of(about),
            .standing = std::string(request.form.value("standing"))};
}

http::Response show(const Services& services, const http::Request& request,
                    const http::Viewer& viewer, Asked asked)
{
    const int status = asked.meanwhile ? 409 : asked.found.empty() ? 200 : 422;
    return staff::answer_staff_page(services.participants.staff, status, request, viewer,
                                    [asked = std::move(asked)] { return view(asked); });
}

/// What was typed stays, beside what stands now: whoever presses again has read it.
http::Response answer_meanwhile(const Services& services, const http::Request& request,
                                const http::Viewer& viewer, storage::UnitOfWork& work, Asked asked)
{
    Card card = card_for(services, work, viewer, asked.person);
    card.title = "What stands now";
    card.may_change = false; // this is the page of it
    asked.standing = card.standing ? card.standing->told.id.text() : std::string();
    asked.meanwhile.emplace(std::move(card));
    return show(services, request, viewer, std::move(asked));
}

/// At an appointment it goes on with the appointment, for those who begin one.
std::string after(const Services& services, const http::Viewer& viewer, storage::UnitOfWork& work,
                  const About& about, ToldIn told_in)
{
    const auto journey = services.participants.journeys.find(work, about.person);
    if (told_in != ToldIn::appointment || !journey || !staff::may(viewer, "participants.open"))
        return back_of(about);
    return participants::next_page(services.participants, viewer, about.person, journey->stage);
}

} // namespace change_page

http::Response ask_wishes(const Services& services, const http::Request& request,
                          const http::Viewer& viewer, storage::UnitOfWork& work)
{
    const auto about = change_page::about_in(services, request, viewer, work);
    if (!about) return http::not_found();
    work.log(change_page::opening(*about));
    auto asked = change_page::asked_of(services, request, *about);
    if (!request.brought_back) {
        const auto standing = services.wishes.standing(work, about->person);
        asked.typed = standing ? form_of(*standing) : http::FormData();
        asked.standing = std::string(asked.typed.value("standing"));
    }
    return change_page::show(services, request, viewer, std::move(asked));
}

http::Response change_wishes(const Services& services, const http::Request& request,
                             const http::Viewer& viewer, storage::UnitOfWork& work)
{
    const auto about = change_page::about_in(services, request, viewer, work);
    if (!about) return http::not_found();
    auto asked = change_page::asked_of(services, request, *about);
    const auto told = parse_wishes(request.form, asked.needs);
    if (!told) {
        asked.found = told.error();
        return change_page::show(services, request, viewer, std::move(asked));
    }
    const auto written = services.wishes.record(work, about->person, *told);
    if (written)
        return http::see_other(change_page::after(services, viewer, work, *about, told->told_in));
    asked.found = {{"told_in", std::string(code(written.error()))}};
    if (written.error() == Refusal::erased)
        return change_page::show(services, request, viewer, std::move(asked));
    auto answer = change_page::answer_meanwhile(services, request, viewer, work, std::move(asked));
    // The unit of a refusal is rolled back, and what it shows was read all the same.
    answer.journal = [event = change_page::opening(*about)](storage::UnitOfWork& journal) {
        journal.log(event);
    };
    return answer;
}

} // namespace evenhand::wishes::pages
