#include "html/components.hpp"
#include "intake/baseline/pages/pages.hpp"
#include "people/staff/pages/frame.hpp"
#include "people/staff/pages/gatekeeper.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace evenhand::baseline {

namespace record_section_parts {

using html::Html;

struct Shown
{
    PersonId person;
    bool open = false;
    std::string progress; ///< of an open filling
    std::optional<Locked> locked;
    std::string by;
    bool may_ask = false;
    bool may_correct = false;
};

std::string progress_of(const Questionnaire& all, const Progress& progress)
{
    if (progress.answers.empty()) return "Not started";
    const auto done = std::ranges::count_if(all.sections, [&](const Section& part) {
        const auto state = state_of(all, part, progress);
        return state == PartState::done || state == PartState::nothing_to_ask;
    });
    return fmt::format("In progress: {} of {} parts done", done, all.sections.size());
}

html::SummaryRow row(std::string_view key, const Html& value)
{
    return {.key = key, .value = value};
}

Html render(const Shown& shown)
{
    html::SummaryList list{.card = html::SummaryCard{.title = "Questions before allocation"}};
    if (shown.open) list.rows.push_back(row("Now", shown.progress));
    if (shown.locked) {
        const Locked& locked = *shown.locked;
        list.rows.push_back(
            row(locked.corrected ? "Corrected" : "Locked",
                html::fragment(staff::moment(locked.locked_at), ", by ", shown.by)));
        list.rows.push_back(row("How", label_of(locked.mode)));
        // Whoever corrects unseen would read from the counts what a correction changed.
        if (shown.may_ask)
            list.rows.push_back(row("Answers", fmt::format("{} answered, {} \"prefer not to say\"",
                                                           locked.answered, locked.declined)));
        list.rows.push_back(row(
            "Questionnaire", fmt::format("{}, version {}", locked.questionnaire, locked.version)));
    }
    Html links;
    if (shown.open && shown.may_ask)
        links += staff::paragraph(
            pages::link(pages::baseline_path(shown.person), "Go to the questions"));
    if (shown.locked && shown.may_correct)
        links += staff::paragraph(
            pages::link(pages::baseline_path(shown.person, "/correct"), "Correct a locked answer"));
    return html::summary_list(list) + links;
}

html::Html render_shared(const Questionnaire& all, const QuestionnaireAnswers& shared)
{
    html::SummaryList list{.card = html::SummaryCard{.title = "What they told us about work"},
                           .classes = "evenhand-answers"};
    for (const Question* question : all.questions()) {
        const auto answer = shared.find(question->id);
        if (answer != shared.end())
            list.rows.push_back(
                {.key = question->text, .value = protocol::in_words(*question, answer->second)});
    }
    return html::fragment(
        html::summary_list(list),
        staff::paragraph("Answers from before they were put into a group, of the questions whose "
                         "answers are shared with those who support them. No others are."));
}

} // namespace record_section_parts

participants::Section record_section(const Services& services)
{
    using record_section_parts::Shown;
    return {.place = participants::Section::Place::after_who,
            .load = [&services](storage::UnitOfWork& work, const http::Viewer& viewer,
                                PersonId person) -> participants::Rendering {
                const auto journey = services.participants.journeys.find(work, person);
                Shown shown{.person = person,
                            .open = journey && journey->stage == participants::Stage::consented,
                            .progress = {},
                            .locked = services.baselines.locked(work, person),
                            .by = {},
                            .may_ask = staff::may(viewer, "baseline.record"),
                            .may_correct = staff::may(viewer, "baseline.correct")};
                if (!shown.open && !shown.locked) return {};
                if (shown.open)
                    shown.progress = record_section_parts::progress_of(
                        pages::questionnaire_of(services),
                        services.baselines.progress(work, person));
                if (shown.locked)
                    shown.by = participants::actor_name(services.participants.staff, work,
                                                        shown.locked->actor);
                return [shown = std::move(shown)] { return record_section_parts::render(shown); };
            }};
}

participants::Section shared_section(const Services& services)
{
    return {.place = participants::Section::Place::after_who,
            .load = [&services](storage::UnitOfWork& work, const http::Viewer&,
                                PersonId person) -> participants::Rendering {
                auto shared = services.baselines.shared(work, person);
                if (shared.empty()) return {};
                work.log({.action = "baseline.shared_opened",
                          .object_type = "person",
                          .object_id = person.text(),
                          .detail = {}});
                return [&all = pages::questionnaire_of(services), shared = std::move(shared)] {
                    return record_section_parts::render_shared(all, shared);
                };
            }};
}

participants::TimelineSource timeline_source(const Services& services)
{
    return [&services](storage::UnitOfWork& work, const http::Viewer&, PersonId person) {
        std::vector<participants::TimelineRow> rows;
        for (const Locked& locked : services.baselines.history(work, person)) {
            if (!locked.corrected) continue;
            const auto reason = correction_reason_named(locked.reason);
            rows.push_back({.at = locked.locked_at,
                            .what = "Answers before allocation corrected",
                            .detail = std::string(reason ? label_of(*reason) : ""),
                            .actor = locked.actor});
        }
        return rows;
    };
}

} // namespace evenhand::baseline
