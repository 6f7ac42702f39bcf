#include "intake/allocation/pages/pages.hpp"

#include <utility>

namespace evenhand::allocation {

namespace routes {

using http::AuditClass;
using http::Method;
using http::Route;
using http::View;

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

Route get(std::string_view path, std::string_view permission, View view, http::Handler handler)
{
    return {.method = Method::get,
            .path = path,
            .permission = permission,
            .relation = "any",
            .view = view,
            .audit = AuditClass::record,
            .rate = http::RateClass::staff_page,
            .step_up = http::StepUp::no,
            .sample = http::Sample{.parameters = {{"person", "@person"}}, .form = {}},
            .handler = std::move(handler)};
}

Route post(std::string_view path, std::string_view permission, View view, http::Handler handler)
{
    Route route = get(path, permission, view, std::move(handler));
    route.method = Method::post;
    route.audit = AuditClass::change;
    route.rate = http::RateClass::staff_form;
    return route;
}

} // namespace routes

void add_routes(http::Router& router, const Services& services)
{
    using namespace routes;
    router.add(get("/participants/{person}/allocation", "allocation.make", View::identity,
                   bind(services, pages::ask_allocation)));
    Route draw =
        post("/participants/{person}/allocation", "allocation.make", View::case_record,
             http::StepHandler{[&services](const http::Request& request, const http::Viewer& viewer,
                                           storage::Units& units) {
                 return pages::allocate(services, request, viewer, units);
             }});
    draw.sample->parameters = {{"person", "@intended_person"}};
    router.add(std::move(draw));
    Route told = get("/participants/{person}/allocation/result", "allocation.result", View::arm,
                     bind(services, pages::result));
    told.relation = "own_appointment";
    told.sample->parameters = {{"person", "@told_person"}};
    router.add(std::move(told));
    Route proof = get("/participants/{person}/allocation/receipt", "allocation.receipt", View::arm,
                      bind(services, pages::receipt));
    proof.sample->parameters = {{"person", "@randomised_person"}};
    router.add(std::move(proof));
    Route ask = get("/participants/{person}/allocation/flag", "allocation.flag", View::case_record,
                    bind(services, pages::ask_flag));
    Route raise = post("/participants/{person}/allocation/flag", "allocation.flag",
                       View::case_record, bind(services, pages::flag));
    raise.sample->form = http::FormData{std::vector<http::FormData::Pair>{
        {"kind", "not_eligible"}, {"note", "Was in work for two years, as a letter shows."}}};
    for (Route* route : {&ask, &raise}) {
        route->sample->parameters = {{"person", "@randomised_person"}};
        router.add(std::move(*route));
    }
}

} // namespace evenhand::allocation
