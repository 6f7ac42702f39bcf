#include "people/concerns/pages/pages.hpp"

#include <utility>

namespace evenhand::concerns {

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

struct Access
{
    std::string_view permission;
    View view;
    AuditClass audit;
};

Route get(std::string_view path, const Access& access, http::Handler handler)
{
    return {.method = Method::get,
            .path = path,
            .permission = access.permission,
            .relation = "any",
            .view = access.view,
            .audit = access.audit,
            .rate = http::RateClass::staff_page,
            .step_up = http::StepUp::no,
            .sample = http::Sample{.parameters = {{"person", "@person"}, {"concern", "@concern"}},
                                   .form = {}},
            .handler = std::move(handler)};
}

Route post(std::string_view path, const Access& access, std::vector<http::FormData::Pair> fields,
           http::Handler handler)
{
    Route route = get(path, access, std::move(handler));
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
    constexpr Access raise{"concerns.raise", View::operations, AuditClass::none};
    constexpr Access list{"concerns.manage", View::case_record, AuditClass::list};
    constexpr Access open{"concerns.manage", View::case_record, AuditClass::record};
    router.add(get("/concerns/new/{person}", raise, bind(services, pages::ask_concern)));
    router.add(post("/concerns/new/{person}", raise,
                    {{"kind", "complaint"}, {"text", "They waited an hour and nobody came."}},
                    bind(services, pages::raise_concern)));
    router.add(get("/concerns/raised", raise, bind(services, pages::raised)));
    router.add(get("/concerns", list, bind(services, pages::queue)));
    router.add(get("/concerns/{concern}", open, bind(services, pages::open_concern)));
    router.add(post("/concerns/{concern}", open, {{"change", "taken_on"}, {"note", ""}},
                    bind(services, pages::change_concern)));
}

} // namespace evenhand::concerns
