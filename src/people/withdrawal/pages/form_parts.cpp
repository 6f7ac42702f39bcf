#include "people/withdrawal/pages/pages.hpp"

#include "core/date_input.hpp"
#include "core/london_time.hpp"

#include <algorithm>
#include <chrono>

namespace evenhand::withdrawal::pages {

std::optional<Asked> asked_in(const Services& services, const http::Request& request,
                              storage::UnitOfWork& work)
{
    const auto person = request.id<PersonId>("person");
    if (!person || !services.participants.identities.knows(work, *person)) return std::nullopt;
    return Asked{.person = *person,
                 .today = london_date(work.now()),
                 .typed = request.form,
                 .tokens = request.tokens};
}

int status_of(const Asked& asked)
{
    if (!asked.meanwhile.empty()) return 409;
    return asked.found.empty() ? 200 : 422;
}

Result<LocalDate, std::string> effective_day(const http::FormData& form)
{
    const auto day = parse_date(
        {form.value("effective-day"), form.value("effective-month"), form.value("effective-year")});
    if (!day) return refuse(std::string(code(day.error().why)));
    return *day;
}

namespace form_parts {

void log_not_taken(storage::UnitOfWork& work, PersonId person, participants::Refusal why)
{
    work.log({.action = "journey.step_not_taken",
              .object_type = "person",
              .object_id = person.text(),
              .detail = std::string(participants::code(why))});
}

/// Steps happen in the order in which they are written, so that the flow adds up at every date: one
/// that took effect before the last was written happened with it.
std::optional<Instant> occurred(const Services& services, storage::UnitOfWork& work,
                                PersonId person, LocalDate effective)
{
    const auto journey = services.participants.journeys.find(work, person);
    if (!journey || effective >= london_date(work.now())) return std::nullopt;
    const Instant noon = start_of_london_day(effective) + std::chrono::hours(12);
    return std::max(noon, journey->last_at);
}

} // namespace form_parts

void take_step(const Services& services, storage::UnitOfWork& work, PersonId person,
               participants::Step step, LocalDate effective)
{
    const auto taken = services.participants.journeys.take(
        work, person,
        {.step = step, .occurred = form_parts::occurred(services, work, person, effective)});
    if (!taken) form_parts::log_not_taken(work, person, taken.error());
}

void take_step_back(const Services& services, storage::UnitOfWork& work, PersonId person,
                    const StepBack& back)
{
    const auto steps = services.participants.journeys.steps(work, person);
    if (steps.empty() || steps.back().step != back.step) return;
    const auto taken =
        services.participants.journeys.take_back(work, person, steps.back().id, back.reason);
    if (!taken) form_parts::log_not_taken(work, person, taken.error());
}

} // namespace evenhand::withdrawal::pages
