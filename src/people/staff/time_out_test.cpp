// A time-out loses no text (design 1.9): with real sessions, through the real pages for signing in.
#include "tests/support/staff_world.hpp"

#include <gtest/gtest.h>

using namespace evenhand;
using namespace std::chrono_literals;

namespace staff_time_out_test {

class TimeOut : public testing::TestWithParam<storage::Engine>
{
protected:
    tests::StaffWorld world{GetParam()};

    /// From the sign-in page on, as that account.
    void sign_in_again(tests::TestClient& browser, std::string_view handle)
    {
        world.next_code();
        const auto who = world.account(handle);
        browser.submit({{"email", who.email}, {"password", who.password}}, "Continue");
        browser.submit({{"code", world.code(handle)}}, "Continue");
    }
    static std::string typed(const tests::TestClient& browser, std::string_view field,
                             std::string_view button)
    {
        return std::string(browser.filled({}, button).value(field));
    }
};

INSTANTIATE_TEST_SUITE_P(Engines, TimeOut, testing::ValuesIn(tests::engines_under_test()),
                         tests::engine_name);

} // namespace staff_time_out_test

using staff_time_out_test::TimeOut;

TEST_P(TimeOut, AFormThatWasOpenOverNightIsFilledInAgainAfterSigningIn)
{
    auto admin = world.signed_in("admin");
    admin.get("/staff/new");
    world.clock.advance(20h);
    world.trial.clock.advance(20h);
    world.trial.units->write({}, "purge",
                             [&](storage::UnitOfWork& work) { world.sessions.purge(work); });
    admin.submit({{"name", "Robin Newcomer"}, {"email", "robin@example.org"}}, "Add");
    ASSERT_EQ(admin.page().url, "/sign-in?next=%2Fstaff%2Fnew&kept=yes");
    EXPECT_TRUE(admin.page().says("What you typed is kept"));

    sign_in_again(admin, "admin");
    ASSERT_EQ(admin.page().url, "/staff/new");
    EXPECT_TRUE(admin.page().says("What you typed is in the form again"));
    EXPECT_EQ(typed(admin, "name", "Add"), "Robin Newcomer");
    EXPECT_EQ(typed(admin, "email", "Add"), "robin@example.org");
    admin.submit({}, "Add");
    EXPECT_EQ(admin.page().heading, "Robin Newcomer");
    admin.get("/staff/new");
    EXPECT_EQ(typed(admin, "name", "Add"), "");
    EXPECT_FALSE(admin.page().says("in the form again"));
}

TEST_P(TimeOut, AFormForWhichTheCodeIsOwedAgainIsFilledInAgain)
{
    auto admin = world.signed_in("admin");
    admin.get("/staff");
    admin.follow("Ines Okafor");
    admin.follow("Propose a role");
    world.clock.advance(6min);
    admin.submit({{"role", "auditor"}, {"reason", "audits in May"}}, "Propose this role");
    ASSERT_EQ(admin.page().heading, "Enter your one-time code again");
    admin.submit({{"code", world.code("admin")}}, "Continue");
    EXPECT_EQ(typed(admin, "role", "Propose this role"), "auditor");
    EXPECT_EQ(typed(admin, "reason", "Propose this role"), "audits in May");
}

TEST_P(TimeOut, APasswordThatWasTypedIsNotKept)
{
    auto browser = world.signed_in("intake");
    browser.get("/account/password");
    world.clock.advance(21min);
    browser.submit({{"password", "one that was"}, {"new_password", "x"}, {"again", "x"}},
                   "Change password");
    EXPECT_EQ(browser.page().url, "/sign-in");
    EXPECT_FALSE(browser.page().says("is kept"));
}
