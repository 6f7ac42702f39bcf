#include "http/page_routes.hpp"
#include "recruitment/directory/pages/pages.hpp"

#include <utility>

namespace evenhand::directory {

namespace routes {

/// Lists of places hold nothing about a person, so that reading them is no leaf.
http::Route get(std::string_view path, http::Handler handler, http::Parameters parameters = {})
{
    return http::staff_page(path, {.permission = "directory.read", .view = http::View::operations},
                            std::move(handler), std::move(parameters));
}

} // namespace routes

void add_routes(http::Router& router, const Services& services)
{
    using namespace routes;
    router.add(get("/directory", bind(services, pages::lists)));
    router.add(get("/directory/practices", bind(services, pages::practices)));
    router.add(
        get("/directory/areas/{area}", bind(services, pages::area), {{"area", "sheffield"}}));
}

} // namespace evenhand::directory
