#include "people/participants/pages/pages.hpp"

#include <utility>

namespace evenhand::participants {

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

struct Kind
{
    std::string_view permission;
    View view;
    AuditClass audit;
};

Route get(std::string_view path, const Kind& kind, http::Handler handler)
{
    return {.method = Method::get,
            .path = path,
            .permission = kind.permission,
            .relation = "any",
            .view = kind.view,
            .audit = kind.audit,
            .rate = http::RateClass::staff_page,
            .step_up = http::StepUp::no,
            .sample = http::Sample{.parameters = {{"person", "@person"}}, .form = {}},
            .handler = std::move(handler)};
}

Route post(std::string_view path, const Kind& kind, std::vector<http::FormData::Pair> fields,
           http::Handler handler)
{
    Route route = get(path, kind, std::move(handler));
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
    constexpr Kind search{"identity.search", View::identity, AuditClass::list};
    constexpr Kind list{"participants.list", View::case_record, AuditClass::list};
    constexpr Kind open{"participants.open", View::identity, AuditClass::record};
    constexpr Kind form{"identity.search", View::operations, AuditClass::none};
    router.add(get("/participants", form, bind(services, pages::ask_search)));
    Route look = post("/participants", search, {{"nhs_number", "9990000018"}},
                      bind(services, pages::search));
    look.sample->parameters.clear();
    router.add(std::move(look));
    router.add(get("/participants/found", search, bind(services, pages::found)));
    router.add(get("/participants/{person}", open, bind(services, pages::record)));
    constexpr Kind correcting{"identity.correct", View::identity, AuditClass::record};
    router.add(
        get("/participants/{person}/details", correcting, bind(services, pages::ask_details)));
    router.add(post("/participants/{person}/details", correcting,
                    {{"given_names", "Sam"},
                     {"family_name", "Hallam"},
                     {"known_as", ""},
                     {"born-day", ""},
                     {"born-month", ""},
                     {"born-year", ""},
                     {"phone", "07700 900123"},
                     {"email", ""},
                     {"postal_address", ""},
                     {"postcode", ""},
                     {"nhs_number", ""},
                     {"why", "changed"}},
                    bind(services, pages::change_details)));
    constexpr Kind destroying{"identity.erase", View::identity, AuditClass::record};
    Route earlier = get("/participants/{person}/details/earlier", destroying,
                        bind(services, pages::earlier_details));
    Route destroy = post("/participants/{person}/details/{details}/destroy", destroying, {},
                         bind(services, pages::destroy_details));
    Route ask = get("/participants/{person}/details/{details}/destroy", destroying,
                    bind(services, pages::ask_destroy_details));
    for (Route* route : {&ask, &destroy})
        route->sample->parameters.emplace_back("details", "@details_in_error");
    for (Route* route : {&earlier, &ask, &destroy}) {
        route->step_up = http::StepUp::yes;
        router.add(std::move(*route));
    }
    constexpr Kind erasing{"identity.erase", View::operations, AuditClass::record};
    Route plan = get("/participants/{person}/erase", erasing, bind(services, pages::ask_erase));
    Route deed =
        post("/participants/{person}/erase", erasing,
             {{"class", "linkage"}, {"reason", "they asked for it"}}, bind(services, pages::erase));
    for (Route* route : {&plan, &deed}) {
        route->step_up = http::StepUp::yes;
        router.add(std::move(*route));
    }
    router.add(get("/stuck", list, bind(services, pages::stuck)));
}

} // namespace evenhand::participants
