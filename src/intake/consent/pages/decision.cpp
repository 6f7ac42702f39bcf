#include "core/date_input.hpp"
#include "html/components.hpp"
#include "html/form.hpp"
#include "html/identifier_messages.hpp"
#include "intake/consent/pages/information_services.hpp"
#include "people/staff/pages/day_boxes.hpp"
#include "people/staff/pages/frame.hpp"

#include <algorithm>

namespace evenhand::consent::pages {

namespace decision_page {

using html::Html;
using participants::PersonId;
using participants::Step;

std::vector<html::FieldMessage> messages()
{
    std::vector<html::FieldMessage> all{
        {"wish", "missing", "Choose what they decide"},
        {"wish", "not_given",
         "The information has changed since they heard it. Go through it again first"},
        {"reason", "no_such_reason", "Choose one of these, or none"},
        {"call", "day_past", "The day of the call must be after today", "call-day"},
        {"call", "day_far", "Agree on a day within the next 60 days", "call-day"}};
    html::add_messages(all, "call", html::date_words, "call-day");
    return all;
}

struct Asked
{
    PersonId person;
    bool thinks = false; ///< they took time before
    http::FormData typed = {};
    std::vector<html::FieldError> found = {};
    http::FormTokens tokens = {};
};

Result<Decision, html::FieldError> parse(const http::FormData& typed)
{
    const auto wish = wish_named(typed.value("wish"));
    if (!wish) return refuse(html::FieldError{"wish", "missing"});
    Decision decision{.wish = *wish};
    if (*wish == Wish::declines) decision.reason = std::string(typed.value("reason"));
    if (*wish != Wish::wants_time) return decision;
    const auto day =
        parse_date({typed.value("call-day"), typed.value("call-month"), typed.value("call-year")});
    if (!day) return refuse(html::FieldError{"call", std::string(evenhand::code(day.error().why))});
    decision.call_on = *day;
    return decision;
}

std::optional<html::FieldError> error_of(InformationRefusal refusal)
{
    const std::string why(code(refusal));
    switch (refusal) {
    case InformationRefusal::day_past:
    case InformationRefusal::day_far:
        return html::FieldError{"call", why};
    case InformationRefusal::no_such_reason:
        return html::FieldError{"reason", why};
    case InformationRefusal::not_given:
        return html::FieldError{"wish", why};
    case InformationRefusal::not_now:
    case InformationRefusal::not_offered:
    case InformationRefusal::unanswered:
    case InformationRefusal::no_day:
        break;
    }
    return std::nullopt;
}

Html reasons(const http::FormData& typed, const html::FieldErrors& errors)
{
    std::vector<html::ChoiceItem> items;
    for (const auto reason : participants::details_of(Step::declined))
        items.push_back(
            {.value = std::string(reason), .text = participants::label_of_detail(reason)});
    return html::radios({.name = "reason",
                         .fieldset = html::Fieldset{.legend = {.text = "Why not? (optional)"}},
                         .hint = {.text = "Nobody has to give a reason. Do not press for one"},
                         .error = errors.on("reason"),
                         .items = std::move(items),
                         .value = std::string(typed.value("reason")),
                         .classes = "govuk-radios--small"});
}

html::Page view(const Asked& asked)
{
    const auto words = messages();
    const html::FieldErrors errors(asked.found, words);
    const auto path = participants::person_path(asked.person);
    const Html day = staff::day_boxes({.field = "call",
                                       .legend = "On which day do we call?",
                                       .hint = "The day that you agreed on with them"},
                                      asked.typed, errors);
    std::vector<html::ChoiceItem> items{
        {.value = std::string(name_of(Wish::goes_on)),
         .text = "They want to go on today",
         .hint = {.text = "Next comes consent: nothing is agreed yet"}},
        {.value = std::string(name_of(Wish::wants_time)),
         .text = asked.thinks ? "They want more time" : "They want time to think",
         .conditional = day},
        {.value = std::string(name_of(Wish::declines)),
         .text = "They do not want to take part",
         .conditional = reasons(asked.typed, errors)}};
    const Html inputs = html::fragment(
        html::radios(
            {.name = "wish",
             .fieldset = html::Fieldset{.legend = {.text = "What do they decide?",
                                                   .classes = "govuk-fieldset__legend--m"}},
             .error = errors.on("wish"),
             .items = std::move(items),
             .value = std::string(asked.typed.value("wish"))}),
        html::button({.text = "Save what they decide"}));
    constexpr std::string_view title = "What they decide";
    return {.title = std::string(title),
            .body = html::fragment(
                errors.summary(),
                participants::intake_heading(participants::IntakePage::information, title),
                staff::paragraph("It is their choice. They may take the time they want, and "
                                 "nothing else changes for them whatever they decide."),
                html::form(staff::posting_to(path + "/decision", asked.tokens), inputs)),
            .has_errors = errors.any(),
            .back_href = path};
}

http::Response show(const InformationServices& services, const http::Request& request,
                    const http::Viewer& viewer, Asked asked)
{
    return staff::answer_form(services.participants.staff, request, viewer, std::move(asked), view);
}

/// Nothing where nobody is asked at that stage.
std::optional<Asked> asked_of(const InformationServices& services, const http::Request& request,
                              storage::UnitOfWork& work, PersonId person)
{
    const auto journey = services.participants.journeys.find(work, person);
    if (!journey || !participants::may_follow(journey->stage, Step::goes_on)) return std::nullopt;
    return Asked{.person = person,
                 .thinks = journey->stage == participants::Stage::wants_time,
                 .typed = request.form,
                 .tokens = request.tokens};
}

} // namespace decision_page

http::Response ask_decision(const InformationServices& services, const http::Request& request,
                            const http::Viewer& viewer, storage::UnitOfWork& work)
{
    const auto person = request.id<participants::PersonId>("person");
    if (!person || !services.participants.identities.knows(work, *person)) return http::not_found();
    auto asked = decision_page::asked_of(services, request, work, *person);
    if (!asked) return information_not_now(services, request, viewer, work, *person);
    return decision_page::show(services, request, viewer, std::move(*asked));
}

http::Response keep_decision(const InformationServices& services, const http::Request& request,
                             const http::Viewer& viewer, storage::UnitOfWork& work)
{
    const auto person = request.id<participants::PersonId>("person");
    if (!person || !services.participants.identities.knows(work, *person)) return http::not_found();
    auto asked = decision_page::asked_of(services, request, work, *person);
    if (!asked) return information_not_now(services, request, viewer, work, *person);
    const auto decision = decision_page::parse(request.form);
    if (!decision) {
        asked->found = {decision.error()};
        return decision_page::show(services, request, viewer, std::move(*asked));
    }
    const auto stage = services.information.decide(work, *person, *decision);
    if (!stage) {
        const auto error = decision_page::error_of(stage.error());
        if (!error) return information_not_now(services, request, viewer, work, *person);
        asked->found = {*error};
        return decision_page::show(services, request, viewer, std::move(*asked));
    }
    if (decision->wish != Wish::goes_on) return http::see_other(participants::person_path(*person));
    return http::see_other(participants::next_page(services.participants, viewer, *person, *stage));
}

} // namespace evenhand::consent::pages
