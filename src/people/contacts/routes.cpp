#include "http/page_routes.hpp"
#include "people/contacts/pages/pages.hpp"

#include <utility>

namespace evenhand::contacts {

namespace routes {

using http::Route;

Route get(std::string_view path, std::string_view permission, http::Handler handler)
{
    return http::staff_page(path, {.permission = permission}, std::move(handler),
                            {{"person", "@person"}, {"contact", "@contact"}});
}

Route post(std::string_view path, std::string_view permission,
           std::vector<http::FormData::Pair> fields, http::Handler handler)
{
    return http::staff_form(get(path, permission, std::move(handler)), std::move(fields));
}

} // namespace routes

void add_routes(http::Router& router, const Services& services)
{
    using namespace routes;
    router.add(http::staff_page("/participants/{person}/contacts",
                                {.permission = "contacts.read",
                                 .view = http::View::identity,
                                 .audit = http::AuditClass::record,
                                 .relation = "own_case",
                                 .of_one_group = true},
                                bind(services, pages::list_contacts),
                                {{"person", "@case_person"}}));
    router.add(get("/participants/{person}/contacts/new", "contacts.record",
                   bind(services, pages::ask_contact)));
    router.add(post("/participants/{person}/contacts/new", "contacts.record",
                    {{"channel", "telephone"},
                     {"direction", "to_person"},
                     {"outcome", "no_answer"},
                     {"when-day", "2"},
                     {"when-month", "3"},
                     {"when-year", "2026"},
                     {"note", ""}},
                    bind(services, pages::record_contact)));
    const auto in_error = [&](http::Handler handler, http::AuditClass audit) {
        return http::staff_page("/participants/{person}/contacts/{contact}/in-error",
                                {.permission = "contacts.correct",
                                 .audit = audit,
                                 .relation = "own_case",
                                 .of_one_group = true},
                                std::move(handler),
                                {{"person", "@case_person"}, {"contact", "@contact"}});
    };
    router.add(in_error(bind(services, pages::ask_in_error), http::AuditClass::record));
    router.add(
        http::staff_form(in_error(bind(services, pages::mark_in_error), http::AuditClass::record),
                         {{"reason", "other_person"}}));
    // Only what was entered in error, and only by whoever answers for erasure.
    Route ask = get("/participants/{person}/contacts/{contact}/destroy", "identity.erase",
                    bind(services, pages::ask_destroy));
    Route destroy = post("/participants/{person}/contacts/{contact}/destroy", "identity.erase", {},
                         bind(services, pages::destroy_note));
    for (Route* route : {&ask, &destroy}) {
        route->sample->parameters = {{"person", "@person"}, {"contact", "@contact_in_error"}};
        route->step_up = http::StepUp::yes;
    }
    router.add(std::move(ask));
    router.add(std::move(destroy));
}

} // namespace evenhand::contacts
