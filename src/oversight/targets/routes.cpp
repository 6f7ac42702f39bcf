#include "http/page_routes.hpp"
#include "oversight/targets/pages/pages.hpp"

namespace evenhand::targets {

namespace routes {

http::Route get(std::string_view path, http::AuditClass audit, http::Handler handler)
{
    return http::staff_page(
        path, {.permission = "figures.read", .view = http::View::aggregate, .audit = audit},
        std::move(handler));
}

} // namespace routes

void add_routes(http::Router& router, const Services& services)
{
    router.add(
        routes::get("/recruitment", http::AuditClass::none, bind(services, pages::recruitment)));
    router.add(routes::get("/recruitment.csv", http::AuditClass::list,
                           bind(services, pages::recruitment_file)));
}

} // namespace evenhand::targets
