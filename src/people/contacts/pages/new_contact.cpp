#include "people/contacts/pages/pages.hpp"

#include "core/london_time.hpp"
#include "people/contacts/pages/contact_form.hpp"
#include "people/staff/pages/frame.hpp"

#include <algorithm>

namespace evenhand::contacts::pages {

namespace new_contact {

http::Response show(const Services& services, const http::Request& request,
                    const http::Viewer& viewer, ContactAsked asked)
{
    return staff::answer_form(services.participants.staff, request, viewer, std::move(asked),
                              contact_page);
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
                             {.action = participants::person_path(*person, "/contacts/new"),
                              .back = participants::person_path(*person),
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
    ContactAsked asked{.action = participants::person_path(*person, "/contacts/new"),
                       .back = participants::person_path(*person),
                       .today = london_date(work.now()),
                       .typed = request.form,
                       .found = {},
                       .tokens = request.tokens};
    const auto contact = parse_contact(request.form, work.now());
    if (!contact) {
        asked.found = contact.error();
        return new_contact::show(services, request, viewer, std::move(asked));
    }
    const auto written = services.contacts.record(work, *person, *contact);
    if (!written) {
        asked.found = {error_of(written.error())};
        return new_contact::show(services, request, viewer, std::move(asked));
    }
    new_contact::take_contacted(services, work, *person, *contact);
    return http::see_other(participants::person_path(*person));
}

} // namespace evenhand::contacts::pages
