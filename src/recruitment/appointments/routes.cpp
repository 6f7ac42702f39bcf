#include "http/page_routes.hpp"
#include "recruitment/appointments/pages/pages.hpp"

#include <utility>

namespace evenhand::appointments {

namespace routes {

using http::AuditClass;
using http::Parameters;
using Fields = std::vector<http::FormData::Pair>;

using Page = http::Response (*)(const Services&, const http::Request&, const http::Viewer&,
                                storage::UnitOfWork&);

/// What all routes of this room have in common.
class Adding
{
public:
    Adding(http::Router& router, const Services& services) : router_(router), services_(services) {}

    void get(std::string_view path, std::string_view permission, AuditClass audit,
             Parameters parameters, Page page)
    {
        router_.add(http::staff_page(path, {.permission = permission, .audit = audit},
                                     bind(services_, page), std::move(parameters)));
    }

    void post(std::string_view path, std::string_view permission, Parameters parameters,
              Fields fields, Page page)
    {
        router_.add(http::staff_form(http::staff_page(path, {.permission = permission},
                                                      bind(services_, page), std::move(parameters)),
                                     std::move(fields)));
    }

private:
    http::Router& router_;
    const Services& services_;
};

const Parameters person{{"person", "@person"}};

void add_calls(Adding& add)
{
    const Parameters unreached{{"person", "@unreached_person"}};
    add.get("/calls", "calls.list", AuditClass::list, {}, pages::calls);
    add.get("/calls/letters", "calls.list", AuditClass::list, {}, pages::letters);
    const Parameters owed_letter{{"person", "@unacknowledged_person"}};
    add.get("/participants/{person}/acknowledgement", "calls.list", AuditClass::record, owed_letter,
            pages::acknowledgement_letter);
    add.post("/participants/{person}/acknowledgement", "calls.list", owed_letter, {{"how", "told"}},
             pages::end_letter);
    add.get("/participants/{person}/last-letter", "calls.list", AuditClass::record, unreached,
            pages::ask_letter);
    add.post("/participants/{person}/last-letter", "calls.list", unreached,
             {{"by", "letter"}, {"when-day", "2"}, {"when-month", "3"}, {"when-year", "2026"}},
             pages::send_letter);
    add.get("/participants/{person}/could-not-reach", "calls.list", AuditClass::record, unreached,
            pages::ask_unreached);
    add.post("/participants/{person}/could-not-reach", "calls.list", unreached,
             {{"why", "no_working_details"}}, pages::close_unreached);
    add.get("/participants/{person}/end", "calls.list", AuditClass::record, unreached,
            pages::ask_end);
    add.post("/participants/{person}/end", "calls.list", unreached,
             {{"how", "declined"}, {"why_declined", "time"}}, pages::end_way);
    const Parameters ended{{"person", "@ended_person"}};
    add.get("/participants/{person}/reopen", "appointments.reopen", AuditClass::record, ended,
            pages::ask_reopen);
    add.post("/participants/{person}/reopen", "appointments.reopen", ended, {{"why", "came_back"}},
             pages::reopen);
    const Parameters missed{{"person", "@often_missing_person"}};
    add.get("/participants/{person}/appointment/decide", "appointments.reopen", AuditClass::record,
            missed, pages::ask_decide);
    add.post("/participants/{person}/appointment/decide", "appointments.reopen", missed,
             {{"how", "again"}}, pages::decide);
}

void add_bookings(Adding& add)
{
    add.get("/appointments", "appointments.list", AuditClass::list, {}, pages::day);
    add.get("/participants/{person}/appointment", "appointments.book", AuditClass::record, person,
            pages::appointment);
    add.get("/participants/{person}/appointment/new", "appointments.book", AuditClass::record,
            person, pages::ask_booking);
    add.post("/participants/{person}/appointment/new", "appointments.book", person,
             {{"slot", "own"},
              {"mode", "telephone"},
              {"on-day", "3"},
              {"on-month", "6"},
              {"on-year", "2026"},
              {"at", "10:00"},
              {"minutes", "60"}},
             pages::book);
    const Parameters booked{{"person", "@person"}, {"appointment", "@appointment"}};
    add.post("/participants/{person}/appointment/{appointment}/attended", "appointments.book",
             booked, {}, pages::attended);
    add.post("/participants/{person}/appointment/{appointment}/missed", "appointments.book", booked,
             {}, pages::missed);
    add.get("/participants/{person}/appointment/{appointment}/cancel", "appointments.book",
            AuditClass::record, booked, pages::ask_cancel);
    add.post("/participants/{person}/appointment/{appointment}/cancel", "appointments.book", booked,
             {{"why", "unwell"}}, pages::cancel);
    add.get("/participants/{person}/information-sent", "appointments.book", AuditClass::none,
            person, pages::ask_information);
    add.post("/participants/{person}/information-sent", "appointments.book", person,
             {{"format", "standard-en"},
              {"by", "letter"},
              {"when-day", "2"},
              {"when-month", "3"},
              {"when-year", "2026"}},
             pages::note_information);
}

void add_slots(Adding& add)
{
    add.get("/appointments/slots", "appointments.slots", AuditClass::list, {}, pages::slot_list);
    add.get("/appointments/slots/new", "appointments.slots", AuditClass::none, {},
            pages::ask_slots);
    add.post("/appointments/slots/new", "appointments.slots", {},
             {{"mode", "telephone"},
              {"venue", ""},
              {"staff", "me"},
              {"on-day", "3"},
              {"on-month", "6"},
              {"on-year", "2026"},
              {"first", "10:00"},
              {"minutes", "60"},
              {"count", "2"}},
             pages::make_slots);
    add.post("/appointments/slots/{slot}/cancel", "appointments.slots", {{"slot", "@slot"}}, {},
             pages::cancel_slot);
}

} // namespace routes

void add_routes(http::Router& router, const Services& services)
{
    routes::Adding add(router, services);
    routes::add_calls(add);
    routes::add_bookings(add);
    routes::add_slots(add);
}

} // namespace evenhand::appointments
