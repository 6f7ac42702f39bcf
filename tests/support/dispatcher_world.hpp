#pragma once

// A dispatcher with a store behind it, a gatekeeper that believes what a test tells it, and a log
// that can be read: for tests of http itself. Rooms test their pages with their own routes.

#include "html/html.hpp"
#include "http/dispatcher.hpp"
#include "tests/support/machine_clock.hpp"
#include "tests/support/test_client.hpp"
#include "tests/support/test_trial.hpp"

#include <spdlog/logger.h>
#include <spdlog/sinks/ostream_sink.h>

#include <map>
#include <memory>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

namespace evenhand::tests {

/// Knows the sessions that a test puts in, the permissions "public", "staff" and "hidden", and the
/// relation "any".
class TestGatekeeper final : public http::Gatekeeper
{
public:
    std::map<std::string, http::Viewer> sessions; ///< by the value of the session cookie

    http::Viewer identify(const http::Request& request, storage::Units&) override
    {
        const auto cookie = request.cookies.find("__Host-sid");
        if (cookie == request.cookies.end()) return {};
        const auto session = sessions.find(cookie->second);
        return session == sessions.end() ? http::Viewer{} : session->second;
    }
    [[nodiscard]] bool knows_permission(std::string_view name) const override
    {
        return name == "public" || name == "staff" || name == "hidden";
    }
    [[nodiscard]] bool knows_relation(std::string_view name) const override
    {
        return name == "any";
    }
    [[nodiscard]] http::Decision decide(const http::Viewer& viewer,
                                        const http::Route& route) const override
    {
        if (route.permission == "public") return http::Decision::allow;
        if (!viewer.is_staff()) return http::Decision::sign_in;
        if (route.permission == "hidden") return http::Decision::not_found;
        const bool again = route.step_up == http::StepUp::yes && !viewer.recently_confirmed;
        return again ? http::Decision::confirm_again : http::Decision::allow;
    }

    /// A member of staff whose session cookie is `cookie`.
    void sign_in(const std::string& cookie, const std::string& account)
    {
        http::Viewer viewer;
        viewer.kind = http::ViewerKind::staff;
        viewer.account_id = account;
        viewer.session_id = "session of " + account;
        viewer.roles = {"intake_officer"};
        sessions[cookie] = viewer;
    }
};

/// Every declaration made, for a route whose handler is all that a test is about.
inline http::Route test_route(http::Method method, std::string_view path, http::Handler handler)
{
    http::Route route;
    route.method = method;
    route.path = path;
    route.permission = "public";
    route.relation = "any";
    route.view = http::View::open;
    route.audit = method == http::Method::post ? http::AuditClass::change : http::AuditClass::none;
    route.rate =
        method == http::Method::post ? http::RateClass::public_form : http::RateClass::public_page;
    route.step_up = http::StepUp::no;
    route.sample = http::Sample{};
    route.handler = std::move(handler);
    return route;
}

/// The frame of a page without a site around it.
inline std::string bare_frame(const html::Page& page)
{
    return (html::document_start("en") + html::element("title", {}, page.title) +
            html::element("body", {}, page.body) + html::document_end())
        .str();
}

class DispatcherWorld
{
public:
    explicit DispatcherWorld(storage::Engine engine = storage::Engine::sqlite,
                             std::span<const storage::Migration> extra = {})
        : trial(engine, extra)
    {
        settings.frame = bare_frame;
        settings.rates = http::wider(http::usual_rates(), 1000);
        settings.fatal = [this](std::string_view sentence) { fatal = sentence; };
        settings.log = std::make_shared<spdlog::logger>(
            "test", std::make_shared<spdlog::sinks::ostream_sink_mt>(log));
    }

    /// The dispatcher, made when it is first wanted: after the routes and settings are in.
    http::Dispatcher& dispatcher()
    {
        if (!dispatcher_) {
            dispatcher_ = std::make_unique<http::Dispatcher>(
                http::DispatcherParts{router, gatekeeper, *trial.units, trial.random, clock,
                                      drafts},
                http::Tokens(trial.keys.derived(crypto::KeyPurpose::csrf, "test"),
                             trial.keys.derived(crypto::KeyPurpose::journey, "test")),
                settings);
        }
        return *dispatcher_;
    }

    TestTrial trial;
    FrozenMachineClock clock;
    TestGatekeeper gatekeeper;
    http::DraftStore drafts{trial.keys.derived(crypto::KeyPurpose::draft_sealing, "test")};
    http::Router router;
    http::DispatcherSettings settings;
    std::ostringstream log;
    std::string fatal;

private:
    std::unique_ptr<http::Dispatcher> dispatcher_;
};

} // namespace evenhand::tests
