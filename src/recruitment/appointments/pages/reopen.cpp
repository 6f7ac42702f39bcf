#include "core/check.hpp"
#include "html/components.hpp"
#include "people/identity/merge_store.hpp"
#include "people/staff/pages/frame.hpp"
#include "recruitment/appointments/pages/pages.hpp"

#include <algorithm>

// A way back, which only a team lead opens: after it was closed, and after too many missed
// appointments.

namespace evenhand::appointments::pages {

namespace reopen_page {

using participants::Stage;
using participants::Step;

constexpr std::array messages{html::FieldMessage{"why", "missing", "Choose why"},
                              html::FieldMessage{"how", "missing", "Choose how it goes on"}};

struct Asked
{
    participants::Journey journey;
    bool follows = false; ///< merged: their way goes on in the record that leads
    http::FormData typed;
    std::vector<html::FieldError> found;
    http::FormTokens tokens;
};

bool may_reopen(const Asked& asked)
{
    return !asked.follows &&
           participants::may_follow(asked.journey.stage, Step::reopened).has_value();
}

html::Page view(const Asked& asked)
{
    const html::FieldErrors errors(asked.found, messages);
    const auto path = participants::person_path(asked.journey.person);
    std::vector<html::ChoiceItem> reasons;
    for (const std::string_view detail : participants::details_of(Step::reopened)) {
        reasons.push_back(
            {.value = std::string(detail), .text = participants::label_of_detail(detail)});
    }
    return {.title = "Open their way again",
            .body = html::fragment(
                errors.summary(), staff::heading("Open their way again"),
                staff::paragraph(html::fragment(
                    "Now: ", participants::label_of(asked.journey.stage),
                    ". They will wait for a first contact again, and attempts are counted anew.")),
                html::form(staff::posting_to(path + "/reopen", asked.tokens),
                           html::fragment(
                               html::radios({.name = "why",
                                             .fieldset = html::Fieldset{.legend = {.text = "Why?"}},
                                             .error = errors.on("why"),
                                             .items = std::move(reasons),
                                             .value = std::string(asked.typed.value("why"))}),
                               html::button({.text = "Open again"})))),
            .has_errors = errors.any(),
            .back_href = path};
}

html::Page decide_view(const Asked& asked)
{
    const html::FieldErrors errors(asked.found, messages);
    const auto path = participants::person_path(asked.journey.person);
    return {.title = "Missed too many appointments",
            .body = html::fragment(
                errors.summary(), staff::heading("Missed too many appointments"),
                staff::paragraph(
                    html::fragment("They missed ", std::to_string(asked.journey.missed),
                                   " appointments. Read in their record what happened first.")),
                html::form(
                    staff::posting_to(path + "/appointment/decide", asked.tokens),
                    html::fragment(
                        html::radios(
                            {.name = "how",
                             .fieldset = html::Fieldset{.legend = {.text = "How does it go on?"}},
                             .error = errors.on("how"),
                             .items = {{.value = "again",
                                        .text = "Offer them appointments again",
                                        .hint = {.text = "Contact them, and ask what would help"}},
                                       {.value = "end",
                                        .text = "End it here",
                                        .hint = {.text = "They can come back at any time"}}},
                             .value = std::string(asked.typed.value("how"))}),
                        html::button({.text = "Decide"})))),
            .has_errors = errors.any(),
            .back_href = path};
}

std::optional<Asked> find(const Services& services, const http::Request& request,
                          storage::UnitOfWork& work)
{
    auto journey = journey_of(services, request, work);
    if (!journey) return std::nullopt;
    const bool follows = identity::MergeStore::leader_of(work, journey->person).has_value();
    return Asked{.journey = std::move(*journey),
                 .follows = follows,
                 .typed = request.form,
                 .found = {},
                 .tokens = request.tokens};
}

http::Response show(const Services& services, const http::Request& request,
                    const http::Viewer& viewer, Asked asked)
{
    if (!may_reopen(asked)) {
        return cannot_now(services, request, viewer, asked.journey.person, "Open their way again",
                          asked.follows ? "Another record of the same person leads: open that one."
                                        : "Their way has not ended, or ended for good.");
    }
    return staff::answer_form(services.participants.staff, request, viewer, std::move(asked), view);
}

bool may_decide(const Services& services, const participants::Journey& journey)
{
    return is_called(journey.stage) &&
           !protocol::may_rebook(services.participants.protocol.contact_rules,
                                 static_cast<int>(journey.missed));
}

http::Response show_decision(const Services& services, const http::Request& request,
                             const http::Viewer& viewer, Asked asked)
{
    if (!may_decide(services, asked.journey)) {
        return cannot_now(services, request, viewer, asked.journey.person,
                          "Missed too many appointments",
                          "They may be booked again without a decision.");
    }
    return staff::answer_form(services.participants.staff, request, viewer, std::move(asked),
                              decide_view);
}

Stage take(const Services& services, storage::UnitOfWork& work, PersonId person, Step step,
           std::string_view detail)
{
    const auto taken =
        services.participants.journeys.take(work, person, {.step = step, .detail = detail});
    CHECK(taken.has_value()); // the caller asked the table
    return *taken;
}

} // namespace reopen_page

http::Response ask_reopen(const Services& services, const http::Request& request,
                          const http::Viewer& viewer, storage::UnitOfWork& work)
{
    auto asked = reopen_page::find(services, request, work);
    if (!asked) return http::not_found();
    log_opened(work, "journey.reopening_opened", asked->journey.person);
    return reopen_page::show(services, request, viewer, std::move(*asked));
}

http::Response reopen(const Services& services, const http::Request& request,
                      const http::Viewer& viewer, storage::UnitOfWork& work)
{
    using participants::Step;
    auto asked = reopen_page::find(services, request, work);
    if (!asked) return http::not_found();
    const auto why = asked->typed.value("why");
    const auto reasons = participants::details_of(Step::reopened);
    const bool known = std::ranges::find(reasons, why) != reasons.end();
    if (!known) asked->found = {{"why", "missing"}};
    if (!known || !reopen_page::may_reopen(*asked))
        return reopen_page::show(services, request, viewer, std::move(*asked));
    const auto person = asked->journey.person;
    const auto stage = reopen_page::take(services, work, person, Step::reopened, why);
    return http::see_other(participants::next_page(services.participants, viewer, person, stage));
}

http::Response ask_decide(const Services& services, const http::Request& request,
                          const http::Viewer& viewer, storage::UnitOfWork& work)
{
    auto asked = reopen_page::find(services, request, work);
    if (!asked) return http::not_found();
    log_opened(work, "appointments.decision_opened", asked->journey.person);
    return reopen_page::show_decision(services, request, viewer, std::move(*asked));
}

http::Response decide(const Services& services, const http::Request& request,
                      const http::Viewer& viewer, storage::UnitOfWork& work)
{
    using participants::Step;
    auto asked = reopen_page::find(services, request, work);
    if (!asked) return http::not_found();
    const auto how = asked->typed.value("how");
    const bool known = how == "again" || how == "end";
    if (!known) asked->found = {{"how", "missing"}};
    if (!known || !reopen_page::may_decide(services, asked->journey))
        return reopen_page::show_decision(services, request, viewer, std::move(*asked));
    const auto person = asked->journey.person;
    // The spine forgives missed appointments only where a way begins anew, so both are written.
    reopen_page::take(services, work, person, Step::closed, "did_not_attend");
    if (how == "again") reopen_page::take(services, work, person, Step::reopened, "came_back");
    return http::see_other(participants::person_path(person));
}

} // namespace evenhand::appointments::pages
