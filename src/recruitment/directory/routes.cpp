#include "recruitment/directory/pages/pages.hpp"

#include <utility>

namespace evenhand::directory {

namespace routes {

using Page = http::Response (*)(const Services&, const http::Request&, const http::Viewer&,
                                storage::UnitOfWork&);

/// Lists of places hold nothing about a person, so that reading them is no leaf.
http::Route get(std::string_view path, const Services& services, Page page)
{
    return {.method = http::Method::get,
            .path = path,
            .permission = "directory.read",
            .relation = "any",
            .view = http::View::operations,
            .audit = http::AuditClass::none,
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
    using namespace routes;
    router.add(get("/directory", services, pages::lists));
    router.add(get("/directory/practices", services, pages::practices));
    http::Route area = get("/directory/areas/{area}", services, pages::area);
    area.sample = http::Sample{.parameters = {{"area", "sheffield"}}, .form = {}};
    router.add(std::move(area));
}

} // namespace evenhand::directory
