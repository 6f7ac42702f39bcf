#include "http/page_routes.hpp"
#include "intake/consent/pages/pages.hpp"

#include <utility>

namespace evenhand::consent {

namespace routes {

using http::AuditClass;
using http::Route;
using http::View;

struct Kind
{
    std::string_view permission;
    View view;
    AuditClass audit;
    const char* whose; ///< of the sample: somebody who stands where this page is
};

Route get(std::string_view path, const Kind& kind, http::Handler handler)
{
    return http::staff_page(path,
                            {.permission = kind.permission, .view = kind.view, .audit = kind.audit},
                            std::move(handler), {{"person", kind.whose}});
}

Route post(std::string_view path, const Kind& kind, std::vector<http::FormData::Pair> fields,
           http::Handler handler)
{
    return http::staff_form(get(path, kind, std::move(handler)), std::move(fields));
}

void add_asking(http::Router& router, const Services& services)
{
    constexpr Kind take{"consent.take", View::case_record, AuditClass::none, "@consenting"};
    constexpr Kind signs{"consent.take", View::identity, AuditClass::none, "@signing"};
    constexpr Kind refuses{"consent.take", View::case_record, AuditClass::none, "@refusing"};
    constexpr std::string_view first = "/participants/{person}/consent";
    constexpr std::string_view statements = "/participants/{person}/consent/statements";
    constexpr std::string_view stops = "/participants/{person}/consent/stop";
    constexpr std::string_view signing = "/participants/{person}/consent/sign";
    router.add(get(first, take, bind(services, pages::ask_circumstances)));
    router.add(post(first, take,
                    {{"capacity", "assumed"},
                     {"supporter", "nobody"},
                     {"interpreter", "no"},
                     {"interpreter_language", ""},
                     {"capacity_note", ""},
                     {"supporter_name", ""}},
                    bind(services, pages::keep_circumstances)));
    router.add(get(statements, signs, bind(services, pages::ask_statements)));
    router.add(post(statements, signs, {}, bind(services, pages::keep_statements)));
    router.add(get(stops, refuses, bind(services, pages::ask_stop)));
    router.add(post(stops, refuses, {{"what", "time"}}, bind(services, pages::stop)));
    router.add(get(signing, signs, bind(services, pages::ask_signature)));
    router.add(post(signing, signs,
                    {{"method", "paper"},
                     {"typed_name", ""},
                     {"form_number", "CF-12"},
                     {"form_version", "1"},
                     {"dated-day", "2"},
                     {"dated-month", "3"},
                     {"dated-year", "2026"},
                     {"seen_by", "Ines Okafor"},
                     {"filed", "Site file 3"}},
                    bind(services, pages::sign)));
}

void add_linkage(http::Router& router, const Services& services)
{
    constexpr Kind keys{"linkage.give", View::identity, AuditClass::record, "@consented"};
    constexpr Kind skip{"linkage.give", View::case_record, AuditClass::none, "@consented"};
    constexpr std::string_view path = "/participants/{person}/linkage-keys";
    constexpr std::string_view skipping = "/participants/{person}/linkage-keys/skip";
    router.add(get(path, keys, bind(services, pages::ask_linkage_keys)));
    router.add(post(path, keys,
                    {{"ni", "dont_know"},
                     {"ni_number", ""},
                     {"former_names", ""},
                     {"sex", "not_known"},
                     {"address", "1 Example Street"},
                     {"postcode", "S1 2HH"}},
                    bind(services, pages::give_linkage_keys)));
    router.add(get(skipping, skip, bind(services, pages::ask_linkage_skip)));
    router.add(post(skipping, skip, {{"reason", "not_to_hand"}},
                    bind(services, pages::skip_linkage_keys)));
}

void add_same_number(http::Router& router, const Services& services)
{
    constexpr Kind settle{"linkage.settle", View::case_record, AuditClass::record, "@matched"};
    constexpr std::string_view path = "/participants/{person}/same-number/{record}";
    Route ask = get(path, settle, bind(services, pages::ask_same_number));
    Route save = post(path, settle, {{"finding", "two_people"}, {"ground", "documents"}},
                      bind(services, pages::settle_same_number));
    for (Route* route : {&ask, &save}) {
        route->sample->parameters.emplace_back("record", "@match");
        router.add(std::move(*route));
    }
}

} // namespace routes

void add_routes(http::Router& router, const Services& services)
{
    using namespace routes;
    add_asking(router, services);
    constexpr Kind witness{"consent.witness", View::case_record, AuditClass::record, "@spoken"};
    constexpr std::string_view heard = "/participants/{person}/consent/witness";
    router.add(get(heard, witness, bind(services, pages::ask_witness)));
    router.add(post(heard, witness, {{"heard", "yes"}, {"consent", std::string(32, '0')}},
                    bind(services, pages::bear_witness)));
    constexpr Kind read{"consent.read", View::identity, AuditClass::record, "@consented"};
    router.add(get("/participants/{person}/consent/copy", read, bind(services, pages::copy)));
    constexpr Kind list{"consent.read", View::case_record, AuditClass::list, "@consented"};
    Route again = get("/consent/again", list, bind(services, pages::again));
    again.sample->parameters.clear();
    router.add(std::move(again));
    add_linkage(router, services);
    add_same_number(router, services);
}

} // namespace evenhand::consent
