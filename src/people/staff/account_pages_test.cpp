// A person's own account, and the first sign-in by invitation, as a browser meets them.
#include "crypto/one_time_code.hpp"
#include "people/staff/user_commands.hpp"
#include "storage/audit_verify.hpp"
#include "tests/support/staff_world.hpp"

#include <gtest/gtest.h>

#include <algorithm>

using namespace evenhand;
using namespace std::chrono_literals;

namespace account_pages_test {

constexpr auto new_password = "rhubarb lantern tuesday";

/// What stands in the code elements of a page: recovery codes, or the app's secret.
std::vector<std::string> codes_on(const tests::Visit& page)
{
    std::vector<std::string> codes;
    std::size_t at = 0;
    while ((at = page.body.find("<code>", at)) != std::string::npos) {
        at += 6;
        codes.push_back(page.body.substr(at, page.body.find("</code>", at) - at));
    }
    return codes;
}

/// The code that an app shows which was told this secret in letters.
std::string code_of(std::string letters, Instant now)
{
    std::erase(letters, ' ');
    Bytes bytes;
    int bits = 0;
    unsigned held = 0;
    for (const char c : letters) {
        held = held << 5U | static_cast<unsigned>(c >= '2' && c <= '7' ? c - '2' + 26 : c - 'A');
        bits += 5;
        if (bits >= 8) {
            bits -= 8;
            bytes.push_back(static_cast<std::uint8_t>(held >> static_cast<unsigned>(bits)));
            held &= (1U << static_cast<unsigned>(bits)) - 1;
        }
    }
    return crypto::totp_code(crypto::TotpSecret::from_bytes(bytes).value(), crypto::totp_step(now));
}

class AccountPages : public testing::TestWithParam<storage::Engine>
{
protected:
    tests::StaffWorld world{GetParam()};

    std::string invited_path(std::string_view email)
    {
        const auto user =
            staff::add_user(world.services, *world.trial.units, "Robin Newcomer", email).value();
        return user.link.substr(std::string("http://127.0.0.1:8080").size());
    }
};

INSTANTIATE_TEST_SUITE_P(Engines, AccountPages, testing::ValuesIn(tests::engines_under_test()),
                         tests::engine_name);

} // namespace account_pages_test

using namespace account_pages_test;

TEST_P(AccountPages, AnInvitationLeadsThroughPasswordAppAndCodesToAnAccountThatSignsIn)
{
    const auto path = invited_path("robin@example.org");
    auto browser = world.browser();
    browser.get(path);
    ASSERT_TRUE(browser.page().says("Robin Newcomer"));
    browser.submit({{"new_password", new_password}, {"again", new_password}}, "Continue");
    ASSERT_EQ(browser.page().url, path + "/app");
    EXPECT_NE(browser.page().body.find("<svg"), std::string::npos);

    const auto secret = codes_on(browser.page()).at(0);
    browser.submit({{"code", code_of(secret, world.clock.now())}}, "Continue");
    ASSERT_EQ(browser.page().url, path + "/codes");
    const auto codes = codes_on(browser.page());
    EXPECT_EQ(codes.size(), 10U);
    EXPECT_EQ(codes_on(browser.get(path + "/codes")), codes); // a reload loses nothing
    browser.submit({}, "I have kept these codes");
    ASSERT_EQ(browser.page().url, "/sign-in");

    world.next_code();
    browser.submit({{"email", "robin@example.org"}, {"password", new_password}}, "Continue");
    browser.submit({{"code", code_of(secret, world.clock.now())}}, "Continue");
    EXPECT_EQ(browser.page().url, "/account");
    EXPECT_TRUE(browser.page().says("Robin Newcomer"));
    EXPECT_EQ(world.browser().get(path).status, 404); // the link works once
}

TEST_P(AccountPages, AnInvitationThatRanOutOrIsMadeUpIsNotThere)
{
    const auto path = invited_path("robin@example.org");
    EXPECT_EQ(world.browser().get("/set-up/" + std::string(43, 'A')).status, 404);
    world.clock.advance(24h * 7);
    EXPECT_EQ(world.browser().get(path).status, 404);
}

TEST_P(AccountPages, NoStepOfTheSetUpCanBeLeftOut)
{
    const auto path = invited_path("robin@example.org");
    auto browser = world.browser();
    EXPECT_EQ(browser.get(path + "/app").status, 404);
    EXPECT_EQ(browser.get(path + "/codes").status, 404);
    browser.get(path);
    browser.submit({{"new_password", new_password}, {"again", new_password}}, "Continue");
    EXPECT_EQ(browser.get(path + "/codes").status, 404);

    browser.get("/sign-in");
    browser.submit({{"email", "robin@example.org"}, {"password", new_password}}, "Continue");
    EXPECT_EQ(browser.page().status, 422); // not set up, so no account to sign in to
}

TEST_P(AccountPages, ANewPasswordIsCheckedAndSaysWhy)
{
    const auto path = invited_path("robin@example.org");
    auto browser = world.browser();
    const std::vector<std::pair<std::string, std::string>> tries{
        {"short", "must have 12 characters"}, {"passwordpassword", "guess first"},
        {"robin newcomer", "your name"},      {"aaaaaaaaaaaaaaaa", "one thing repeated"},
        {"", "Enter a new password"},
    };
    for (const auto& [typed, words] : tries) {
        browser.get(path);
        browser.submit({{"new_password", typed}, {"again", typed}}, "Continue");
        EXPECT_EQ(browser.page().status, 422) << typed;
        EXPECT_TRUE(browser.page().says(words)) << typed << ": " << browser.page().text;
        EXPECT_EQ(browser.page().body.find("value=\"" + typed + "\""), std::string::npos);
    }
    browser.get(path);
    browser.submit({{"new_password", new_password}, {"again", "something else"}}, "Continue");
    EXPECT_TRUE(browser.page().says("The two passwords are not the same"));
}

TEST_P(AccountPages, AChangedPasswordSignsOutEverywhereElse)
{
    auto here = world.signed_in("intake");
    auto there = world.signed_in("intake");
    here.follow("Change your password");
    here.submit({{"password", world.account("intake").password},
                 {"new_password", new_password},
                 {"again", new_password}},
                "Change password");
    EXPECT_EQ(here.page().url, "/account");
    EXPECT_EQ(here.get("/account").status, 200);
    EXPECT_EQ(there.get("/account").url.substr(0, 8), "/sign-in");

    auto again = world.browser();
    again.get("/sign-in");
    again.submit({{"email", world.account("intake").email}, {"password", new_password}},
                 "Continue");
    EXPECT_EQ(again.page().url, "/sign-in/code");
}

TEST_P(AccountPages, AWrongPresentPasswordIsRefusedAndCounted)
{
    auto browser = world.signed_in("intake");
    for (int i = 0; i < 10; ++i) {
        browser.get("/account/password");
        browser.submit({{"password", "not the password"},
                        {"new_password", new_password},
                        {"again", new_password}},
                       "Change password");
        ASSERT_TRUE(browser.page().says("That is not the password you have now")) << i;
    }
    browser.get("/account/password");
    browser.submit({{"password", world.account("intake").password},
                    {"new_password", new_password},
                    {"again", new_password}},
                   "Change password");
    EXPECT_EQ(browser.page().status, 429);
}

TEST_P(AccountPages, APasswordFormSentAgainFindsItsWorkDone)
{
    auto browser = world.signed_in("intake");
    browser.get("/account/password");
    const auto form = browser.filled({{"password", world.account("intake").password},
                                      {"new_password", new_password},
                                      {"again", new_password}},
                                     "Change password");
    for (int i = 0; i < 2; ++i) {
        const auto answer = browser.send(browser.form_head("/account/password"), form.encode());
        EXPECT_EQ(answer.status, 303) << i;
    }
}

TEST_P(AccountPages, NewRecoveryCodesTakeThePlaceOfTheOldWhenTheyAreKept)
{
    auto browser = world.signed_in("intake");
    browser.get("/account/recovery-codes/new");
    browser.submit({}, "Make new codes");
    ASSERT_EQ(browser.page().url, "/account/recovery-codes");
    const auto codes = codes_on(browser.page());
    ASSERT_EQ(codes.size(), 10U);
    browser.submit({}, "I have kept these codes");
    EXPECT_TRUE(browser.page().says("Recovery codes you have not used: 10"));
    EXPECT_EQ(browser.get("/account/recovery-codes").status, 404); // shown once

    auto lost_phone = world.browser();
    world.give_password(lost_phone, "intake");
    lost_phone.follow("I do not have my phone: use a recovery code");
    lost_phone.submit({{"code", codes[3]}}, "Continue");
    EXPECT_EQ(lost_phone.page().url, "/account");
    EXPECT_TRUE(lost_phone.page().says("Recovery codes you have not used: 9"));

    auto again = world.browser();
    world.give_password(again, "intake");
    again.get("/sign-in/recovery-code");
    again.submit({{"code", codes[3]}}, "Continue");
    EXPECT_TRUE(again.page().says("or you have used it before"));
}

TEST_P(AccountPages, StepUpAsksForTheCodeAgainAfterFiveMinutes)
{
    auto browser = world.signed_in("intake");
    world.clock.advance(5min + 1s);
    browser.get("/account/recovery-codes/new");
    ASSERT_EQ(browser.page().url, "/confirm?next=%2Faccount%2Frecovery-codes%2Fnew");
    const auto before = browser.cookies.at("__Host-sid");
    browser.submit({{"code", world.code("intake")}}, "Continue");
    EXPECT_EQ(browser.page().url, "/account/recovery-codes/new");
    EXPECT_NE(browser.cookies.at("__Host-sid"), before);
}

TEST_P(AccountPages, ASessionElsewhereCanBeEnded)
{
    auto here = world.signed_in("intake");
    auto there = world.signed_in("intake");
    here.get("/account");
    const auto& forms = here.page().forms;
    const auto end = std::find_if(forms.begin(), forms.end(), [](const tests::PageForm& form) {
        return form.action.starts_with("/account/sessions/");
    });
    ASSERT_NE(end, forms.end());
    here.submit({}, end->buttons.at(0).text);
    EXPECT_EQ(here.page().url, "/account");
    EXPECT_EQ(there.get("/account").url.substr(0, 8), "/sign-in");
    EXPECT_EQ(here.get("/account").status, 200);
}

TEST_P(AccountPages, SomebodyElsesSessionIsNotThere)
{
    auto mine = world.signed_in("intake");
    auto theirs = world.signed_in("lead");
    const auto sessions = world.trial.units->read(
        {storage::ActorKind::system, "test", {}}, "test", [&](storage::UnitOfWork& work) {
            const auto lead = world.services.accounts.find(
                work, EmailAddress::parse(world.account("lead").email).value());
            return world.services.sessions.list(work, lead->id.text());
        });
    ASSERT_EQ(sessions.size(), 1U);
    mine.get("/account/password");
    auto form = mine.filled({}, "Change password");
    const auto answer =
        mine.send(mine.form_head("/account/sessions/" + sessions[0].id + "/end"), form.encode());
    EXPECT_EQ(answer.status, 404);
    EXPECT_EQ(theirs.get("/account").status, 200);
}

TEST_P(AccountPages, ThePageSaysWhenTheSessionEndsAndCanPutItOff)
{
    auto browser = world.signed_in("intake");
    EXPECT_TRUE(browser.page().says("You will be signed out on 2 March 2026 at 9:50am"));
    world.clock.advance(19min);
    browser.submit({}, "Stay signed in (opens in a new tab)");
    EXPECT_EQ(browser.page().url, "/session");
    world.clock.advance(19min);
    EXPECT_EQ(browser.get("/account").url, "/account");
}

TEST_P(AccountPages, EveryRowOfStaffIsWhatTheAuditLogCommittedTo)
{
    auto browser = world.signed_in("intake");
    const auto report = storage::verify_all({.database = *world.trial.database,
                                             .keys = world.trial.keys,
                                             .origin = "test",
                                             .checkpoints_file = {},
                                             .on_progress = {}},
                                            staff::audited_tables());
    EXPECT_TRUE(report.good());
    // Nineteen accounts with a role and a training each; five of them work in areas.
    EXPECT_EQ(report.rows, 62U);
}
