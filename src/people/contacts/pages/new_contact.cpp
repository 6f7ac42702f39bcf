#include "people/contacts/pages/pages.hpp"

#include "core/date_input.hpp"
#include "core/london_time.hpp"
#include "core/text.hpp"
#include "html/components.hpp"
#include "html/identifier_messages.hpp"
#include "people/staff/pages/day_boxes.hpp"
#include "people/staff/pages/frame.hpp"

#include <algorithm>
#include <array>

namespace evenhand::contacts::pages {

namespace new_contact {

using html::Html;

constexpr int most_note_characters = 4000;

std::vector<html::FieldMessage> messages()
{
    std::vector<html::FieldMessage> all{
        {"channel", "missing", "Choose how"},
        {"direction", "missing", "Choose who contacted whom"},
        {"outcome", "missing", "Choose what came of it"},
        {"outcome", "does_not_fit", "This cannot come of that way of contact. Choose another"},
        {"note", "too_long", "The note must have 4,000 characters or fewer"},
        {"note", "not_text", "The note has characters that cannot be kept. Type it again"},
        {"note", "erased", "This person's case notes were erased: no note can be kept"}};
    html::add_messages(all, "when", html::date_words, "when-day");
    return all;
}

/// Today at this moment; another day at noon, since only the day was asked for.
Result<Instant, std::string> moment_of(const http::FormData& form, Instant now)
{
    const auto day =
        parse_date({form.value("when-day"), form.value("when-month"), form.value("when-year")});
    if (!day) return refuse(std::string(code(day.error().why)));
    if (*day == london_date(now)) return now;
    return start_of_london_day(*day) + std::chrono::hours(12);
}

/// A form that shows a fault the first time it meets it, in the order of the questions.
Result<NewContact, std::vector<html::FieldError>> parse(const http::FormData& form, Instant now)
{
    std::vector<html::FieldError> errors;
    const auto channel = channel_named(form.value("channel"));
    if (!channel) errors.push_back({"channel", "missing"});
    const auto direction = direction_named(form.value("direction"));
    if (!direction) errors.push_back({"direction", "missing"});
    const auto outcome = outcome_named(form.value("outcome"));
    if (!outcome) errors.push_back({"outcome", "missing"});
    if (channel && direction && outcome && !fits(*channel, *direction, *outcome))
        errors.push_back({"outcome", "does_not_fit"});
    const auto when = moment_of(form, now);
    if (!when) errors.push_back({"when", when.error()});
    const auto note = clean_paragraph(form.value("note"));
    if (!note)
        errors.push_back({"note", "not_text"});
    else if (count_code_points(*note) > most_note_characters)
        errors.push_back({"note", "too_long"});
    if (!errors.empty()) return refuse(std::move(errors));
    return NewContact{.channel = *channel,
                      .direction = *direction,
                      .outcome = *outcome,
                      .occurred = *when,
                      .note = *note};
}

template <class Values>
Html choice(const std::string& name, std::string_view legend, const Values& values,
            const http::FormData& typed, const html::FieldErrors& errors)
{
    std::vector<html::ChoiceItem> items;
    for (const auto value : values)
        items.push_back({.value = std::string(name_of(value)), .text = label_of(value)});
    return html::radios({.name = name,
                         .fieldset = html::Fieldset{.legend = {.text = legend}},
                         .error = errors.on(name),
                         .items = std::move(items),
                         .value = std::string(typed.value(name)),
                         .classes = "govuk-radios--small"});
}

struct Asked
{
    PersonId person;
    LocalDate today;
    http::FormData typed;
    std::vector<html::FieldError> found;
    http::FormTokens tokens;
};

html::Page view(const Asked& asked)
{
    const auto words = messages();
    const html::FieldErrors errors(asked.found, words);
    const auto path = participants::person_path(asked.person);
    const Html inputs = html::fragment(
        choice("channel", "How", all_channels(), asked.typed, errors),
        choice("direction", "Who contacted whom", all_directions(), asked.typed, errors),
        choice("outcome", "What came of it", all_outcomes(), asked.typed, errors),
        staff::day_boxes({.field = "when", .legend = "When", .offered = asked.today}, asked.typed,
                         errors),
        html::textarea({.name = "note",
                        .label = {.text = "Note (optional)"},
                        .hint = {.text = "What the next person needs to know. It is sealed"},
                        .error = errors.on("note"),
                        .value = std::string(asked.typed.value("note"))}),
        html::button({.text = "Record contact"}));
    return {.title = "Record a contact",
            .body = html::fragment(
                errors.summary(), staff::heading("Record a contact"),
                html::form(staff::posting_to(path + "/contacts/new", asked.tokens), inputs)),
            .has_errors = errors.any(),
            .back_href = path};
}

http::Response show(const Services& services, const http::Request& request,
                    const http::Viewer& viewer, Asked asked)
{
    const int status = asked.found.empty() ? 200 : 422;
    return staff::answer_staff_page(services.participants.staff, status, request, viewer,
                                    [asked = std::move(asked)] { return view(asked); });
}

/// Whoever waits for a first talk has had it.
void take_contacted(const Services& services, storage::UnitOfWork& work, PersonId person,
                    const NewContact& contact)
{
    using participants::Stage;
    const auto journey = services.participants.journeys.find(work, person);
    const bool waits =
        journey && (journey->stage == Stage::referred || journey->stage == Stage::could_not_reach);
    if (!waits || !is_two_way(contact.outcome)) return;
    // Told on a later day: what is written down happens in order.
    const Instant occurred = std::max(contact.occurred, journey->last_at);
    const auto taken = services.participants.journeys.take(
        work, person, {.step = participants::Step::contacted, .detail = {}, .occurred = occurred});
    if (taken) return;
    // Somebody else moved them on in this moment; the contact stands whatever came first.
    work.log({.action = "journey.step_not_taken",
              .object_type = "person",
              .object_id = person.text(),
              .detail = std::string(participants::code(taken.error()))});
}

} // namespace new_contact

http::Response ask_contact(const Services& services, const http::Request& request,
                           const http::Viewer& viewer, storage::UnitOfWork& work)
{
    const auto person = request.id<PersonId>("person");
    if (!person || !services.participants.identities.knows(work, *person)) return http::not_found();
    return new_contact::show(services, request, viewer,
                             {.person = *person,
                              .today = london_date(work.now()),
                              .typed = request.form,
                              .found = {},
                              .tokens = request.tokens});
}

http::Response record_contact(const Services& services, const http::Request& request,
                              const http::Viewer& viewer, storage::UnitOfWork& work)
{
    const auto person = request.id<PersonId>("person");
    if (!person || !services.participants.identities.knows(work, *person)) return http::not_found();
    new_contact::Asked asked{.person = *person,
                             .today = london_date(work.now()),
                             .typed = request.form,
                             .found = {},
                             .tokens = request.tokens};
    const auto contact = new_contact::parse(request.form, work.now());
    if (!contact) {
        asked.found = contact.error();
        return new_contact::show(services, request, viewer, std::move(asked));
    }
    const auto written = services.contacts.record(work, *person, *contact);
    if (!written) {
        const bool erased = written.error() == Refusal::erased;
        asked.found = {{erased ? "note" : "when", std::string(code(written.error()))}};
        return new_contact::show(services, request, viewer, std::move(asked));
    }
    new_contact::take_contacted(services, work, *person, *contact);
    return http::see_other(participants::person_path(*person));
}

} // namespace evenhand::contacts::pages
