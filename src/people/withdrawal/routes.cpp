#include "people/withdrawal/pages/pages.hpp"

#include <utility>

namespace evenhand::withdrawal {

namespace routes {

using http::AuditClass;
using http::Method;
using http::Route;

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

Route get(std::string_view path, http::Handler handler)
{
    return {.method = Method::get,
            .path = path,
            .permission = "withdrawal.record",
            .relation = "any",
            .view = http::View::case_record,
            .audit = AuditClass::none,
            .rate = http::RateClass::staff_page,
            .step_up = http::StepUp::no,
            .sample = http::Sample{.parameters = {{"person", "@person"}}, .form = {}},
            .handler = std::move(handler)};
}

Route post(std::string_view path, std::vector<http::FormData::Pair> fields, http::Handler handler)
{
    Route route = get(path, std::move(handler));
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
    router.add(get("/participants/{person}/withdraw", bind(services, pages::ask_withdraw)));
    router.add(post("/participants/{person}/withdraw",
                    {{"scope", "surveys"},
                     {"effective-day", "2"},
                     {"effective-month", "3"},
                     {"effective-year", "2026"},
                     {"said_by", "person"},
                     {"said_how", "telephone"},
                     {"told", "yes"},
                     {"note", ""}},
                    bind(services, pages::withdraw)));
    router.add(get("/participants/{person}/life", bind(services, pages::ask_life_event)));
    router.add(post("/participants/{person}/life",
                    {{"kind", "moved_away"},
                     {"change", "began"},
                     {"effective-day", "2"},
                     {"effective-month", "3"},
                     {"effective-year", "2026"}},
                    bind(services, pages::write_life_event)));
}

} // namespace evenhand::withdrawal
