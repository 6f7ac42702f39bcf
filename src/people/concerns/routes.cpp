#include "http/page_routes.hpp"
#include "people/concerns/pages/pages.hpp"

#include <utility>

namespace evenhand::concerns {

namespace routes {

using http::AuditClass;
using http::Route;
using http::View;

using Access = http::StaffAccess;

Route get(std::string_view path, const Access& access, http::Handler handler)
{
    return http::staff_page(path, access, std::move(handler),
                            {{"person", "@person"}, {"concern", "@concern"}});
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
    constexpr Access raise{"concerns.raise", View::operations, AuditClass::none};
    constexpr Access list{"concerns.manage", View::case_record, AuditClass::list};
    constexpr Access open{"concerns.manage", View::case_record, AuditClass::record};
    constexpr Access mark{"concerns.manage", View::case_record, AuditClass::record};
    router.add(get("/concerns/new", raise, bind(services, pages::ask_whose_concern)));
    router.add(post("/concerns/new", raise, {{"study_number", "WW-10427-K"}},
                    bind(services, pages::find_whose_concern)));
    router.add(get("/concerns/new/{person}", raise, bind(services, pages::ask_concern)));
    router.add(post("/concerns/new/{person}", raise,
                    {{"kind", "complaint"}, {"text", "They waited an hour and nobody came."}},
                    bind(services, pages::raise_concern)));
    router.add(get("/concerns/raised", raise, bind(services, pages::raised)));
    router.add(get("/concerns", list, bind(services, pages::queue)));
    router.add(get("/concerns/{concern}", open, bind(services, pages::open_concern)));
    router.add(
        get("/concerns/{concern}/in-error", mark, bind(services, pages::ask_concern_in_error)));
    router.add(post("/concerns/{concern}/in-error", mark, {{"reason", "other_person"}},
                    bind(services, pages::mark_concern_in_error)));
    Route ask_note = get("/concerns/{concern}/notes/{event}/in-error", mark,
                         bind(services, pages::ask_note_in_error));
    Route mark_note = post("/concerns/{concern}/notes/{event}/in-error", mark,
                           {{"reason", "other_person"}}, bind(services, pages::mark_note_in_error));
    for (Route* route : {&ask_note, &mark_note}) {
        route->sample->parameters = {{"concern", "@noted_concern"}, {"event", "@concern_note"}};
        router.add(std::move(*route));
    }
    router.add(post("/concerns/{concern}", open,
                    {{"change", "taken_on"}, {"place", "0"}, {"note", ""}},
                    bind(services, pages::change_concern)));
}

} // namespace evenhand::concerns
