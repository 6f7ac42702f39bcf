#include "http/page_routes.hpp"
#include "intake/paper/pages/pages.hpp"

#include <utility>

namespace evenhand::paper {

namespace routes {

using http::AuditClass;
using http::Route;

constexpr std::string_view permission = "allocation.make";

Route of_person(std::string_view path, http::Handler handler)
{
    return http::staff_page(path, {.permission = permission, .audit = AuditClass::record},
                            std::move(handler), {{"person", "@waiting_on_paper"}});
}

} // namespace routes

void add_routes(http::Router& router, const participants::Services& services)
{
    using namespace routes;
    router.add(http::staff_page(list_path, {.permission = permission, .audit = AuditClass::list},
                                bind(services, pages::waiting)));
    router.add(http::staff_page("/paper-intents/form",
                                {.permission = permission, .view = http::View::operations},
                                bind(services, pages::empty_form)));
    constexpr std::string_view enter = "/participants/{person}/paper-intent";
    Route ask_enter = of_person(enter, bind(services, pages::ask_enter));
    Route write = http::staff_form(
        of_person(enter, bind(services, pages::enter)),
        {{"form", "7"}, {"on-day", "2"}, {"on-month", "3"}, {"on-year", "2026"}, {"time", "9:15"}});
    for (Route* route : {&ask_enter, &write}) {
        route->sample->parameters = {{"person", "@person"}};
        router.add(std::move(*route));
    }
    constexpr std::string_view aside = "/participants/{person}/paper-intent/set-aside";
    router.add(of_person(aside, bind(services, pages::ask_set_aside)));
    router.add(http::staff_form(of_person(aside, bind(services, pages::set_aside)),
                                {{"because", "still_open"}}));
}

} // namespace evenhand::paper
