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

} // namespace routes

void add_routes(http::Router& router, const Services& services)
{
    using namespace routes;
    constexpr Kind search{"identity.search", View::identity, AuditClass::list};
    constexpr Kind list{"participants.list", View::case_record, AuditClass::list};
    constexpr Kind open{"participants.open", View::identity, AuditClass::record};
    constexpr Kind form{"identity.search", View::operations, AuditClass::none};
    router.add(get("/participants", form, bind(services, pages::ask_search)));
    Route look = get("/participants", search, bind(services, pages::search));
    look.method = Method::post;
    look.audit = AuditClass::change;
    look.rate = http::RateClass::staff_form;
    look.sample = http::Sample{
        .parameters = {},
        .form = http::FormData{std::vector<http::FormData::Pair>{{"nhs_number", "9990000018"}}}};
    router.add(std::move(look));
    router.add(get("/participants/found", search, bind(services, pages::found)));
    router.add(get("/participants/{person}", open, bind(services, pages::record)));
    constexpr Kind erasing{"identity.erase", View::operations, AuditClass::record};
    Route plan = get("/participants/{person}/erase", erasing, bind(services, pages::ask_erase));
    Route deed = get("/participants/{person}/erase", erasing, bind(services, pages::erase));
    deed.method = Method::post;
    deed.audit = AuditClass::change;
    deed.rate = http::RateClass::staff_form;
    deed.sample->form = http::FormData{
        std::vector<http::FormData::Pair>{{"class", "linkage"}, {"reason", "they asked for it"}}};
    for (Route* route : {&plan, &deed}) {
        route->step_up = http::StepUp::yes;
        router.add(std::move(*route));
    }
    router.add(get("/stuck", list, bind(services, pages::stuck)));
}

} // namespace evenhand::participants
