#include "people/staff/permissions.hpp"

#include "core/rng.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <string_view>
#include <vector>

using namespace evenhand;
using namespace evenhand::staff;

namespace permissions_test {

std::set<std::string> allowed(Standing standing, const std::vector<Role>& roles)
{
    std::set<std::string> names;
    for (const auto& permission : all_permissions()) {
        for (const auto relation : all_relations())
            if (may(standing, roles, permission.name, relation)) names.emplace(permission.name);
    }
    return names;
}

/// Rooms whose pages show who somebody is, or what support has done: all that is permitted there is
/// denied to the blind, so that a permission added later cannot be forgotten.
bool shows_people(std::string_view permission)
{
    constexpr std::array rooms{std::string_view("triage."),
                               std::string_view("identity."),
                               std::string_view("participants."),
                               std::string_view("contacts."),
                               std::string_view("withdrawal."),
                               std::string_view("concerns.manage"),
                               std::string_view("caseload."),
                               std::string_view("cases."),
                               std::string_view("interviews.reassign"),
                               std::string_view("packs."),
                               std::string_view("deviations.")};
    return std::any_of(rooms.begin(), rooms.end(),
                       [&](std::string_view room) { return permission.starts_with(room); });
}

} // namespace permissions_test

using permissions_test::allowed;
using permissions_test::shows_people;

TEST(Permissions, AVisitorHasThisAndNoMore)
{
    EXPECT_EQ(allowed(Standing::visitor, {}), (std::set<std::string>{"public"}));
}

TEST(Permissions, SomeoneHalfSignedInMayOnlyGiveTheCode)
{
    EXPECT_EQ(allowed(Standing::half_signed_in, {}),
              (std::set<std::string>{"public", "sign_in.finish"}));
}

TEST(Permissions, RolesCountOnlyOnceSomeoneIsSignedIn)
{
    for (const auto role : all_roles) {
        EXPECT_EQ(allowed(Standing::half_signed_in, {role}), allowed(Standing::half_signed_in, {}));
        EXPECT_EQ(allowed(Standing::visitor, {role}), allowed(Standing::visitor, {}));
    }
}

TEST(Permissions, AParticipantOrReferrerHasNothingThatStaffHave)
{
    EXPECT_EQ(allowed(Standing::visitor, {Role::participant}), (std::set<std::string>{"public"}));
    for (const auto& rule : all_rules()) {
        EXPECT_TRUE(is_for_staff(rule.role)) << name_of(rule.role) << ' ' << rule.permission;
    }
}

TEST(Permissions, StaffWithoutARoleHaveTheirOwnAccountAlone)
{
    EXPECT_EQ(allowed(Standing::staff, {}),
              (std::set<std::string>{"public", "own_account.read", "own_account.change"}));
}

TEST(Permissions, TheSystemAdministratorSeesNoData)
{
    EXPECT_EQ(allowed(Standing::staff, {Role::system_administrator}),
              (std::set<std::string>{"public", "own_account.read", "own_account.change",
                                     "staff.list", "staff.manage", "staff.grant", "staff.approve",
                                     "ceremony.read", "ceremony.begin", "ceremony.propose"}));
}

TEST(Permissions, WhoIsBlindSeesNobodyWhateverElseTheyAre)
{
    for (const auto blind : all_roles) {
        if (!is_blind(blind)) continue;
        for (const auto other : all_roles) {
            for (const auto& name : allowed(Standing::staff, {blind, other})) {
                EXPECT_FALSE(shows_people(name)) << name << " to one who is " << name_of(other);
            }
        }
    }
}

TEST(Permissions, WhatNoLineNamesIsRefused)
{
    const std::vector<Role> everything(all_roles.begin(), all_roles.end());
    EXPECT_FALSE(may(Standing::staff, everything, "triage.unheard_of", "any"));
    EXPECT_FALSE(evaluate({}, everything, "triage.list", "any"));
}

TEST(Permissions, EachLineNamesARelationAndPermissionThatExist)
{
    for (const auto& rule : all_rules()) {
        const auto* permission = find_permission(rule.permission);
        ASSERT_NE(permission, nullptr) << rule.permission;
        EXPECT_EQ(permission->open_to, OpenTo::roles) << rule.permission;
        const auto relations = all_relations();
        EXPECT_NE(std::find(relations.begin(), relations.end(), rule.relation), relations.end());
    }
}

TEST(Permissions, NoPermissionIsListedTwice)
{
    std::set<std::string_view> names;
    for (const auto& permission : all_permissions()) {
        EXPECT_TRUE(names.insert(permission.name).second) << permission.name;
        EXPECT_FALSE(permission.words.empty());
    }
}

// security 2.4, case 21: 100,000 random files and people; the program agrees with the definition
// written the other way round, and a line that denies is never overruled.
TEST(Permissions, ADenyingLineAlwaysWins)
{
    constexpr std::array<std::string_view, 3> names{"a.read", "b.read", "c.read"};
    constexpr std::array<std::string_view, 3> relations{"any", "own_account", "own_area"};
    Rng draws(20260301);
    int denied = 0;
    for (int round = 0; round < 100'000; ++round) {
        std::vector<Rule> rules;
        const auto count = draws.uniform(8);
        for (std::uint64_t i = 0; i < count; ++i) {
            rules.push_back({all_roles[draws.uniform(all_roles.size())], names[draws.uniform(3)],
                             relations[draws.uniform(3)],
                             draws.uniform(2) == 0 ? Effect::allow : Effect::deny});
        }
        const std::vector<Role> roles{all_roles[draws.uniform(all_roles.size())],
                                      all_roles[draws.uniform(all_roles.size())]};
        const auto name = names[draws.uniform(3)];
        const auto relation = relations[draws.uniform(3)];

        const auto touches = [&](Effect effect) {
            return std::any_of(rules.begin(), rules.end(), [&](const Rule& rule) {
                return rule.effect == effect && rule.permission == name &&
                       (rule.relation == "any" || rule.relation == relation) &&
                       (rule.role == roles[0] || rule.role == roles[1]);
            });
        };
        if (touches(Effect::deny)) ++denied;
        ASSERT_EQ(evaluate(rules, roles, name, relation),
                  touches(Effect::allow) && !touches(Effect::deny));
    }
    EXPECT_GT(denied, 1000); // the property was put to the test
}

TEST(ForbiddenPairs, HoldInBothOrders)
{
    EXPECT_TRUE(is_forbidden_pair(Role::custodian, Role::intake_officer));
    EXPECT_TRUE(is_forbidden_pair(Role::intake_officer, Role::custodian));
    for (const auto one : all_roles) {
        for (const auto other : all_roles) {
            EXPECT_EQ(is_forbidden_pair(one, other), is_forbidden_pair(other, one));
        }
    }
}

TEST(ForbiddenPairs, NobodyIsSystemAdministratorAndAnythingElse)
{
    for (const auto role : all_roles) {
        EXPECT_EQ(is_forbidden_pair(Role::system_administrator, role),
                  role != Role::system_administrator);
    }
}

TEST(ForbiddenPairs, WhoRecruitsNeitherHoldsTheSequenceNorKnowsResults)
{
    for (const auto recruits : {Role::intake_officer, Role::employment_specialist, Role::team_lead,
                                Role::provider_manager}) {
        EXPECT_TRUE(is_forbidden_pair(recruits, Role::custodian)) << name_of(recruits);
        EXPECT_TRUE(is_forbidden_pair(recruits, Role::unblinded_statistician));
        EXPECT_TRUE(is_forbidden_pair(recruits, Role::monitoring_member));
    }
}

TEST(ForbiddenPairs, LeaveOrdinaryCombinationsAlone)
{
    EXPECT_FALSE(is_forbidden_pair(Role::intake_officer, Role::team_lead));
    EXPECT_FALSE(is_forbidden_pair(Role::intake_officer, Role::intake_officer));
    EXPECT_FALSE(is_forbidden_pair(Role::auditor, Role::data_protection_officer));
}

TEST(RoleName, GoesThereAndBack)
{
    for (const auto role : all_roles) {
        EXPECT_EQ(role_named(name_of(role)), role);
        EXPECT_FALSE(title_of(role).empty());
    }
    EXPECT_FALSE(role_named("administrator").has_value());
    EXPECT_FALSE(role_named("").has_value());
}
