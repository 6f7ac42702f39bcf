#include "http/page_routes.hpp"
#include "intake/baseline/pages/pages.hpp"

#include <utility>

namespace evenhand::baseline {

namespace routes {

using http::AuditClass;
using http::Route;

constexpr std::string_view record = "baseline.record";
constexpr std::string_view correct = "baseline.correct";

Route get(std::string_view path, std::string_view permission, http::Handler handler)
{
    const auto* const whose = permission == correct ? "@person_locked" : "@person_answered";
    return http::staff_page(
        path, {.permission = permission, .audit = AuditClass::record}, std::move(handler),
        {{"person", whose}, {"section", "work"}, {"question", "general-health"}});
}

Route post(std::string_view path, std::string_view permission,
           std::vector<http::FormData::Pair> fields, http::Handler handler)
{
    return http::staff_form(get(path, permission, std::move(handler)), std::move(fields));
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
