#include "core/check.hpp"
#include "html/components.hpp"
#include "people/staff/pages/frame.hpp"
#include "recruitment/appointments/endings.hpp"
#include "recruitment/appointments/pages/pages.hpp"

#include <fmt/format.h>

#include <algorithm>

// Somebody says no, cannot join, or moved away: their way ends with the reason that they gave, and
// nobody calls them again. The flow of the trial counts by these reasons.

namespace evenhand::appointments::pages {

namespace end_page {

using html::Html;
using participants::Step;

struct Asked
{
    participants::Journey journey;
    std::vector<Ending> endings;
    http::FormData typed;
    std::vector<html::FieldError> found;
    http::FormTokens tokens;
    Renderings first;
};

std::string why_field(Step step)
{
    return fmt::format("why_{}", participants::name_of(step));
}

std::vector<html::FieldMessage> messages()
{
    return {{"how", "missing", "Choose how it ends"},
            {"why_declined", "missing", "Choose why they do not want to take part"},
            {"why_not_eligible", "missing", "Choose why they cannot join"},
            {"why_closed", "missing", "Choose why it cannot go on"}};
}

Html reasons(const Asked& asked, const Ending& ending, const html::FieldErrors& errors)
{
    const auto field = why_field(ending.step);
    std::vector<html::ChoiceItem> items;
    for (const EndingReason& reason : ending.reasons)
        items.push_back({.value = reason.code, .text = reason.label});
    return html::radios({.name = field,
                         .fieldset = html::Fieldset{.legend = {.text = "Why?"}},
                         .error = errors.on(field),
                         .items = std::move(items),
                         .value = std::string(asked.typed.value(field)),
                         .classes = "govuk-radios--small"});
}

Html inputs(const Asked& asked, const html::FieldErrors& errors)
{
    std::vector<html::ChoiceItem> items;
    for (const Ending& ending : asked.endings) {
        items.push_back({.value = std::string(participants::name_of(ending.step)),
                         .text = label_of_ending(ending.step),
                         .conditional = reasons(asked, ending, errors)});
    }
    return html::fragment(
        html::radios(
            {.name = "how",
             .fieldset = html::Fieldset{.legend = {.text = "How does it end?",
                                                   .classes = "govuk-fieldset__legend--m"}},
             .error = errors.on("how"),
             .items = std::move(items),
             .value = std::string(asked.typed.value("how"))}),
        html::button({.text = "End it here", .classes = "govuk-button--warning"}));
}

Html intro(const Asked& asked)
{
    Html all = staff::paragraph(
        "Nobody calls them again. An appointment that stands is cancelled. They can come back at "
        "any time: a new referral or a team lead opens their way again.");
    if (asked.endings.size() == 1)
        all += staff::paragraph("They have consented. If they no longer want to take part, record "
                                "a withdrawal instead.");
    else
        all += staff::paragraph(html::fragment(
            "Tell them where else they can find help: ",
            html::element("a",
                          {html::attr("class", "govuk-link"),
                           html::attr("href", "/local-help?area=" + asked.journey.area)},
                          "help near them"),
            "."));
    return all;
}

html::Page view(const Asked& asked)
{
    const auto words = messages();
    const html::FieldErrors errors(asked.found, words);
    const auto path = participants::person_path(asked.journey.person);
    return {.title = "End their way",
            .body = html::fragment(
                errors.summary(), staff::heading("End their way"), all_of(asked.first),
                intro(asked),
                html::form(staff::posting_to(path + "/end", asked.tokens), inputs(asked, errors))),
            .has_errors = errors.any(),
            .back_href = path};
}

std::optional<Asked> find(const Services& services, const http::Request& request,
                          const http::Viewer& viewer, storage::UnitOfWork& work)
{
    auto journey = journey_of(services, request, work);
    if (!journey) return std::nullopt;
    const auto person = journey->person;
    auto endings = endings_at(services.participants.protocol, journey->stage);
    return Asked{.journey = std::move(*journey),
                 .endings = std::move(endings),
                 .typed = request.form,
                 .found = {},
                 .tokens = request.tokens,
                 .first = before_all(services, work, viewer, person)};
}

http::Response show(const Services& services, const http::Request& request,
                    const http::Viewer& viewer, Asked asked)
{
    if (asked.endings.empty()) {
        return cannot_now(services, request, viewer, asked.journey.person, "End their way",
                          "Their way has ended, or is at a point where nothing can end it.");
    }
    return staff::answer_form(services.participants.staff, request, viewer, std::move(asked), view);
}

/// What is wrong with the choice; nothing where it is one of the endings.
std::vector<html::FieldError> faults(const Asked& asked)
{
    const auto step = participants::step_named(asked.typed.value("how"));
    if (!step || std::ranges::find(asked.endings, *step, &Ending::step) == asked.endings.end())
        return {{"how", "missing"}};
    const auto field = why_field(*step);
    if (is_ending(asked.endings, *step, asked.typed.value(field))) return {};
    return {{field, "missing"}};
}

} // namespace end_page

http::Response ask_end(const Services& services, const http::Request& request,
                       const http::Viewer& viewer, storage::UnitOfWork& work)
{
    auto asked = end_page::find(services, request, viewer, work);
    if (!asked) return http::not_found();
    log_opened(work, "journey.ending_opened", asked->journey.person);
    return end_page::show(services, request, viewer, std::move(*asked));
}

http::Response end_way(const Services& services, const http::Request& request,
                       const http::Viewer& viewer, storage::UnitOfWork& work)
{
    auto asked = end_page::find(services, request, viewer, work);
    if (!asked) return http::not_found();
    asked->found = end_page::faults(*asked);
    if (asked->endings.empty() || !asked->found.empty())
        return end_page::show(services, request, viewer, std::move(*asked));
    const auto person = asked->journey.person;
    const auto step = participants::step_named(asked->typed.value("how")).value();
    const std::string why(asked->typed.value(end_page::why_field(step)));
    const auto taken =
        services.participants.journeys.take(work, person, {.step = step, .detail = why});
    CHECK(taken.has_value()); // the endings are those of the table at this stage
    return http::see_other(participants::person_path(person));
}

} // namespace evenhand::appointments::pages
