// Signing in, through the pages as a browser meets them.
#include "tests/support/staff_world.hpp"

#include <gtest/gtest.h>

using namespace evenhand;
using namespace std::chrono_literals;

namespace sign_in_test {

class SignIn : public testing::TestWithParam<storage::Engine>
{
protected:
    tests::StaffWorld world{GetParam()};

    void wrong_password(tests::TestClient& browser, std::string_view email)
    {
        browser.get("/sign-in");
        browser.submit({{"email", std::string(email)}, {"password", "not the password"}},
                       "Continue");
    }
    std::string email(std::string_view handle) { return world.account(handle).email; }
};

INSTANTIATE_TEST_SUITE_P(Engines, SignIn, testing::ValuesIn(tests::engines_under_test()),
                         tests::engine_name);

} // namespace sign_in_test

using namespace sign_in_test;

TEST_P(SignIn, APasswordAndACodeLeadToTheOwnAccount)
{
    auto browser = world.browser();
    world.give_password(browser, "intake");
    EXPECT_EQ(browser.page().url, "/sign-in/code");
    browser.submit({{"code", world.code("intake")}}, "Continue");
    EXPECT_EQ(browser.page().url, "/account");
    EXPECT_TRUE(browser.page().says("Ines Okafor"));
    EXPECT_TRUE(browser.page().says("Intake officer"));
}

// security 5, row 46: there is no way to a session without the second factor.
TEST_P(SignIn, ThePasswordAloneOpensNothing)
{
    auto browser = world.browser();
    world.give_password(browser, "intake");
    for (const auto* path : {"/account", "/account/password", "/session", "/confirm"}) {
        EXPECT_EQ(browser.get(path).url.substr(0, 8), "/sign-in") << path;
    }
}

TEST_P(SignIn, EmptyBoxesAreAnswered)
{
    auto browser = world.browser();
    browser.get("/sign-in");
    browser.submit({}, "Continue");
    EXPECT_EQ(browser.page().status, 422);
    EXPECT_TRUE(browser.page().says("Enter your email address"));
    EXPECT_TRUE(browser.page().says("Enter your password"));
    EXPECT_TRUE(browser.page().says("There is a problem"));
}

// security 2.4, case 28.
TEST_P(SignIn, AnUnknownAddressGetsTheSameAnswerAsAWrongPassword)
{
    auto known = world.browser();
    wrong_password(known, email("intake"));
    auto unknown = world.browser();
    wrong_password(unknown, "nobody@example.org");
    EXPECT_EQ(known.page().status, unknown.page().status);
    EXPECT_EQ(known.page().text, unknown.page().text);
    EXPECT_TRUE(known.page().says("Check your email address and password"));
}

TEST_P(SignIn, TheElevenGuessInFiveMinutesIsRefusedEvenIfItIsRight)
{
    auto attacker = world.browser();
    for (int i = 0; i < 10; ++i) {
        wrong_password(attacker, email("intake"));
        ASSERT_EQ(attacker.page().status, 422) << i;
    }
    wrong_password(attacker, email("intake"));
    EXPECT_EQ(attacker.page().status, 429);
    world.give_password(attacker, "intake");
    EXPECT_EQ(attacker.page().status, 429);
    world.clock.advance(5min);
    world.give_password(attacker, "intake");
    EXPECT_EQ(attacker.page().url, "/sign-in/code");
}

TEST_P(SignIn, AnUnknownAddressIsThrottledLikeAKnownOne)
{
    auto attacker = world.browser();
    for (int i = 0; i < 10; ++i)
        wrong_password(attacker, "nobody@example.org");
    wrong_password(attacker, "nobody@example.org");
    EXPECT_EQ(attacker.page().status, 429);
}

TEST_P(SignIn, ANetworkHasTenGuessesWhateverTheAddresses)
{
    auto attacker = world.browser();
    for (int i = 0; i < 10; ++i) {
        wrong_password(attacker, "nobody" + std::to_string(i) + "@example.org");
    }
    attacker.remote_address = "192.0.2.77"; // of the same network
    wrong_password(attacker, email("intake"));
    EXPECT_EQ(attacker.page().status, 429);
    attacker.remote_address = "198.51.100.1";
    wrong_password(attacker, email("intake"));
    EXPECT_EQ(attacker.page().status, 422);
}

// security 2.4, case 27.
TEST_P(SignIn, TheOwnerStillGetsInFromAKnownBrowserWhileOthersGuess)
{
    auto owner = world.signed_in("intake");
    auto attacker = world.browser();
    attacker.remote_address = "198.51.100.1";
    for (int i = 0; i < 30; ++i)
        wrong_password(attacker, email("intake"));
    ASSERT_EQ(attacker.page().status, 429);

    owner.cookies.erase("__Host-sid");
    world.next_code();
    world.give_password(owner, "intake");
    EXPECT_EQ(owner.page().url, "/sign-in/code");
    owner.submit({{"code", world.code("intake")}}, "Continue");
    EXPECT_EQ(owner.page().url, "/account");
}

TEST_P(SignIn, AKnownBrowserOfSomebodyElseHelpsNobody)
{
    auto other = world.signed_in("lead");
    other.cookies.erase("__Host-sid");
    for (int i = 0; i < 10; ++i)
        wrong_password(other, email("intake"));
    wrong_password(other, email("intake"));
    EXPECT_EQ(other.page().status, 429);
}

// security 2.4, case 29.
TEST_P(SignIn, ACodeWorksOnce)
{
    auto first = world.browser();
    world.give_password(first, "intake");
    const auto code = world.code("intake");
    first.submit({{"code", code}}, "Continue");
    ASSERT_EQ(first.page().url, "/account");

    auto second = world.browser();
    world.give_password(second, "intake");
    second.submit({{"code", code}}, "Continue");
    EXPECT_EQ(second.page().status, 422);
    EXPECT_TRUE(second.page().says("You have used that code"));
}

TEST_P(SignIn, FiveWrongCodesEndTheHalfSession)
{
    auto browser = world.browser();
    world.give_password(browser, "intake");
    const std::string wrong = world.code("intake") == "111111" ? "222222" : "111111";
    for (int i = 0; i < 4; ++i) {
        browser.submit({{"code", wrong}}, "Continue");
        ASSERT_TRUE(browser.page().says("That code is not right")) << i;
    }
    browser.submit({{"code", wrong}}, "Continue");
    EXPECT_TRUE(browser.page().says("Sign in again"));
    EXPECT_EQ(browser.get("/sign-in/code").url.substr(0, 8), "/sign-in");
    EXPECT_NE(browser.page().url, "/sign-in/code");
}

TEST_P(SignIn, ASlipOfTheFingerIsNoGuess)
{
    auto browser = world.browser();
    world.give_password(browser, "intake");
    for (int i = 0; i < 12; ++i) {
        browser.submit({{"code", "12345"}}, "Continue");
        ASSERT_TRUE(browser.page().says("Enter the 6 numbers")) << i;
    }
    browser.submit({{"code", world.code("intake")}}, "Continue");
    EXPECT_EQ(browser.page().url, "/account");
}

TEST_P(SignIn, TheCookieChangesWithTheCodeAndTheOldOneIsDead)
{
    auto browser = world.browser();
    world.give_password(browser, "intake");
    const auto half = browser.cookies.at("__Host-sid");
    browser.submit({{"code", world.code("intake")}}, "Continue");
    EXPECT_NE(browser.cookies.at("__Host-sid"), half);

    auto thief = world.browser();
    thief.cookies["__Host-sid"] = half;
    EXPECT_EQ(thief.get("/account").url.substr(0, 8), "/sign-in");
}

TEST_P(SignIn, TwentyIdleMinutesEndTheSessionAndThePageSaysSo)
{
    auto browser = world.signed_in("intake");
    world.clock.advance(20min + 1s);
    browser.get("/account");
    EXPECT_EQ(browser.page().url.substr(0, 8), "/sign-in");
    EXPECT_TRUE(browser.page().says("You were signed out because nothing happened"));
}

TEST_P(SignIn, SigningInAgainLeadsBackToThePageThatWasAskedFor)
{
    auto browser = world.browser();
    browser.get("/account/password");
    ASSERT_EQ(browser.page().url, "/sign-in?next=%2Faccount%2Fpassword");
    browser.submit({{"email", email("intake")}, {"password", world.account("intake").password}},
                   "Continue");
    browser.submit({{"code", world.code("intake")}}, "Continue");
    EXPECT_EQ(browser.page().url, "/account/password");
}

TEST_P(SignIn, NextNeverLeadsToAnotherSite)
{
    for (const auto* next : {"//example.com", "https://example.com/", "/\\example.com"}) {
        auto browser = world.browser();
        browser.get("/sign-in?next=" + std::string(next));
        if (browser.page().status == 400) continue; // not even a request
        for (const auto& field : browser.page().form("Continue").fields) {
            if (field.name != "next") continue;
            EXPECT_EQ(field.value, "/account") << next;
        }
    }
}

TEST_P(SignIn, SigningOutEndsTheSessionOnTheServer)
{
    auto browser = world.signed_in("intake");
    const auto cookie = browser.cookies.at("__Host-sid");
    browser.submit({}, "Sign out");
    EXPECT_EQ(browser.page().url, "/sign-in");
    auto thief = world.browser();
    thief.cookies["__Host-sid"] = cookie;
    EXPECT_EQ(thief.get("/account").url.substr(0, 8), "/sign-in");
}

TEST_P(SignIn, ARevokedRoleIsGoneAtTheNextRequest)
{
    auto browser = world.signed_in("intake");
    EXPECT_TRUE(browser.page().says("Intake officer"));
    world.trial.units->write(
        {storage::ActorKind::system, "test", {}}, "test", [&](storage::UnitOfWork& work) {
            const auto account =
                world.services.accounts.find(work, EmailAddress::parse(email("intake")).value());
            for (const auto& grant : world.services.roles.current(work, account->id)) {
                EXPECT_TRUE(
                    world.services.roles.revoke(work, account->id, grant.id, "left the team"));
            }
        });
    EXPECT_TRUE(browser.get("/account").says("None yet"));
}
