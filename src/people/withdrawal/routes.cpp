#include "http/page_routes.hpp"
#include "people/withdrawal/pages/pages.hpp"

#include <utility>

namespace evenhand::withdrawal {

namespace routes {

using http::Route;

Route get(std::string_view path, http::Handler handler,
          http::AuditClass audit = http::AuditClass::none)
{
    return http::staff_page(path, {.permission = "withdrawal.record", .audit = audit},
                            std::move(handler), {{"person", "@person"}});
}

Route post(std::string_view path, std::vector<http::FormData::Pair> fields, http::Handler handler)
{
    return http::staff_form(get(path, std::move(handler)), std::move(fields));
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
    constexpr std::string_view back = "/participants/{person}/withdrawals/{withdrawal}/take-back";
    Route ask = get(back, bind(services, pages::ask_take_back));
    Route take =
        post(back, {{"because", "changed_mind"}, {"said_by", "person"}, {"said_how", "letter"}},
             bind(services, pages::take_back));
    for (Route* route : {&ask, &take}) {
        route->sample->parameters.emplace_back("withdrawal", "@withdrawal");
        router.add(std::move(*route));
    }
    constexpr auto opens = http::AuditClass::record;
    router.add(
        get("/participants/{person}/withdrawals", bind(services, pages::withdrawals), opens));
    constexpr std::string_view note = "/participants/{person}/withdrawals/{withdrawal}/in-error";
    Route ask_note = get(note, bind(services, pages::ask_note_in_error), opens);
    Route mark_note =
        post(note, {{"reason", "other_person"}}, bind(services, pages::mark_note_in_error));
    for (Route* route : {&ask_note, &mark_note}) {
        route->sample->parameters.emplace_back("withdrawal", "@withdrawal");
        router.add(std::move(*route));
    }
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
