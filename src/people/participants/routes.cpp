#include "http/page_routes.hpp"
#include "people/participants/pages/pages.hpp"

#include <utility>

namespace evenhand::participants {

namespace routes {

using http::AuditClass;
using http::Route;
using http::View;

using Kind = http::StaffAccess;

Route get(std::string_view path, const Kind& kind, http::Handler handler)
{
    return http::staff_page(path, kind, std::move(handler), {{"person", "@person"}});
}

Route post(std::string_view path, const Kind& kind, std::vector<http::FormData::Pair> fields,
           http::Handler handler)
{
    return http::staff_form(get(path, kind, std::move(handler)), std::move(fields));
}

/// Two records that prove to be one person.
void add_merging(http::Router& router, const Services& services)
{
    constexpr Kind look{"records.merge", View::identity, AuditClass::record};
    constexpr Kind list{"records.merge", View::case_record, AuditClass::list};
    router.add(get("/merges", list, bind(services, pages::merges)));
    router.add(get("/participants/{person}/other-records", look,
                   bind(services, pages::ask_other_records)));
    router.add(post("/participants/{person}/other-records", look, {{"study_number", ""}},
                    bind(services, pages::find_other_record)));
    Route compare = get("/participants/{person}/same-person/{record}", look,
                        bind(services, pages::ask_same_person));
    Route merge = post("/participants/{person}/same-person/{record}", look,
                       {{"ground", "documents"}}, bind(services, pages::merge_records));
    Route apart = get("/participants/{person}/another-person/{record}", look,
                      bind(services, pages::ask_another_person));
    Route told = post("/participants/{person}/another-person/{record}", look,
                      {{"ground", "documents"}}, bind(services, pages::tell_two_apart));
    for (Route* route : {&compare, &merge, &apart, &told}) {
        route->sample->parameters = {{"person", "@one_person"}, {"record", "@record"}};
        router.add(std::move(*route));
    }
    Route undo =
        get("/participants/{person}/two-people", look, bind(services, pages::ask_two_people));
    Route undone = post("/participants/{person}/two-people", look, {{"ground", "asked_them"}},
                        bind(services, pages::undo_merge_of));
    for (Route* route : {&undo, &undone}) {
        route->sample->parameters = {{"person", "@merged_person"}};
        router.add(std::move(*route));
    }
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
    Route errors = get("/participants/{person}/entered-in-error", destroying,
                       bind(services, pages::entered_in_error));
    Route ask_text = get("/participants/{person}/entered-in-error/{marked}/destroy", destroying,
                         bind(services, pages::ask_destroy_text));
    Route text = post("/participants/{person}/entered-in-error/{marked}/destroy", destroying, {},
                      bind(services, pages::destroy_text));
    for (Route* route : {&ask_text, &text})
        route->sample->parameters.emplace_back("marked", "@marked_in_error");
    for (Route* route : {&earlier, &ask, &destroy, &errors, &ask_text, &text}) {
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
    add_merging(router, services);
}

} // namespace evenhand::participants
