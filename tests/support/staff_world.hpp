#pragma once

// A trial with made-up staff of every role, its dispatcher, and browsers to sign in with: for tests
// of pages that staff use. A room adds its routes before the first request.

#include "http/dispatcher.hpp"
#include "people/staff/demo_commands.hpp"
#include "people/staff/pages/gatekeeper.hpp"
#include "people/staff/routes.hpp"
#include "tests/support/dispatcher_world.hpp"
#include "tests/support/machine_clock.hpp"
#include "tests/support/sample_pages.hpp"
#include "tests/support/test_client.hpp"
#include "tests/support/test_trial.hpp"

#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>

namespace evenhand::tests {

class StaffWorld
{
public:
    /// The whole document, as a browser gets it.
    static std::string framed(const html::Page& page)
    {
        return html::document(test::sample_site(html::SiteMode::demo), page).str();
    }

    explicit StaffWorld(storage::Engine engine = storage::Engine::sqlite,
                        staff::ThrottleLimits throttle = {})
        : trial(engine),
          services({.keys = trial.keys,
                    .clock = clock,
                    .random = trial.random,
                    .hasher = hasher,
                    .sessions = sessions,
                    .leaked_passwords = leaked_passwords,
                    .frame = framed,
                    .settings = {.service_name = "Working Win",
                                 .base_url = "http://127.0.0.1:8080",
                                 .areas = {{"barnsley", "Barnsley"}, {"sheffield", "Sheffield"}},
                                 .throttle = throttle}})
    {
        staff::add_routes(router, services);
        staff::add_demo_accounts(services, *trial.units, trial.keys);
    }

    http::Dispatcher& dispatcher()
    {
        if (!dispatcher_) {
            http::DispatcherSettings settings;
            settings.frame = framed;
            settings.rates = http::wider(http::usual_rates(), 100'000);
            dispatcher_ = std::make_unique<http::Dispatcher>(
                http::DispatcherParts{router, gatekeeper, *trial.units, trial.random, clock,
                                      drafts},
                http::Tokens(trial.keys.derived(crypto::KeyPurpose::csrf, "test"),
                             trial.keys.derived(crypto::KeyPurpose::journey, "test")),
                settings);
        }
        return *dispatcher_;
    }

    [[nodiscard]] static staff::DemoAccount account(std::string_view handle)
    {
        for (const auto& one : staff::demo_accounts()) {
            if (one.handle == handle) return one;
        }
        throw std::runtime_error("no such demo account");
    }
    /// What the account's app shows at this moment.
    [[nodiscard]] std::string code(std::string_view handle) const
    {
        return staff::demo_code(trial.keys, handle, clock.now()).value();
    }
    /// A moment later, so that the code used last is not asked for again.
    void next_code() { clock.advance(std::chrono::seconds(30)); }

    TestClient browser() { return TestClient(dispatcher()); }
    /// Gives the password: half signed in.
    void give_password(TestClient& browser, std::string_view handle)
    {
        const auto who = account(handle);
        browser.get("/sign-in");
        browser.submit({{"email", who.email}, {"password", who.password}}, "Continue");
    }
    /// A browser signed in as that account.
    TestClient signed_in(std::string_view handle)
    {
        next_code();
        auto client = browser();
        give_password(client, handle);
        client.submit({{"code", code(handle)}}, "Continue");
        if (client.page().url != "/account") throw std::runtime_error("did not sign in");
        return client;
    }

    TestTrial trial;
    FrozenMachineClock clock;
    crypto::PasswordHasher hasher{trial.keys.derived(crypto::KeyPurpose::password, "test"),
                                  crypto::PasswordCost::fast_for_made_up_people(crypto::Mode::demo),
                                  trial.random};
    crypto::PasswordDenyList leaked_passwords = crypto::PasswordDenyList::of({});
    http::SessionStore sessions{trial.keys.derived(crypto::KeyPurpose::session, "test"), clock};
    http::DraftStore drafts{trial.keys.derived(crypto::KeyPurpose::draft_sealing, "test")};
    staff::StaffServices services;
    staff::StaffGatekeeper gatekeeper{services};
    http::Router router;

private:
    std::unique_ptr<http::Dispatcher> dispatcher_;
};

} // namespace evenhand::tests
