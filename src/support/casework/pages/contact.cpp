#include "core/london_time.hpp"
#include "people/contacts/pages/contact_form.hpp"
#include "people/staff/pages/frame.hpp"
#include "support/casework/pages/pages.hpp"
#include "support/casework/pages/parts.hpp"

namespace evenhand::casework::pages {

namespace contact_page {

contacts::ContactAsked asked_about(const SupportCase& about, const http::Request& request,
                                   LocalDate today)
{
    return {.action = case_path(about.id, "/contacts/new"),
            .back = case_path(about.id),
            .title = "Record a contact of case " + about.study_number,
            .today = today,
            .typed = request.form,
            .found = {},
            .tokens = request.tokens};
}

http::Response show(const Services& services, const http::Request& request,
                    const http::Viewer& viewer, contacts::ContactAsked asked)
{
    return staff::answer_form(services.participants.staff, request, viewer, std::move(asked),
                              contacts::contact_page);
}

} // namespace contact_page

http::Response ask_contact(const Services& services, const http::Request& request,
                           const http::Viewer& viewer, storage::UnitOfWork& work)
{
    const auto about = case_in(services, request, viewer, work);
    if (!about) return http::not_found();
    return contact_page::show(services, request, viewer,
                              contact_page::asked_about(*about, request, london_date(work.now())));
}

http::Response record_contact(const Services& services, const http::Request& request,
                              const http::Viewer& viewer, storage::UnitOfWork& work)
{
    const auto about = case_in(services, request, viewer, work);
    if (!about) return http::not_found();
    auto asked = contact_page::asked_about(*about, request, london_date(work.now()));
    auto contact = contacts::parse_contact(request.form, work.now());
    if (!contact) {
        asked.found = contact.error();
        return contact_page::show(services, request, viewer, std::move(asked));
    }
    contact->of_case = about->id.text();
    const auto written = services.contacts.record(work, about->person, *contact);
    if (!written) {
        asked.found = {contacts::error_of(written.error())};
        return contact_page::show(services, request, viewer, std::move(asked));
    }
    return http::see_other(case_path(about->id));
}

} // namespace evenhand::casework::pages
