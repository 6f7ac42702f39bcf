#include "people/staff/routes.hpp"

#include "people/staff/pages/pages.hpp"

#include <utility>
#include <vector>

namespace evenhand::staff {
namespace routes {

using http::AuditClass;
using http::Method;
using http::RateClass;
using http::Route;
using http::Sample;
using http::StepUp;
using http::View;

using InUnit = http::Response (*)(const StaffServices&, const http::Request&, const http::Viewer&,
                                  storage::UnitOfWork&);
using InSteps = http::Response (*)(const StaffServices&, const http::Request&, const http::Viewer&,
                                   storage::Units&);

http::Handler bind(const StaffServices& services, InUnit page)
{
    return http::UnitHandler{[&services, page](const http::Request& request,
                                               const http::Viewer& viewer,
                                               storage::UnitOfWork& work) {
        return page(services, request, viewer, work);
    }};
}

http::Handler bind(const StaffServices& services, InSteps page)
{
    return http::StepHandler{[&services, page](const http::Request& request,
                                               const http::Viewer& viewer, storage::Units& units) {
        return page(services, request, viewer, units);
    }};
}

Sample form(std::vector<http::FormData::Pair> fields)
{
    return {.parameters = {}, .form = http::FormData{std::move(fields)}};
}

/// What the routes of one kind declare alike; the table below says the rest.
struct Kind
{
    std::string_view permission;
    std::string_view relation;
    View view;
    RateClass rate;
};

constexpr Kind door{"public", "any", View::open, RateClass::sign_in};
constexpr Kind half{"sign_in.finish", "any", View::open, RateClass::sign_in};
constexpr Kind see_own{"own_account.read", "own_account", View::own_account, RateClass::staff_page};
constexpr Kind do_own{"own_account.read", "own_account", View::own_account, RateClass::staff_form};
constexpr Kind change_own{"own_account.change", "own_account", View::own_account,
                          RateClass::staff_form};

Route get(std::string_view path, const Kind& kind, http::Handler handler, Sample sample = {})
{
    return {.method = Method::get,
            .path = path,
            .permission = kind.permission,
            .relation = kind.relation,
            .view = kind.view,
            .audit = AuditClass::none,
            .rate = kind.rate,
            .step_up = StepUp::no,
            .sample = std::move(sample),
            .handler = std::move(handler)};
}

Route post(std::string_view path, const Kind& kind, Sample sample, http::Handler handler)
{
    return {.method = Method::post,
            .path = path,
            .permission = kind.permission,
            .relation = kind.relation,
            .view = kind.view,
            .audit = AuditClass::change,
            .rate = kind.rate,
            .step_up = StepUp::no,
            .sample = std::move(sample),
            .handler = std::move(handler)};
}

Route with_step_up(Route route)
{
    route.step_up = StepUp::yes;
    return route;
}

Sample invited(Sample sample)
{
    sample.parameters.emplace_back("token", "@invitation");
    return sample;
}

const std::vector<http::FormData::Pair> new_password{{"new_password", "correct horse battery"},
                                                     {"again", "correct horse battery"}};

void add_signing_in(http::Router& router, const StaffServices& services)
{
    const auto code = form({{"code", "000000"}, {"next", ""}});
    router.add(get("/sign-in", door, bind(services, get_sign_in)));
    router.add(post("/sign-in", door,
                    form({{"email", "nobody@example.com"}, {"password", "not a password"}}),
                    bind(services, post_sign_in)));
    router.add(get("/sign-in/code", half, bind(services, get_sign_in_code)));
    router.add(post("/sign-in/code", half, code, bind(services, post_sign_in_code)));
    router.add(get("/sign-in/recovery-code", half, bind(services, get_sign_in_recovery)));
    router.add(post("/sign-in/recovery-code", half, form({{"code", "0000-0000-0000-0000"}}),
                    bind(services, post_sign_in_recovery)));
    router.add(get("/confirm", see_own, bind(services, get_confirm)));
    router.add(post("/confirm", do_own, code, bind(services, post_confirm)));
    router.add(post("/sign-out", do_own, form({}), bind(services, post_sign_out)));
    router.add(get("/session", see_own, bind(services, get_session)));
    router.add(post("/session/extend", do_own, form({}), bind(services, post_extend)));
}

void add_set_up(http::Router& router, const StaffServices& services)
{
    router.add(get("/set-up/{token}", door, bind(services, get_set_up), invited({})));
    router.add(
        post("/set-up/{token}", door, invited(form(new_password)), bind(services, post_set_up)));
    router.add(get("/set-up/{token}/app", door, bind(services, get_set_up_app), invited({})));
    router.add(post("/set-up/{token}/app", door, invited(form({{"code", "000000"}})),
                    bind(services, post_set_up_app)));
    router.add(get("/set-up/{token}/codes", door, bind(services, get_set_up_codes), invited({})));
    router.add(
        post("/set-up/{token}/codes", door, invited(form({})), bind(services, post_set_up_codes)));
}

void add_own_account(http::Router& router, const StaffServices& services)
{
    auto change = new_password;
    change.emplace_back("password", "not a password");
    router.add(get("/account", see_own, bind(services, get_account)));
    router.add(post("/account/sessions/{session}/end", change_own,
                    {.parameters = {{"session", "@session"}}, .form = {}},
                    bind(services, post_end_session)));
    router.add(get("/account/password", see_own, bind(services, get_password)));
    router.add(post("/account/password", change_own, form(change), bind(services, post_password)));
    router.add(with_step_up(post("/account/recovery-codes", change_own, form({}),
                                 bind(services, post_recovery_codes))));
    router.add(
        with_step_up(get("/account/recovery-codes", see_own, bind(services, get_recovery_codes))));
    router.add(post("/account/recovery-codes/kept", change_own, form({}),
                    bind(services, post_recovery_codes_kept)));
}

} // namespace routes

void add_routes(http::Router& router, const StaffServices& services)
{
    routes::add_signing_in(router, services);
    routes::add_set_up(router, services);
    routes::add_own_account(router, services);
}

} // namespace evenhand::staff
