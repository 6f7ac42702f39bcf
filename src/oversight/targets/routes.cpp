#include "oversight/targets/pages/pages.hpp"

namespace evenhand::targets {

namespace routes {

using Page = http::Response (*)(const Services&, const http::Request&, const http::Viewer&,
                                storage::UnitOfWork&);

http::Route get(std::string_view path, http::AuditClass audit, const Services& services, Page page)
{
    return {.method = http::Method::get,
            .path = path,
            .permission = "figures.read",
            .relation = "any",
            .view = http::View::aggregate,
            .audit = audit,
            .rate = http::RateClass::staff_page,
            .step_up = http::StepUp::no,
            .sample = http::Sample{},
            .handler = http::UnitHandler{[&services, page](const http::Request& request,
                                                           const http::Viewer& viewer,
                                                           storage::UnitOfWork& work) {
                return page(services, request, viewer, work);
            }}};
}

} // namespace routes

void add_routes(http::Router& router, const Services& services)
{
    router.add(routes::get("/recruitment", http::AuditClass::none, services, pages::recruitment));
    router.add(
        routes::get("/recruitment.csv", http::AuditClass::list, services, pages::recruitment_file));
}

} // namespace evenhand::targets
