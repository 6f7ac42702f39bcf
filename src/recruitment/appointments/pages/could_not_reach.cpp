#include "core/check.hpp"
#include "core/london_time.hpp"
#include "html/components.hpp"
#include "people/staff/pages/frame.hpp"
#include "recruitment/appointments/pages/pages.hpp"

#include <fmt/format.h>

#include <algorithm>

// Nobody answered (T2): closed as out of reach. They may always come back: a contact or a team lead
// opens the way again.

namespace evenhand::appointments::pages {

namespace could_not_reach {

using html::Html;
using participants::Step;

constexpr std::array messages{
    html::FieldMessage{"why", "missing", "Choose why they could not be reached"},
    html::FieldMessage{"why", "attempts_left", "Not every attempt was made yet"},
    html::FieldMessage{"why", "letter_not_sent", "Record the last letter first"},
    html::FieldMessage{"why", "letter_not_due", "They still have time to answer the letter"},
    html::FieldMessage{"why", "details_not_tried",
                       "No attempt found that their details do not work"}};

struct Asked
{
    PersonId person;
    std::optional<Owed> owed;
    LocalDate today;
    http::FormData typed;
    std::vector<html::FieldError> found;
    http::FormTokens tokens;
};

std::string stands_words(const Owed& owed)
{
    return fmt::format("{} attempts on different days. Owed next: {}, by {}.", owed.attempts,
                       label_of(owed.kind), owed.on.plain());
}

html::Page view(const Asked& asked)
{
    const html::FieldErrors errors(asked.found, messages);
    const auto path = participants::person_path(asked.person);
    std::vector<html::ChoiceItem> reasons;
    for (const std::string_view detail : participants::details_of(Step::could_not_reach)) {
        reasons.push_back(
            {.value = std::string(detail), .text = participants::label_of_detail(detail)});
    }
    const Html inputs = html::fragment(
        html::radios({.name = "why",
                      .fieldset = html::Fieldset{.legend = {.text = "Why?"}},
                      .error = errors.on("why"),
                      .items = std::move(reasons),
                      .value = std::string(asked.typed.value("why"))}),
        html::button({.text = "Close: could not be reached", .classes = "govuk-button--warning"}));
    return {
        .title = "Could not be reached",
        .body = html::fragment(
            errors.summary(), staff::heading("Could not be reached"),
            staff::paragraph(stands_words(*asked.owed)),
            staff::paragraph("They can come back at any time: if they call, record the contact, "
                             "and their way goes on."),
            html::form(staff::posting_to(path + "/could-not-reach", asked.tokens), inputs)),
        .has_errors = errors.any(),
        .back_href = path};
}

std::optional<Asked> find(const Services& services, const http::Request& request,
                          storage::UnitOfWork& work)
{
    const auto journey = journey_of(services, request, work);
    if (!journey) return std::nullopt;
    return Asked{.person = journey->person,
                 .owed = services.calls.owed(work, journey->person),
                 .today = london_date(work.now()),
                 .typed = request.form,
                 .found = {},
                 .tokens = request.tokens};
}

http::Response show(const Services& services, const http::Request& request,
                    const http::Viewer& viewer, Asked asked)
{
    if (!asked.owed) {
        return cannot_now(services, request, viewer, asked.person, "Could not be reached",
                          "Nobody has to reach them now.");
    }
    return staff::answer_form(services.participants.staff, request, viewer, std::move(asked), view);
}

} // namespace could_not_reach

http::Response ask_unreached(const Services& services, const http::Request& request,
                             const http::Viewer& viewer, storage::UnitOfWork& work)
{
    auto asked = could_not_reach::find(services, request, work);
    if (!asked) return http::not_found();
    log_opened(work, "calls.closing_opened", asked->person);
    return could_not_reach::show(services, request, viewer, std::move(*asked));
}

http::Response close_unreached(const Services& services, const http::Request& request,
                               const http::Viewer& viewer, storage::UnitOfWork& work)
{
    using participants::Step;
    auto asked = could_not_reach::find(services, request, work);
    if (!asked) return http::not_found();
    if (!asked->owed) return could_not_reach::show(services, request, viewer, std::move(*asked));
    const auto why = asked->typed.value("why");
    const auto reasons = participants::details_of(Step::could_not_reach);
    if (std::ranges::find(reasons, why) == reasons.end()) {
        asked->found = {{"why", "missing"}};
        return could_not_reach::show(services, request, viewer, std::move(*asked));
    }
    if (const auto fault = fault_of_closing(*asked->owed, why, asked->today)) {
        asked->found = {{"why", std::string(code(*fault))}};
        return could_not_reach::show(services, request, viewer, std::move(*asked));
    }
    const auto taken = services.participants.journeys.take(
        work, asked->person, {.step = Step::could_not_reach, .detail = why});
    CHECK(taken.has_value()); // everybody who has to be reached stands where the table has a line
    return http::see_other(participants::person_path(asked->person));
}

} // namespace evenhand::appointments::pages
