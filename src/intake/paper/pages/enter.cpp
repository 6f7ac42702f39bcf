#include "core/check.hpp"
#include "core/london_time.hpp"
#include "html/components.hpp"
#include "html/identifier_messages.hpp"
#include "intake/paper/pages/pages.hpp"
#include "people/staff/pages/day_boxes.hpp"
#include "people/staff/pages/frame.hpp"

#include <fmt/format.h>

#include <utility>

namespace evenhand::paper::pages {

namespace enter_page {

using html::Html;

constexpr std::string_view title = "Write down a paper intent form";

std::vector<html::FieldMessage> messages()
{
    std::vector<html::FieldMessage> all{
        {"form", "no_form", "Enter the number of the form"},
        {"form", "not_a_number",
         "The number of a form is digits, with the letters of the place before them if there are "
         "any, such as 17 or A17"},
        {"form", "form_used",
         "Another person has a form of this number on that day. Check both, and write the letters "
         "of the place before the number"},
        {"form", "already_entered", "They have a form already. Set it aside first if it is wrong"},
        {"form", "has_left", "They have left, so there is nothing to write down"},
        {"time", "not_a_time", "Enter the time on the form, such as 9:30 or 2pm"},
        {"time", "outside_hours",
         "The time must be between 7am and 9pm. Write an hour of the afternoon as 2:15pm or 14:15"},
        {"time", "in_the_future", "The time on the form must be in the past"},
        {"on", "day_in_future", "The day must be today or in the past", "on-day"},
        {"on", "too_long_ago", "The day must be within the last year", "on-day"}};
    // After its own: of two for one fault the first is shown.
    html::add_messages(all, "on", html::date_words, "on-day");
    return all;
}

/// The field that a refusal is about.
std::string field_of(Refusal refusal)
{
    switch (refusal) {
    case Refusal::not_a_time:
    case Refusal::outside_hours:
    case Refusal::in_the_future:
        return "time";
    case Refusal::day_in_future:
    case Refusal::too_long_ago:
        return "on";
    case Refusal::no_form:
    case Refusal::not_a_number:
    case Refusal::form_used:
    case Refusal::already_entered:
    case Refusal::has_left:
        return "form";
    }
    CHECK(false);
}

html::FieldError error_of(Refusal refusal)
{
    return {field_of(refusal), std::string(code(refusal))};
}

struct Asked
{
    participants::Journey journey;
    LocalDate today;
    http::FormData typed;
    std::vector<html::FieldError> found;
    http::FormTokens tokens;
};

Result<NewPaperIntent, std::vector<html::FieldError>> parse(const http::FormData& form, Instant now)
{
    std::vector<html::FieldError> found;
    NewPaperIntent wanted;
    const auto number = parse_form(form.value("form"));
    if (number)
        wanted.form = *number;
    else
        found.push_back(error_of(number.error()));
    const auto day =
        parse_date({form.value("on-day"), form.value("on-month"), form.value("on-year")});
    if (!day) found.push_back({"on", std::string(code(day.error().why))});
    const auto time = parse_time(form.value("time"));
    if (!time) found.push_back(error_of(Refusal::not_a_time));
    if (day && time) {
        const auto asked = moment_of(*day, *time, now);
        if (asked)
            wanted.asked = *asked;
        else
            found.push_back(error_of(asked.error()));
    }
    if (!found.empty()) return refuse(std::move(found));
    return wanted;
}

html::Page view(const Asked& asked)
{
    const auto words = messages();
    const html::FieldErrors errors(asked.found, words);
    const PersonId person = asked.journey.person;
    const Html inputs = html::fragment(
        html::input({.name = "form",
                     .label = {.text = "Number of the form"},
                     .hint = {.text = "Such as 17, or with letters of the place A17"},
                     .error = errors.on("form"),
                     .value = std::string(asked.typed.value("form")),
                     .autocomplete = "off",
                     .classes = "govuk-input--width-10"}),
        staff::day_boxes({.field = "on",
                          .legend = "On which day did they stand at the draw?",
                          .hint = "As the form says",
                          .offered = asked.today},
                         asked.typed, errors),
        html::input({.name = "time",
                     .label = {.text = "At what time?"},
                     .hint = {.text = "As the form says, such as 9:30 or 2pm"},
                     .error = errors.on("time"),
                     .value = std::string(asked.typed.value("time")),
                     .autocomplete = "off",
                     .classes = "govuk-input--width-5"}),
        html::button({.text = "Write it down"}));
    return {.title = std::string(title),
            .body = html::fragment(
                errors.summary(), staff::heading(title),
                staff::paragraph("They were ready to be put into a group while this service could "
                                 "not be reached. Write down every form of that day before "
                                 "anybody of it is put into a group: who came first is first."),
                is_late(asked.journey.stage)
                    ? html::inset_text({.text = "They are at the draw or past it. The form is "
                                                "kept with its time, and the statistician is told "
                                                "that it was written down late."})
                    : Html{},
                html::form(staff::posting_to(paper_path(person), asked.tokens), inputs)),
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

Asked asked_of(const http::Request& request, storage::UnitOfWork& work,
               participants::Journey journey)
{
    return {.journey = std::move(journey),
            .today = london_date(work.now()),
            .typed = request.form,
            .found = {},
            .tokens = request.tokens};
}

} // namespace enter_page

http::Response ask_enter(const participants::Services& services, const http::Request& request,
                         const http::Viewer& viewer, storage::UnitOfWork& work)
{
    const auto person = request.id<PersonId>("person");
    if (!person) return http::not_found();
    auto journey = services.journeys.find(work, *person);
    if (!journey) return http::not_found();
    work.log({.action = "paper_intent.asked",
              .object_type = "person",
              .object_id = person->text(),
              .detail = {}});
    return enter_page::show(services, request, viewer,
                            enter_page::asked_of(request, work, *std::move(journey)));
}

http::Response enter(const participants::Services& services, const http::Request& request,
                     const http::Viewer& viewer, storage::UnitOfWork& work)
{
    const auto person = request.id<PersonId>("person");
    if (!person) return http::not_found();
    // Nobody is drawn while their form is written down.
    auto journey = services.journeys.hold(work, *person);
    if (!journey) return http::not_found();
    auto asked = enter_page::asked_of(request, work, *std::move(journey));
    const auto wanted = enter_page::parse(request.form, work.now());
    if (!wanted) {
        asked.found = wanted.error();
        return enter_page::show(services, request, viewer, std::move(asked));
    }
    const auto stage = asked.journey.stage;
    auto refusal = waits(stage) || is_late(stage) ? PaperStore::enter(work, *person, *wanted)
                                                  : std::optional(Refusal::has_left);
    if (refusal) {
        asked.found = {enter_page::error_of(*refusal)};
        return enter_page::show(services, request, viewer, std::move(asked));
    }
    return http::see_other(is_late(stage) ? participants::person_path(*person)
                                          : std::string(list_path));
}

} // namespace evenhand::paper::pages
