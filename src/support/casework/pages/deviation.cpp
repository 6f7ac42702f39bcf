#include "core/date_input.hpp"
#include "core/london_time.hpp"
#include "core/text.hpp"
#include "html/components.hpp"
#include "html/identifier_messages.hpp"
#include "people/participants/pages/in_error_form.hpp"
#include "people/staff/pages/day_boxes.hpp"
#include "people/staff/pages/frame.hpp"
#include "people/staff/pages/gatekeeper.hpp"
#include "support/casework/pages/pages.hpp"
#include "support/casework/pages/parts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

// Which support somebody actually received. The page reads no arm, shows none, and asks everybody
// in the same words; so whoever fills it in learns nothing from it.

namespace evenhand::casework::pages {

namespace deviation_page {

using html::Html;

constexpr int most_note_characters = 4000;
constexpr std::string_view in_error_title = "Support received, entered in error";

std::vector<html::FieldMessage> messages()
{
    std::vector<html::FieldMessage> all{
        {"received", "missing", "Choose which support they received"},
        {"note", "too_long", "The note must have 4,000 characters or fewer"},
        {"note", "not_text", "The note has characters that cannot be kept. Type it again"},
        {"note", "erased", "This person's case notes were erased: no note can be kept"}};
    html::add_messages(all, "from", html::date_words, "from-day");
    return all;
}

struct Asked
{
    PersonId person;
    std::string study_number;
    LocalDate today;
    http::FormData typed;
    std::vector<html::FieldError> found;
    http::FormTokens tokens;
};

Result<NewDeviation, std::vector<html::FieldError>> parse(const http::FormData& form,
                                                          LocalDate today)
{
    std::vector<html::FieldError> errors;
    const auto received = received_named(form.value("received"));
    if (!received) errors.push_back({"received", "missing"});
    const auto from =
        parse_date({form.value("from-day"), form.value("from-month"), form.value("from-year")});
    if (!from)
        errors.push_back({"from", std::string(code(from.error().why))});
    else if (*from > today)
        errors.push_back({"from", "in_the_future"});
    const auto note = clean_paragraph(form.value("note"));
    if (!note)
        errors.push_back({"note", "not_text"});
    else if (count_code_points(*note) > most_note_characters)
        errors.push_back({"note", "too_long"});
    if (!errors.empty()) return refuse(std::move(errors));
    return NewDeviation{.received = *received, .from = *from, .note = *note};
}

html::Page view(const Asked& asked)
{
    const auto words = messages();
    const html::FieldErrors errors(asked.found, words);
    std::vector<html::ChoiceItem> items;
    for (const Received received : all_received())
        items.push_back({.value = std::string(name_of(received)), .text = label_of(received)});
    const Html inputs = html::fragment(
        html::radios(
            {.name = "received",
             .fieldset = html::Fieldset{.legend = {.text = "Which help with work did they actually "
                                                           "receive?",
                                                   .classes = "govuk-fieldset__legend--m"}},
             .error = errors.on("received"),
             .items = std::move(items),
             .value = std::string(asked.typed.value("received"))}),
        staff::day_boxes({.field = "from", .legend = "Since when?", .offered = asked.today},
                         asked.typed, errors),
        html::textarea({.name = "note",
                        .label = {.text = "How do you know, and what happened? (optional)"},
                        .hint = {.text = "It is sealed. Do not write which group they are in"},
                        .error = errors.on("note"),
                        .value = std::string(asked.typed.value("note"))}),
        html::button({.text = "Record this"}));
    const auto path = participants::person_path(asked.person);
    return {.title = "Record support actually received",
            .body = html::fragment(
                errors.summary(), staff::heading("Record support actually received"),
                staff::paragraph("About study number " + asked.study_number + "."),
                staff::paragraph("The same is asked about everybody in the trial. What is recorded "
                                 "here changes nobody's group."),
                html::form(staff::posting_to(path + "/deviations/new", asked.tokens), inputs)),
            .has_errors = errors.any(),
            .back_href = path};
}

http::Response show(const Services& services, const http::Request& request,
                    const http::Viewer& viewer, Asked asked)
{
    return staff::answer_form(services.participants.staff, request, viewer, std::move(asked), view);
}

std::optional<Asked> asked_about(const Services& services, const http::Request& request,
                                 const http::Viewer& viewer, storage::UnitOfWork& work)
{
    const auto person = request.id<PersonId>("person");
    const bool everywhere = staff::may(viewer, "deviations.record");
    if (!person || !services.deviations.may_record(work, viewer.account_id, everywhere, *person))
        return std::nullopt;
    const auto journey = services.participants.journeys.find(work, *person);
    return Asked{.person = *person,
                 .study_number = journey ? journey->study_number : std::string(),
                 .today = london_date(work.now()),
                 .typed = request.form,
                 .found = {},
                 .tokens = request.tokens};
}

/// One that the path names, with what its page is about. Only for who is shown what was written:
/// others would learn from it.
struct Named
{
    PersonId person;
    participants::InErrorForm form;
};

std::optional<Named> named_in(const Services& services, const http::Request& request,
                              const http::Viewer& viewer, storage::UnitOfWork& work)
{
    const auto asked = asked_about(services, request, viewer, work);
    const auto id = request.id<DeviationId>("deviation");
    if (!asked || !id || arm_page(services, work, viewer, asked->person).path.empty())
        return std::nullopt;
    const auto all = services.deviations.of_person(work, asked->person);
    const auto found = std::ranges::find(all, *id, &Deviation::id);
    if (found == all.end()) return std::nullopt;
    const auto back = participants::person_path(asked->person);
    return Named{.person = asked->person,
                 .form = {.title = in_error_title,
                          .what = fmt::format("Study number {}: {}, since {}", asked->study_number,
                                              label_of(found->received), found->from.plain()),
                          .action = deviation_path(asked->person, *id) + "/in-error",
                          .back = back,
                          .done = back,
                          .table = "deviation",
                          .row = id->text()}};
}

/// Somebody may have marked it before.
http::Response gone(const Services& services, const http::Request& request,
                    const http::Viewer& viewer, storage::UnitOfWork& work)
{
    const auto asked = asked_about(services, request, viewer, work);
    const auto id = request.id<DeviationId>("deviation");
    if (!asked || !id) return http::not_found();
    const auto back = participants::person_path(asked->person);
    return participants::marked_before(services.participants, request, viewer, work,
                                       {.title = in_error_title,
                                        .what = "Study number " + asked->study_number,
                                        .action = deviation_path(asked->person, *id) + "/in-error",
                                        .back = back,
                                        .done = back,
                                        .table = "deviation",
                                        .row = id->text()});
}

} // namespace deviation_page

http::Response ask_deviation(const Services& services, const http::Request& request,
                             const http::Viewer& viewer, storage::UnitOfWork& work)
{
    auto asked = deviation_page::asked_about(services, request, viewer, work);
    if (!asked) return http::not_found();
    return deviation_page::show(services, request, viewer, std::move(*asked));
}

http::Response record_deviation(const Services& services, const http::Request& request,
                                const http::Viewer& viewer, storage::UnitOfWork& work)
{
    auto asked = deviation_page::asked_about(services, request, viewer, work);
    if (!asked) return http::not_found();
    const auto wanted = deviation_page::parse(request.form, asked->today);
    if (!wanted) {
        asked->found = wanted.error();
        return deviation_page::show(services, request, viewer, std::move(*asked));
    }
    const auto written = services.deviations.record(work, asked->person, *wanted);
    if (!written) {
        asked->found = {written.error() == DeviationRefusal::erased
                            ? html::FieldError{"note", "erased"}
                            : html::FieldError{"from", "in_the_future"}};
        return deviation_page::show(services, request, viewer, std::move(*asked));
    }
    return http::see_other(participants::person_path(asked->person));
}

http::Response ask_deviation_in_error(const Services& services, const http::Request& request,
                                      const http::Viewer& viewer, storage::UnitOfWork& work)
{
    const auto named = deviation_page::named_in(services, request, viewer, work);
    if (!named) return deviation_page::gone(services, request, viewer, work);
    return participants::ask_in_error(services.participants, request, viewer, work, named->form);
}

http::Response mark_deviation_in_error(const Services& services, const http::Request& request,
                                       const http::Viewer& viewer, storage::UnitOfWork& work)
{
    const auto named = deviation_page::named_in(services, request, viewer, work);
    if (!named) return deviation_page::gone(services, request, viewer, work);
    return participants::mark_in_error(services.participants, request, viewer, work, named->form,
                                       named->person);
}

} // namespace evenhand::casework::pages
