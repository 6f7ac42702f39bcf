#include "evidence/reports/pages/pages.hpp"

#include "core/date_input.hpp"
#include "core/london_time.hpp"
#include "evidence/reports/consort.hpp"
#include "evidence/reports/frozen_store.hpp"
#include "evidence/reports/pages/flow_figure.hpp"
#include "followup/interviews/interviews_store.hpp"
#include "html/components.hpp"
#include "html/form.hpp"
#include "html/identifier_messages.hpp"
#include "people/participants/flow_store.hpp"
#include "people/staff/pages/day_boxes.hpp"
#include "people/staff/pages/frame.hpp"
#include "people/staff/pages/gatekeeper.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace evenhand::reports::pages {

namespace flow_page {

using html::Html;

/// What a viewer asked for: a day, or a month that is frozen.
struct Shown
{
    std::optional<Consort> flow = {}; ///< nothing: no such month, or no such day
    std::string when = {};            ///< in the page's words
    bool live = false;
    FlowUpTo upto = FlowUpTo::randomised;
    LocalDate today = LocalDate::from_days(0);
    http::FormData typed = {};
    std::vector<html::FieldError> found = {};
    std::vector<Month> months = {};
    std::string month = {};
    /// Who may see what is not frozen is told how blind the interviews are; nobody else is.
    std::optional<interviews::Counts> interviews = {};
};

std::vector<html::FieldMessage> messages()
{
    std::vector<html::FieldMessage> all;
    html::add_messages(all, "at", html::date_words, "at-day");
    return all;
}

/// The day asked for; today where none was.
Result<LocalDate, std::string> day_in(const http::FormData& query, LocalDate today)
{
    const auto day =
        parse_date({query.value("at-day"), query.value("at-month"), query.value("at-year")});
    if (!day) {
        if (day.error().why == DateRefusal::empty) return today;
        return refuse(std::string(code(day.error().why)));
    }
    if (*day > today) return refuse(std::string(code(DateRefusal::in_the_future)));
    return *day;
}

Shown at_a_day(const Services& services, const http::Request& request, storage::UnitOfWork& work)
{
    Shown shown{.live = true, .today = london_date(work.now()), .typed = request.query};
    const auto day = day_in(request.query, shown.today);
    if (!day) {
        shown.found.push_back({"at", day.error()});
        return shown;
    }
    // Up to the end of that day, in London; today: up to now.
    const Instant end = start_of_london_day(day->plus_days(1)) - std::chrono::microseconds(1);
    shown.flow = consort(services.protocol,
                         participants::FlowStore::cells_at(work, std::min(end, work.now())));
    shown.when = *day == shown.today ? fmt::format("Up to now, {}", london_plain(work.now()))
                                     : fmt::format("At the end of {}", day->plain());
    return shown;
}

Shown of_a_month(const Services& services, const http::Request& request, storage::UnitOfWork& work)
{
    Shown shown{.months = FrozenStore::months(work, Kind::flow)};
    const auto asked = Month::parse(request.query.value("month"));
    const bool known = asked && std::ranges::find(shown.months, *asked) != shown.months.end();
    if (!known && shown.months.empty()) return shown;
    const Month month = known ? *asked : shown.months.front();
    const auto frozen = FrozenStore::find(work, Kind::flow, month);
    shown.month = month.text();
    shown.flow = consort(services.protocol, cells_in(frozen->figures));
    shown.when = fmt::format("At the end of {}, as known on {}", month.plain(),
                             london_date(frozen->frozen_at).plain());
    return shown;
}

Html day_form(const Shown& shown, const html::FieldErrors& errors)
{
    return html::search_form(
        {.action = "/flow"},
        html::fragment(staff::day_boxes({.field = "at",
                                         .legend = "Show the flow at the end of a day",
                                         .hint = "What happened up to then, as known now",
                                         .offered = shown.today},
                                        shown.typed, errors),
                       html::button({.text = "Show", .classes = "govuk-button--secondary"})));
}

Html month_form(const Shown& shown)
{
    if (shown.months.size() < 2) return {};
    std::vector<html::SelectItem> items;
    for (const Month month : shown.months)
        items.push_back({.text = month.plain(), .value = month.text()});
    return html::search_form(
        {.action = "/flow"},
        html::fragment(html::select({.name = "month",
                                     .label = {.text = "Show the flow at the end of a month"},
                                     .items = std::move(items),
                                     .value = shown.month}),
                       html::button({.text = "Show", .classes = "govuk-button--secondary"})));
}

Html counts(const Shown& shown)
{
    if (!shown.flow && shown.live) return {};
    if (!shown.flow)
        return html::inset_text({.text = "No month has closed yet. The flow is shown here from the "
                                         "first day of the next one."});
    return html::fragment(
        staff::paragraph(shown.when),
        staff::paragraph("Each person is in one place, also where two records proved "
                         "to be of one person. Reasons that fewer than 8 people had are "
                         "counted together, with the next one where that would tell of them."),
        flow_figure(*shown.flow, shown.upto), flow_table(*shown.flow));
}

Html interviewers(const Shown& shown)
{
    if (!shown.interviews) return {};
    return html::fragment(
        html::element("h2", {html::attr("class", "govuk-heading-m")}, "Interviewers, up to now"),
        staff::paragraph(interviews::words_of(*shown.interviews)));
}

html::Page view(const Shown& shown)
{
    const auto words = messages();
    const html::FieldErrors errors(shown.found, words);
    return {.title = "Flow of participants",
            .body = html::fragment(errors.summary(), staff::heading("Flow of participants"),
                                   shown.live ? day_form(shown, errors) : month_form(shown),
                                   counts(shown), interviewers(shown)),
            .has_errors = errors.any(),
            .width = html::PageWidth::full};
}

} // namespace flow_page

http::Response flow(const Services& services, const http::Request& request,
                    const http::Viewer& viewer, storage::UnitOfWork& work)
{
    auto shown = staff::may(viewer, today_permission)
                     ? flow_page::at_a_day(services, request, work)
                     : flow_page::of_a_month(services, request, work);
    if (staff::may(viewer, after_permission)) shown.upto = FlowUpTo::now;
    if (shown.live || shown.upto == FlowUpTo::now)
        shown.interviews = interviews::InterviewStore::counts(work);
    return staff::answer_form(services.staff, request, viewer, std::move(shown), flow_page::view);
}

} // namespace evenhand::reports::pages
