#include "core/check.hpp"
#include "html/components.hpp"
#include "html/form.hpp"
#include "people/identity/merge.hpp"
#include "people/participants/pages/compared.hpp"
#include "people/staff/pages/choose_one.hpp"
#include "people/staff/pages/frame.hpp"
#include "recruitment/referral/pages/pages.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

// Triage said that a referral is of somebody who is known, and it is not: the referral goes back to
// triage, to be decided again. What was decided stays written down.

namespace evenhand::referral::pages {

namespace not_theirs_page {

using html::Html;
using participants::Step;

constexpr std::array messages{
    html::FieldMessage{"ground", "missing", "Choose how you know"},
};

struct Shown
{
    identity::PersonId person;
    Record record;
    std::optional<identity::IdentityView> theirs;
    bool drawn_since = false; ///< put into a group, or at the draw, after it was linked
    bool is_last = false;     ///< nothing has happened since it was linked
    http::FormData typed;
    std::vector<html::FieldError> found;
    http::FormTokens tokens;
};

bool is_draw(const participants::StepTaken& step, Instant since)
{
    const bool kind = step.step == Step::intended || step.step == Step::randomised;
    return kind && step.recorded >= since;
}

/// Whether the last step is the one that this referral made.
bool is_of(const std::vector<participants::StepTaken>& steps, ReferralId referral)
{
    return !steps.empty() && steps.back().step == Step::referred &&
           steps.back().facts.referral == referral;
}

/// Nothing unless triage linked the referral to the person.
std::optional<Shown> find(const Services& services, const http::Request& request,
                          storage::UnitOfWork& work)
{
    const auto person = request.id<identity::PersonId>("person");
    const auto referral = request.id<ReferralId>("referral");
    if (!person || !referral) return std::nullopt;
    auto record = services.referrals.open(work, *referral);
    if (!record) return std::nullopt;
    const auto decided = services.identities.decision_of(work, record->claim);
    const bool linked =
        decided && decided->person == *person && decided->decision == identity::Decision::linked;
    if (!linked) return std::nullopt;
    const auto steps = participants::standing_steps(services.journeys.steps(work, *person));
    return Shown{
        .person = *person,
        .record = *std::move(record),
        .theirs = services.identities.open_person(work, *person),
        .drawn_since = std::ranges::any_of(
            steps, [&](const participants::StepTaken& step) { return is_draw(step, decided->at); }),
        .is_last = is_of(steps, *referral),
        .typed = request.form,
        .found = {},
        .tokens = request.tokens};
}

Html cell_of(const std::optional<identity::IdentityView>& who,
             const participants::ComparedLine& line)
{
    return {who ? line.cell(*who) : std::string("Erased")};
}

Html side_by_side(const Shown& shown)
{
    html::Table table{.caption = "The referral beside the record",
                      .caption_classes = "govuk-table__caption--m",
                      .head = {{.text = "What"}, {.text = "The referral"}, {.text = "The record"}},
                      .first_cell_is_header = true};
    for (const auto& line : participants::compared_lines()) {
        table.rows.push_back({{.text = line.key},
                              {.text = cell_of(shown.record.who, line)},
                              {.text = cell_of(shown.theirs, line)}});
    }
    return html::scrolling_table(table, "The referral beside the record");
}

Html cannot()
{
    return html::inset_text(
        {.text = "They have been put into a group, or are about to be, since this referral was "
                 "linked to them, and nobody is taken out of a group. So it stays linked. Enter "
                 "the referral of the other person anew, by telephone, and tell the trial manager, "
                 "who writes down what was wrong with the randomisation."});
}

Html return_form(const Shown& shown, const html::FieldErrors& errors)
{
    const std::string_view since =
        shown.is_last ? "This record stands again where it stood before the referral."
                      : "Something has happened on this record since. That stays: look at what is "
                        "next here, and cancel what was meant for the other person.";
    return staff::paragraph("The referral waits in triage again, for somebody to decide whose it "
                            "is.") +
           staff::paragraph(since) +
           staff::paragraph("What the referral told of how to contact them holds no more, unless "
                            "they said it again. What acknowledges it and did not go out yet is "
                            "not sent or posted.") +
           html::form(
               staff::posting_to(not_theirs_path(shown.person, shown.record.id), shown.tokens),
               staff::choose_one({.name = "ground",
                                  .legend = "How do you know?",
                                  .legend_classes = "govuk-fieldset__legend--m",
                                  .classes = {}},
                                 identity::all_merge_grounds(), shown.typed, errors) +
                   html::button({.text = "Send the referral back to triage"}));
}

html::Page view(const Shown& shown)
{
    const html::FieldErrors errors(shown.found, messages);
    const auto title = fmt::format("Referral {} is of somebody else", shown.record.reference);
    return {.title = title,
            .body = html::fragment(errors.summary(), staff::heading(title), side_by_side(shown),
                                   shown.drawn_since ? cannot() : return_form(shown, errors)),
            .has_errors = errors.any(),
            .back_href = participants::person_path(shown.person)};
}

http::Response show(const Services& services, const http::Request& request,
                    const http::Viewer& viewer, int status, Shown shown)
{
    return staff::answer_staff_page(services.staff, status, request, viewer,
                                    [shown = std::move(shown)] { return view(shown); });
}

/// The record again names a referral of its own, so that nobody is called with what somebody else
/// told. Where it stands does not change.
void name_own_referral(const Services& services, storage::UnitOfWork& work,
                       identity::PersonId person)
{
    const auto journey = services.journeys.find(work, person);
    const auto own = services.referrals.referrals_of(work, person);
    if (!journey || own.empty() ||
        std::ranges::find(own, journey->referral.value_or(own.back())) != own.end())
        return;
    const auto stays = participants::may_follow(journey->stage, Step::referred);
    if (!stays || *stays != journey->stage) return;
    const auto taken = services.journeys.take(
        work, person, {.step = Step::referred, .facts = {.referral = own.back()}});
    if (taken) return;
    work.log({.action = "journey.step_not_taken",
              .object_type = "person",
              .object_id = person.text(),
              .detail = std::string(participants::code(taken.error()))});
}

void take_back_step(const Services& services, storage::UnitOfWork& work, const Shown& shown,
                    identity::MergeGround ground)
{
    const auto steps = participants::standing_steps(services.journeys.steps(work, shown.person));
    if (!is_of(steps, shown.record.id)) return name_own_referral(services, work, shown.person);
    const auto back =
        services.journeys.take_back(work, shown.person, steps.back().id, name_of(ground));
    if (!back) name_own_referral(services, work, shown.person);
}

} // namespace not_theirs_page

http::Response ask_not_theirs(const Services& services, const http::Request& request,
                              const http::Viewer& viewer, storage::UnitOfWork& work)
{
    auto shown = not_theirs_page::find(services, request, work);
    if (!shown) return http::not_found();
    work.log({.action = "referral.opened",
              .object_type = "referral",
              .object_id = shown->record.id.text(),
              .detail = "beside a record"});
    return not_theirs_page::show(services, request, viewer, 200, *std::move(shown));
}

http::Response return_to_triage(const Services& services, const http::Request& request,
                                const http::Viewer& viewer, storage::UnitOfWork& work)
{
    constexpr int conflict = 409;
    constexpr int invalid = 422;
    // Held, so that nobody comes to the draw meanwhile.
    if (const auto person = request.id<identity::PersonId>("person"))
        services.journeys.hold(work, *person);
    auto shown = not_theirs_page::find(services, request, work);
    if (!shown) return http::not_found();
    if (shown->drawn_since)
        return not_theirs_page::show(services, request, viewer, conflict, *std::move(shown));
    const auto ground = identity::merge_ground_named(request.form.value("ground"));
    if (!ground) {
        shown->found = {{"ground", "missing"}};
        return not_theirs_page::show(services, request, viewer, invalid, *std::move(shown));
    }
    CHECK(services.identities.return_claim(work, shown->record.claim, name_of(*ground)));
    services.referrals.wait_again(work, shown->record.id);
    not_theirs_page::take_back_step(services, work, *shown, *ground);
    if (services.returned) services.returned(work, shown->record, shown->person);
    return http::see_other(fmt::format("/triage/{}", shown->record.id.text()));
}

} // namespace evenhand::referral::pages

namespace evenhand::referral {

std::string not_theirs_path(identity::PersonId person, ReferralId referral)
{
    return participants::person_path(person,
                                     fmt::format("/referrals/{}/not-theirs", referral.text()));
}

} // namespace evenhand::referral
