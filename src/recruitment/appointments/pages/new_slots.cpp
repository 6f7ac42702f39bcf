#include "core/date_input.hpp"
#include "core/london_time.hpp"
#include "core/text.hpp"
#include "html/components.hpp"
#include "html/form.hpp"
#include "html/identifier_messages.hpp"
#include "people/staff/pages/day_boxes.hpp"
#include "people/staff/pages/frame.hpp"
#include "recruitment/appointments/pages/pages.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace evenhand::appointments::pages {

namespace new_slots {

using html::Html;

constexpr std::size_t most_place_characters = 100;
constexpr std::string_view myself = "me";

std::vector<html::FieldMessage> messages()
{
    std::vector<html::FieldMessage> all{
        {"mode", "missing", "Choose how"},
        {"venue", "missing", "Choose where they are held"},
        {"venue", "too_long", "The place must have 100 characters or fewer"},
        {"venue", "not_text", "Type the place again: some of the characters cannot be read"},
        {"staff", "missing", "Choose who keeps the slots free"},
        {"first", "not_a_time", "Enter a time, such as 9:30 or 2pm"},
        {"minutes", "not_a_number", "Enter the length in minutes, such as 60"},
        {"count", "not_a_number", "Enter how many slots, such as 4"}};
    html::add_messages(all, "on", html::date_words, "on-day");
    for (const Refusal refusal : {Refusal::in_past, Refusal::too_far, Refusal::not_working_day})
        all.push_back({"on", code(refusal), sentence_of(refusal), "on-day"});
    for (const Refusal refusal : {Refusal::outside_hours, Refusal::staff_busy})
        all.push_back({"first", code(refusal), sentence_of(refusal)});
    all.push_back({"minutes", "bad_length", sentence_of(Refusal::bad_length)});
    all.push_back({"count", "bad_number", sentence_of(Refusal::bad_number)});
    return all;
}

struct Member
{
    std::string id;
    std::string name;
};

struct Asked
{
    std::string area;
    std::vector<directory::Venue>
        venues; ///< of the directory; where it has none, the place is typed
    std::vector<Member> members;
    http::FormData typed;
    std::vector<html::FieldError> found;
    http::FormTokens tokens;
};

/// Those who hold first appointments, whoever asks first. Two statements.
std::vector<Member> members(const staff::StaffServices& services, storage::UnitOfWork& work)
{
    std::vector<Member> all{{std::string(myself), "Me"}};
    for (const auto role : {staff::Role::intake_officer, staff::Role::team_lead}) {
        const auto page = services.accounts.list(work, {.role = role});
        for (const auto& row : page.rows) {
            const auto& account = row.account;
            const auto id = account.id.text();
            if (account.state == staff::AccountState::ended || id == work.actor().id) continue;
            if (std::ranges::find(all, id, &Member::id) == all.end())
                all.push_back({id, account.name});
        }
    }
    return all;
}

/// Fills in where, or says what is wrong with it. By telephone and by video there is no place.
void parse_place(const Asked& asked, Where& where, std::vector<html::FieldError>& errors)
{
    if (where.mode != Mode::face_to_face) return;
    const auto typed = asked.typed.value("venue");
    if (!asked.venues.empty()) {
        const auto found = std::ranges::find(asked.venues, typed, &directory::Venue::id);
        if (found == asked.venues.end()) return errors.push_back({"venue", "missing"});
        where.venue_id = found->id;
        where.venue = found->name;
        return;
    }
    const auto place = clean_line(typed);
    if (!place) return errors.push_back({"venue", "not_text"});
    if (place->empty()) return errors.push_back({"venue", "missing"});
    if (count_code_points(*place) > most_place_characters)
        return errors.push_back({"venue", "too_long"});
    where.venue = *place;
}

Result<NewSlots, std::vector<html::FieldError>> parse(const Asked& asked, const std::string& me)
{
    const auto& form = asked.typed;
    std::vector<html::FieldError> errors;
    Where where{.area = asked.area};
    const auto mode = mode_named(form.value("mode"));
    if (!mode || *mode == Mode::home_visit) {
        errors.push_back({"mode", "missing"});
    } else {
        where.mode = *mode;
        parse_place(asked, where, errors);
    }
    const auto staff_id = form.value("staff");
    if (std::ranges::find(asked.members, staff_id, &Member::id) == asked.members.end())
        errors.push_back({"staff", "missing"});
    const auto on =
        parse_date({form.value("on-day"), form.value("on-month"), form.value("on-year")});
    if (!on) errors.push_back({"on", std::string(code(on.error().why))});
    const auto first = parse_time(form.value("first"));
    if (!first) errors.push_back({"first", "not_a_time"});
    const auto minutes = whole_number(form.value("minutes"));
    if (!minutes) errors.push_back({"minutes", "not_a_number"});
    const auto count = whole_number(form.value("count"));
    if (!count) errors.push_back({"count", "not_a_number"});
    if (!errors.empty()) return refuse(std::move(errors));
    return NewSlots{.where = std::move(where),
                    .plan = {.day = *on,
                             .first = *first,
                             .minutes = *minutes,
                             .count = *count,
                             .any_day = form.value("any_day") == "yes"},
                    .staff_id = staff_id == myself ? me : std::string(staff_id)};
}

html::FieldError error_of(Refusal refusal)
{
    const std::string why(code(refusal));
    if (refusal == Refusal::outside_hours || refusal == Refusal::staff_busy) return {"first", why};
    if (refusal == Refusal::bad_length) return {"minutes", why};
    if (refusal == Refusal::bad_number) return {"count", why};
    return {"on", why};
}

Html text_box(const Asked& asked, const html::FieldErrors& errors, const char* name,
              std::string_view label, std::string_view hint)
{
    return html::input({.name = name,
                        .label = {.text = label},
                        .hint = {.text = hint},
                        .error = errors.on(name),
                        .value = std::string(asked.typed.value(name)),
                        .autocomplete = "off",
                        .classes = "govuk-input--width-5"});
}

Html place_question(const Asked& asked, const html::FieldErrors& errors)
{
    const std::string typed(asked.typed.value("venue"));
    if (asked.venues.empty()) {
        return html::input({.name = "venue",
                            .label = {.text = "Where, if face to face?"},
                            .hint = {.text = "The name and address of the place"},
                            .error = errors.on("venue"),
                            .value = typed,
                            .autocomplete = "off"});
    }
    std::vector<html::SelectItem> items{{.text = "Choose a place", .value = ""}};
    for (const directory::Venue& venue : asked.venues)
        items.push_back({.text = venue.name + ", " + venue.address, .value = venue.id});
    return html::select({.name = "venue",
                         .label = {.text = "Where, if face to face?"},
                         .error = errors.on("venue"),
                         .items = std::move(items),
                         .value = typed});
}

Html questions(const Asked& asked, const html::FieldErrors& errors)
{
    std::vector<html::ChoiceItem> modes;
    for (const Mode mode : {Mode::face_to_face, Mode::telephone, Mode::video})
        modes.push_back({.value = std::string(name_of(mode)), .text = label_of(mode)});
    std::vector<html::SelectItem> staff{{.text = "Choose who", .value = ""}};
    for (const Member& member : asked.members)
        staff.push_back({.text = member.name, .value = member.id});
    return html::fragment(
        html::radios({.name = "mode",
                      .fieldset = html::Fieldset{.legend = {.text = "How?"}},
                      .error = errors.on("mode"),
                      .items = std::move(modes),
                      .value = std::string(asked.typed.value("mode")),
                      .classes = "govuk-radios--small"}),
        place_question(asked, errors),
        html::select({.name = "staff",
                      .label = {.text = "Who keeps them free?"},
                      .error = errors.on("staff"),
                      .items = std::move(staff),
                      .value = std::string(asked.typed.value("staff"))}),
        staff::day_boxes({.field = "on", .legend = "On which day?"}, asked.typed, errors),
        text_box(asked, errors, "first", "When does the first begin?", "Such as 9:30 or 2pm"),
        text_box(asked, errors, "minutes", "How long is each, in minutes?", "Such as 60"),
        text_box(asked, errors, "count", "How many, one after the other?", "24 at most"),
        html::checkboxes(
            {.name = "any_day",
             .items = {{.value = "yes", .text = "Also if this is a weekend or a bank holiday"}},
             .values = {std::string(asked.typed.value("any_day"))}}),
        html::button({.text = "Make slots"}));
}

html::Page view(const protocol::Protocol& protocol, const Asked& asked)
{
    const auto words = messages();
    const html::FieldErrors errors(asked.found, words);
    auto form = staff::posting_to("/appointments/slots/new", asked.tokens);
    form.hidden = {{"area", asked.area}};
    Html area_form;
    if (!protocol.areas.empty()) {
        area_form = html::search_form(
            {.action = "/appointments/slots/new"},
            area_select(protocol, asked.area, /*every=*/false) +
                html::button({.text = "In this area", .classes = "govuk-button--secondary"}));
    }
    return {.title = "Make slots",
            .body = html::fragment(errors.summary(), staff::heading("Make slots"), area_form,
                                   html::form(form, questions(asked, errors))),
            .has_errors = errors.any(),
            .breadcrumbs = {{.text = "Appointments", .href = "/appointments"},
                            {.text = "Slots", .href = "/appointments/slots"},
                            {.text = "Make slots"}}};
}

Asked load(const Services& services, const http::Request& request, storage::UnitOfWork& work)
{
    const auto& from = request.method == http::Method::get ? request.query : request.form;
    const auto area = area_in(services.participants.protocol, from.value("area"));
    return {.area = area,
            .venues = services.directory.venues(work, area, london_date(work.now())),
            .members = members(services.participants.staff, work),
            .typed = request.form,
            .found = {},
            .tokens = request.tokens};
}

http::Response show(const Services& services, const http::Request& request,
                    const http::Viewer& viewer, Asked asked)
{
    const int status = asked.found.empty() ? 200 : 422;
    return staff::answer_staff_page(services.participants.staff, status, request, viewer,
                                    [&protocol = services.participants.protocol,
                                     asked = std::move(asked)] { return view(protocol, asked); });
}

} // namespace new_slots

http::Response ask_slots(const Services& services, const http::Request& request,
                         const http::Viewer& viewer, storage::UnitOfWork& work)
{
    return new_slots::show(services, request, viewer, new_slots::load(services, request, work));
}

http::Response make_slots(const Services& services, const http::Request& request,
                          const http::Viewer& viewer, storage::UnitOfWork& work)
{
    auto asked = new_slots::load(services, request, work);
    const auto wanted = new_slots::parse(asked, work.actor().id);
    if (!wanted) {
        asked.found = wanted.error();
        return new_slots::show(services, request, viewer, std::move(asked));
    }
    const auto made = services.slots.make(work, *wanted);
    if (!made) {
        asked.found = {new_slots::error_of(made.error())};
        return new_slots::show(services, request, viewer, std::move(asked));
    }
    return http::see_other("/appointments/slots?day=" + wanted->plan.day.iso());
}

} // namespace evenhand::appointments::pages
