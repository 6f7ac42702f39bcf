#include "html/components.hpp"
#include "html/markdown.hpp"
#include "intake/baseline/pages/pages.hpp"
#include "people/staff/pages/frame.hpp"
#include "people/staff/pages/gatekeeper.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace evenhand::baseline::pages {

namespace overview_page {

using html::Html;
using participants::IntakePage;

struct Shown
{
    PersonId person;
    bool open = false;
    Progress progress;
    std::optional<Locked> locked;
    std::string next; ///< where somebody who is locked goes on
    bool told_of_harm = false;
    [[nodiscard]] bool asks() const { return open && !progress.erased; }
};

html::TaskStatus status_of(PartState state)
{
    switch (state) {
    case PartState::not_started:
        return {.tag = html::Tag{.text = "Not started", .classes = "govuk-tag--blue"}};
    case PartState::in_progress:
        return {.tag = html::Tag{.text = "In progress", .classes = "govuk-tag--light-blue"}};
    case PartState::done:
        return {.text = "Done"};
    case PartState::nothing_to_ask:
        break;
    }
    return {.text = "Nothing to ask"};
}

std::string length_of(const Questionnaire& all, const Section& part)
{
    const int minutes = minutes_of(all, part);
    return fmt::format("About {} {}", minutes, minutes == 1 ? "minute" : "minutes");
}

Html parts(const Questionnaire& all, const Shown& shown)
{
    html::TaskList list;
    for (const Section& part : all.sections) {
        const auto state = state_of(all, part, shown.progress);
        const bool asks = state != PartState::nothing_to_ask;
        list.items.push_back(
            {.title = part.title,
             .href = asks ? baseline_path(shown.person, "/" + part.id) : std::string(),
             .hint = {length_of(all, part)},
             .status = status_of(state)});
    }
    return html::task_list(list);
}

std::string progress_words(const Questionnaire& all, const Progress& progress)
{
    const auto done = std::ranges::count_if(all.sections, [&](const Section& part) {
        const auto state = state_of(all, part, progress);
        return state == PartState::done || state == PartState::nothing_to_ask;
    });
    return fmt::format("{} of {} parts done. All of it takes about {} minutes.", done,
                       all.sections.size(), all.minutes);
}

Html go_on(const Questionnaire& all, const Shown& shown)
{
    const Section* next = next_part(all, nullptr, shown.progress);
    if (next == nullptr)
        return html::button(
            {.text = "Check the answers", .href = baseline_path(shown.person, "/check")});
    const bool begun = !shown.progress.answers.empty();
    return html::button({.text = begun ? "Continue" : "Start",
                         .href = baseline_path(shown.person, "/" + next->id)});
}

/// What is read by who told of harm, and by whoever sits beside them: who is on duty now.
Html safety(const Services& services, PersonId person)
{
    if (services.safety_text.empty()) return {};
    const auto& safety = services.participants.protocol.safety;
    return html::notification_banner(
        {.content = html::fragment(
             html::markdown(services.safety_text),
             staff::paragraph(html::fragment("On duty: ", safety.duty_rota)),
             staff::paragraph(link("/concerns/new/" + person.text(), "Raise a concern now")))});
}

Html open_body(const Services& services, const Shown& shown)
{
    const Questionnaire& all = questionnaire_of(services);
    return html::fragment(
        staff::paragraph("Every question can be answered with \"Prefer not to say\" unless it "
                         "says otherwise. Answers are kept part by part, so you can stop and come "
                         "back, also on another device."),
        staff::paragraph(progress_words(all, shown.progress)), parts(all, shown), go_on(all, shown),
        staff::paragraph(link(baseline_path(shown.person, "/check"), "See all answers so far")),
        staff::paragraph(link(participants::person_path(shown.person), "Come back later")),
        staff::paragraph(link("/concerns/new/" + shown.person.text(), "Raise a concern")));
}

Html closed_body(const Shown& shown)
{
    if (shown.progress.erased)
        return staff::paragraph("What this person answered has been erased at their wish. "
                                "Nothing more is asked of them.");
    if (!shown.locked)
        return staff::paragraph("The questions are asked once consent is signed.") +
               staff::paragraph(link(participants::person_path(shown.person), "Go to the record"));
    return html::fragment(staff::paragraph(html::fragment("The answers were locked on ",
                                                          staff::moment(shown.locked->locked_at),
                                                          ". They cannot be changed here.")),
                          html::button({.text = "Continue", .href = shown.next}));
}

html::Page view(const Services& services, const Shown& shown)
{
    const Questionnaire& all = questionnaire_of(services);
    return questions_page(
        shown.person,
        {.title = all.title,
         .body = html::fragment(shown.told_of_harm ? safety(services, shown.person) : Html{},
                                participants::intake_heading(IntakePage::baseline, all.title),
                                shown.asks() ? open_body(services, shown) : closed_body(shown))});
}

} // namespace overview_page

http::Response show_overview(const Services& services, const http::Request& request,
                             const http::Viewer& viewer, storage::UnitOfWork& work,
                             const Asked& asked, int status)
{
    overview_page::Shown shown{.person = asked.person,
                               .open = asked.is_open(),
                               .progress = {},
                               .locked = {},
                               .next = participants::next_page(services.participants, viewer,
                                                               asked.person, asked.journey.stage),
                               .told_of_harm = request.query.has("harm")};
    if (shown.open)
        shown.progress = services.baselines.progress(work, asked.person);
    else
        shown.locked = services.baselines.locked(work, asked.person);
    return staff::answer_staff_page(
        services.participants.staff, status, request, viewer,
        [&services, shown = std::move(shown)] { return overview_page::view(services, shown); });
}

http::Response overview(const Services& services, const http::Request& request,
                        const http::Viewer& viewer, storage::UnitOfWork& work)
{
    const auto asked = find_person(services, request, work);
    if (!asked) return http::not_found();
    log_opened(work, asked->person);
    return show_overview(services, request, viewer, work, *asked, 200);
}

} // namespace evenhand::baseline::pages
