#include "html/components.hpp"
#include "intake/consent/pages/asking.hpp"
#include "intake/consent/pages/pages.hpp"
#include "people/staff/pages/frame.hpp"

// Where consent cannot go on: they cannot decide today, or said no to what taking part needs. There
// is always a way on, and nobody is hurried along it.

namespace evenhand::consent::pages {

namespace stop_page {

using html::Html;
using participants::Step;

enum class Why { capacity, refused };

/// Nothing: there is no reason to stop.
std::optional<Why> why(const Asking& asking, const protocol::ConsentForm& form)
{
    if (asking.typed.value("capacity") == name_of(Capacity::lacking)) return Why::capacity;
    const auto answers = answers_in(asking.typed, form);
    if (!unanswered(form, answers).empty()) return std::nullopt;
    if (required_but_refused(form, agreed_in(answers)).empty()) return std::nullopt;
    return Why::refused;
}

std::vector<html::FieldMessage> messages()
{
    return {{"what", "missing", "Choose what they want to do"},
            {"reason", "missing", "Choose what they said, or that they gave no reason"}};
}

Html reasons(const Asking& asking, const html::FieldErrors& errors)
{
    std::vector<html::ChoiceItem> items;
    for (const auto detail : participants::details_of(Step::declined))
        items.push_back(
            {.value = std::string(detail), .text = participants::label_of_detail(detail)});
    return html::radios({.name = "reason",
                         .fieldset = html::Fieldset{.legend = {.text = "What did they say?"}},
                         .hint = {.text = "Nobody has to give a reason"},
                         .error = errors.on("reason"),
                         .items = std::move(items),
                         .value = std::string(asking.typed.value("reason")),
                         .classes = "govuk-radios--small"});
}

std::vector<html::ChoiceItem> ways_on(Why stopped, const Asking& asking,
                                      const html::FieldErrors& errors)
{
    if (stopped == Why::capacity)
        return {{.value = "time", .text = "Ask again on another day"},
                {.value = "close", .text = "They cannot take part now, and nobody asks again"}};
    return {{.value = "time", .text = "They want time to think"},
            {.value = "decline",
             .text = "They do not want to take part",
             .conditional = reasons(asking, errors)}};
}

Html explanation(Why stopped, const Asking& asking, const protocol::ConsentForm& form)
{
    if (stopped == Why::capacity)
        return staff::paragraph("You wrote that they cannot decide about this today. So nobody is "
                                "asked to sign, and nothing was written that counts as consent. "
                                "Tell them kindly, and that the help they have goes on.");
    Html all = staff::paragraph("That is fine. Nobody has to take part, and it changes nothing "
                                "about their benefits or their care. They said no to:");
    for (const auto& id : required_but_refused(form, agreed_in(answers_in(asking.typed, form)))) {
        const auto* item = find_item(form, std::string_view(id));
        all += html::inset_text({.text = html::fragment(item->statement, " ", item->if_no)});
    }
    return all;
}

Html question(Why stopped, const Asking& asking, const html::FieldErrors& errors)
{
    const auto path = consent_path(asking.person, "/stop");
    return html::form(
        staff::posting_to(path, asking.tokens),
        html::fragment(
            html::radios({.name = "what",
                          .fieldset = html::Fieldset{.legend = {.text = "What is next?"}},
                          .error = errors.on("what"),
                          .items = ways_on(stopped, asking, errors),
                          .value = std::string(asking.typed.value("what"))}),
            html::button({.text = "Continue"})));
}

/// Somebody who consented before: their consent stands until they take it back.
Html earlier_stands(const Asking& asking)
{
    return staff::paragraph("What they agreed to earlier stands until they take it back.") +
           html::button({.text = "Record a withdrawal",
                         .href = participants::person_path(asking.person, "/withdraw"),
                         .classes = "govuk-button--secondary"});
}

html::Page view(const Asking& asking, const protocol::ConsentForm& form, Why stopped)
{
    const auto words = messages();
    const html::FieldErrors errors(asking.found, words);
    const bool capacity = stopped == Why::capacity;
    const auto back = consent_path(asking.person, capacity ? "" : "/statements");
    const std::string_view title = capacity ? "Stop here for today" : "They cannot take part so";
    const bool first = asking.effect == Effect::first_step;
    return {.title = std::string(title),
            .body = html::fragment(
                errors.summary(),
                participants::intake_heading(participants::IntakePage::consent, title),
                explanation(stopped, asking, form),
                html::button({.text = capacity ? "That was a mistake: go back"
                                               : "They changed their mind: ask again",
                              .href = back,
                              .classes = "govuk-button--secondary"}),
                first ? question(stopped, asking, errors) : earlier_stands(asking)),
            .has_errors = errors.any(),
            .back_href = back};
}

http::Response show(const Services& services, const http::Request& request,
                    const http::Viewer& viewer, Asking asking, Why stopped)
{
    const int status = asking.found.empty() ? 200 : 422;
    return staff::answer_staff_page(services.participants.staff, status, request, viewer,
                                    [asking = std::move(asking),
                                     &form = services.participants.protocol.consent,
                                     stopped] { return view(asking, form, stopped); });
}

/// The step that was chosen, or what is missing.
Result<participants::NewStep, html::FieldError> chosen(Why stopped, const http::FormData& sent)
{
    const auto what = sent.value("what");
    if (what == "time") {
        const std::string_view detail = stopped == Why::capacity ? "capacity" : "";
        return participants::NewStep{.step = Step::wants_time, .detail = detail};
    }
    if (what == "close" && stopped == Why::capacity)
        return participants::NewStep{.step = Step::closed, .detail = "not_completed"};
    if (what != "decline" || stopped == Why::capacity)
        return refuse(html::FieldError{"what", "missing"});
    for (const auto detail : participants::details_of(Step::declined))
        if (detail == sent.value("reason"))
            return participants::NewStep{.step = Step::declined, .detail = detail};
    return refuse(html::FieldError{"reason", "missing"});
}

} // namespace stop_page

http::Response ask_stop(const Services& services, const http::Request& request,
                        const http::Viewer& viewer, storage::UnitOfWork& work)
{
    auto asking = asking_now(services, request, viewer, work);
    if (!asking) return std::move(asking).error();
    const auto stopped = stop_page::why(*asking, services.participants.protocol.consent);
    if (!stopped) return http::see_other(consent_path(asking->person));
    return stop_page::show(services, request, viewer, std::move(*asking), *stopped);
}

http::Response stop(const Services& services, const http::Request& request,
                    const http::Viewer& viewer, storage::UnitOfWork& work)
{
    auto asking = asking_now(services, request, viewer, work);
    if (!asking) return std::move(asking).error();
    const bool first = asking->effect == Effect::first_step;
    if (!first) return cannot_ask(services, request, viewer, *asking);
    const auto stopped = stop_page::why(*asking, services.participants.protocol.consent);
    if (!stopped) return http::see_other(consent_path(asking->person));
    take_fields(*asking, request.form, {"what", "reason"});
    const auto step = stop_page::chosen(*stopped, request.form);
    if (!step) {
        asking->found = {step.error()};
        return stop_page::show(services, request, viewer, std::move(*asking), *stopped);
    }
    const auto stage = services.participants.journeys.take(work, asking->person, *step);
    if (!stage) return cannot_ask(services, request, viewer, *asking);
    discard_draft(services, viewer, work, asking->person);
    return http::see_other(
        participants::next_page(services.participants, viewer, asking->person, *stage));
}

} // namespace evenhand::consent::pages
