#include "core/check.hpp"
#include "core/text.hpp"
#include "html/components.hpp"
#include "intake/eligibility/pages/criteria_form.hpp"
#include "intake/eligibility/pages/pages.hpp"
#include "people/staff/pages/frame.hpp"

#include <fmt/format.h>

#include <array>

namespace evenhand::eligibility::pages {

namespace resolve_page {

using html::Html;
using protocol::Criterion;
using protocol::CriterionKind;

constexpr std::size_t most_evidence_characters = 4000;

constexpr std::array messages{
    html::FieldMessage{"found", "missing", "Choose what you found out"},
    html::FieldMessage{"evidence", "missing", "Write what it rests on"},
    html::FieldMessage{"evidence", "too_long", "The evidence must have 4,000 characters or fewer"},
    html::FieldMessage{"evidence", "not_text",
                       "The evidence has characters that cannot be kept. Type it again"},
    html::FieldMessage{"found", "not_unsure",
                       "Somebody else has settled this question. Look at the one that is left"},
};

/// One criterion of which nobody was sure.
struct Asked
{
    PersonId person;
    const Criterion& criterion;
    const protocol::Protocol& protocol;
    std::size_t open = 1; ///< how many are
    LocalDate on;
    http::FormData typed = {};
    std::vector<html::FieldError> found = {};
    http::FormTokens tokens = {};
};

/// The first of them, in the protocol's order.
std::optional<Asked> asked_of(const Services& services, const http::Request& request,
                              storage::UnitOfWork& work, PersonId person)
{
    const auto journey = services.participants.journeys.find(work, person);
    const auto before = services.evaluations.latest(work, person);
    const bool waits = journey && journey->stage == participants::Stage::unsure && before &&
                       before->standing.outcome == EligibilityOutcome::unsure && before->answers;
    if (!waits) return std::nullopt;
    const auto& protocol = services.participants.protocol;
    const auto who = services.participants.identities.open_person(work, person);
    const auto unsure = decide(protocol, *before->answers, who ? who->birth_date : std::nullopt)
                            .with(protocol::Finding::unsure);
    if (unsure.empty()) return std::nullopt;
    const auto* criterion = protocol::find_criterion(protocol.eligibility, unsure.front());
    CHECK(criterion != nullptr);
    return Asked{.person = person,
                 .criterion = *criterion,
                 .protocol = protocol,
                 .open = unsure.size(),
                 .on = before->standing.on,
                 .typed = request.form,
                 .tokens = request.tokens};
}

template <class Item>
std::vector<html::ChoiceItem> one_of(const std::vector<Item>& items)
{
    std::vector<html::ChoiceItem> all;
    for (const auto& each : items)
        all.push_back({.value = each.id, .text = each.name});
    all.push_back({.value = std::string(none_of_these), .text = "None of these"});
    return all;
}

std::vector<html::ChoiceItem> choices(const Asked& asked)
{
    switch (asked.criterion.kind) {
    case CriterionKind::area:
        return one_of(asked.protocol.areas);
    case CriterionKind::group:
        return one_of(asked.protocol.groups);
    case CriterionKind::since:
        return {
            {.value = "yes", .text = fmt::format("{} days or more", asked.criterion.days_least)},
            {.value = "no", .text = "Not as long as that"}};
    case CriterionKind::age:
    case CriterionKind::asked:
        break;
    }
    return {{.value = "yes", .text = "Yes"}, {.value = "no", .text = "No"}};
}

bool is_choice(const Asked& asked, std::string_view value)
{
    return std::ranges::any_of(choices(asked),
                               [&](const auto& item) { return item.value == value; });
}

protocol::Resolution resolution_of(const Asked& asked, std::string_view value, std::string evidence)
{
    const auto& criterion = asked.criterion;
    const bool is_place =
        criterion.kind == CriterionKind::area || criterion.kind == CriterionKind::group;
    const auto wanted = criterion.meets_when == protocol::Said::no ? "no" : "yes";
    const bool meets = is_place
                           ? value != none_of_these
                           : value == (criterion.kind == CriterionKind::asked ? wanted : "yes");
    return {.criterion = criterion.id,
            .meets = meets,
            .settled = is_place && meets ? std::string(value) : std::string(),
            .evidence = std::move(evidence)};
}

Result<protocol::Resolution, std::vector<html::FieldError>> parse(const Asked& asked)
{
    std::vector<html::FieldError> errors;
    // The page showed one question; another lead may have settled it since.
    const bool same = asked.typed.value("criterion") == asked.criterion.id;
    const auto value = asked.typed.value("found");
    if (!same)
        errors.push_back({"found", "not_unsure"});
    else if (!is_choice(asked, value))
        errors.push_back({"found", "missing"});
    const auto evidence = clean_paragraph(asked.typed.value("evidence"));
    if (!evidence)
        errors.push_back({"evidence", "not_text"});
    else if (evidence->empty())
        errors.push_back({"evidence", "missing"});
    else if (count_code_points(*evidence) > most_evidence_characters)
        errors.push_back({"evidence", "too_long"});
    if (!errors.empty()) return refuse(std::move(errors));
    return resolution_of(asked, value, *evidence);
}

html::Page view(const Asked& asked)
{
    const html::FieldErrors errors(asked.found, messages);
    const auto path = participants::person_path(asked.person, "/eligibility/resolve");
    auto form = staff::posting_to(path, asked.tokens);
    form.hidden = {{"criterion", asked.criterion.id}};
    const Html inputs = html::fragment(
        html::radios(
            {.name = "found",
             .fieldset = html::Fieldset{.legend = {.text = asked.criterion.question,
                                                   .classes = "govuk-fieldset__legend--m"}},
             .hint = {.text = asked.criterion.hint},
             .error = errors.on("found"),
             .items = choices(asked),
             .value = std::string(asked.typed.value("found"))}),
        html::textarea({.name = "evidence",
                        .label = {.text = "What does it rest on?"},
                        .hint = {.text = "Whom you asked or what you saw, and when. It is sealed"},
                        .error = errors.on("evidence"),
                        .value = std::string(asked.typed.value("evidence"))}),
        html::button({.text = "Save what you found out"}));
    const auto count =
        asked.open == 1
            ? std::string("Nobody was sure of this answer")
            : fmt::format("Nobody was sure of {} answers; this is the first", asked.open);
    return {.title = "Find out who may join",
            .body = html::fragment(
                errors.summary(), staff::heading("Find out"),
                staff::paragraph(fmt::format("{} on {}. What was true on that day counts.", count,
                                             asked.on.plain())),
                html::form(form, inputs)),
            .has_errors = errors.any(),
            .back_href = "/eligibility"};
}

http::Response show(const Services& services, const http::Request& request,
                    const http::Viewer& viewer, Asked asked)
{
    return staff::answer_form(services.participants.staff, request, viewer, std::move(asked), view);
}

} // namespace resolve_page

http::Response ask_resolve(const Services& services, const http::Request& request,
                           const http::Viewer& viewer, storage::UnitOfWork& work)
{
    const auto person = request.id<PersonId>("person");
    if (!person || !services.participants.identities.knows(work, *person)) return http::not_found();
    work.log({.action = "eligibility.opened",
              .object_type = "person",
              .object_id = person->text(),
              .detail = {}});
    auto asked = resolve_page::asked_of(services, request, work, *person);
    if (!asked) return cannot_now(services, request, viewer, work, *person);
    return resolve_page::show(services, request, viewer, std::move(*asked));
}

http::Response resolve(const Services& services, const http::Request& request,
                       const http::Viewer& viewer, storage::UnitOfWork& work)
{
    const auto person = request.id<PersonId>("person");
    if (!person || !services.participants.identities.knows(work, *person)) return http::not_found();
    auto asked = resolve_page::asked_of(services, request, work, *person);
    if (!asked) return cannot_now(services, request, viewer, work, *person);
    const auto found = resolve_page::parse(*asked);
    if (!found) {
        asked->found = found.error();
        return resolve_page::show(services, request, viewer, std::move(*asked));
    }
    const auto stage = services.deciding.resolve(work, *person, *found);
    if (!stage) return cannot_now(services, request, viewer, work, *person);
    const bool more = *stage == participants::Stage::unsure;
    return http::see_other(
        participants::person_path(*person, more ? "/eligibility/resolve" : "/eligibility/result"));
}

} // namespace evenhand::eligibility::pages
