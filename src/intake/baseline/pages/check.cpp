#include "intake/baseline/pages/check.hpp"
#include "html/components.hpp"
#include "intake/baseline/pages/question_form.hpp"
#include "people/staff/pages/frame.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace evenhand::baseline::pages {

namespace check_page {

using html::Html;

struct Shown
{
    PersonId person;
    Progress progress;
    std::string refused; ///< why it was not locked; empty: nobody asked to
};

std::string change_path(const Questionnaire& all, PersonId person, const Question& question)
{
    const Section* part = part_of(all, question.id);
    return baseline_path(person, fmt::format("/{}#{}", part->id, field_of(question)));
}

Html answer_of(const Question& question, const QuestionnaireAnswers& answers)
{
    const auto found = answers.find(question.id);
    if (found != answers.end()) return protocol::in_words(question, found->second);
    if (!question.required) return "Not provided";
    return html::tag({.text = "Not answered", .classes = "govuk-tag--yellow"});
}

Html part_list(const Questionnaire& all, const Section& part, const Shown& shown)
{
    html::SummaryList list{.card = html::SummaryCard{.title = part.title},
                           .classes = "evenhand-answers"};
    for (const Question* question : asked_in(all, part, shown.progress.answers)) {
        list.rows.push_back({.key = question->text,
                             .value = answer_of(*question, shown.progress.answers),
                             .actions = {{.href = change_path(all, shown.person, *question),
                                          .visually_hidden_text = ": " + question->text}}});
    }
    if (list.rows.empty()) return {};
    return html::summary_list(list);
}

Html linked(const std::string& href, const Html& words)
{
    return html::element("li", {}, link(href, words));
}

/// What stands in the way, each with the way to it.
Html open_points(const Questionnaire& all, const Shown& shown)
{
    Html points;
    for (const auto& finding : protocol::hard_findings(all, shown.progress.answers)) {
        const Question* question = all.find(finding.question);
        if (question == nullptr)
            points += html::element("li", {}, finding.sentence);
        else
            points += linked(change_path(all, shown.person, *question), question->text);
    }
    for (const auto& doubt : unconfirmed(all, shown.progress.answers, shown.progress.confirmed)) {
        const Question* last = all.find(questions_of(all, doubt.id).back());
        points += linked(change_path(all, shown.person, *last), doubt.sentence);
    }
    if (points.empty()) return {};
    return html::inset_text(
        {.text = html::fragment(
             staff::paragraph("Before the answers can be locked, answer or confirm:"),
             html::element("ul", {html::attr("class", "govuk-list govuk-list--bullet")}, points))});
}

html::Page view(const Questionnaire& all, const Shown& shown)
{
    Html body;
    if (!shown.refused.empty()) body += html::error_summary({.errors = {{.text = shown.refused}}});
    body += participants::intake_heading(participants::IntakePage::baseline, "Check the answers");
    const Html open = open_points(all, shown);
    body += open;
    for (const Section& part : all.sections)
        body += part_list(all, part, shown);
    if (open.empty())
        body +=
            html::button({.text = "Go on to lock", .href = baseline_path(shown.person, "/lock")});
    body += staff::paragraph(link(baseline_path(shown.person), "Come back later"));
    return questions_page(shown.person, {.title = "Check the answers",
                                         .body = body,
                                         .has_errors = !shown.refused.empty(),
                                         .back_href = baseline_path(shown.person)});
}

} // namespace check_page

http::Response show_check(const Services& services, const http::Request& request,
                          const http::Viewer& viewer, storage::UnitOfWork& work, const Asked& asked,
                          std::string refused)
{
    const int status = refused.empty() ? 200 : 422;
    check_page::Shown shown{.person = asked.person,
                            .progress = services.baselines.progress(work, asked.person),
                            .refused = std::move(refused)};
    return staff::answer_staff_page(services.participants.staff, status, request, viewer,
                                    [&all = questionnaire_of(services), shown = std::move(shown)] {
                                        return check_page::view(all, shown);
                                    });
}

http::Response check(const Services& services, const http::Request& request,
                     const http::Viewer& viewer, storage::UnitOfWork& work)
{
    const auto asked = find_person(services, request, work);
    if (!asked) return http::not_found();
    log_opened(work, asked->person);
    if (!asked->is_open()) return http::see_other(baseline_path(asked->person));
    return show_check(services, request, viewer, work, *asked, {});
}

} // namespace evenhand::baseline::pages
