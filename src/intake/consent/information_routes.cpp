#include "http/page_routes.hpp"
#include "intake/consent/pages/information_services.hpp"

#include <utility>

// Information, teach-back and the decision; the form itself is in routes.cpp.

namespace evenhand::consent {

namespace information_routes {

using http::Route;

Route get(std::string_view path, const char* whose, http::Handler handler)
{
    return http::staff_page(path, {.permission = "information.give"}, std::move(handler),
                            {{"person", whose}});
}

Route post(std::string_view path, const char* whose, std::vector<http::FormData::Pair> fields,
           http::Handler handler)
{
    return http::staff_form(get(path, whose, std::move(handler)), std::move(fields));
}

} // namespace information_routes

void add_information_routes(http::Router& router, const InformationServices& services)
{
    using namespace information_routes;
    constexpr const char* eligible = "@person_at_eligible";
    constexpr const char* taught = "@person_at_taught";
    constexpr std::string_view format = "/participants/{person}/information";
    constexpr std::string_view questions = "/participants/{person}/information/questions";
    constexpr std::string_view decision = "/participants/{person}/decision";
    router.add(get(format, eligible, bind(services, pages::ask_format)));
    router.add(
        post(format, eligible, {{"sheet", "easy-read/en"}}, bind(services, pages::choose_format)));
    router.add(
        get("/participants/{person}/information/sheet", eligible, bind(services, pages::sheet)));
    router.add(get(questions, eligible, bind(services, pages::ask_teach_back)));
    router.add(post(questions, eligible,
                    {{"chance", "at_once"},
                     {"two-groups", "explained_again"},
                     {"free-to-leave", "at_once"},
                     {"records", "at_once"}},
                    bind(services, pages::keep_teach_back)));
    router.add(get("/participants/{person}/information/again", eligible,
                   bind(services, pages::explain_again)));
    router.add(get(decision, taught, bind(services, pages::ask_decision)));
    router.add(post(decision, taught, {{"wish", "goes_on"}}, bind(services, pages::keep_decision)));
}

} // namespace evenhand::consent
