#include "http/page_routes.hpp"
#include "intake/ceremony/pages/pages.hpp"

#include <string>
#include <utility>
#include <vector>

namespace evenhand::ceremony {

namespace routes {

using http::AuditClass;
using http::Route;
using http::View;

/// The page of a step and the step, about a ceremony at which that step comes next.
struct StepRoutes
{
    std::string_view path;
    std::string_view permission;
    std::string_view at; ///< the ceremony of the sample
    http::Handler ask;
    http::Handler act;
    std::vector<http::FormData::Pair> fields = {};
    http::Typed typed = http::Typed::may_be_kept;
};

void add_step(http::Router& router, StepRoutes step)
{
    const http::StaffAccess access{
        .permission = step.permission, .view = View::aggregate, .audit = AuditClass::none};
    const http::Parameters sample{{"number", std::string(step.at)}};
    router.add(http::staff_page(step.path, access, std::move(step.ask), sample));
    Route form = http::staff_form(http::staff_page(step.path, access, std::move(step.act), sample),
                                  std::move(step.fields));
    form.typed = step.typed;
    router.add(std::move(form));
}

Route open_to_all(std::string_view path, http::Handler handler)
{
    return {.method = http::Method::get,
            .path = path,
            .permission = "public",
            .relation = "any",
            .view = View::open,
            .audit = AuditClass::none,
            .rate = http::RateClass::public_page,
            .step_up = http::StepUp::no,
            .sample = http::Sample{},
            .handler = std::move(handler)};
}

} // namespace routes

void add_routes(http::Router& router, const Services& services)
{
    using namespace routes;
    router.add(open_to_all("/randomisation", bind(services, pages::published)));
    router.add(http::staff_page(
        "/ceremony",
        {.permission = "ceremony.read", .view = View::aggregate, .audit = AuditClass::none},
        bind(services, pages::ceremony)));
    add_step(router, {.path = "/ceremony/{number}/freeze",
                      .permission = "ceremony.begin",
                      .at = "@ceremony_proposed",
                      .ask = bind(services, pages::ask_freeze),
                      .act = bind(services, pages::freeze)});
    add_step(router, {.path = "/ceremony/{number}/commit",
                      .permission = "ceremony.give",
                      .at = "@ceremony_frozen",
                      .ask = bind(services, pages::ask_commit),
                      .act = bind(services, pages::commit),
                      .fields = {{"commitment", std::string(64, 'a')}}});
    // What is typed there is not kept where a session has ended: it is a contribution.
    add_step(router, {.path = "/ceremony/{number}/reveal",
                      .permission = "ceremony.give",
                      .at = "@ceremony_committed",
                      .ask = bind(services, pages::ask_reveal),
                      .act = bind(services, pages::reveal),
                      .fields = {{"words", std::string(64, 'b')}},
                      .typed = http::Typed::secret});
    add_step(router, {.path = "/ceremony/{number}/publish",
                      .permission = "ceremony.give",
                      .at = "@ceremony_revealed",
                      .ask = bind(services, pages::ask_publish),
                      .act = bind(services, pages::publish)});
    add_step(router, {.path = "/ceremony/{number}/propose",
                      .permission = "ceremony.propose",
                      .at = "@ceremony_published",
                      .ask = bind(services, pages::ask_propose),
                      .act = bind(services, pages::propose),
                      .fields = {{"reason", "A paper was found open."}}});
}

} // namespace evenhand::ceremony
