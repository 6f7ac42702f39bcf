#include "core/london_time.hpp"
#include "html/components.hpp"
#include "intake/paper/pages/pages.hpp"
#include "people/staff/pages/frame.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace evenhand::paper::pages {

namespace set_aside_page {

using html::Html;

constexpr std::string_view title = "Set a paper intent form aside";
constexpr std::array messages{
    html::FieldMessage{"because", "missing", "Choose why it is set aside"}};

struct Asked
{
    PersonId person;
    participants::Stage stage;
    PaperIntent intent;
    http::FormData typed;
    std::vector<html::FieldError> found;
    http::FormTokens tokens;
};

html::Page view(const Asked& asked)
{
    const html::FieldErrors errors(asked.found, messages);
    std::vector<html::ChoiceItem> reasons;
    for (const SetAside reason : reasons_at(asked.stage))
        reasons.push_back({.value = std::string(name_of(reason)), .text = label_of(reason)});
    const PersonId person = asked.person;
    const bool late = is_late(asked.stage);
    return {.title = std::string(title),
            .body = html::fragment(
                errors.summary(), staff::heading(title),
                staff::paragraph(fmt::format("Form {}, filled in on {}.", asked.intent.form,
                                             london_plain(asked.intent.asked))),
                staff::paragraph(
                    late ? "They have been put into a group, so the form shows in which order that "
                           "was done. It can only be set aside if it was written down by mistake, "
                           "and the statistician goes on seeing it."
                         : "It stays written down, and holds nobody up any more. They can still be "
                           "put into a group later, but not before anybody who came earlier."),
                html::form(staff::posting_to(paper_path(person, "/set-aside"), asked.tokens),
                           html::fragment(
                               html::radios({.name = "because",
                                             .fieldset = html::Fieldset{.legend = {.text = "Why?"}},
                                             .error = errors.on("because"),
                                             .items = std::move(reasons),
                                             .value = std::string(asked.typed.value("because"))}),
                               html::button({.text = "Set it aside"})))),
            .has_errors = errors.any(),
            .back_href = participants::person_path(person)};
}

http::Response show(const participants::Services& services, const http::Request& request,
                    const http::Viewer& viewer, Asked asked)
{
    const int status = asked.found.empty() ? 200 : 422;
    return staff::answer_staff_page(services.staff, status, request, viewer,
                                    [asked = std::move(asked)] { return view(asked); });
}

html::Page none_page(PersonId person)
{
    return {
        .title = std::string(title),
        .body = html::fragment(
            staff::heading(title),
            staff::paragraph("They have no paper intent form that stands. Somebody may have "
                             "set it aside a moment ago: their record shows it."),
            html::button({.text = "Open their record", .href = participants::person_path(person)})),
        .back_href = participants::person_path(person)};
}

/// 409: nothing is there to set aside.
http::Response none(const participants::Services& services, const http::Request& request,
                    const http::Viewer& viewer, PersonId person)
{
    constexpr int conflict = 409;
    return staff::answer_staff_page(services.staff, conflict, request, viewer,
                                    [person] { return none_page(person); });
}

} // namespace set_aside_page

http::Response ask_set_aside(const participants::Services& services, const http::Request& request,
                             const http::Viewer& viewer, storage::UnitOfWork& work)
{
    const auto person = request.id<PersonId>("person");
    const auto journey = person ? services.journeys.find(work, *person) : std::nullopt;
    if (!journey) return http::not_found();
    work.log({.action = "paper_intent.asked",
              .object_type = "person",
              .object_id = person->text(),
              .detail = {}});
    auto intent = PaperStore::standing(work, *person);
    if (!intent) return set_aside_page::none(services, request, viewer, *person);
    return set_aside_page::show(services, request, viewer,
                                {.person = *person,
                                 .stage = journey->stage,
                                 .intent = *std::move(intent),
                                 .typed = request.form,
                                 .found = {},
                                 .tokens = request.tokens});
}

http::Response set_aside(const participants::Services& services, const http::Request& request,
                         const http::Viewer& viewer, storage::UnitOfWork& work)
{
    const auto person = request.id<PersonId>("person");
    // Of two at once the second finds it set aside.
    const auto journey = person ? services.journeys.hold(work, *person) : std::nullopt;
    if (!journey) return http::not_found();
    auto intent = PaperStore::standing(work, *person);
    if (!intent) return set_aside_page::none(services, request, viewer, *person);
    const auto reason = reason_named(request.form.value("because"));
    const auto reasons = reasons_at(journey->stage);
    if (!reason || std::ranges::find(reasons, *reason) == reasons.end()) {
        return set_aside_page::show(services, request, viewer,
                                    {.person = *person,
                                     .stage = journey->stage,
                                     .intent = *std::move(intent),
                                     .typed = request.form,
                                     .found = {{"because", "missing"}},
                                     .tokens = request.tokens});
    }
    PaperStore::set_aside(work, *intent, *reason);
    return http::see_other(participants::person_path(*person));
}

} // namespace evenhand::paper::pages
