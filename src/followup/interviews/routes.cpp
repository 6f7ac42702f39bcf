#include "followup/interviews/pages/pages.hpp"
#include "http/page_routes.hpp"

#include <utility>

namespace evenhand::interviews {

namespace routes {

using http::AuditClass;
using http::Route;
using http::View;

using Access = http::StaffAccess;

Route get(std::string_view path, const Access& access, http::Handler handler)
{
    return http::staff_page(path, access, std::move(handler),
                            {{"person", "@randomised_person"}, {"unblinding", "@unblinding"}});
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
    constexpr Access tell{"interviews.tell", View::operations, AuditClass::none};
    constexpr Access list{"interviews.reassign", View::case_record, AuditClass::list};
    constexpr Access open{"interviews.reassign", View::case_record, AuditClass::record};
    constexpr Access form{"interviews.reassign", View::case_record, AuditClass::none};
    router.add(get(pages::tell_path, tell, bind(services, pages::ask_whose)));
    router.add(post(pages::tell_path, tell, {{"study_number", "WW-10427-K"}},
                    bind(services, pages::find_whose)));
    router.add(get("/interviews/told/{person}", tell, bind(services, pages::ask_told)));
    router.add(post("/interviews/told/{person}", tell,
                    {{"interviewer", ""},
                     {"on-day", "2"},
                     {"on-month", "3"},
                     {"on-year", "2026"},
                     {"sureness", "told"},
                     {"how", "participant"},
                     {"happened", ""}},
                    bind(services, pages::write_told)));
    router.add(get(pages::recorded_path, tell, bind(services, pages::recorded)));
    router.add(get(pages::list_path, list, bind(services, pages::list_to_change)));
    router.add(get(pages::all_path, list, bind(services, pages::list_all)));
    router.add(get("/interviews/{unblinding}", open, bind(services, pages::open_unblinding)));
    router.add(
        get("/interviews/{unblinding}/taken-over", form, bind(services, pages::ask_taken_over)));
    router.add(post("/interviews/{unblinding}/taken-over", form, {{"interviewer", ""}},
                    bind(services, pages::write_taken_over)));
    router.add(get("/interviews/{unblinding}/in-error", form, bind(services, pages::ask_in_error)));
    router.add(post("/interviews/{unblinding}/in-error", form, {{"because", "wrong_details"}},
                    bind(services, pages::write_in_error)));
}

} // namespace evenhand::interviews
