#include "people/staff/routes.hpp"

#include "http/page_routes.hpp"
#include "people/staff/pages/admin_pages.hpp"
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

/// A password or a code is typed there.
Route with_secret(Route route)
{
    route.typed = http::Typed::secret;
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
    router.add(with_secret(post(
        "/sign-in", door, form({{"email", "nobody@example.com"}, {"password", "not a password"}}),
        bind(services, post_sign_in))));
    router.add(get("/sign-in/code", half, bind(services, get_sign_in_code)));
    router.add(with_secret(post("/sign-in/code", half, code, bind(services, post_sign_in_code))));
    router.add(get("/sign-in/recovery-code", half, bind(services, get_sign_in_recovery)));
    router.add(
        with_secret(post("/sign-in/recovery-code", half, form({{"code", "0000-0000-0000-0000"}}),
                         bind(services, post_sign_in_recovery))));
    router.add(get("/confirm", see_own, bind(services, get_confirm)));
    router.add(with_secret(post("/confirm", do_own, code, bind(services, post_confirm))));
    router.add(post("/sign-out", do_own, form({}), bind(services, post_sign_out)));
    router.add(get("/session", see_own, bind(services, get_session)));
    router.add(post("/session/extend", do_own, form({}), bind(services, post_extend)));
}

void add_set_up(http::Router& router, const StaffServices& services)
{
    router.add(get("/set-up/{token}", door, bind(services, get_set_up), invited({})));
    router.add(with_secret(
        post("/set-up/{token}", door, invited(form(new_password)), bind(services, post_set_up))));
    router.add(get("/set-up/{token}/app", door, bind(services, get_set_up_app), invited({})));
    router.add(with_secret(post("/set-up/{token}/app", door, invited(form({{"code", "000000"}})),
                                bind(services, post_set_up_app))));
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
    router.add(with_secret(
        post("/account/password", change_own, form(change), bind(services, post_password))));
    router.add(with_step_up(
        get("/account/recovery-codes/new", see_own, bind(services, get_new_recovery_codes))));
    router.add(with_step_up(post("/account/recovery-codes/new", change_own, form({}),
                                 bind(services, post_recovery_codes))));
    router.add(
        with_step_up(get("/account/recovery-codes", see_own, bind(services, get_recovery_codes))));
    router.add(post("/account/recovery-codes/kept", change_own, form({}),
                    bind(services, post_recovery_codes_kept)));
}

constexpr Kind see_staff{"staff.list", "any", View::operations, RateClass::staff_page};
constexpr Kind see_manage{"staff.manage", "any", View::operations, RateClass::staff_page};
constexpr Kind do_manage{"staff.manage", "any", View::operations, RateClass::staff_form};
constexpr Kind see_grant{"staff.grant", "any", View::operations, RateClass::staff_page};
constexpr Kind do_grant{"staff.grant", "any", View::operations, RateClass::staff_form};
constexpr Kind see_approve{"staff.approve", "any", View::operations, RateClass::staff_page};
constexpr Kind do_approve{"staff.approve", "any", View::operations, RateClass::staff_form};

Route audited(AuditClass audit, Route route)
{
    route.audit = audit;
    return route;
}

/// A sample about somebody else's account.
Sample about(std::vector<std::pair<std::string, std::string>> parameters,
             std::vector<http::FormData::Pair> fields = {})
{
    parameters.emplace_back("account", "@account");
    return {.parameters = std::move(parameters), .form = http::FormData{std::move(fields)}};
}

void add_administration(http::Router& router, const StaffServices& services)
{
    router.add(audited(AuditClass::list, get("/staff", see_staff, bind(services, get_staff))));
    router.add(get("/staff/new", see_manage, bind(services, get_new_staff)));
    router.add(post("/staff/new", do_manage,
                    form({{"name", "Sam Example"}, {"email", "sam@example.com"}}),
                    bind(services, post_new_staff)));
    router.add(audited(AuditClass::record, get("/staff/{account}", see_staff,
                                               bind(services, get_staff_member), about({}))));
    router.add(with_step_up(
        get("/staff/{account}/roles/new", see_grant, bind(services, get_propose_role), about({}))));
    router.add(with_step_up(
        post("/staff/{account}/roles/new", do_grant,
             about({}, {{"role", "steering_viewer"}, {"reason", "joins the steering group"}}),
             bind(services, post_propose_role))));
    router.add(with_step_up(get("/staff/{account}/proposals/{proposal}", see_approve,
                                bind(services, get_proposal), about({{"proposal", "@proposal"}}))));
    router.add(
        with_step_up(post("/staff/{account}/proposals/{proposal}/approve", do_approve,
                          about({{"proposal", "@proposal"}}), bind(services, post_approve_role))));
    router.add(
        with_step_up(post("/staff/{account}/proposals/{proposal}/decline", do_approve,
                          about({{"proposal", "@proposal"}}), bind(services, post_decline_role))));
    router.add(with_step_up(get("/staff/{account}/roles/{grant}/revoke", see_grant,
                                bind(services, get_revoke_role), about({{"grant", "@grant"}}))));
    router.add(with_step_up(post("/staff/{account}/roles/{grant}/revoke", do_grant,
                                 about({{"grant", "@grant"}}, {{"reason", "left the team"}}),
                                 bind(services, post_revoke_role))));
    router.add(with_step_up(
        get("/staff/{account}/end", see_manage, bind(services, get_end_account), about({}))));
    router.add(with_step_up(post("/staff/{account}/end", do_manage,
                                 about({}, {{"reason", "left the trial"}}),
                                 bind(services, post_end_account))));
    router.add(
        get("/staff/{account}/training", see_manage, bind(services, get_training), about({})));
    router.add(post("/staff/{account}/training", do_manage,
                    about({}, {{"course", "Good clinical practice"},
                               {"completed-day", "15"},
                               {"completed-month", "1"},
                               {"completed-year", "2026"}}),
                    bind(services, post_training)));
}

void add_postings(http::Router& router, const StaffServices& services)
{
    router.add(with_step_up(get("/staff/{account}/postings/new", see_grant,
                                bind(services, get_propose_posting), about({}))));
    router.add(with_step_up(
        post("/staff/{account}/postings/new", do_grant,
             about({}, {{"area", "barnsley"}, {"share", "80"}, {"reason", "covers Barnsley"}}),
             bind(services, post_propose_posting))));
    router.add(with_step_up(get("/staff/{account}/postings/{posting}", see_approve,
                                bind(services, get_posting), about({{"posting", "@posting"}}))));
    router.add(
        with_step_up(post("/staff/{account}/postings/{posting}/approve", do_approve,
                          about({{"posting", "@posting"}}), bind(services, post_approve_posting))));
    router.add(
        with_step_up(post("/staff/{account}/postings/{posting}/decline", do_approve,
                          about({{"posting", "@posting"}}), bind(services, post_decline_posting))));
}

} // namespace routes

void add_routes(http::Router& router, const StaffServices& services)
{
    routes::add_signing_in(router, services);
    routes::add_set_up(router, services);
    routes::add_own_account(router, services);
    routes::add_administration(router, services);
    routes::add_postings(router, services);
}

} // namespace evenhand::staff
