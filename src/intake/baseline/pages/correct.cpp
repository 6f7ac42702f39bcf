#include "html/components.hpp"
#include "intake/baseline/pages/pages.hpp"
#include "intake/baseline/pages/question_form.hpp"
#include "people/staff/pages/frame.hpp"
#include "people/staff/pages/gatekeeper.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>

// A locked answer is put right by typing what is right. What stood there is not shown: who corrects
// needs to know only what the answer is, and the earlier one stays for the analysis. Nor may the
// page let it be guessed: every question can be chosen, also one that was branched away, and every
// reply follows from what was typed here alone.

namespace evenhand::baseline::pages {

namespace correct_page {

using html::Html;

struct Shown
{
    PersonId person;
    std::string question; ///< of the path
    /// The question with what it may open; `questions` looks into it.
    std::shared_ptr<const Questionnaire> alone;
    QuestionsShown questions;
    std::string reason;
    http::FormTokens tokens;
};

Html reasons(const Shown& shown)
{
    std::vector<html::ChoiceItem> items;
    for (const CorrectionReason reason : all_correction_reasons())
        items.push_back({.value = std::string(name_of(reason)), .text = label_of(reason)});
    const auto fault = std::ranges::find(shown.questions.faults, "reason", &PageFault::field);
    html::ErrorMessage error;
    if (fault != shown.questions.faults.end()) error.text = fault->sentence;
    return html::radios(
        {.name = "reason",
         .fieldset = html::Fieldset{.legend = {.text = "Why is it corrected?",
                                               .classes = "govuk-fieldset__legend--m"}},
         .error = error,
         .items = std::move(items),
         .value = shown.reason});
}

html::Page view(const Shown& shown)
{
    const auto path = baseline_path(shown.person, "/correct/" + shown.question);
    return questions_page(
        shown.person,
        {.title = "Correct an answer",
         .body = html::fragment(
             question_summary(shown.questions), staff::heading("Correct an answer"),
             staff::paragraph("Give the answer that is right. What was locked is not shown here, "
                              "and stays on file."),
             html::form(staff::posting_to(path, shown.tokens),
                        html::fragment(question_inputs(shown.questions), reasons(shown),
                                       html::button({.text = "Correct the answer"})))),
         .has_errors = !shown.questions.faults.empty(),
         .back_href = baseline_path(shown.person, "/correct")});
}

http::Response show(const Services& services, const http::Request& request,
                    const http::Viewer& viewer, Shown shown)
{
    const int status = shown.questions.faults.empty() ? 200 : 422;
    return staff::answer_staff_page(services.participants.staff, status, request, viewer,
                                    [shown = std::move(shown)] { return view(shown); });
}

/// The questions of the page: the one of the path, and those that its new answer opened.
std::vector<const Question*> questions_on(const Questionnaire& all, const std::string& question,
                                          std::string_view names)
{
    return named_questions(all, fmt::format("{},{}", question, names));
}

/// A new answer may open questions anywhere; they are asked on the same page, since a correction is
/// one fact.
void ask_what_it_opens(const Questionnaire& all, PageRead& page,
                       std::vector<const Question*>& asked)
{
    for (const auto& finding : protocol::hard_findings(all, page.after.answers)) {
        const Question* question = all.find(finding.question);
        if (question == nullptr || std::ranges::find(asked, question) != asked.end()) continue;
        asked.push_back(question);
        page.faults.push_back(fault_on(
            *question, fmt::format("This answer opens another question: {}", question->text)));
    }
}

Shown sent(const Services& services, const http::Request& request, PersonId person,
           const std::string& question)
{
    const auto alone =
        std::make_shared<const Questionnaire>(on_its_own(questionnaire_of(services), question));
    return {.person = person,
            .question = question,
            .alone = alone,
            .questions = {.all = *alone,
                          .asked = questions_on(*alone, question, request.form.value(asked_field)),
                          .typed = request.form,
                          .faults = {},
                          .doubts = {},
                          .doubted = {}},
            .reason = std::string(request.form.value("reason")),
            .tokens = request.tokens};
}

/// Whether anything of them stands locked and can be opened; if not, nothing here is there.
bool is_locked(const Services& services, storage::UnitOfWork& work,
               const std::optional<Asked>& asked)
{
    return asked && services.baselines.corrected(work, asked->person, {}).has_value();
}

} // namespace correct_page

http::Response list_corrections(const Services& services, const http::Request& request,
                                const http::Viewer& viewer, storage::UnitOfWork& work)
{
    const auto asked = find_person(services, request, work);
    if (!correct_page::is_locked(services, work, asked)) return http::not_found();
    log_opened(work, asked->person);
    return staff::answer_staff_page(
        services.participants.staff, 200, request, viewer,
        [&all = questionnaire_of(services), person = asked->person,
         may_open = staff::may(viewer, "participants.open")] {
            html::Html body = staff::heading("Correct locked answers") +
                              staff::paragraph("Choose the question. Its answer is not shown.");
            for (const Section& part : all.sections) {
                html::Html items;
                for (const Question& question : part.questions)
                    items += html::element(
                        "li", {},
                        link(baseline_path(person, "/correct/" + question.id), question.text));
                body += html::element("h2", {html::attr("class", "govuk-heading-m")}, part.title) +
                        html::element("ul", {html::attr("class", "govuk-list")}, items);
            }
            return questions_page(person,
                                  {.title = "Correct locked answers",
                                   .body = body,
                                   .back_href = may_open ? participants::person_path(person) : ""});
        });
}

http::Response ask_correction(const Services& services, const http::Request& request,
                              const http::Viewer& viewer, storage::UnitOfWork& work)
{
    const auto asked = find_person(services, request, work);
    const std::string& question = request.parameters.find("question")->second;
    const bool is_there = correct_page::is_locked(services, work, asked) &&
                          questionnaire_of(services).find(question) != nullptr;
    if (!is_there) return http::not_found();
    log_opened(work, asked->person);
    return correct_page::show(services, request, viewer,
                              correct_page::sent(services, request, asked->person, question));
}

http::Response correct(const Services& services, const http::Request& request,
                       const http::Viewer& viewer, storage::UnitOfWork& work)
{
    const auto asked = find_person(services, request, work);
    const bool is_locked = correct_page::is_locked(services, work, asked);
    const Question* question =
        questionnaire_of(services).find(request.parameters.find("question")->second);
    if (!is_locked || question == nullptr) return http::not_found();
    auto shown = correct_page::sent(services, request, asked->person, question->id);
    auto page = read_page(*shown.alone, {}, shown.questions.asked, request.form, Wanted::all_of_it);
    if (page.faults.empty() && page.doubts.empty())
        correct_page::ask_what_it_opens(*shown.alone, page, shown.questions.asked);
    auto faults = page.faults.empty() ? faults_of(page.doubts) : std::move(page.faults);
    const auto reason = correction_reason_named(request.form.value("reason"));
    if (!reason) faults.push_back({"reason", "reason", "Choose why it is corrected"});
    if (faults.empty()) {
        const auto corrected = services.baselines.correct(work, asked->person, page.given, *reason);
        if (corrected)
            return http::see_other(staff::may(viewer, "participants.open")
                                       ? participants::person_path(asked->person)
                                       : baseline_path(asked->person, "/correct"));
        faults.push_back(fault_on(*question, "This answer cannot be corrected any more"));
    }
    shown.questions.faults = std::move(faults);
    shown.questions.doubts = std::move(page.doubts);
    shown.questions.doubted = page.after.answers;
    return correct_page::show(services, request, viewer, std::move(shown));
}

} // namespace evenhand::baseline::pages
