#include "people/withdrawal/pages/pages.hpp"

#include "core/date_input.hpp"
#include "core/london_time.hpp"

#include <algorithm>

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

Result<LocalDate, std::string> effective_day(const http::FormData& form)
{
    const auto day = parse_date(
        {form.value("effective-day"), form.value("effective-month"), form.value("effective-year")});
    if (!day) return refuse(std::string(code(day.error().why)));
    return *day;
}

void take_step(const Services& services, storage::UnitOfWork& work, PersonId person,
               participants::Step step)
{
    // The day it took effect stands with this room's fact. In the spine it is written down in
    // order, at this moment, so that the flow adds up at every date.
    const auto taken = services.participants.journeys.take(work, person, {.step = step});
    if (taken) return;
    work.log({.action = "journey.step_not_taken",
              .object_type = "person",
              .object_id = person.text(),
              .detail = std::string(participants::code(taken.error()))});
}

} // namespace evenhand::withdrawal::pages
