#include "people/participants/pages/pages.hpp"

#include "core/london_time.hpp"
#include "html/components.hpp"
#include "people/identity/merge_store.hpp"
#include "people/staff/pages/frame.hpp"
#include "people/staff/pages/gatekeeper.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <span>

namespace evenhand::participants::pages {

namespace record_page {

using html::Html;

struct Line
{
    TimelineRow row;
    std::string by;
};

struct Shown
{
    PersonId person;
    std::optional<Journey> journey;
    std::optional<identity::IdentityView> who; ///< nothing where it was erased
    Line last_step = {};                       ///< of those that stand
    std::vector<Line> timeline;                ///< the latest first
    std::vector<Rendering> before_all;
    std::vector<Rendering> after_who;
    LocalDate today;
    bool may_erase = false;
    bool may_correct = false;
    bool may_merge = false;
    std::vector<NextAction> actions; ///< what this viewer may do next
};

html::SummaryRow row(std::string_view key, const Html& value)
{
    return {.key = key, .value = value.empty() ? Html{"Not provided"} : value};
}

std::string title_of(const Shown& shown)
{
    if (shown.who && !shown.who->full_name().empty()) return shown.who->full_name();
    if (shown.journey && !shown.journey->study_number.empty()) return shown.journey->study_number;
    return "Participant";
}

Html due_words(const Journey& journey, LocalDate today)
{
    if (!journey.due) return "Nothing is owed";
    Html due{journey.due->plain()};
    if (*journey.due < today)
        due = due + " " + html::tag({.text = "Overdue", .classes = "govuk-tag--red"});
    return due;
}

/// What a step's detail says: the protocol's own reason, or words of the journey. Empty for a code
/// that has none, which the card of its own room tells in full.
std::string detail_words(const protocol::Protocol& protocol, std::string_view detail)
{
    const auto& reasons = protocol.eligibility.reasons;
    const auto found = std::ranges::find(reasons, detail, &protocol::Reason::id);
    if (found != reasons.end()) return found->label;
    std::string words = label_of_detail(detail);
    return words == detail ? std::string() : words;
}

/// Why they stand there: the fact that put them there, and who wrote it down.
std::string why(const protocol::Protocol& protocol, const Shown& shown)
{
    const Journey& journey = *shown.journey;
    std::string words = "Since " + london_plain(journey.since);
    const auto detail = detail_words(protocol, journey.detail);
    if (!detail.empty()) words += ": " + detail;
    return fmt::format("{}. Last step: {}, written down by {} on {}", words,
                       shown.last_step.row.what, shown.last_step.by,
                       london_plain(shown.last_step.row.at));
}

Html stands_card(const protocol::Protocol& protocol, const Shown& shown)
{
    if (!shown.journey) return html::inset_text({.text = "No referral of theirs has been begun."});
    const Journey& journey = *shown.journey;
    const auto owner = owner_of(journey.stage);
    html::SummaryList list{.card = html::SummaryCard{.title = "Where they stand"}};
    if (owner) {
        list.rows = {row("What is next", next_of(journey.stage)),
                     row("Who owes it", staff::title_of(*owner)),
                     row("Due", due_words(journey, shown.today))};
    }
    list.rows.push_back(row("Now", label_of(journey.stage)));
    list.rows.push_back(row("Why", why(protocol, shown)));
    list.rows.push_back(row("Study number", journey.study_number.empty()
                                                ? Html{"Given at consent"}
                                                : Html{journey.study_number}));
    list.rows.push_back(row("Area", area_name(protocol, journey.area)));
    list.rows.push_back(row("Group", group_name(protocol, journey.group)));
    if (journey.missed > 0)
        list.rows.push_back(row("Appointments missed", std::to_string(journey.missed)));
    return html::summary_list(list);
}

Html action_buttons(const Shown& shown)
{
    Html buttons;
    for (const NextAction& action : shown.actions) {
        buttons += html::button({.text = action.text,
                                 .href = person_path(shown.person, action.path),
                                 .classes = buttons.empty() ? "" : "govuk-button--secondary"});
    }
    return buttons.empty() ? buttons : html::button_group(buttons);
}

std::vector<NextAction> actions_of(const Services& services, storage::UnitOfWork& work,
                                   const http::Viewer& viewer,
                                   const std::optional<Journey>& journey)
{
    std::vector<NextAction> mine;
    const bool goes_on = journey && !identity::MergeStore::leader_of(work, journey->person);
    if (!goes_on) return mine;
    for (const NextAction& action : services.next_actions) {
        const bool theirs = action.stage == journey->stage && staff::may(viewer, action.permission);
        if (theirs && (!action.applies || action.applies(work, journey->person)))
            mine.push_back(action);
    }
    return mine;
}

Html who_card(const Shown& shown)
{
    if (!shown.who) return html::inset_text({.text = "Who this was has been erased."});
    const identity::IdentityView& who = *shown.who;
    html::SummaryCard card{.title = "Who"};
    if (shown.may_correct) {
        card.actions = {{.href = person_path(shown.person, "/details"),
                         .text = "Change",
                         .visually_hidden_text = "their details"}};
    }
    html::SummaryList list{.card = std::move(card)};
    list.rows = {row("Name", who.full_name()),
                 row("Likes to be called", who.known_as),
                 row("Date of birth", who.birth_date ? who.birth_date->plain() : std::string()),
                 row("NHS number", who.nhs_number),
                 row("Phone", who.phone),
                 row("Email", who.email),
                 row("Address", who.postal_address),
                 row("Postcode", who.postcode)};
    return html::summary_list(list);
}

Html lines_table(std::span<const Line> lines, std::string_view caption)
{
    html::Table table{.caption = caption,
                      .caption_classes = "govuk-table__caption--m",
                      .head = {{.text = "When"}, {.text = "What"}, {.text = "By whom"}}};
    for (const Line& line : lines) {
        Html what{line.row.what};
        if (!line.row.detail.empty()) what = what + ": " + line.row.detail;
        table.rows.push_back(
            {{.text = staff::moment(line.row.at)}, {.text = what}, {.text = line.by}});
    }
    return html::scrolling_table(table, caption);
}

/// The latest at once; what came before is folded, on the same page, so that it is printed and
/// found.
Html timeline(const Shown& shown)
{
    constexpr std::size_t at_once = 8;
    if (shown.timeline.empty()) return {};
    const std::span<const Line> all(shown.timeline);
    const auto latest = all.first(std::min(at_once, all.size()));
    const auto earlier = all.subspan(latest.size());
    Html shown_at_once = lines_table(latest, "What has happened, the latest first");
    if (earlier.empty()) return shown_at_once;
    return shown_at_once + html::details({.summary = fmt::format("{} earlier", earlier.size()),
                                          .text = lines_table(earlier, "What happened before")});
}

Html all_of(const std::vector<Rendering>& sections)
{
    Html all;
    for (const Rendering& section : sections)
        all += section();
    return all;
}

Html link(const Shown& shown, std::string_view more, std::string_view text)
{
    return staff::paragraph(html::element(
        "a",
        {html::attr("class", "govuk-link"), html::attr("href", person_path(shown.person, more))},
        text));
}

/// What is done rarely stands at the end.
Html rare_links(const Shown& shown)
{
    Html links;
    if (shown.may_erase && shown.who) links += link(shown, "/details/earlier", "Earlier details");
    if (shown.may_erase) links += link(shown, "/entered-in-error", "What was entered in error");
    if (shown.may_merge) links += link(shown, "/other-records", "This person has another record");
    if (shown.may_erase) links += link(shown, "/erase", "What an erasure would make unreadable");
    return links;
}

html::Page view(const protocol::Protocol& protocol, const Shown& shown)
{
    const std::string title = title_of(shown);
    return {.title = title,
            .body = html::fragment(
                staff::heading(title),
                staff::paragraph("That you opened this record has been written down."),
                all_of(shown.before_all), stands_card(protocol, shown), action_buttons(shown),
                timeline(shown), who_card(shown), all_of(shown.after_who), rare_links(shown)),
            .breadcrumbs = {{.text = "Participants", .href = "/participants"}, {.text = title}}};
}

/// The last step that was not taken back.
Line last_step_of(const Services& services, storage::UnitOfWork& work, PersonId person)
{
    std::vector<StepTaken> standing;
    for (StepTaken& step : services.journeys.steps(work, person)) {
        if (step.step != Step::entered_in_error)
            standing.push_back(std::move(step));
        else
            standing.pop_back();
    }
    if (standing.empty()) return {};
    const StepTaken& last = standing.back();
    return {{.at = last.recorded,
             .what = std::string(label_of(last.step)),
             .detail = {},
             .actor = last.actor},
            actor_name(services.staff, work, last.actor)};
}

/// The steps and what other rooms add, the latest first; of equal moments, the later written first.
std::vector<Line> timeline_of(const Services& services, storage::UnitOfWork& work,
                              const http::Viewer& viewer, PersonId person)
{
    std::vector<Line> lines;
    for (const StepTaken& step : services.journeys.steps(work, person)) {
        lines.push_back({{.at = step.occurred,
                          .what = std::string(label_of(step.step)),
                          .detail = detail_words(services.protocol, step.detail),
                          .actor = step.actor},
                         {}});
    }
    for (const TimelineSource& source : services.timeline) {
        for (TimelineRow& added : source(work, viewer, person))
            lines.push_back({std::move(added), {}});
    }
    std::ranges::reverse(lines);
    std::ranges::stable_sort(lines, std::greater{}, [](const Line& line) { return line.row.at; });

    std::map<std::string, std::string> names;
    for (Line& line : lines) {
        if (line.row.actor.empty()) continue;
        auto [name, is_new] = names.try_emplace(line.row.actor);
        if (is_new) name->second = actor_name(services.staff, work, line.row.actor);
        line.by = name->second;
    }
    return lines;
}

} // namespace record_page

http::Response record(const Services& services, const http::Request& request,
                      const http::Viewer& viewer, storage::UnitOfWork& work)
{
    const auto person = request.id<PersonId>("person");
    if (!person || !services.identities.knows(work, *person)) return http::not_found();
    work.log({.action = "participant.opened",
              .object_type = "person",
              .object_id = person->text(),
              .detail = {}});
    record_page::Shown shown{.person = *person,
                             .journey = services.journeys.find(work, *person),
                             .who = services.identities.open_person(work, *person),
                             .last_step = record_page::last_step_of(services, work, *person),
                             .timeline = record_page::timeline_of(services, work, viewer, *person),
                             .before_all = {},
                             .after_who = {},
                             .today = london_date(work.now()),
                             .may_erase = staff::may(viewer, "identity.erase"),
                             .may_correct = staff::may(viewer, "identity.correct"),
                             .may_merge = staff::may(viewer, "records.merge"),
                             .actions = {}};
    shown.actions = record_page::actions_of(services, work, viewer, shown.journey);
    if (auto note = merged_note(services.journeys, work, viewer, *person))
        shown.before_all.push_back(std::move(note));
    const bool waits = shown.journey && !is_randomised(shown.journey->stage);
    if (auto note = likely_match_note(work, viewer, *person, waits))
        shown.before_all.push_back(std::move(note));
    for (const Section& section : services.sections) {
        auto rendering = section.load(work, viewer, *person);
        if (!rendering) continue;
        const bool first = section.place == Section::Place::before_all;
        (first ? shown.before_all : shown.after_who).push_back(std::move(rendering));
    }
    return staff::answer_staff_page(services.staff, 200, request, viewer,
                                    [&protocol = services.protocol, shown = std::move(shown)] {
                                        return record_page::view(protocol, shown);
                                    });
}

} // namespace evenhand::participants::pages
