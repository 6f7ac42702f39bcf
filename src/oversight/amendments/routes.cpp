#include "http/page_routes.hpp"
#include "oversight/amendments/pages/pages.hpp"

namespace evenhand::amendments {

void add_routes(http::Router& router, const Services& services)
{
    router.add(http::staff_page("/protocol",
                                {.permission = "protocol.read", .view = http::View::aggregate},
                                bind(services, pages::versions)));
}

} // namespace evenhand::amendments
