#include "html/components.hpp"
#include "html/form.hpp"
#include "intake/consent/pages/information_services.hpp"
#include "people/staff/pages/frame.hpp"

#include <fmt/format.h>

// Teach-back: the person says in their own words what they have heard. It tries the explanation,
// not the person.

namespace evenhand::consent::pages {

namespace information_questions {

using html::Html;
using participants::PersonId;

struct Asked
{
    PersonId person;
    const std::vector<protocol::TeachBack>& questions;
    http::FormData typed = {};
    std::vector<html::FieldError> found = {};
    http::FormTokens tokens = {};
};

TeachBackAnswers read(const std::vector<protocol::TeachBack>& questions,
                      const http::FormData& typed)
{
    TeachBackAnswers said;
    for (const auto& question : questions) {
        const auto understood = understood_named(typed.value(question.id));
        if (understood) said.emplace(question.id, *understood);
    }
    return said;
}

Html question_of(const protocol::TeachBack& question, const http::FormData& typed,
                 const html::FieldErrors& errors)
{
    std::vector<html::ChoiceItem> items;
    for (const Understood each : all_understood())
        items.push_back({.value = std::string(name_of(each)), .text = label_of(each)});
    return html::radios(
        {.name = question.id,
         .fieldset = html::Fieldset{.legend = {.text = question.ask,
                                               .classes = "govuk-fieldset__legend--m"}},
         .hint = {.text = "Listen for: " + question.listen_for},
         .error = errors.on(question.id),
         .items = std::move(items),
         .value = std::string(typed.value(question.id))});
}

html::Page view(const Asked& asked)
{
    std::vector<html::FieldMessage> messages;
    for (const auto& question : asked.questions)
        messages.push_back({question.id, "missing", "Choose what they said back"});
    const html::FieldErrors errors(asked.found, messages);
    Html inputs;
    for (const auto& question : asked.questions)
        inputs += question_of(question, asked.typed, errors);
    inputs += html::button({.text = "Continue"});
    const auto path = participants::person_path(asked.person, "/information");
    constexpr std::string_view title = "In their own words";
    return {.title = std::string(title),
            .body = html::fragment(
                errors.summary(),
                participants::intake_heading(participants::IntakePage::information, title),
                staff::paragraph("Say that you want to be sure you explained it well. Where "
                                 "something is not clear, explain it again in other words. Nobody "
                                 "fails."),
                html::form(staff::posting_to(path + "/questions", asked.tokens), inputs)),
            .has_errors = errors.any(),
            .back_href = path + "/sheet"};
}

http::Response show(const InformationServices& services, const http::Request& request,
                    const http::Viewer& viewer, Asked asked)
{
    return staff::answer_form(services.participants.staff, request, viewer, std::move(asked), view);
}

} // namespace information_questions

http::Response ask_teach_back(const InformationServices& services, const http::Request& request,
                              const http::Viewer& viewer, storage::UnitOfWork& work)
{
    const auto person = request.id<participants::PersonId>("person");
    if (!person || !services.participants.identities.knows(work, *person)) return http::not_found();
    const auto journey = services.participants.journeys.find(work, *person);
    const bool asked_here = journey && may_go_through(journey->stage);
    if (!asked_here || !services.information.current(work, *person))
        return information_not_now(services, request, viewer, work, *person);
    return information_questions::show(
        services, request, viewer,
        {.person = *person,
         .questions = services.participants.protocol.consent.teach_back,
         .typed = request.form,
         .tokens = request.tokens});
}

http::Response keep_teach_back(const InformationServices& services, const http::Request& request,
                               const http::Viewer& viewer, storage::UnitOfWork& work)
{
    const auto person = request.id<participants::PersonId>("person");
    if (!person || !services.participants.identities.knows(work, *person)) return http::not_found();
    const auto& form = services.participants.protocol.consent;
    const auto said = information_questions::read(form.teach_back, request.form);
    const auto stage = services.information.teach_back(work, *person, said);
    if (!stage && stage.error() == InformationRefusal::unanswered) {
        information_questions::Asked asked{.person = *person,
                                           .questions = form.teach_back,
                                           .typed = request.form,
                                           .tokens = request.tokens};
        for (const auto& question : unanswered(form, said))
            asked.found.push_back({question, "missing"});
        return information_questions::show(services, request, viewer, std::move(asked));
    }
    if (!stage) return information_not_now(services, request, viewer, work, *person);
    if (!answered(form, said, Understood::not_yet).empty())
        return http::see_other(participants::person_path(*person, "/information/again"));
    // Who has come further heard it to sign again, or for the first time under a new version.
    if (!is_step_to_take(*stage))
        return http::see_other(participants::person_path(*person, "/consent"));
    return http::see_other(participants::next_page(services.participants, viewer, *person, *stage));
}

} // namespace evenhand::consent::pages
