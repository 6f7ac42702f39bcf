#include "evidence/reports/pages/pages.hpp"

namespace evenhand::reports {

void add_routes(http::Router& router, const Services& services)
{
    router.add({.method = http::Method::get,
                .path = "/flow",
                .permission = "figures.read",
                .relation = "any",
                .view = http::View::aggregate,
                .audit = http::AuditClass::none,
                .rate = http::RateClass::staff_page,
                .step_up = http::StepUp::no,
                .sample = http::Sample{},
                .handler = http::UnitHandler{[&services](const http::Request& request,
                                                         const http::Viewer& viewer,
                                                         storage::UnitOfWork& work) {
                    return pages::flow(services, request, viewer, work);
                }}});
}

} // namespace evenhand::reports
