// The walk over every route of the program as it is served.
#include "tests/matrix/house_world.hpp"
#include "tests/matrix/matrix.hpp"

#include <gtest/gtest.h>

#include <set>

using namespace evenhand;
using namespace evenhand::matrix;

TEST(HouseMatrix, EveryRouteAnswersEverybodyAsThePermissionFileSays)
{
    HouseWorld world;
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
    HouseWorld world;
    std::set<std::string> open;
    for (const auto& route : world.router().routes()) {
        if (route.permission != "public") continue;
        EXPECT_EQ(*route.view, http::View::open) << route.path;
        open.emplace(route.path);
    }
    EXPECT_FALSE(open.contains("/triage"));
    EXPECT_GE(open.size(), 20U);
}
