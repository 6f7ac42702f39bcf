#include "people/contacts/pages/pages.hpp"

#include <utility>

namespace evenhand::contacts {

namespace routes {

using http::AuditClass;
using http::Method;
using http::Route;

using Page = http::Response (*)(const Services&, const http::Request&, const http::Viewer&,
                                storage::UnitOfWork&);

http::Handler bind(const Services& services, Page page)
{
    return http::UnitHandler{[&services, page](const http::Request& request,
                                               const http::Viewer& viewer,
                                               storage::UnitOfWork& work) {
        return page(services, request, viewer, work);
    }};
}

Route get(std::string_view path, std::string_view permission, http::Handler handler)
{
    return {.method = Method::get,
            .path = path,
            .permission = permission,
            .relation = "any",
            .view = http::View::case_record,
            .audit = AuditClass::none,
            .rate = http::RateClass::staff_page,
            .step_up = http::StepUp::no,
            .sample = http::Sample{.parameters = {{"person", "@person"}, {"contact", "@contact"}},
                                   .form = {}},
            .handler = std::move(handler)};
}

Route post(std::string_view path, std::string_view permission,
           std::vector<http::FormData::Pair> fields, http::Handler handler)
{
    Route route = get(path, permission, std::move(handler));
    route.method = Method::post;
    route.audit = AuditClass::change;
    route.rate = http::RateClass::staff_form;
    route.sample->form = http::FormData{std::move(fields)};
    return route;
}

} // namespace routes

void add_routes(http::Router& router, const Services& services)
{
    using namespace routes;
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
    router.add(get("/participants/{person}/contacts/{contact}/in-error", "contacts.correct",
                   bind(services, pages::ask_in_error)));
    router.add(post("/participants/{person}/contacts/{contact}/in-error", "contacts.correct",
                    {{"reason", "wrong person"}}, bind(services, pages::mark_in_error)));
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
