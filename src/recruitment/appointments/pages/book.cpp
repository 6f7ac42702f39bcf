#include "core/date_input.hpp"
#include "core/london_time.hpp"
#include "html/components.hpp"
#include "html/form.hpp"
#include "html/identifier_messages.hpp"
#include "people/staff/pages/day_boxes.hpp"
#include "people/staff/pages/frame.hpp"
#include "recruitment/appointments/pages/pages.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace evenhand::appointments::pages {

namespace book_page {

using html::Html;

std::vector<html::FieldMessage> messages()
{
    std::vector<html::FieldMessage> all{
        {"slot", "missing", "Choose a slot, or another time"},
        {"mode", "missing", "Choose how"},
        {"at", "not_a_time", "Enter a time, such as 9:30 or 2pm"},
        {"minutes", "not_a_number", "Enter the length in minutes, such as 60"}};
    html::add_messages(all, "on", html::date_words, "on-day");
    for (const Refusal refusal :
         {Refusal::slot_taken, Refusal::slot_not_there, Refusal::already_booked,
          Refusal::missed_too_often, Refusal::may_not_follow, Refusal::in_past})
        all.push_back({"slot", code(refusal), sentence_of(refusal)});
    for (const Refusal refusal : {Refusal::in_past, Refusal::too_far, Refusal::not_working_day})
        all.push_back({"on", code(refusal), sentence_of(refusal), "on-day"});
    all.push_back({"at", "outside_hours", sentence_of(Refusal::outside_hours)});
    all.push_back({"minutes", "bad_length", sentence_of(Refusal::bad_length)});
    return all;
}

struct Asked
{
    participants::Journey journey;
    bool standing = false;             ///< they have an appointment already
    std::optional<LocalDate> promised; ///< by when they were promised their first appointment
    std::string area;                  ///< of the slots that are shown
    SlotPage slots;
    http::FormData typed;
    std::vector<html::FieldError> found;
    http::FormTokens tokens;
    Renderings first;
};

std::optional<SlotAfter> after_in(const http::FormData& query)
{
    const auto starts = Instant::parse(query.value("starts"));
    const auto id = SlotId::parse(query.value("id"));
    if (!starts || !id) return std::nullopt;
    return SlotAfter{starts->micros(), id->text()};
}

std::string slot_words(const Asked& asked, const Slot& slot)
{
    const auto where = slot.where.venue.empty() ? std::string() : slot.where.venue + ", ";
    const bool late = asked.promised && slot.day > *asked.promised;
    return fmt::format("{}, {} minutes{}", where + std::string(label_of(slot.where.mode)),
                       slot.minutes, late ? ". After the day we promised" : "");
}

/// T3, before anybody chooses: nobody is refused a later day that suits them.
Html promise(const Asked& asked)
{
    if (!asked.promised) return {};
    return html::inset_text(
        {.text = fmt::format("We promised an appointment by {}. Book a later day only if it suits "
                             "them better.",
                             asked.promised->plain())});
}

/// What is asked of a time that is no slot.
Html own_time(const Asked& asked, const html::FieldErrors& errors)
{
    std::vector<html::ChoiceItem> modes;
    for (const Mode mode : {Mode::telephone, Mode::video, Mode::home_visit})
        modes.push_back({.value = std::string(name_of(mode)), .text = label_of(mode)});
    return html::fragment(
        html::radios({.name = "mode",
                      .fieldset = html::Fieldset{.legend = {.text = "How?"}},
                      .error = errors.on("mode"),
                      .items = std::move(modes),
                      .value = std::string(asked.typed.value("mode")),
                      .classes = "govuk-radios--small"}),
        staff::day_boxes({.field = "on", .legend = "On which day?"}, asked.typed, errors),
        html::input({.name = "at",
                     .label = {.text = "At what time?"},
                     .hint = {.text = "Such as 9:30 or 2pm"},
                     .error = errors.on("at"),
                     .value = std::string(asked.typed.value("at")),
                     .autocomplete = "off",
                     .classes = "govuk-input--width-5"}),
        html::input({.name = "minutes",
                     .label = {.text = "How long, in minutes?"},
                     .error = errors.on("minutes"),
                     .value = std::string(asked.typed.value("minutes")),
                     .inputmode = "numeric",
                     .autocomplete = "off",
                     .classes = "govuk-input--width-3"}));
}

Html slot_choice(const Asked& asked, const html::FieldErrors& errors)
{
    std::vector<html::ChoiceItem> items;
    for (const Slot& slot : asked.slots.rows) {
        items.push_back({.value = slot.id.text(),
                         .text = london_plain(slot.starts),
                         .hint = {.text = slot_words(asked, slot)}});
    }
    if (!items.empty()) items.push_back({.divider = "or"});
    items.push_back({.value = "own",
                     .text = "Another time: by telephone, by video or at their home",
                     .conditional = own_time(asked, errors)});
    return html::radios(
        {.name = "slot",
         .fieldset =
             html::Fieldset{.legend = {.text = "When?", .classes = "govuk-fieldset__legend--m"}},
         .hint = {.text = asked.slots.rows.empty() ? "No slot is free in this area" : ""},
         .error = errors.on("slot"),
         .items = std::move(items),
         .value = std::string(asked.typed.value("slot"))});
}

Html next_link(const Asked& asked, const std::string& action)
{
    if (!asked.slots.next) return {};
    http::FormData fields;
    fields.add("area", asked.area);
    fields.add("starts", Instant::from_micros(asked.slots.next->starts).iso());
    fields.add("id", asked.slots.next->id);
    return html::pagination(
        {.next = {.href = action + "?" + fields.encode(), .text = "Later slots"}});
}

/// The areas whose slots can be shown: links, since a person's page has one form.
Html area_links(const protocol::Protocol& protocol, const Asked& asked, const std::string& action)
{
    if (protocol.areas.size() < 2) return {};
    std::vector<Html> items;
    for (const auto& area : protocol.areas) {
        items.push_back(
            area.id == asked.area
                ? html::element("li", {}, html::element("strong", {}, area.name))
                : html::element("li", {},
                                html::element("a",
                                              {html::attr("class", "govuk-link"),
                                               html::attr("href", action + "?area=" + area.id)},
                                              area.name)));
    }
    return html::element(
        "nav", {html::attr("aria-label", "Area of the slots")},
        html::element("ul", {html::attr("class", "govuk-list evenhand-inline-list")}, items));
}

html::Page view(const protocol::Protocol& protocol, const Asked& asked)
{
    const auto words = messages();
    const html::FieldErrors errors(asked.found, words);
    const auto path = participants::person_path(asked.journey.person);
    const auto action = path + "/appointment/new";
    auto form = staff::posting_to(action, asked.tokens);
    form.hidden = {{"area", asked.area}};
    return {.title = "Book an appointment",
            .body = html::fragment(errors.summary(), staff::heading("Book an appointment"),
                                   all_of(asked.first), promise(asked),
                                   area_links(protocol, asked, action),
                                   html::form(form, html::fragment(slot_choice(asked, errors),
                                                                   html::button({.text = "Book"}))),
                                   next_link(asked, action)),
            .has_errors = errors.any(),
            .back_href = path};
}

/// The area that was chosen, else that of the person.
std::string shown_area(const protocol::Protocol& protocol, const http::Request& request,
                       const participants::Journey& journey)
{
    const auto& from = request.method == http::Method::get ? request.query : request.form;
    const auto wanted = from.value("area");
    return area_in(protocol, has_area(protocol, wanted) ? wanted : journey.area);
}

std::optional<Asked> find(const Services& services, const http::Request& request,
                          const http::Viewer& viewer, storage::UnitOfWork& work)
{
    auto journey = journey_of(services, request, work);
    if (!journey) return std::nullopt;
    const auto area = shown_area(services.participants.protocol, request, *journey);
    const auto person = journey->person;
    return Asked{.journey = std::move(*journey),
                 .standing = services.bookings.standing(work, person).has_value(),
                 .promised = promised_day(services, work, person),
                 .area = area,
                 .slots = services.slots.free(work, {.area = area}, after_in(request.query)),
                 .typed = request.form,
                 .found = {},
                 .tokens = request.tokens,
                 .first = before_all(services, work, viewer, person)};
}

http::Response show(const Services& services, const http::Request& request,
                    const http::Viewer& viewer, Asked asked)
{
    const auto person = asked.journey.person;
    if (asked.standing) {
        return cannot_now(services, request, viewer, person, "Book an appointment",
                          sentence_of(Refusal::already_booked));
    }
    if (!participants::may_follow(asked.journey.stage, participants::Step::booked)) {
        return cannot_now(services, request, viewer, person, "Book an appointment",
                          sentence_of(Refusal::may_not_follow));
    }
    const int status = asked.found.empty() ? 200 : 422;
    return staff::answer_staff_page(services.participants.staff, status, request, viewer,
                                    [&protocol = services.participants.protocol,
                                     asked = std::move(asked)] { return view(protocol, asked); });
}

Result<NewBooking, std::vector<html::FieldError>> parse_own(const Asked& asked)
{
    std::vector<html::FieldError> errors;
    const auto& form = asked.typed;
    const auto mode = mode_named(form.value("mode"));
    if (!mode || *mode == Mode::face_to_face) errors.push_back({"mode", "missing"});
    const auto on =
        parse_date({form.value("on-day"), form.value("on-month"), form.value("on-year")});
    if (!on) errors.push_back({"on", std::string(code(on.error().why))});
    const auto at = parse_time(form.value("at"));
    if (!at) errors.push_back({"at", "not_a_time"});
    const auto minutes = whole_number(form.value("minutes"));
    if (!minutes) errors.push_back({"minutes", "not_a_number"});
    if (!errors.empty()) return refuse(std::move(errors));
    return NewBooking{
        OwnBooking{asked.area, {.mode = *mode, .day = *on, .at = *at, .minutes = *minutes}}};
}

Result<NewBooking, std::vector<html::FieldError>> parse(const Asked& asked)
{
    const auto chosen = asked.typed.value("slot");
    if (chosen == "own") return parse_own(asked);
    const auto slot = SlotId::parse(chosen);
    if (!slot) return refuse(std::vector<html::FieldError>{{"slot", "missing"}});
    return NewBooking{*slot};
}

html::FieldError error_of(Refusal refusal, const NewBooking& wanted)
{
    const bool own = std::holds_alternative<OwnBooking>(wanted);
    const std::string why(code(refusal));
    const bool of_day = refusal == Refusal::in_past || refusal == Refusal::too_far ||
                        refusal == Refusal::not_working_day;
    if (own && of_day) return {"on", why};
    if (refusal == Refusal::outside_hours) return {"at", why};
    if (refusal == Refusal::bad_length) return {"minutes", why};
    return {"slot", why};
}

/// The confirmation goes where it may, is safe and is wished; else nothing is sent.
void confirm(const Services& services, storage::UnitOfWork& work,
             const participants::Journey& journey)
{
    const auto standing = services.bookings.standing(work, journey.person);
    if (!standing) return;
    services.information.confirm(work, *standing, reached_by(services, work, journey.person),
                                 services.participants.protocol.contact.telephone);
}

} // namespace book_page

http::Response ask_booking(const Services& services, const http::Request& request,
                           const http::Viewer& viewer, storage::UnitOfWork& work)
{
    auto asked = book_page::find(services, request, viewer, work);
    if (!asked) return http::not_found();
    log_opened(work, "appointments.booking_opened", asked->journey.person);
    return book_page::show(services, request, viewer, std::move(*asked));
}

http::Response book(const Services& services, const http::Request& request,
                    const http::Viewer& viewer, storage::UnitOfWork& work)
{
    auto asked = book_page::find(services, request, viewer, work);
    if (!asked) return http::not_found();
    const auto wanted = book_page::parse(*asked);
    if (!wanted) {
        asked->found = wanted.error();
        return book_page::show(services, request, viewer, std::move(*asked));
    }
    const auto person = asked->journey.person;
    const auto booked = services.bookings.book(work, person, *wanted);
    if (!booked) {
        asked->found = {book_page::error_of(booked.error(), *wanted)};
        return book_page::show(services, request, viewer, std::move(*asked));
    }
    book_page::confirm(services, work, asked->journey);
    return http::see_other(participants::person_path(person, "/appointment"));
}

} // namespace evenhand::appointments::pages
