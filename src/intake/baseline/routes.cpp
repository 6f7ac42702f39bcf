#include "intake/baseline/pages/pages.hpp"

#include <utility>

namespace evenhand::baseline {

namespace routes {

using http::AuditClass;
using http::Method;
using http::Route;

constexpr std::string_view record = "baseline.record";
constexpr std::string_view correct = "baseline.correct";

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

Route get(std::string_view path, std::string_view permission, http::Handler handler)
{
    return {.method = Method::get,
            .path = path,
            .permission = permission,
            .relation = "any",
            .view = http::View::case_record,
            .audit = AuditClass::record,
            .rate = http::RateClass::staff_page,
            .step_up = http::StepUp::no,
            .sample =
                http::Sample{.parameters = {{"person", permission == correct ? "@person_locked"
                                                                             : "@person_answered"},
                                            {"section", "work"},
                                            {"question", "general-health"}},
                             .form = {}},
            .handler = std::move(handler)};
}

Route post(std::string_view path, std::string_view permission,
           std::vector<http::FormData::Pair> fields, http::Handler handler)
{
    Route route = get(path, permission, std::move(handler));
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
    router.add(get("/participants/{person}/baseline", record, bind(services, pages::overview)));
    router.add(get("/participants/{person}/baseline/check", record, bind(services, pages::check)));
    router.add(
        get("/participants/{person}/baseline/lock", record, bind(services, pages::ask_lock)));
    router.add(post("/participants/{person}/baseline/lock", record, {{"mode", "side_by_side"}},
                    bind(services, pages::lock)));
    Route ask = get("/baseline-corrections", correct, bind(services, pages::ask_whose_correction));
    ask.audit = AuditClass::none;
    router.add(std::move(ask));
    router.add(post("/baseline-corrections", correct, {{"study_number", "WW-10427-K"}},
                    bind(services, pages::find_whose_correction)));
    router.add(get("/participants/{person}/baseline/correct", correct,
                   bind(services, pages::list_corrections)));
    router.add(get("/participants/{person}/baseline/correct/{question}", correct,
                   bind(services, pages::ask_correction)));
    router.add(
        post("/participants/{person}/baseline/correct/{question}", correct,
             {{"asked", "general-health"}, {"q_general-health", "good"}, {"reason", "mistyped"}},
             bind(services, pages::correct)));
    // A literal beats a parameter, so no part may be called check, lock or correct.
    router.add(
        get("/participants/{person}/baseline/{section}", record, bind(services, pages::ask_part)));
    router.add(post("/participants/{person}/baseline/{section}", record,
                    {{"asked", "work-now,hours"}, {"q_work-now", "working"}, {"q_hours", "20"}},
                    bind(services, pages::save_part)));
}

} // namespace evenhand::baseline
