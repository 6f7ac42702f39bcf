#include "http/page_routes.hpp"
#include "intake/eligibility/pages/pages.hpp"

#include <utility>

namespace evenhand::eligibility {

namespace routes {

using http::AuditClass;
using http::Route;
using http::View;

struct Access
{
    std::string_view permission;
    View view;
    AuditClass audit;
    std::string_view sample_person = {}; ///< at which stage they stand
};

Route get(std::string_view path, const Access& access, http::Handler handler)
{
    http::Parameters parameters;
    if (!access.sample_person.empty()) parameters = {{"person", std::string(access.sample_person)}};
    return http::staff_page(
        path, {.permission = access.permission, .view = access.view, .audit = access.audit},
        std::move(handler), std::move(parameters));
}

Route post(std::string_view path, const Access& access, std::vector<http::FormData::Pair> fields,
           http::Handler handler)
{
    return http::staff_form(get(path, access, std::move(handler)), std::move(fields));
}

} // namespace routes

void add_routes(http::Router& router, const Services& services)
{
    using namespace routes;
    constexpr Access decide{"eligibility.decide", View::identity, AuditClass::record,
                            "@person_at_attended"};
    constexpr Access resolve{"eligibility.resolve", View::case_record, AuditClass::record,
                             "@person_at_unsure"};
    constexpr Access result{"participants.open", View::case_record, AuditClass::record,
                            "@person_at_eligible"};
    constexpr Access queue{"eligibility.resolve", View::case_record, AuditClass::list};
    router.add(
        get("/participants/{person}/eligibility", decide, bind(services, pages::ask_eligibility)));
    router.add(post("/participants/{person}/eligibility", decide,
                    {{"age", "yes"},
                     {"practice", "sheffield"},
                     {"condition", "yes"},
                     {"work", "out-of-work"},
                     {"wants-work", "yes"},
                     {"realistic", "yes"},
                     {"other-help", "no"},
                     {"decides", "yes"}},
                    bind(services, pages::decide_eligibility)));
    router.add(
        get("/participants/{person}/eligibility/result", result, bind(services, pages::result)));
    router.add(get("/eligibility", queue, bind(services, pages::unsure_queue)));
    router.add(get("/participants/{person}/eligibility/resolve", resolve,
                   bind(services, pages::ask_resolve)));
    router.add(post("/participants/{person}/eligibility/resolve", resolve,
                    {{"criterion", "practice"},
                     {"found", "sheffield"},
                     {"evidence", "The surgery confirmed it by telephone"}},
                    bind(services, pages::resolve)));
    constexpr Access mark{"eligibility.resolve", View::case_record, AuditClass::record};
    constexpr std::string_view evidence =
        "/participants/{person}/eligibility/found/{resolution}/in-error";
    Route ask = get(evidence, mark, bind(services, pages::ask_evidence_in_error));
    Route send = post(evidence, mark, {{"reason", "other_person"}},
                      bind(services, pages::mark_evidence_in_error));
    for (Route* route : {&ask, &send}) {
        route->sample->parameters = {{"person", "@person"}, {"resolution", "@resolution"}};
        router.add(std::move(*route));
    }
}

} // namespace evenhand::eligibility
