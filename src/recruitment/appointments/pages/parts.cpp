#include "core/check.hpp"
#include "core/date_input.hpp"
#include "core/london_time.hpp"
#include "html/components.hpp"
#include "people/staff/pages/frame.hpp"
#include "recruitment/appointments/pages/pages.hpp"
#include "recruitment/appointments/promise.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace evenhand::appointments::pages {

Renderings before_all(const Services& services, storage::UnitOfWork& work,
                      const http::Viewer& viewer, PersonId person)
{
    Renderings all;
    for (const participants::Section& section : services.participants.sections) {
        if (section.place != participants::Section::Place::before_all) continue;
        if (auto rendering = section.load(work, viewer, person))
            all.push_back(std::move(rendering));
    }
    return all;
}

html::Html all_of(const Renderings& renderings)
{
    html::Html all;
    for (const participants::Rendering& each : renderings)
        all += each();
    return all;
}

std::optional<participants::Journey>
journey_of(const Services& services, const http::Request& request, storage::UnitOfWork& work)
{
    const auto person = request.id<PersonId>("person");
    if (!person) return std::nullopt;
    return services.participants.journeys.find(work, *person);
}

std::optional<LocalDate> promised_day(const Services& services, storage::UnitOfWork& work,
                                      PersonId person)
{
    return promised_by(services.participants.journeys.steps(work, person), london_date(work.now()),
                       services.participants.protocol.contact_rules, services.bank_holidays);
}

html::Html place_words(const Appointment& appointment)
{
    std::string words;
    if (!appointment.where.venue.empty()) words = appointment.where.venue + ". ";
    words += fmt::format("{}, {} minutes", label_of(appointment.where.mode), appointment.minutes);
    return html::Html{words};
}

http::Response cannot_now(const Services& services, const http::Request& request,
                          const http::Viewer& viewer, PersonId person, std::string_view title,
                          std::string_view why)
{
    const int status = request.method == http::Method::get ? 200 : 409;
    return staff::answer_staff_page(
        services.participants.staff, status, request, viewer,
        [person, title = std::string(title), why = std::string(why)] {
            return html::Page{.title = title,
                              .body = html::fragment(staff::heading(title), staff::paragraph(why)),
                              .back_href = participants::person_path(person)};
        });
}

std::string_view sentence_of(Refusal refusal)
{
    switch (refusal) {
    case Refusal::in_past:
        return "Choose a time that has not passed";
    case Refusal::too_far:
        return "Choose a day within the next six months";
    case Refusal::not_working_day:
        return "Choose a working day: this is a weekend or a bank holiday";
    case Refusal::outside_hours:
        return "Choose a time between 7am and 9pm, to the end of the last appointment";
    case Refusal::bad_length:
        return "Enter a length between 10 and 240 minutes";
    case Refusal::bad_number:
        return "Enter a number between 1 and 24";
    case Refusal::staff_busy:
        return "This member of staff has a slot at that time already. Choose another time";
    case Refusal::slot_taken:
        return "Somebody else has this slot now. Choose another";
    case Refusal::slot_not_there:
        return "This slot was cancelled. Choose another";
    case Refusal::already_booked:
        return "They have an appointment already. Cancel it first";
    case Refusal::not_there:
        return "This appointment has ended already";
    case Refusal::too_early:
        return "The appointment has not begun yet";
    case Refusal::missed_too_often:
        return "They missed too many appointments: a team lead decides how it goes on";
    case Refusal::may_not_follow:
        return "They do not stand where an appointment can be booked";
    }
    CHECK(false);
}

std::optional<int> whole_number(std::string_view text)
{
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (text.empty() || error != std::errc() || end != text.data() + text.size())
        return std::nullopt;
    return value;
}

LocalDate day_in(const http::FormData& query, LocalDate today)
{
    if (const auto day = LocalDate::parse(query.value("day"))) return *day;
    const auto typed =
        parse_date({query.value("on-day"), query.value("on-month"), query.value("on-year")});
    return typed ? *typed : today;
}

Result<Instant, std::string> past_moment(const http::FormData& form, Instant now)
{
    const auto day =
        parse_date({form.value("when-day"), form.value("when-month"), form.value("when-year")});
    if (!day) return refuse(std::string(code(day.error().why)));
    const LocalDate today = london_date(now);
    constexpr int first_year = 2000; // a slip of a century
    if (*day > today) return refuse(std::string("in_the_future"));
    if (day->year() < first_year) return refuse(std::string("too_long_ago"));
    if (*day == today) return now;
    return start_of_london_day(*day) + std::chrono::hours(12);
}

bool has_area(const protocol::Protocol& protocol, std::string_view area)
{
    return std::ranges::find(protocol.areas, area, &protocol::Area::id) != protocol.areas.end();
}

std::string area_in(const protocol::Protocol& protocol, std::string_view wanted)
{
    if (has_area(protocol, wanted)) return std::string(wanted);
    return protocol.areas.empty() ? std::string() : protocol.areas.front().id;
}

std::string area_asked(const protocol::Protocol& protocol, const http::FormData& query)
{
    const auto wanted = query.value("area");
    return has_area(protocol, wanted) ? std::string(wanted) : std::string();
}

html::Html area_select(const protocol::Protocol& protocol, const std::string& chosen, bool every)
{
    std::vector<html::SelectItem> items;
    if (every) items.push_back({.text = "Every area", .value = ""});
    for (const auto& area : protocol.areas)
        items.push_back({.text = area.name, .value = area.id});
    return html::select(
        {.name = "area", .label = {.text = "Area"}, .items = std::move(items), .value = chosen});
}

ReachedBy reached_by(const Services& services, storage::UnitOfWork& work, PersonId person)
{
    using wishes::Way;
    const auto standing = services.wishes.standing(work, person);
    if (!standing) return {};
    const auto writes = [&](Way way) {
        return wishes::may_write(standing->wishes, way, /*mentions_health=*/false);
    };
    return {.may_contact = services.withdrawals.permissions(work, person).view().may_contact,
            .by_text = writes(Way::text),
            .by_email = writes(Way::email)};
}

void log_opened(storage::UnitOfWork& work, std::string_view action, PersonId person)
{
    work.log({.action = action, .object_type = "person", .object_id = person.text(), .detail = {}});
}

} // namespace evenhand::appointments::pages
