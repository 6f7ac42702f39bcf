#include "html/components.hpp"
#include "intake/baseline/pages/check.hpp"
#include "people/staff/pages/frame.hpp"

#include <array>

namespace evenhand::baseline::pages {

namespace lock_page {

using html::Html;

struct Shown
{
    PersonId person;
    std::string mode; ///< as it was chosen
    std::vector<html::FieldError> found;
    std::string protocol_fault; ///< why nothing is locked now, as staff read it
    http::FormTokens tokens;
};

html::Page view(const Shown& shown)
{
    const std::array messages{
        html::FieldMessage{"mode", "missing", "Choose how the questions were answered"},
        html::FieldMessage{"mode", code(Refusal::protocol_amended), shown.protocol_fault}};
    const html::FieldErrors errors(shown.found, messages);
    std::vector<html::ChoiceItem> modes;
    for (const Mode mode : all_modes())
        modes.push_back({.value = std::string(name_of(mode)), .text = label_of(mode)});
    const Html inputs = html::fragment(
        html::radios(
            {.name = "mode",
             .fieldset = html::Fieldset{.legend = {.text = "How were the questions answered?",
                                                   .classes = "govuk-fieldset__legend--m"}},
             .error = errors.on("mode"),
             .items = std::move(modes),
             .value = shown.mode}),
        html::button({.text = "Lock the answers"}));
    return questions_page(
        shown.person,
        {.title = "Lock the answers",
         .body = html::fragment(
             errors.summary(),
             participants::intake_heading(participants::IntakePage::baseline, "Lock the answers"),
             staff::paragraph("Once they are locked, nobody can change these answers on these "
                              "pages any more."),
             staff::paragraph("Only then can the computer choose the group, and it does not look "
                              "at these answers."),
             html::form(staff::posting_to(baseline_path(shown.person, "/lock"), shown.tokens),
                        inputs)),
         .has_errors = errors.any(),
         .back_href = baseline_path(shown.person, "/check")});
}

http::Response show(const Services& services, const http::Request& request,
                    const http::Viewer& viewer, Shown shown)
{
    return staff::answer_form(services.participants.staff, request, viewer, std::move(shown), view);
}

std::string sentence_of(Refusal refusal)
{
    if (refusal == Refusal::unconfirmed)
        return "The answers are not locked: some are to be confirmed or changed first";
    return "The answers are not locked: some questions have no answer yet";
}

} // namespace lock_page

http::Response ask_lock(const Services& services, const http::Request& request,
                        const http::Viewer& viewer, storage::UnitOfWork& work)
{
    const auto asked = find_person(services, request, work);
    if (!asked) return http::not_found();
    log_opened(work, asked->person);
    if (!asked->is_open()) return http::see_other(baseline_path(asked->person));
    const auto progress = services.baselines.progress(work, asked->person);
    if (fault_of(questionnaire_of(services), progress.answers, progress.confirmed))
        return http::see_other(baseline_path(asked->person, "/check"));
    return lock_page::show(services, request, viewer,
                           {.person = asked->person,
                            .mode = {},
                            .found = {},
                            .protocol_fault = {},
                            .tokens = request.tokens});
}

http::Response lock(const Services& services, const http::Request& request,
                    const http::Viewer& viewer, storage::UnitOfWork& work)
{
    const auto asked = find_person(services, request, work);
    if (!asked) return http::not_found();
    // A second click from another tab: what it asks for is done.
    if (asked->journey.stage == participants::Stage::baseline_locked)
        return http::see_other(participants::next_page(services.participants, viewer, asked->person,
                                                       asked->journey.stage));
    const auto mode = mode_named(request.form.value("mode"));
    lock_page::Shown shown{.person = asked->person,
                           .mode = std::string(request.form.value("mode")),
                           .found = {},
                           .protocol_fault = {},
                           .tokens = request.tokens};
    if (!mode) {
        shown.found = {{"mode", "missing"}};
        return lock_page::show(services, request, viewer, std::move(shown));
    }
    const auto locked = services.baselines.lock(work, asked->person, *mode);
    if (locked)
        return http::see_other(participants::next_page(services.participants, viewer, asked->person,
                                                       participants::Stage::baseline_locked));
    if (locked.error() == Refusal::protocol_amended) {
        shown.found = {{"mode", std::string(code(locked.error()))}};
        shown.protocol_fault = services.baselines.protocol_fault(work);
        return lock_page::show(services, request, viewer, std::move(shown));
    }
    const bool has_findings =
        locked.error() == Refusal::unanswered || locked.error() == Refusal::unconfirmed;
    if (!has_findings) return show_overview(services, request, viewer, work, *asked, 409);
    return show_check(services, request, viewer, work, *asked,
                      lock_page::sentence_of(locked.error()));
}

} // namespace evenhand::baseline::pages
