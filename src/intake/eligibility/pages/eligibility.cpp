#include "core/check.hpp"
#include "core/london_time.hpp"
#include "html/components.hpp"
#include "intake/eligibility/pages/criteria_form.hpp"
#include "intake/eligibility/pages/pages.hpp"
#include "people/staff/pages/frame.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace evenhand::eligibility::pages {

namespace eligibility_page {

using html::Html;

/// Of whom it is asked, and what they are asked for.
struct Asked
{
    PersonId person;
    Occasion occasion = Occasion::appointment;
    LocalDate on;
    std::optional<LocalDate> born;
    std::string said_area = {};
    std::string said_group = {};
    http::FormData typed = {};
    std::vector<html::FieldError> found = {};
    http::FormTokens tokens = {};
    participants::Rendering asked_again = {}; ///< only when the appointment begins
};

CriteriaShown shown(const Services& services, const Asked& asked)
{
    return {.protocol = services.participants.protocol,
            .on = asked.on,
            .born = asked.born,
            .said_area = asked.said_area,
            .said_group = asked.said_group,
            .asks_practice = static_cast<bool>(services.find_surgery)};
}

/// Nothing where nobody is asked at that stage.
std::optional<Asked> asked_of(const Services& services, const http::Request& request,
                              storage::UnitOfWork& work, PersonId person)
{
    const auto journey = services.participants.journeys.find(work, person);
    if (!journey) return std::nullopt;
    const auto& protocol = services.participants.protocol;
    const auto before = services.evaluations.latest(work, person);
    const bool lapsed = before && protocol::has_lapsed(protocol.eligibility, before->standing.on,
                                                       london_date(work.now()));
    const auto occasion = occasion_at(journey->stage, lapsed);
    if (!occasion) return std::nullopt;
    const auto who = services.participants.identities.open_person(work, person);
    Asked asked{.person = person,
                .occasion = *occasion,
                .on = london_date(work.now()),
                .born = who ? who->birth_date : std::nullopt,
                .typed = request.form,
                .tokens = request.tokens};
    if (*occasion == Occasion::appointment) {
        const auto area = participants::area_name(protocol, journey->area);
        const auto group = participants::group_name(protocol, journey->group);
        if (area != "Not known") asked.said_area = area;
        if (group != "Not known") asked.said_group = group;
        return asked;
    }
    if (!before) return std::nullopt;
    asked.on = before->standing.on;
    if (asked.typed.pairs().empty() && before->answers)
        asked.typed = typed_of(protocol, *before->answers);
    return asked;
}

std::string_view title_of(Occasion occasion)
{
    return occasion == Occasion::appointment ? "Check who may join" : "Correct an answer";
}

Html intro(const Asked& asked)
{
    if (asked.occasion == Occasion::appointment) {
        return staff::paragraph(
            "Ask each question as it stands. Whoever fails one cannot join, and nobody can change "
            "that; where nobody is sure, a team lead finds it out.");
    }
    const Html day = staff::paragraph(
        html::fragment("Only what was true on ", asked.on.plain(),
                       ", the day of the appointment, counts. The old answers stay written."));
    if (asked.occasion == Occasion::correction) return day;
    return day + html::warning_text(
                     {.text = "They have been randomised. Nothing is undone: what you find is "
                              "flagged for the trial manager."});
}

Html because(const Asked& asked, const html::FieldErrors& errors)
{
    if (asked.occasion == Occasion::appointment) return {};
    std::vector<html::ChoiceItem> items;
    for (const CorrectionReason reason : all_correction_reasons())
        items.push_back({.value = std::string(name_of(reason)), .text = label_of(reason)});
    return html::radios(
        {.name = "because",
         .fieldset = html::Fieldset{.legend = {.text = "Why is it corrected?",
                                               .classes = "govuk-fieldset__legend--m"}},
         .error = errors.on("because"),
         .items = std::move(items),
         .value = std::string(asked.typed.value("because"))});
}

html::Page view(const CriteriaShown& shown, const Asked& asked)
{
    CriteriaMessages words(shown.protocol);
    words.all().push_back({"because", "missing", "Choose why it is corrected"});
    words.all().push_back(
        {"because", "unchanged", "Nothing is corrected: these are the answers as they stand"});
    const html::FieldErrors errors(asked.found, words.all());
    const auto path = participants::person_path(asked.person);
    const auto title = title_of(asked.occasion);
    const Html heading =
        asked.occasion == Occasion::appointment
            ? participants::intake_heading(participants::IntakePage::eligibility, title)
            : staff::heading(title);
    return {
        .title = std::string(title),
        .body = html::fragment(
            errors.summary(), heading, asked.asked_again ? asked.asked_again() : Html{},
            intro(asked),
            html::form(staff::posting_to(path + "/eligibility", asked.tokens),
                       html::fragment(criteria_inputs(shown, asked.typed, errors),
                                      because(asked, errors), html::button({.text = "Decide"})))),
        .has_errors = errors.any(),
        .back_href = path};
}

http::Response show(const Services& services, const http::Request& request,
                    const http::Viewer& viewer, Asked asked)
{
    const int status = asked.found.empty() ? 200 : 422;
    auto criteria = shown(services, asked);
    return staff::answer_staff_page(services.participants.staff, status, request, viewer,
                                    [criteria = std::move(criteria), asked = std::move(asked)] {
                                        return view(criteria, asked);
                                    });
}

const protocol::Criterion* area_criterion(const protocol::Protocol& protocol)
{
    const auto found = std::ranges::find(protocol.eligibility.criteria,
                                         protocol::CriterionKind::area, &protocol::Criterion::kind);
    return found == protocol.eligibility.criteria.end() ? nullptr : &*found;
}

/// The area of the surgery with that code, by the directory of the day that decides; what was
/// chosen beside it must not contradict it.
void settle_area(const Services& services, storage::UnitOfWork& work, const http::FormData& form,
                 CriteriaTyped& typed)
{
    const auto code_typed = form.value("practice_code");
    const auto* criterion = area_criterion(services.participants.protocol);
    if (!services.find_surgery || criterion == nullptr || code_typed.empty()) return;
    const auto parsed = OdsCode::parse(code_typed, OdsKind::gp_practice);
    if (!parsed) {
        typed.found.push_back({"practice_code", std::string(code(parsed.error()))});
        return;
    }
    const auto surgery = services.find_surgery(work, *parsed, typed.answers.facts.on);
    if (!surgery || !surgery->open) {
        typed.found.push_back({"practice_code", surgery ? "closed" : "not_found"});
        return;
    }
    typed.answers.practice = parsed->text();
    using protocol::Membership;
    auto& area = typed.answers.facts.area;
    const bool chosen = area.known == Membership::Known::one;
    const bool of_chosen = std::ranges::find(surgery->areas, area.id) != surgery->areas.end();
    const bool none = area.known == Membership::Known::none && !surgery->areas.empty();
    if ((chosen && !of_chosen) || none)
        typed.found.push_back({criterion->id, "another_area"});
    else if (!chosen && surgery->areas.size() > 1)
        typed.found.push_back({criterion->id, "which_area"});
    else if (!chosen)
        area = surgery->areas.empty() ? Membership::none() : Membership::of(surgery->areas.front());
}

/// What nobody was asked, unless something fails and so decides alone.
void add_missing(const protocol::Protocol& protocol, const Asked& asked, CriteriaTyped& typed)
{
    const auto decided = decide(protocol, typed.answers, typed.born);
    if (decided.outcome != EligibilityOutcome::unfinished) return;
    for (const auto& id : decided.with(protocol::Finding::not_asked)) {
        const auto* criterion = protocol::find_criterion(protocol.eligibility, id);
        const bool boxes = criterion->kind == protocol::CriterionKind::age && !asked.born;
        typed.found.push_back(boxes ? html::FieldError{"birth_date", "empty"}
                                    : html::FieldError{id, "missing"});
    }
}

html::FieldError error_of(Refusal refusal)
{
    switch (refusal) {
    case Refusal::no_reason:
        return {"because", "missing"};
    case Refusal::unchanged:
        return {"because", "unchanged"};
    case Refusal::not_now:
    case Refusal::unfinished:
    case Refusal::erased:
    case Refusal::not_unsure:
    case Refusal::no_such_criterion:
    case Refusal::no_evidence:
    case Refusal::not_settled:
        break;
    }
    return {};
}

CriteriaTyped read(const Services& services, const http::Request& request,
                   storage::UnitOfWork& work, const Asked& asked)
{
    auto typed = read_criteria(shown(services, asked), request.form);
    settle_area(services, work, request.form, typed);
    if (typed.found.empty()) add_missing(services.participants.protocol, asked, typed);
    return typed;
}

/// Into the vault. False where who they are was erased.
bool keep_birth_date(const Services& services, storage::UnitOfWork& work, const Asked& asked,
                     LocalDate born)
{
    const auto why =
        asked.born ? identity::DetailsChange::entered_in_error : identity::DetailsChange::changed;
    return services.participants.details.set_birth_date(work, asked.person, born, why).has_value();
}

} // namespace eligibility_page

http::Response cannot_now(const Services& services, const http::Request& request,
                          const http::Viewer& viewer, storage::UnitOfWork& work, PersonId person)
{
    const auto journey = services.participants.journeys.find(work, person);
    const std::string stands =
        journey ? std::string(participants::label_of(journey->stage)) : "No referral was begun";
    return staff::answer_staff_page(
        services.participants.staff, 409, request, viewer, [person, stands] {
            const auto path = participants::person_path(person);
            return html::Page{
                .title = "Not at this point",
                .body = html::fragment(
                    staff::heading("Who may join is not decided at this point"),
                    staff::paragraph(
                        "It is asked at an appointment. Where they stand now: " + stands + "."),
                    html::button({.text = "To their record", .href = path})),
                .back_href = path};
        });
}

http::Response ask_eligibility(const Services& services, const http::Request& request,
                               const http::Viewer& viewer, storage::UnitOfWork& work)
{
    const auto person = request.id<PersonId>("person");
    if (!person || !services.participants.identities.knows(work, *person)) return http::not_found();
    work.log({.action = "eligibility.opened",
              .object_type = "person",
              .object_id = person->text(),
              .detail = {}});
    auto asked = eligibility_page::asked_of(services, request, work, *person);
    if (!asked) return cannot_now(services, request, viewer, work, *person);
    if (services.asked_again && asked->occasion == Occasion::appointment)
        asked->asked_again = services.asked_again(work, viewer, request.tokens, *person);
    return eligibility_page::show(services, request, viewer, std::move(*asked));
}

http::Response decide_eligibility(const Services& services, const http::Request& request,
                                  const http::Viewer& viewer, storage::UnitOfWork& work)
{
    const auto person = request.id<PersonId>("person");
    if (!person || !services.participants.identities.knows(work, *person)) return http::not_found();
    auto asked = eligibility_page::asked_of(services, request, work, *person);
    if (!asked) return cannot_now(services, request, viewer, work, *person);
    if (services.asked_again && asked->occasion == Occasion::appointment)
        asked->asked_again = services.asked_again(work, viewer, request.tokens, *person);
    auto typed = eligibility_page::read(services, request, work, *asked);
    if (!typed.found.empty()) {
        asked->found = std::move(typed.found);
        return eligibility_page::show(services, request, viewer, std::move(*asked));
    }
    if (typed.told_birth && !eligibility_page::keep_birth_date(services, work, *asked, *typed.born))
        return cannot_now(services, request, viewer, work, *person);
    const auto stage = services.deciding.evaluate(
        work, *person,
        {std::move(typed.answers), correction_reason_named(request.form.value("because"))});
    if (!stage) {
        const auto error = eligibility_page::error_of(stage.error());
        if (error.field.empty()) return cannot_now(services, request, viewer, work, *person);
        asked->found = {error};
        return eligibility_page::show(services, request, viewer, std::move(*asked));
    }
    return http::see_other(participants::person_path(*person, "/eligibility/result"));
}

} // namespace evenhand::eligibility::pages
