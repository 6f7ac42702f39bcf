// What the command line does to accounts.
#include "people/staff/user_commands.hpp"

#include "tests/support/staff_world.hpp"

#include <gtest/gtest.h>

using namespace evenhand;
using namespace evenhand::staff;

namespace user_commands_test {

struct World : tests::StaffWorld
{
    storage::Units& units() { return *trial.units; }

    std::vector<Role> roles_of(std::string_view email)
    {
        for (const auto& row : list_users(services, units())) {
            if (row.account.email == email) return row.roles;
        }
        return {};
    }
};

} // namespace user_commands_test

using user_commands_test::World;

TEST(UserCommands, AddGivesALinkAndNoRole)
{
    World world;
    const auto added = add_user(world.services, world.units(), "Robin Newcomer", "r@example.org");
    ASSERT_TRUE(added.has_value());
    EXPECT_TRUE(added->link.starts_with("http://127.0.0.1:8080/set-up/"));
    EXPECT_TRUE(world.roles_of("r@example.org").empty());
}

TEST(UserCommands, AddRefusesATakenOrWrongAddressInOneSentence)
{
    World world;
    EXPECT_EQ(add_user(world.services, world.units(), "Robin", "intake@example.org").error(),
              "An account has that email address already.");
    EXPECT_EQ(add_user(world.services, world.units(), "Robin", "nowhere").error(),
              "That is not an email address.");
    EXPECT_EQ(add_user(world.services, world.units(), "4", "r@example.org").error(),
              "That is not a name.");
}

TEST(UserCommands, GrantAndRevokeChangeTheRoles)
{
    World world;
    const auto email = "steering@example.org";
    EXPECT_TRUE(grant_role(world.services, world.units(), email, "auditor", "asked for"));
    EXPECT_EQ(world.roles_of(email), (std::vector{Role::steering_viewer, Role::auditor}));
    EXPECT_TRUE(revoke_role(world.services, world.units(), email, "steering_viewer", "left"));
    EXPECT_EQ(world.roles_of(email), (std::vector{Role::auditor}));
    EXPECT_FALSE(revoke_role(world.services, world.units(), email, "steering_viewer", "again"));
}

TEST(UserCommands, GrantRefusesWhatTheRulesRefuse)
{
    World world;
    const auto refused = [&](std::string_view email, std::string_view role) {
        return !grant_role(world.services, world.units(), email, role, "test").has_value();
    };
    EXPECT_TRUE(refused("intake@example.org", "custodian"));      // a forbidden pair
    EXPECT_TRUE(refused("intake@example.org", "intake_officer")); // has it
    EXPECT_TRUE(refused("intake@example.org", "participant"));    // no role for staff
    EXPECT_TRUE(refused("intake@example.org", "god"));            // no role
    EXPECT_TRUE(refused("nobody@example.org", "auditor"));        // no account
    EXPECT_EQ(world.roles_of("intake@example.org"), (std::vector{Role::intake_officer}));
}

TEST(UserCommands, ResetTakesAwayEveryWayInAndGivesANewLink)
{
    World world;
    auto browser = world.signed_in("intake");
    const auto reset =
        reset_user(world.services, world.units(), "intake@example.org", "lost phone");
    ASSERT_TRUE(reset.has_value());
    EXPECT_EQ(browser.get("/account").url.substr(0, 8), "/sign-in");
    world.give_password(browser, "intake");
    EXPECT_EQ(browser.page().status, 422);
    EXPECT_EQ(browser.get(reset->link.substr(21)).heading, "Choose a password");
    EXPECT_EQ(world.roles_of("intake@example.org"), (std::vector{Role::intake_officer}));
}

TEST(UserCommands, TrainWantsRealDays)
{
    World world;
    const auto trained = [&](std::string_view on, std::string_view until) {
        return train_user(world.services, world.units(), "intake@example.org",
                          {"Taking consent", on, until})
            .has_value();
    };
    EXPECT_TRUE(trained("2026-01-15", ""));
    EXPECT_TRUE(trained("2026-01-15", "2027-01-14"));
    EXPECT_FALSE(trained("2026-02-30", ""));
    EXPECT_FALSE(trained("2026-01-15", "soon"));
}

TEST(UserCommands, AnEndedAccountIsNoLongerFoundByItsAddress)
{
    World world;
    EXPECT_TRUE(end_user(world.services, world.units(), "intake@example.org", "left"));
    EXPECT_FALSE(end_user(world.services, world.units(), "intake@example.org", "again"));
}

TEST(DemoAccounts, ThereIsOneForEachRoleOfStaffAndMoreWhereAreasDiffer)
{
    World world;
    std::size_t roles = 0;
    for (const auto role : all_roles) {
        if (!is_for_staff(role)) continue;
        ++roles;
        bool found = false;
        for (const auto& account : demo_accounts())
            found = found || account.role == role;
        EXPECT_TRUE(found) << name_of(role);
    }
    EXPECT_EQ(list_users(world.services, world.units()).size(), roles + 3);
}

TEST(DemoAccounts, OnlyADemonstrationTellsItsCodes)
{
    const auto now = Instant::from_micros(1'772'443'800'000'000);
    const auto demo = crypto::Keys::for_demo(7, now);
    EXPECT_EQ(demo_code(demo, "intake", now).value().size(), 6U);
    EXPECT_FALSE(demo_code(demo, "nobody", now).has_value());
    auto random = KeyedRandomSource::from_seed(1);
    const auto live = crypto::Keys::random(crypto::Mode::live, now, random);
    EXPECT_FALSE(demo_code(live, "intake", now).has_value());
    EXPECT_THROW(static_cast<void>(demo_code_secret(live, demo_accounts().at(0))), Bug);
}
