#include "http/page_routes.hpp"
#include "support/casework/pages/pages.hpp"

#include <utility>

namespace evenhand::casework {

namespace routes {

using http::AuditClass;
using http::Route;
using http::View;

using Fields = std::vector<http::FormData::Pair>;

/// What the routes of one kind declare alike.
struct Kind
{
    std::string_view permission;
    std::string_view relation;
    std::pair<std::string, std::string> parameter = {};
    View view = View::case_record;
    bool of_one_group = false;
};

Route get(std::string_view path, const Kind& kind, AuditClass audit, http::Handler handler)
{
    http::Parameters parameters;
    if (!kind.parameter.first.empty()) parameters = {kind.parameter};
    return http::staff_page(path,
                            {.permission = kind.permission,
                             .view = kind.view,
                             .audit = audit,
                             .relation = kind.relation,
                             .of_one_group = kind.of_one_group},
                            std::move(handler), std::move(parameters));
}

Route post(std::string_view path, const Kind& kind, Fields fields, http::Handler handler)
{
    return http::staff_form(get(path, kind, AuditClass::change, std::move(handler)),
                            std::move(fields));
}

void add_cases(http::Router& router, const Services& services)
{
    const Kind own{.permission = "caseload.own", .relation = "own_caseload"};
    const Kind lead{.permission = "cases.assign", .relation = "own_area"};
    const Kind count{.permission = "cases.count", .relation = "any", .view = View::aggregate};
    router.add(get("/caseload", own, AuditClass::list, bind(services, pages::caseload)));
    router.add(get("/cases/waiting", lead, AuditClass::list, bind(services, pages::waiting)));
    router.add(get("/cases/areas", count, AuditClass::list, bind(services, pages::counts)));

    const Kind open{.permission = "cases.open",
                    .relation = "own_case",
                    .parameter = {"case", "@case"},
                    .of_one_group = true};
    router.add(get("/cases/{case}", open, AuditClass::record, bind(services, pages::open_case)));
    router.add(get("/cases/{case}/contacts/new", open, AuditClass::none,
                   bind(services, pages::ask_contact)));
    router.add(post("/cases/{case}/contacts/new", open,
                    {{"channel", "telephone"},
                     {"direction", "to_person"},
                     {"outcome", "no_answer"},
                     {"when-day", "2"},
                     {"when-month", "3"},
                     {"when-year", "2026"},
                     {"note", ""}},
                    bind(services, pages::record_contact)));

    const Kind first{.permission = "cases.assign",
                     .relation = "own_area",
                     .parameter = {"case", "@waiting_case"},
                     .of_one_group = true};
    router.add(
        get("/cases/{case}/assign", first, AuditClass::none, bind(services, pages::ask_assign)));
    router.add(
        post("/cases/{case}/assign", first, {{"place", "0"}}, bind(services, pages::assign)));
    const Kind again{.permission = "cases.assign",
                     .relation = "own_area",
                     .parameter = {"case", "@case"},
                     .of_one_group = true};
    router.add(get("/cases/{case}/transfer", again, AuditClass::none,
                   bind(services, pages::ask_transfer)));
    router.add(post("/cases/{case}/transfer", again, {{"place", "1"}, {"reason", "workload"}},
                    bind(services, pages::transfer)));
}

void add_both_arms(http::Router& router, const Services& services)
{
    const Kind pack{.permission = "packs.give",
                    .relation = "own_hand_off",
                    .parameter = {"person", "@pack_person"},
                    .of_one_group = true};
    router.add(get("/participants/{person}/local-services-pack", pack, AuditClass::record,
                   bind(services, pages::show_pack)));
    router.add(post("/participants/{person}/local-services-pack", pack,
                    {{"format", "standard"}, {"way", "in_person"}},
                    bind(services, pages::give_pack)));
    const Kind deviation{.permission = "deviations.record",
                         .relation = "own_area",
                         .parameter = {"person", "@area_person"}};
    router.add(get("/participants/{person}/deviations/new", deviation, AuditClass::none,
                   bind(services, pages::ask_deviation)));
    router.add(post("/participants/{person}/deviations/new", deviation,
                    {{"received", "nothing"},
                     {"from-day", "2"},
                     {"from-month", "3"},
                     {"from-year", "2026"},
                     {"note", ""}},
                    bind(services, pages::record_deviation)));
    const Kind correct{.permission = "deviations.correct", .relation = "own_area"};
    Route ask = get("/participants/{person}/deviations/{deviation}/in-error", correct,
                    AuditClass::record, bind(services, pages::ask_deviation_in_error));
    Route mark = post("/participants/{person}/deviations/{deviation}/in-error", correct,
                      {{"reason", "other_person"}}, bind(services, pages::mark_deviation_in_error));
    for (Route* route : {&ask, &mark}) {
        route->sample->parameters = {{"person", "@area_person"}, {"deviation", "@deviation"}};
        router.add(std::move(*route));
    }
}

} // namespace routes

void add_routes(http::Router& router, const Services& services)
{
    routes::add_cases(router, services);
    routes::add_both_arms(router, services);
}

} // namespace evenhand::casework
