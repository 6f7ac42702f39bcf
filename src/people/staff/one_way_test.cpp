// A role that sees the trial by arm is one-way: nobody comes back from it to a blind one.
#include "people/staff/user_commands.hpp"
#include "tests/support/golden_file.hpp"
#include "tests/support/spec_table.hpp"
#include "tests/support/staff_world.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <stdexcept>
#include <string>
#include <vector>

using namespace evenhand;
using namespace evenhand::staff;

namespace one_way_test {

constexpr const char* spec = "one-way-roles.spec";
constexpr std::string_view refusal_words = "Such a role is one-way";

struct OneWay : testing::TestWithParam<storage::Engine>
{
    tests::StaffWorld world{GetParam()};

    Result<std::string, std::string> grant(std::string_view email, std::string_view role)
    {
        return grant_role(world.services, *world.trial.units, email, role, "asked for");
    }
    Result<std::string, std::string> revoke(std::string_view email, std::string_view role)
    {
        return revoke_role(world.services, *world.trial.units, email, role, "moved on");
    }
    void add(std::string_view name, std::string_view email)
    {
        ASSERT_TRUE(add_user(world.services, *world.trial.units, name, email));
    }
    bool has_roles(std::string_view email, const std::vector<Role>& wanted)
    {
        for (const auto& row : list_users(world.services, *world.trial.units))
            if (row.account.email == email && row.account.state != AccountState::ended)
                return row.roles == wanted;
        return false;
    }
};

INSTANTIATE_TEST_SUITE_P(Engines, OneWay, testing::ValuesIn(tests::engines_under_test()),
                         tests::engine_name);

Role role_titled(std::string_view title)
{
    const auto found = std::ranges::find(all_roles, title, title_of);
    if (found == all_roles.end()) throw std::runtime_error("no such role");
    return *found;
}

Account robin()
{
    return {.id = *AccountId::parse(std::string(32, '1')),
            .state = AccountState::active,
            .name = "Robin",
            .email = "robin@example.org",
            .recorded_at = {}};
}

/// What refuses the role for an account without any now, that once had those.
std::optional<GrantRefusal> refused(Role wanted, const std::vector<Role>& ever)
{
    const Account account = robin();
    return refuse_grant({.granted_by = "", .account = account, .role = wanted, .ever = ever});
}

} // namespace one_way_test

using namespace one_way_test;

TEST(OneWayRule, WhoeverSawTheTrialByArmIsNeverBlindAgain)
{
    for (const Role had : all_roles) {
        for (const Role wanted : all_roles) {
            if (!is_blind(wanted)) continue;
            const auto expected =
                is_one_way(had) ? std::optional(GrantRefusal::one_way) : std::nullopt;
            EXPECT_EQ(refused(wanted, {had}), expected) << name_of(had) << ' ' << name_of(wanted);
        }
    }
}

TEST(OneWayRule, IsTheTableThatATrialManagerSigns)
{
    for (const auto& row : support::read_spec(spec, 3)) {
        const Role had = role_titled(row.cells[0]);
        const Role wanted = role_titled(row.cells[1]);
        ASSERT_TRUE(row.cells[2] == "may" || row.cells[2] == "never") << "line " << row.line;
        EXPECT_EQ(refused(wanted, {had}),
                  row.cells[2] == "never" ? std::optional(GrantRefusal::one_way) : std::nullopt)
            << "line " << row.line;
    }
}

TEST(OneWayRule, IsPrintedForThoseWhoSignForIt)
{
    tests::expect_golden(
        "docs/spec/one-way-roles.md",
        support::printed_spec(spec, "Which role may be given to whoever once had another"));
}

TEST(OneWayRule, OneOldRoleAmongManyIsEnough)
{
    EXPECT_EQ(refused(Role::interviewer,
                      {Role::auditor, Role::unblinded_statistician, Role::steering_viewer}),
              GrantRefusal::one_way);
}

TEST(OneWayRule, AnApprovalIsHeldAgainstItToo)
{
    const Account account = robin();
    const Proposal proposal{.id = *GrantId::parse(std::string(32, '2')),
                            .role = Role::evaluator,
                            .at = {},
                            .proposed_by = "staff:one",
                            .reason = "asked"};
    const std::array ever{Role::unblinded_statistician};
    EXPECT_EQ(refuse_approval(
                  proposal,
                  {.granted_by = "two", .account = account, .role = Role::evaluator, .ever = ever}),
              ApprovalRefusal::one_way);
}

TEST_P(OneWay, TakingTheRoleAwayOpensNothingAgain)
{
    add("Robin Newcomer", "robin@example.org");
    const auto granted = grant("robin@example.org", "unblinded_statistician");
    ASSERT_TRUE(granted);
    EXPECT_NE(granted->find("This role is one-way"), std::string::npos);
    ASSERT_TRUE(revoke("robin@example.org", "unblinded_statistician"));
    for (const auto* blind : {"interviewer", "evaluator"}) {
        const auto refused = grant("robin@example.org", blind);
        ASSERT_FALSE(refused);
        EXPECT_NE(refused.error().find(refusal_words), std::string::npos) << refused.error();
    }
    EXPECT_TRUE(has_roles("robin@example.org", {}));
    EXPECT_TRUE(grant("robin@example.org", "auditor"));
    EXPECT_TRUE(grant("robin@example.org", "unblinded_statistician"));
}

TEST_P(OneWay, ABlindRoleThatWasTakenAwayClosesNothing)
{
    add("Robin Newcomer", "robin@example.org");
    const auto granted = grant("robin@example.org", "interviewer");
    ASSERT_TRUE(granted);
    EXPECT_EQ(granted->find("one-way"), std::string::npos);
    ASSERT_TRUE(revoke("robin@example.org", "interviewer"));
    EXPECT_TRUE(grant("robin@example.org", "unblinded_statistician"));
}

TEST_P(OneWay, ANewAccountOfTheSameAddressHasForgottenNothing)
{
    add("Robin Newcomer", "robin@example.org");
    ASSERT_TRUE(grant("robin@example.org", "unblinded_statistician"));
    ASSERT_TRUE(end_user(world.services, *world.trial.units, "robin@example.org", "left"));
    add("Robin Newcomer", "robin@example.org");
    EXPECT_FALSE(grant("robin@example.org", "evaluator"));
    add("Somebody Else", "somebody.else@example.org");
    EXPECT_TRUE(grant("somebody.else@example.org", "evaluator"));
}

TEST_P(OneWay, ARoleThatWasOnlyProposedOpenedNothing)
{
    add("Robin Newcomer", "robin@example.org");
    auto admin = world.signed_in("admin");
    const auto propose = [&](const std::string& role) {
        admin.get("/staff");
        admin.follow("Robin Newcomer");
        admin.follow("Propose a role");
        admin.submit({{"role", role}, {"reason", "asked for"}}, "Propose this role");
    };
    propose("unblinded_statistician");
    admin.follow("Approve or decline Unblinded statistician");
    EXPECT_TRUE(admin.page().says("This role is one-way"));
    auto manager = world.signed_in("manager");
    manager.get(admin.page().url);
    manager.submit({}, "Decline");
    propose("interviewer");
    EXPECT_TRUE(admin.page().says("Interviewer, proposed on"));
}

TEST_P(OneWay, ThePageRefusesInASentence)
{
    add("Robin Newcomer", "robin@example.org");
    ASSERT_TRUE(grant("robin@example.org", "unblinded_statistician"));
    ASSERT_TRUE(revoke("robin@example.org", "unblinded_statistician"));
    auto admin = world.signed_in("admin");
    admin.get("/staff");
    admin.follow("Robin Newcomer");
    admin.follow("Propose a role");
    EXPECT_TRUE(admin.page().says("This role is one-way"));
    admin.submit({{"role", "interviewer"}, {"reason", "asked for"}}, "Propose this role");
    EXPECT_EQ(admin.page().status, 422);
    EXPECT_TRUE(admin.page().says(std::string(refusal_words)));
}

TEST_P(OneWay, AProposalFromBeforeCannotBeApprovedAfterwards)
{
    add("Robin Newcomer", "robin@example.org");
    auto admin = world.signed_in("admin");
    admin.get("/staff");
    admin.follow("Robin Newcomer");
    admin.follow("Propose a role");
    admin.submit({{"role", "interviewer"}, {"reason", "asked for"}}, "Propose this role");
    // Granted and taken away by the command line, while the proposal waits.
    ASSERT_TRUE(grant("robin@example.org", "unblinded_statistician"));
    ASSERT_TRUE(revoke("robin@example.org", "unblinded_statistician"));
    auto manager = world.signed_in("manager");
    manager.get("/staff");
    manager.follow("Robin Newcomer");
    manager.follow("Approve or decline Interviewer");
    manager.submit({}, "Approve");
    EXPECT_EQ(manager.page().status, 409);
    EXPECT_TRUE(manager.page().says(std::string(refusal_words)));
    EXPECT_TRUE(has_roles("robin@example.org", {}));
}
