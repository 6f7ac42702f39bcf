#include "http/page_routes.hpp"
#include "people/wishes/pages/pages.hpp"

#include <utility>

namespace evenhand::wishes {

namespace routes {

http::Route page(std::string_view path, http::Handler handler)
{
    return http::staff_page(path,
                            {.permission = "wishes.change",
                             .view = http::View::identity,
                             .audit = http::AuditClass::record,
                             .relation = "own_case",
                             .of_one_group = true},
                            std::move(handler), {{"person", "@case_person"}});
}

} // namespace routes

void add_routes(http::Router& router, const Services& services)
{
    using routes::page;
    constexpr std::string_view change = "/participants/{person}/contact-wishes";
    router.add(page(change, bind(services, pages::ask_wishes)));
    router.add(http::staff_form(page(change, bind(services, pages::change_wishes)),
                                {{"standing", ""},
                                 {"way", "phone"},
                                 {"way", "email"},
                                 {"leave_message", "yes"},
                                 {"mention_health", "no"},
                                 {"times", "weekday mornings"},
                                 {"call_number", ""},
                                 {"need", "none"},
                                 {"need_detail", ""},
                                 {"language", ""},
                                 {"told_in", "telephone"}}));
}

} // namespace evenhand::wishes
