// How administrators look after accounts, through the pages as a browser meets them.
#include "people/staff/user_commands.hpp"
#include "tests/support/staff_world.hpp"

#include <gtest/gtest.h>

#include <set>

using namespace evenhand;
using namespace std::chrono_literals;

namespace admin_pages_test {

class AdminPages : public testing::TestWithParam<storage::Engine>
{
protected:
    tests::StaffWorld world{GetParam()};

    static void open_member(tests::TestClient& browser, std::string_view name)
    {
        browser.get("/staff");
        browser.follow(name);
    }

    static void propose(tests::TestClient& browser, std::string_view name, const std::string& role)
    {
        open_member(browser, name);
        browser.follow("Propose a role");
        browser.submit({{"role", role}, {"reason", "joins the team"}}, "Propose this role");
    }

    void add(tests::TestClient& admin, const std::string& name, const std::string& email)
    {
        admin.get("/staff/new");
        admin.submit({{"name", name}, {"email", email}}, "Add");
    }
};

INSTANTIATE_TEST_SUITE_P(Engines, AdminPages, testing::ValuesIn(tests::engines_under_test()),
                         tests::engine_name);

} // namespace admin_pages_test

using namespace admin_pages_test;

TEST_P(AdminPages, AnAdministratorAddsSomeoneAndIsGivenTheLink)
{
    auto admin = world.signed_in("admin");
    add(admin, "Robin Newcomer", "robin@example.org");
    ASSERT_EQ(admin.page().heading, "Robin Newcomer");
    EXPECT_TRUE(admin.page().says("http://127.0.0.1:8080/set-up/"));
    EXPECT_TRUE(admin.page().says("Invited"));

    auto manager = world.signed_in("manager"); // may see accounts, and no link
    open_member(manager, "Robin Newcomer");
    EXPECT_FALSE(manager.page().says("/set-up/"));
}

TEST_P(AdminPages, ATakenOrWrongAddressIsAnswered)
{
    auto admin = world.signed_in("admin");
    add(admin, "Somebody Else", world.account("intake").email);
    EXPECT_TRUE(admin.page().says("There is an account with this email address already"));
    add(admin, "", "not an address");
    EXPECT_TRUE(admin.page().says("Enter a name"));
    EXPECT_TRUE(admin.page().says("An email address has no spaces in it"));
    EXPECT_EQ(admin.page().title.substr(0, 7), "Error: ");
}

// security 2.4, case 25.
TEST_P(AdminPages, ARoleTakesTwoPeople)
{
    auto admin = world.signed_in("admin");
    add(admin, "Robin Newcomer", "robin@example.org");
    propose(admin, "Robin Newcomer", "intake_officer");
    EXPECT_TRUE(admin.page().says("proposed on"));
    EXPECT_TRUE(admin.page().says("Roles None yet"));

    admin.follow("Approve or decline Intake officer");
    admin.submit({}, "Approve");
    EXPECT_EQ(admin.page().status, 409);
    EXPECT_TRUE(admin.page().says("Somebody else has to approve it"));

    auto manager = world.signed_in("manager");
    open_member(manager, "Robin Newcomer");
    manager.follow("Approve or decline Intake officer");
    manager.submit({}, "Approve");
    EXPECT_TRUE(manager.page().says("Intake officer, since"));
}

TEST_P(AdminPages, ADeclinedRoleIsNotGiven)
{
    auto admin = world.signed_in("admin");
    add(admin, "Robin Newcomer", "robin@example.org");
    propose(admin, "Robin Newcomer", "intake_officer");
    auto manager = world.signed_in("manager");
    open_member(manager, "Robin Newcomer");
    manager.follow("Approve or decline Intake officer");
    manager.submit({}, "Decline");
    EXPECT_TRUE(manager.page().says("Roles None yet"));
    EXPECT_FALSE(manager.page().says("proposed on"));
}

TEST_P(AdminPages, NobodyGivesThemselvesARole)
{
    auto admin = world.signed_in("admin");
    open_member(admin, "Kofi Boateng");
    EXPECT_EQ(admin.page().body.find("Propose a role"), std::string::npos);
    // Nor by asking for the page that is not offered.
    const auto path = admin.page().url + "/roles/new";
    admin.get(path);
    admin.submit({{"role", "intake_officer"}, {"reason", "for myself"}}, "Propose this role");
    EXPECT_TRUE(admin.page().says("You cannot propose a role for yourself"));
}

TEST_P(AdminPages, ForbiddenPairsAreRefused)
{
    auto admin = world.signed_in("admin");
    propose(admin, "Ines Okafor", "custodian");
    EXPECT_EQ(admin.page().status, 422);
    EXPECT_TRUE(admin.page().says("one would undo the other"));
}

TEST_P(AdminPages, APairThatBecameForbiddenBeforeTheApprovalIsRefused)
{
    auto admin = world.signed_in("admin");
    add(admin, "Robin Newcomer", "robin@example.org");
    propose(admin, "Robin Newcomer", "intake_officer");
    EXPECT_TRUE(staff::grant_role(world.services, *world.trial.units, "robin@example.org",
                                  "custodian", "at the console"));
    auto manager = world.signed_in("manager");
    open_member(manager, "Robin Newcomer");
    manager.follow("Approve or decline Intake officer");
    manager.submit({}, "Approve");
    EXPECT_EQ(manager.page().status, 409);
}

TEST_P(AdminPages, ARoleTakenAwayIsGoneAndItsHolderSignedOut)
{
    auto intake = world.signed_in("intake");
    auto admin = world.signed_in("admin");
    open_member(admin, "Ines Okafor");
    admin.follow("Take away Intake officer");
    admin.submit({{"reason", ""}}, "Take away this role");
    EXPECT_TRUE(admin.page().says("Enter a reason"));
    admin.submit({{"reason", "left the team"}}, "Take away this role");
    EXPECT_TRUE(admin.page().says("Roles None yet"));
    EXPECT_EQ(intake.get("/account").url.substr(0, 8), "/sign-in");
}

TEST_P(AdminPages, AnEndedAccountCannotSignIn)
{
    auto intake = world.signed_in("intake");
    auto admin = world.signed_in("admin");
    open_member(admin, "Ines Okafor");
    admin.follow("End this account");
    admin.submit({{"reason", "left the trial"}}, "End this account");
    EXPECT_TRUE(admin.page().says("Ended"));
    EXPECT_EQ(intake.get("/account").url.substr(0, 8), "/sign-in");
    world.give_password(intake, "intake");
    EXPECT_EQ(intake.page().status, 422);
    add(admin, "Ines Okafor", world.account("intake").email); // and may come back later
    EXPECT_TRUE(admin.page().says("Invited"));
}

TEST_P(AdminPages, TrainingIsRecordedWithItsDays)
{
    auto admin = world.signed_in("admin");
    open_member(admin, "Ines Okafor");
    admin.follow("Record training");
    admin.submit({{"course", ""},
                  {"completed-day", "31"},
                  {"completed-month", "4"},
                  {"completed-year", "2025"}},
                 "Record training");
    EXPECT_TRUE(admin.page().says("Enter what the training was"));
    EXPECT_TRUE(admin.page().says("Enter a date that exists"));
    admin.submit({{"course", "Taking consent"},
                  {"completed-day", "27"},
                  {"completed-month", "feb"},
                  {"completed-year", "2026"},
                  {"until-day", "1"},
                  {"until-month", "3"},
                  {"until-year", "2026"}},
                 "Record training");
    EXPECT_TRUE(admin.page().says("Taking consent 27 February 2026 1 March 2026 Run out"))
        << admin.page().text;
}

TEST_P(AdminPages, TheListIsPagedAndShowsEachAccountOnce)
{
    for (int i = 0; i < 100; ++i) {
        EXPECT_TRUE(staff::add_user(world.services, *world.trial.units, "Robin Example",
                                    "robin" + std::to_string(i) + "@example.org"));
    }
    auto admin = world.signed_in("admin");
    for (const auto* order : {"/staff", "/staff?order=oldest"}) {
        std::multiset<std::string> seen;
        admin.get(order);
        for (;;) {
            std::string next;
            for (const auto& link : admin.page().links) {
                if (link.href.starts_with("/staff/") && link.href.size() == 39) {
                    seen.insert(link.href);
                }
                if (link.href.find("after=") != std::string::npos) next = link.href;
            }
            if (next.empty()) break;
            admin.get(next);
        }
        EXPECT_EQ(seen.size(), 119U) << order;
        EXPECT_EQ(std::set(seen.begin(), seen.end()).size(), 119U) << order;
    }
}

TEST_P(AdminPages, TheListIsSearchedByRole)
{
    auto admin = world.signed_in("admin");
    admin.get("/staff");
    admin.get("/staff?role=intake_officer&order=newest");
    EXPECT_TRUE(admin.page().says("Ines Okafor"));
    EXPECT_FALSE(admin.page().says("Tom Hallam"));
}

// security 5, row 2: an order or a role that no page of ours sends is no request of ours.
TEST_P(AdminPages, AnOrderThatIsNoneIsRefused)
{
    auto admin = world.signed_in("admin");
    for (const auto* query : {"order=name", "order=newest%3B--", "role=god", "role=%27"}) {
        EXPECT_EQ(admin.get("/staff?" + std::string(query)).status, 400) << query;
    }
}
