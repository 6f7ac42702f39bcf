#include "http/page_routes.hpp"
#include "intake/allocation/pages/pages.hpp"

#include <utility>

namespace evenhand::allocation {

namespace routes {

using http::AuditClass;
using http::Route;
using http::View;

Route get(std::string_view path, std::string_view permission, View view, http::Handler handler)
{
    return http::staff_page(path,
                            {.permission = permission, .view = view, .audit = AuditClass::record},
                            std::move(handler), {{"person", "@person"}});
}

Route post(std::string_view path, std::string_view permission, View view, http::Handler handler)
{
    return http::staff_form(get(path, permission, view, std::move(handler)), {});
}

} // namespace routes

void add_routes(http::Router& router, const Services& services)
{
    using namespace routes;
    router.add(get("/participants/{person}/allocation", "allocation.make", View::identity,
                   bind(services, pages::ask_allocation)));
    Route draw = post("/participants/{person}/allocation", "allocation.make", View::case_record,
                      bind(services, pages::allocate));
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
    router.add(http::staff_page(
        "/draws", {.permission = "allocation.draws", .view = View::arm, .audit = AuditClass::list},
        bind(services, pages::draws)));
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
    Route ask_error =
        get("/participants/{person}/allocation/flag/{flag}/in-error", "allocation.flag",
            View::case_record, bind(services, pages::ask_flag_in_error));
    Route mark_error =
        post("/participants/{person}/allocation/flag/{flag}/in-error", "allocation.flag",
             View::case_record, bind(services, pages::mark_flag_in_error));
    mark_error.sample->form =
        http::FormData{std::vector<http::FormData::Pair>{{"reason", "other_person"}}};
    for (Route* route : {&ask_error, &mark_error}) {
        route->sample->parameters = {{"person", "@randomised_person"}, {"flag", "@flag"}};
        router.add(std::move(*route));
    }
}

} // namespace evenhand::allocation
