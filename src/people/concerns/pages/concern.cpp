#include "people/concerns/pages/pages.hpp"

#include "core/check.hpp"
#include "core/date_input.hpp"
#include "core/london_time.hpp"
#include "core/text.hpp"
#include "html/components.hpp"
#include "html/form.hpp"
#include "html/identifier_messages.hpp"
#include "people/staff/pages/day_boxes.hpp"
#include "people/staff/pages/frame.hpp"
#include "people/staff/pages/gatekeeper.hpp"
#include "people/staff/pages/place_seen.hpp"

#include <fmt/format.h>

namespace evenhand::concerns::pages {

namespace concern_page {

using html::attr;
using html::element;
using html::Html;

constexpr int most_characters = 4000;

struct Shown
{
    Concern concern;
    std::string raised_by;    ///< empty: it would tell the group
    std::string study_number; ///< empty: none yet
    std::string owner;
    std::vector<std::string> by; ///< of each event
    LocalDate today;
    bool may_open_person = false;
    http::FormData typed;
    http::FormTokens tokens;
    std::vector<html::FieldError> found = {};
    std::string meanwhile = {}; ///< what somebody else did first, in a sentence
};

std::vector<html::FieldMessage> messages(std::string_view meanwhile)
{
    std::vector<html::FieldMessage> all{
        {"change", "missing", "Choose what to do"},
        {"change", "already", "You have taken it on already"},
        {"change", "is_closed", "It is closed. Open it again first"},
        {"change", "is_open", "It is open"},
        {"change", "not_there",
         "Somebody marked it as entered in error meanwhile. Nothing was written"},
        {"change", "moved_on", meanwhile},
        {"outcome", "incomplete", "Choose how it ended"},
        {"note", "note_needed", "Write a note"},
        {"note", "too_long", "The note must have 4,000 characters or fewer"},
        {"note", "not_text", "The note has characters that cannot be kept. Type it again"},
        {"note", "erased", "This person's case notes were erased: no note can be kept"}};
    html::add_messages(all, "due", html::date_words, "due-day");
    return all;
}

Result<NewChange, std::vector<html::FieldError>> parse(const http::FormData& form,
                                                       const std::string& account)
{
    std::vector<html::FieldError> errors;
    const auto change = change_named(form.value("change"));
    if (!change) errors.push_back({"change", "missing"});
    NewChange wanted{.change = change.value_or(Change::noted), .seen = staff::place_seen(form)};
    if (change == Change::taken_on) wanted.owner = account;
    if (change == Change::closed) wanted.outcome = outcome_named(form.value("outcome"));
    if (change == Change::due_moved) {
        const auto due =
            parse_date({form.value("due-day"), form.value("due-month"), form.value("due-year")});
        if (due)
            wanted.due = *due;
        else
            errors.push_back({"due", std::string(code(due.error().why))});
    }
    const auto note = clean_paragraph(form.value("note"));
    if (!note)
        errors.push_back({"note", "not_text"});
    else if (count_code_points(*note) > most_characters)
        errors.push_back({"note", "too_long"});
    else
        wanted.note = *note;
    if (!errors.empty()) return refuse(std::move(errors));
    return wanted;
}

/// The box that each refusal belongs to.
html::FieldError error_of(Refusal refusal)
{
    const std::string words(code(refusal));
    switch (refusal) {
    case Refusal::incomplete:
        return {"outcome", words};
    case Refusal::note_needed:
    case Refusal::erased:
        return {"note", words};
    case Refusal::is_closed:
    case Refusal::is_open:
    case Refusal::already:
        return {"change", words};
    case Refusal::not_there:
    case Refusal::moved_on:
        return {"change", words};
    }
    CHECK(false);
}

html::SummaryRow row(std::string_view key, const Html& value)
{
    return {.key = key, .value = value};
}

Html raised(const Shown& shown)
{
    const auto at = staff::moment(shown.concern.state.raised);
    if (!shown.raised_by.empty()) return html::fragment(at, " by ", shown.raised_by);
    return html::fragment(at, ". The team lead of their area can tell you who raised it");
}

Html summary(const Shown& shown)
{
    const State& state = shown.concern.state;
    Html due{state.due.plain()};
    if (state.open && state.due < shown.today)
        due = due + " " + html::tag({.text = "Overdue", .classes = "govuk-tag--red"});
    html::SummaryList list{.card = html::SummaryCard{.title = label_of(state.kind)}};
    list.rows = {row("Raised", raised(shown)),
                 row("What was said", shown.concern.text.value_or("This has been erased.")),
                 row("Owner", state.owner.empty() ? Html{"Nobody yet"} : Html{shown.owner}),
                 row("State", state.open ? Html{"Open"}
                                         : html::fragment("Closed: ", label_of(*state.outcome))),
                 row("Due", due)};
    if (!shown.study_number.empty()) list.rows.push_back(row("Study number", shown.study_number));
    if (shown.may_open_person) {
        list.rows.push_back(
            row("About", element("a",
                                 {attr("class", "govuk-link"),
                                  attr("href", participants::person_path(state.person))},
                                 "Open the participant's record")));
    }
    return html::summary_list(list);
}

Html in_error_link(const std::string& path, const Html& what)
{
    return element("a", {attr("class", "govuk-link"), attr("href", path + "/in-error")},
                   "Entered in error",
                   element("span", {attr("class", "govuk-visually-hidden")}, ": ", what));
}

/// The note of a change, with the way to say that it does not stand.
Html note_of(const Shown& shown, const Event& event)
{
    if (event.note_in_error)
        return html::fragment(
            ". ", html::tag({.text = "Note entered in error", .classes = "govuk-tag--grey"}));
    if (!event.note) return {};
    return html::fragment(". ", *event.note, " ",
                          in_error_link(note_path(shown.concern.state.id, event.id),
                                        html::fragment("the note of ", staff::moment(event.at))));
}

Html history(const Shown& shown)
{
    html::Table table{.caption = "What was done",
                      .caption_classes = "govuk-table__caption--m",
                      .head = {{.text = "When"}, {.text = "What"}, {.text = "By whom"}}};
    for (std::size_t i = 0; i < shown.concern.events.size(); ++i) {
        const Event& event = shown.concern.events[i];
        Html what{label_of(event.change)};
        if (event.outcome) what = html::fragment(what, ": ", label_of(*event.outcome));
        if (event.due) what = html::fragment(what, " to ", event.due->plain());
        what += note_of(shown, event);
        table.rows.push_back(
            {{.text = staff::moment(event.at)}, {.text = what}, {.text = shown.by[i]}});
    }
    if (table.rows.empty()) return {};
    return html::scrolling_table(table, "What was done");
}

Html outcome_choice(const Shown& shown, const html::FieldErrors& errors)
{
    std::vector<html::ChoiceItem> items;
    for (const Outcome outcome : all_outcomes())
        items.push_back({.value = std::string(name_of(outcome)), .text = label_of(outcome)});
    return html::radios({.name = "outcome",
                         .fieldset = html::Fieldset{.legend = {.text = "How did it end?"}},
                         .error = errors.on("outcome"),
                         .items = std::move(items),
                         .value = std::string(shown.typed.value("outcome")),
                         .classes = "govuk-radios--small"});
}

/// What the writer had read goes with the form until they are told what came after it: whoever puts
/// right a slip, or signs in again, is told then.
std::int64_t place_of(const Shown& shown)
{
    const bool told = !shown.meanwhile.empty();
    if (told || !shown.typed.has("place")) return shown.concern.state.place;
    return staff::place_seen(shown.typed);
}

Html change_form(const Shown& shown, const html::FieldErrors& errors)
{
    std::vector<html::ChoiceItem> items;
    if (shown.concern.state.open) {
        items = {
            {.value = "taken_on", .text = "I take it on"},
            {.value = "noted", .text = "Add a note"},
            {.value = "due_moved",
             .text = "Move the due day",
             .conditional =
                 staff::day_boxes({.field = "due", .legend = "New due day"}, shown.typed, errors)},
            {.value = "closed", .text = "Close it", .conditional = outcome_choice(shown, errors)}};
    } else {
        items = {{.value = "reopened", .text = "Open it again"}};
    }
    const auto inputs = html::fragment(
        html::radios({.name = "change",
                      .fieldset = html::Fieldset{.legend = {.text = "What do you want to do?"}},
                      .error = errors.on("change"),
                      .items = std::move(items),
                      .value = std::string(shown.typed.value("change"))}),
        html::textarea({.name = "note",
                        .label = {.text = "Note"},
                        .hint = {.text = "Needed unless you take it on or close it. It is sealed"},
                        .error = errors.on("note"),
                        .value = std::string(shown.typed.value("note"))}),
        html::button({.text = "Save"}));
    return html::form(staff::posting_to(concern_path(shown.concern.state.id), shown.tokens),
                      staff::place_field(place_of(shown)) + inputs);
}

html::Page view(const Shown& shown)
{
    const auto words = messages(shown.meanwhile);
    const html::FieldErrors errors(shown.found, words);
    const std::string title = fmt::format("{} raised {}", label_of(shown.concern.state.kind),
                                          london_date(shown.concern.state.raised).plain());
    return {.title = title,
            .body = html::fragment(errors.summary(), staff::heading(title), summary(shown),
                                   history(shown), change_form(shown, errors),
                                   staff::paragraph(in_error_link(
                                       concern_path(shown.concern.state.id), "this concern"))),
            .has_errors = errors.any(),
            .breadcrumbs = {{.text = "Concerns", .href = "/concerns"}, {.text = title}}};
}

std::optional<Shown> load(const Services& services, const http::Request& request,
                          const http::Viewer& viewer, storage::UnitOfWork& work)
{
    const auto id = request.id<ConcernId>("concern");
    if (!id) return std::nullopt;
    auto concern = services.concerns.open(work, *id);
    if (!concern) return std::nullopt;
    const auto name = [&](const std::string& actor) {
        return participants::actor_name(services.participants.staff, work, actor);
    };
    const auto journey = services.participants.journeys.find(work, concern->state.person);
    const bool in_group = journey && participants::is_randomised(journey->stage);
    const bool told = !in_group || concern->raised_by == "staff:" + viewer.account_id ||
                      services.knows_group(work, viewer, concern->state.person);
    Shown shown{.concern = std::move(*concern),
                .raised_by = {},
                .study_number = journey ? journey->study_number : std::string(),
                .owner = {},
                .by = {},
                .today = london_date(work.now()),
                .may_open_person = staff::may(viewer, "participants.open"),
                .typed = request.form,
                .tokens = request.tokens};
    if (told) shown.raised_by = name(shown.concern.raised_by);
    shown.owner = name("staff:" + shown.concern.state.owner);
    for (const Event& event : shown.concern.events)
        shown.by.push_back(name(event.actor));
    return shown;
}

http::Response show(const Services& services, const http::Request& request,
                    const http::Viewer& viewer, Shown shown)
{
    if (shown.meanwhile.empty())
        return staff::answer_form(services.participants.staff, request, viewer, std::move(shown),
                                  view);
    constexpr int conflict = 409;
    return staff::answer_staff_page(services.participants.staff, conflict, request, viewer,
                                    [shown = std::move(shown)] { return view(shown); });
}

/// What was done since the place that the form had shown, in a sentence: what was decided, or the
/// notes where nothing was.
std::string done_since(const Shown& shown, std::int64_t seen)
{
    const auto& events = shown.concern.events;
    std::string decided;
    std::string noted;
    for (std::size_t i = 0; i < events.size(); ++i) {
        if (static_cast<std::int64_t>(i) < seen) continue;
        std::string& words = events[i].change == Change::noted ? noted : decided;
        words += fmt::format("{}{} by {} on {}", words.empty() ? "" : "; ",
                             label_of(events[i].change), shown.by[i], london_plain(events[i].at));
    }
    if (!decided.empty()) return decided;
    return noted.empty() ? "it has moved on" : noted;
}

/// Of two at once the second reads what the first did, with what they typed.
http::Response moved_on(const Services& services, const http::Request& request,
                        const http::Viewer& viewer, storage::UnitOfWork& work)
{
    auto shown = load(services, request, viewer, work);
    if (!shown) return concern_gone(services, request, viewer, work);
    shown->found = {error_of(Refusal::moved_on)};
    shown->meanwhile = fmt::format("Nothing was written, because meanwhile: {}. Look at it again",
                                   done_since(*shown, staff::place_seen(request.form)));
    return show(services, request, viewer, *std::move(shown));
}

} // namespace concern_page

std::string concern_path(ConcernId concern)
{
    return "/concerns/" + concern.text();
}

std::string note_path(ConcernId concern, std::string_view event)
{
    return fmt::format("{}/notes/{}", concern_path(concern), event);
}

http::Response open_concern(const Services& services, const http::Request& request,
                            const http::Viewer& viewer, storage::UnitOfWork& work)
{
    auto shown = concern_page::load(services, request, viewer, work);
    if (!shown) return concern_gone(services, request, viewer, work);
    work.log({.action = "concern.opened",
              .object_type = "concern",
              .object_id = shown->concern.state.id.text(),
              .detail = {}});
    return concern_page::show(services, request, viewer, std::move(*shown));
}

http::Response change_concern(const Services& services, const http::Request& request,
                              const http::Viewer& viewer, storage::UnitOfWork& work)
{
    auto shown = concern_page::load(services, request, viewer, work);
    if (!shown) return concern_gone(services, request, viewer, work);
    const auto wanted = concern_page::parse(request.form, viewer.account_id);
    if (!wanted) {
        shown->found = wanted.error();
        return concern_page::show(services, request, viewer, std::move(*shown));
    }
    const auto id = shown->concern.state.id;
    const auto after = services.concerns.change(work, id, *wanted);
    if (!after) {
        if (after.error() == Refusal::moved_on)
            return concern_page::moved_on(services, request, viewer, work);
        shown->found = {concern_page::error_of(after.error())};
        return concern_page::show(services, request, viewer, std::move(*shown));
    }
    return http::see_other(concern_path(id));
}

} // namespace evenhand::concerns::pages
