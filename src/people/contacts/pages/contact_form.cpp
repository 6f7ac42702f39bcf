#include "people/contacts/pages/contact_form.hpp"

#include "core/date_input.hpp"
#include "core/london_time.hpp"
#include "core/text.hpp"
#include "html/components.hpp"
#include "html/identifier_messages.hpp"
#include "people/staff/pages/choose_one.hpp"
#include "people/staff/pages/day_boxes.hpp"
#include "people/staff/pages/frame.hpp"

#include <array>
#include <chrono>

namespace evenhand::contacts {

namespace contact_form {

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

struct When
{
    Instant at;
    bool time_known = true;
};

/// Today at this moment; another day at noon, of which the time is not known, since only the day
/// was asked for.
Result<When, std::string> moment_of(const http::FormData& form, Instant now)
{
    const auto day =
        parse_date({form.value("when-day"), form.value("when-month"), form.value("when-year")});
    if (!day) return refuse(std::string(code(day.error().why)));
    if (*day == london_date(now)) return When{now};
    return When{start_of_london_day(*day) + std::chrono::hours(12), /*time_known=*/false};
}

} // namespace contact_form

Result<NewContact, std::vector<html::FieldError>> parse_contact(const http::FormData& form,
                                                                Instant now)
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
    const auto when = contact_form::moment_of(form, now);
    if (!when) errors.push_back({"when", when.error()});
    const auto note = clean_paragraph(form.value("note"));
    if (!note)
        errors.push_back({"note", "not_text"});
    else if (count_code_points(*note) > contact_form::most_note_characters)
        errors.push_back({"note", "too_long"});
    if (!errors.empty()) return refuse(std::move(errors));
    return NewContact{.channel = *channel,
                      .direction = *direction,
                      .outcome = *outcome,
                      .occurred = when->at,
                      .note = *note,
                      .time_known = when->time_known};
}

html::Page contact_page(const ContactAsked& asked)
{
    using contact_form::messages;
    using html::Html;
    const auto words = messages();
    const html::FieldErrors errors(asked.found, words);
    const Html inputs = html::fragment(
        staff::choose_one({.name = "channel", .legend = "How"}, all_channels(), asked.typed,
                          errors),
        staff::choose_one({.name = "direction", .legend = "Who contacted whom"}, all_directions(),
                          asked.typed, errors),
        staff::choose_one({.name = "outcome", .legend = "What came of it"}, all_outcomes(),
                          asked.typed, errors),
        staff::day_boxes({.field = "when", .legend = "When", .offered = asked.today}, asked.typed,
                         errors),
        html::textarea({.name = "note",
                        .label = {.text = "Note (optional)"},
                        .hint = {.text = "What the next person needs to know. It is sealed"},
                        .error = errors.on("note"),
                        .value = std::string(asked.typed.value("note"))}),
        html::button({.text = "Record contact"}));
    return {.title = asked.title,
            .body =
                html::fragment(errors.summary(), staff::heading(asked.title),
                               html::form(staff::posting_to(asked.action, asked.tokens), inputs)),
            .has_errors = errors.any(),

            .back_href = asked.back};
}

html::FieldError error_of(Refusal refusal)
{
    return {refusal == Refusal::erased ? "note" : "when", std::string(code(refusal))};
}

} // namespace evenhand::contacts
