// The walk over every route of the program as it is served.
#include "app/demo_fill.hpp"
#include "app/house.hpp"
#include "core/keyed_random_source.hpp"
#include "people/staff/demo_commands.hpp"
#include "rehearsal/virtual_time.hpp"
#include "tests/matrix/matrix.hpp"
#include "tests/matrix/staff_fixtures.hpp"
#include "tests/support/machine_clock.hpp"
#include "tests/support/test_folder.hpp"

#include <gtest/gtest.h>

#include <set>
#include <stdexcept>

using namespace evenhand;
using namespace evenhand::matrix;

namespace house_matrix_test {

/// A small demonstration, served without a socket, with rates that no walk meets.
class World
{
public:
    tests::TestClient browser() { return tests::TestClient(*house_.dispatcher); }

    tests::TestClient half_signed_in(const staff::DemoAccount& account)
    {
        machine_clock_.advance(std::chrono::seconds(30)); // each code works once
        auto client = browser();
        client.get("/sign-in");
        client.submit({{"email", account.email}, {"password", account.password}}, "Continue");
        return client;
    }
    tests::TestClient signed_in(const staff::DemoAccount& account)
    {
        auto client = half_signed_in(account);
        const auto code = staff::demo_code(house_.keys, account.handle, machine_clock_.now());
        client.submit({{"code", *code}}, "Continue");
        if (client.page().status != 200) throw std::runtime_error(client.page().text);
        return client;
    }

    std::vector<Asker> askers();
    Fixtures fixtures();
    const http::Router& router() { return house_.router; }

private:
    static rehearsal::FillPlan plan()
    {
        return {.seed = 1, .people = 8, .days = 2, .on_day = *LocalDate::parse("2026-03-02")};
    }
    static app::Place made(const std::filesystem::path& data)
    {
        app::make_demo(data, plan(), {});
        return app::demo_place(data);
    }
    app::HouseOptions options()
    {
        return {.place = place_,
                .protocol = app::load_protocol(place_),
                .keys = app::load_keys(place_),
                .trial_clock = trial_clock_,
                .machine_clock = machine_clock_,
                .random = random_,
                .password_cost = crypto::PasswordCost::fast_for_made_up_people(crypto::Mode::demo),
                .base_url = "http://127.0.0.1:8080",
                .rates = http::wider(http::usual_rates(), 100'000),
                .fatal = {},
                .log = {}};
    }
    std::string account_id(const staff::DemoAccount& account);
    std::string referral();
    std::string receipt();

    tests::TestFolder folder_;
    app::Place place_ = made(folder_.path() / "demo");
    tests::FrozenMachineClock machine_clock_;
    rehearsal::ContinuedTrialClock trial_clock_{rehearsal::DemoPass(app::load_keys(place_)),
                                                rehearsal::end_of(plan()), machine_clock_};
    KeyedRandomSource random_ = KeyedRandomSource::from_seed(99);
    app::House house_{options()};
    StaffFixtures staff_{house_.staff, *house_.units};
};

std::string World::account_id(const staff::DemoAccount& account)
{
    return house_.units->read({storage::ActorKind::system, "test", {}}, "test",
                              [&](storage::UnitOfWork& work) {
                                  const auto address = EmailAddress::parse(account.email).value();
                                  return house_.staff.accounts.find(work, address)->id.text();
                              });
}

std::string World::referral()
{
    constexpr std::string_view before = "/triage/";
    for (const auto& account : staff::demo_accounts()) {
        if (account.role != staff::Role::intake_officer) continue;
        auto officer = signed_in(account);
        for (const auto& link : officer.get("/triage").links) {
            const bool is_id = link.href.size() == before.size() + 32;
            if (link.href.starts_with(before) && is_id) return link.href.substr(before.size());
        }
    }
    throw std::runtime_error("no referral waits");
}

std::string World::receipt()
{
    auto visitor = browser();
    visitor.get("/call-me");
    visitor.submit({{"name", "Zoë Example"}, {"phone", "07700 900123"}}, "Ask for a call");
    return visitor.page().url.substr(std::string("/sent/").size());
}

std::vector<Asker> World::askers()
{
    std::vector<Asker> all;
    all.push_back({.name = "visitor", .browser = [this] { return browser(); }});
    for (const auto& account : staff::demo_accounts()) {
        if (all.size() == 1) {
            all.push_back({.name = "half signed in",
                           .kind = http::ViewerKind::half_signed_in,
                           .browser = [this, account] { return half_signed_in(account); }});
        }
        all.push_back({.name = std::string(staff::name_of(account.role)),
                       .kind = http::ViewerKind::staff,
                       .roles = {account.role},
                       .account_id = account_id(account),
                       .browser = [this, account] { return signed_in(account); }});
    }
    return all;
}

Fixtures World::fixtures()
{
    using Values = std::optional<std::vector<std::string>>;
    return {.fill = [this, referral = referral(),
                     receipt = receipt()](const std::vector<std::string>& placeholders,
                                          Relation relation, const Asker& asker) -> Values {
                const bool nowhere = relation == Relation::none;
                if (placeholders[0] == "@referral") {
                    return {{nowhere ? std::string(32, '0') : referral}};
                }
                if (placeholders[0] == "@receipt") {
                    return {{nowhere ? std::string(32, '0') : receipt}};
                }
                return staff_.fill(placeholders, relation, asker);
            },
            .prepare = [this](const http::Route& route,
                              const Asker& asker) { staff_.prepare(route, asker); }};
}

} // namespace house_matrix_test

using house_matrix_test::World;

TEST(HouseMatrix, EveryRouteAnswersEverybodyAsThePermissionFileSays)
{
    World world;
    const auto report = walk(world.router(), world.askers(), world.fixtures());
    for (const auto& surprise : report.surprises) {
        ADD_FAILURE() << surprise.asked << "\n  expected " << surprise.expected << "\n  got "
                      << surprise.got;
    }
    EXPECT_GE(report.requests, 2000U);
    EXPECT_GE(report.allowed, 1000U);
    RecordProperty("routes", static_cast<int>(world.router().routes().size()));
    RecordProperty("requests", static_cast<int>(report.requests));
    RecordProperty("allowed", static_cast<int>(report.allowed));
}

// security 5, row 15, and design 4: the arm, the audit log and people's identities stand behind a
// role; nothing for staff is open to visitors.
TEST(HouseMatrix, NothingOpenToVisitorsShowsARecord)
{
    World world;
    std::set<std::string> open;
    for (const auto& route : world.router().routes()) {
        if (route.permission != "public") continue;
        EXPECT_EQ(*route.view, http::View::open) << route.path;
        open.emplace(route.path);
    }
    EXPECT_FALSE(open.contains("/triage"));
    EXPECT_GE(open.size(), 20U);
}
