#include "evidence/reports/pages/pages.hpp"

#include "http/page_routes.hpp"

namespace evenhand::reports {

void add_routes(http::Router& router, const Services& services)
{
    router.add(http::staff_page("/flow",
                                {.permission = "figures.read", .view = http::View::aggregate},
                                bind(services, pages::flow)));
}

} // namespace evenhand::reports
