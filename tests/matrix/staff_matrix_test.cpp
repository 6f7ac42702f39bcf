// The walk over the routes of people/staff, and proof that the walk would notice.
#include "tests/matrix/askers.hpp"
#include "tests/matrix/matrix.hpp"
#include "tests/matrix/staff_fixtures.hpp"
#include "tests/support/staff_world.hpp"

#include <gtest/gtest.h>

#include <set>

using namespace evenhand;
using namespace evenhand::matrix;

namespace staff_matrix_test {

/// Throttles so wide that a walk meets none.
constexpr staff::ThrottleLimits wide{.most = 100'000, .window = std::chrono::minutes(5)};

struct World
{
    tests::StaffWorld staff{storage::Engine::sqlite, wide};
    StaffFixtures made{staff.services, *staff.trial.units};

    Fixtures fixtures()
    {
        return {
            .fill = [this](const auto& placeholders, Relation relation,
                           const Asker& asker) { return made.fill(placeholders, relation, asker); },
            .prepare = [this](const http::Route& route,
                              const Asker& asker) { made.prepare(route, asker); }};
    }
    Report walked() { return walk(staff.router, all_askers(staff), fixtures()); }
};

/// A route of the kind that peers got wrong: declared with care and answered without it.
http::Route careless(std::string_view path, std::string_view permission, http::Handler handler)
{
    auto route = tests::test_route(http::Method::get, path, std::move(handler));
    route.permission = permission;
    route.relation = "own_account";
    route.sample = http::Sample{.parameters = {{"session", "@session"}}, .form = {}};
    return route;
}

http::Response shows_anything(const http::Request&, const http::Viewer&, storage::UnitOfWork&)
{
    return http::page(200, [] { return tests::bare_frame({.title = "Somebody's", .body = {}}); });
}

http::Response says_forbidden(const http::Request&, const http::Viewer&, storage::UnitOfWork&)
{
    http::Response response;
    response.status = 403;
    return response;
}

} // namespace staff_matrix_test

using namespace staff_matrix_test;

TEST(StaffMatrix, EveryRouteAnswersEverybodyAsThePermissionFileSays)
{
    World world;
    const auto report = world.walked();
    for (const auto& surprise : report.surprises) {
        ADD_FAILURE() << surprise.asked << "\n  expected " << surprise.expected << "\n  got "
                      << surprise.got;
    }
    EXPECT_GE(report.requests, 1000U);
    EXPECT_GE(report.allowed, 300U);
    RecordProperty("requests", static_cast<int>(report.requests));
    RecordProperty("allowed", static_cast<int>(report.allowed));
}

TEST(StaffMatrix, APageThatForgetsWhoseItIsIsFound)
{
    World world;
    world.staff.router.add(careless("/careless/{session}", "own_account.read", shows_anything));
    const auto report = world.walked();
    EXPECT_GE(report.surprises.size(), 2U * 16U); // other and not there, for each role
}

TEST(StaffMatrix, APageThatSaysForbiddenInPlaceOfNotThereIsFound)
{
    World world;
    world.staff.router.add(careless("/careless/{session}", "own_account.read", says_forbidden));
    EXPECT_FALSE(world.walked().surprises.empty());
}

TEST(StaffMatrix, ARouteWhoseThingsNobodyCanMakeIsFound)
{
    World world;
    auto route = careless("/careless/{thing}", "own_account.read", shows_anything);
    route.sample = http::Sample{.parameters = {{"thing", "@thing"}}, .form = {}};
    world.staff.router.add(std::move(route));
    EXPECT_FALSE(world.walked().surprises.empty());
}

// security 5, row 15: what a visitor may reach is a list that changes only on purpose.
TEST(StaffMatrix, AVisitorReachesThisAndNoMore)
{
    World world;
    std::set<std::string> open;
    for (const auto& route : world.staff.router.routes()) {
        if (route.permission == "public") open.emplace(route.path);
    }
    EXPECT_EQ(open, (std::set<std::string>{"/sign-in", "/set-up/{token}", "/set-up/{token}/app",
                                           "/set-up/{token}/codes"}));
}
