#include "html/components.hpp"
#include "html/markdown.hpp"
#include "intake/baseline/pages/pages.hpp"
#include "intake/baseline/pages/question_form.hpp"
#include "people/staff/pages/frame.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace evenhand::baseline::pages {

namespace part_page {

using html::Html;

/// Which of the two buttons sent the page.
constexpr std::string_view then_field = "then";
constexpr std::string_view come_back_later = "later";

struct Shown
{
    PersonId person;
    const Section* part = nullptr;
    QuestionsShown questions;
    http::FormTokens tokens;
};

/// The questions on the page: those it names, where it does; else all that are asked.
std::vector<const Question*> questions_on(const Questionnaire& all, const Section& part,
                                          const Progress& progress, std::string_view names)
{
    auto named = named_questions(all, names);
    std::erase_if(named,
                  [&](const Question* question) { return part_of(all, question->id) != &part; });
    if (!named.empty()) return named;
    return asked_in(all, part, progress.answers);
}

/// Without those that an answer has branched away.
std::vector<const Question*> still_asked(const Questionnaire& all,
                                         std::vector<const Question*> questions,
                                         const QuestionnaireAnswers& answers)
{
    std::erase_if(questions, [&](const Question* question) {
        return !protocol::is_asked(all, question->id, answers);
    });
    return questions;
}

/// What the answers have opened in this part, and what is still owed there; not what the page just
/// asked.
std::vector<const Question*> opened(const Questionnaire& all, const Section& part,
                                    const Progress& before, const PageRead& page,
                                    const std::vector<const Question*>& shown)
{
    auto follow = asked_in(all, part, page.after.answers);
    std::erase_if(follow, [&](const Question* question) {
        if (std::ranges::find(shown, question) != shown.end()) return true;
        const bool was_asked = protocol::is_asked(all, question->id, before.answers);
        const bool is_owed = question->required && !page.after.answers.contains(question->id);
        return was_asked && !is_owed;
    });
    return follow;
}

bool tells_of_harm(const Questionnaire& all, const Progress& before, const Given& given)
{
    return std::ranges::any_of(given.answers, [&](const auto& each) {
        const auto& [id, answer] = each;
        const auto earlier = before.answers.find(id);
        const bool is_new =
            earlier == before.answers.end() || !answer || earlier->second != *answer;
        return answer && is_new && may_tell_of_harm(*all.find(id), *answer);
    });
}

Html part_heading(const Questionnaire& all, const Section& part)
{
    const auto place = &part - all.sections.data() + 1;
    return html::element("span", {html::attr("class", "govuk-caption-l")},
                         fmt::format("Part {} of {}", place, all.sections.size())) +
           staff::heading(part.title);
}

Html source_of(const Questionnaire& all, const Section& part)
{
    const auto found =
        std::ranges::find(all.instruments, part.instrument, &protocol::Instrument::id);
    if (found == all.instruments.end()) return {};
    return html::element("p", {html::attr("class", "govuk-body-s")},
                         fmt::format("These questions: {}. {}.", found->name, found->source));
}

/// Shown before anybody answers what may tell of harm, and not only after it.
Html help_beside(const Services& services, const Shown& shown)
{
    const bool may = std::ranges::any_of(shown.questions.asked, &Question::reveals_risk);
    if (!may || services.safety_text.empty()) return {};
    return html::inset_text({.text = html::markdown(services.safety_text)});
}

Html buttons()
{
    return html::element("div", {html::attr("class", "govuk-button-group")},
                         html::button({.text = "Continue"}),
                         html::button({.text = "Save and come back later",
                                       .name = std::string(then_field),
                                       .value = std::string(come_back_later),
                                       .classes = "govuk-button--secondary"}));
}

html::Page view(const Services& services, const Shown& shown)
{
    const Questionnaire& all = shown.questions.all;
    const Section& part = *shown.part;
    const auto path = baseline_path(shown.person, "/" + part.id);
    const Html introduction =
        part.introduction.empty() ? Html{} : staff::paragraph(part.introduction);
    return questions_page(
        shown.person, {.title = part.title,
                       .body = html::fragment(
                           question_summary(shown.questions), part_heading(all, part), introduction,
                           help_beside(services, shown),
                           html::form(staff::posting_to(path, shown.tokens),
                                      html::fragment(question_inputs(shown.questions), buttons())),
                           source_of(all, part)),
                       .has_errors = !shown.questions.faults.empty(),
                       .back_href = baseline_path(shown.person)});
}

http::Response show(const Services& services, const http::Request& request,
                    const http::Viewer& viewer, Shown shown)
{
    const int status = shown.questions.faults.empty() ? 200 : 422;
    return staff::answer_staff_page(
        services.participants.staff, status, request, viewer,
        [&services, shown = std::move(shown)] { return view(services, shown); });
}

/// Where a page that was taken leads.
std::string after(const Questionnaire& all, const Asked& asked, const Section& part,
                  const PageRead& page)
{
    const Section* next = next_part(all, &part, page.after);
    return baseline_path(asked.person, next == nullptr ? std::string("/check") : "/" + next->id);
}

} // namespace part_page

http::Response ask_part(const Services& services, const http::Request& request,
                        const http::Viewer& viewer, storage::UnitOfWork& work)
{
    const auto asked = find_person(services, request, work);
    const Questionnaire& all = questionnaire_of(services);
    const Section* part = find_part(all, request.parameters.find("section")->second);
    if (!asked || part == nullptr) return http::not_found();
    log_opened(work, asked->person);
    if (!asked->is_open()) return http::see_other(baseline_path(asked->person));
    const auto progress = services.baselines.progress(work, asked->person);
    if (progress.erased) return http::see_other(baseline_path(asked->person));
    const auto names =
        request.brought_back ? request.form.value(asked_field) : request.query.value(asked_field);
    auto questions = part_page::still_asked(
        all, part_page::questions_on(all, *part, progress, names), progress.answers);
    auto typed = request.brought_back ? request.form : as_typed(questions, progress.answers);
    // What was saved and not said to be right is asked again where it stands.
    auto doubts = unconfirmed(all, progress.answers, progress.confirmed);
    std::erase_if(doubts, [&](const protocol::SoftFinding& doubt) {
        return std::ranges::find(questions, questions_of(all, doubt.id).back(), &Question::id) ==
               questions.end();
    });
    return part_page::show(services, request, viewer,
                           {.person = asked->person,
                            .part = part,
                            .questions = {.all = all,
                                          .asked = std::move(questions),
                                          .typed = std::move(typed),
                                          .faults = {},
                                          .doubts = std::move(doubts),
                                          .doubted = progress.answers},
                            .tokens = request.tokens});
}

http::Response save_part(const Services& services, const http::Request& request,
                         const http::Viewer& viewer, storage::UnitOfWork& work)
{
    const auto asked = find_person(services, request, work);
    const Questionnaire& all = questionnaire_of(services);
    const Section* part = find_part(all, request.parameters.find("section")->second);
    if (!asked || part == nullptr) return http::not_found();
    if (!asked->is_open()) return show_overview(services, request, viewer, work, *asked, 409);

    const auto before = services.baselines.progress(work, asked->person);
    const auto questions =
        part_page::questions_on(all, *part, before, request.form.value(asked_field));
    const bool later = request.form.value(part_page::then_field) == part_page::come_back_later;
    auto page = read_page(all, before, questions, request.form,
                          later ? Wanted::what_is_there : Wanted::all_of_it);
    if (!page.faults.empty() || (!page.doubts.empty() && !later)) {
        auto faults = page.faults.empty() ? faults_of(page.doubts) : std::move(page.faults);
        return part_page::show(
            services, request, viewer,
            {.person = asked->person,
             .part = part,
             .questions = {.all = all,
                           .asked = part_page::still_asked(all, questions, page.after.answers),
                           .typed = request.form,
                           .faults = std::move(faults),
                           .doubts = std::move(page.doubts),
                           .doubted = page.after.answers},
             .tokens = request.tokens});
    }
    const auto saved = services.baselines.save(work, asked->person, page.given);
    // Locked or erased in the moment since: the overview says where the questions stand.
    if (!saved) return show_overview(services, request, viewer, work, *asked, 409);
    page.after = *saved;
    if (part_page::tells_of_harm(all, before, page.given)) {
        work.log({.action = "baseline.help_shown",
                  .object_type = "person",
                  .object_id = asked->person.text(),
                  .detail = {}});
        return http::see_other(baseline_path(asked->person, "?harm=yes"));
    }
    if (later) return http::see_other(baseline_path(asked->person));
    const auto follow = part_page::opened(all, *part, before, page, questions);
    if (!follow.empty())
        return http::see_other(baseline_path(
            asked->person, fmt::format("/{}?{}={}", part->id, asked_field, names_of(follow))));
    return http::see_other(part_page::after(all, *asked, *part, page));
}

} // namespace evenhand::baseline::pages
