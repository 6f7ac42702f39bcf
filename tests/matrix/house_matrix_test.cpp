// The walk over every route of the program as it is served.
#include "people/staff/permissions.hpp"
#include "tests/matrix/house_world.hpp"
#include "tests/matrix/matrix.hpp"
#include "tests/support/test_store.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <gtest/gtest.h>

#include <map>
#include <set>
#include <string>

using namespace evenhand;
using namespace evenhand::matrix;

class HouseMatrix : public testing::TestWithParam<storage::Engine>
{
};
INSTANTIATE_TEST_SUITE_P(Engines, HouseMatrix, testing::ValuesIn(tests::engines_under_test()),
                         tests::engine_name);

namespace house_matrix_test {

/// Every form whose sample cannot be taken: what it asks for is a secret, the account or the number
/// of somebody whom the sample does not know, or what another page gave. Of all others the sample
/// is taken by everybody who may send it, so a form that refuses whatever it is sent is noticed.
const std::set<std::string> refuse_their_sample{"POST /account/password",
                                                "POST /baseline-corrections",
                                                "POST /cases/{case}/assign",
                                                "POST /cases/{case}/transfer",
                                                "POST /concerns/new",
                                                "POST /confirm",
                                                "POST /interviews/told",
                                                "POST /interviews/told/{person}",
                                                "POST /interviews/{unblinding}/taken-over",
                                                "POST /join/resume",
                                                "POST /participants",
                                                "POST /participants/{person}/consent/statements",
                                                "POST /participants/{person}/consent/witness",
                                                "POST /participants/{person}/erase",
                                                "POST /participants/{person}/other-records",
                                                "POST /participants/{person}/same-person/{record}",
                                                "POST /set-up/{token}/app",
                                                "POST /sign-in",
                                                "POST /sign-in/code",
                                                "POST /sign-in/recovery-code",
                                                "POST /triage/{referral}/identity"};

std::set<std::string> forms_in(const std::map<std::string, std::set<std::string>>& refused)
{
    std::set<std::string> forms;
    for (const auto& [form, told] : refused)
        forms.insert(form);
    return forms;
}

std::string lines(const std::set<std::string>& all)
{
    return fmt::format("{}", fmt::join(all, "\n"));
}

} // namespace house_matrix_test

TEST_P(HouseMatrix, EveryRouteAnswersEverybodyAsThePermissionFileSays)
{
    HouseWorld world(GetParam());
    const auto report = walk(world.router(), world.askers(), world.fixtures());
    for (const auto& surprise : report.surprises) {
        ADD_FAILURE() << surprise.asked << "\n  expected " << surprise.expected << "\n  got "
                      << surprise.got;
    }
    using namespace house_matrix_test;
    EXPECT_EQ(lines(forms_in(report.refused)), lines(refuse_their_sample));
    for (const auto& [form, told] : report.refused) {
        EXPECT_TRUE(refuse_their_sample.contains(form))
            << form << " refused its sample:\n  " << fmt::format("{}", fmt::join(told, "\n  "));
    }
    EXPECT_GE(report.requests, 2000U);
    EXPECT_GE(report.allowed, 1000U);
    RecordProperty("routes", static_cast<int>(world.router().routes().size()));
    RecordProperty("requests", static_cast<int>(report.requests));
    RecordProperty("allowed", static_cast<int>(report.allowed));
}

// A line of the permission file that nothing asks for promises what nobody gets.
TEST(HouseRoutes, AskForEveryPermissionThereIs)
{
    HouseWorld world;
    std::set<std::string_view> asked;
    for (const auto& route : world.router().routes())
        asked.insert(route.permission);
    // What is asked for within a page: what it shows to whom.
    const std::set<std::string_view> within{"contacts.see_errors", "figures.today",
                                            "figures.after"};
    for (const auto& permission : staff::all_permissions())
        EXPECT_NE(asked.contains(permission.name), within.contains(permission.name))
            << permission.name;
}

// What only people of one group have is asked for right after the draw, so a log that named it
// would hold the groups in order.
TEST(HouseRoutes, PagesOfOneGroupAreKnownToTheRequestLogAsSuch)
{
    HouseWorld world;
    std::set<std::string> of_one_group;
    for (const auto& route : world.router().routes()) {
        const bool of_theirs = route.path.starts_with("/cases/{case}") ||
                               route.path.ends_with("/local-services-pack") ||
                               route.relation == "own_case";
        EXPECT_EQ(route.of_one_group, of_theirs) << route.path;
        if (route.of_one_group) of_one_group.emplace(route.path);
    }
    EXPECT_GE(of_one_group.size(), 5U);
}

// security 5, row 15, and design 4: the arm and people's identities stand behind a role, the audit
// log behind a command; nothing for staff is open to visitors.
TEST(HouseRoutes, NothingOpenToVisitorsShowsARecord)
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
