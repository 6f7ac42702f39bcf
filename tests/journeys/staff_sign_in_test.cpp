// Each role signs in and lands on a page that it may open, with links that it may follow.
#include "people/staff/demo_accounts.hpp"
#include "tests/journeys/journey.hpp"

namespace evenhand::tests {

class StaffSignIn : public Journey
{
};
EVENHAND_JOURNEY(StaffSignIn);

TEST_P(StaffSignIn, EachRoleLandsWhereItMayBe)
{
    for (const auto& account : staff::demo_accounts()) {
        auto browser = trial.signed_in(account.handle);
        EXPECT_EQ(browser.page().status, 200) << account.handle << " at " << browser.page().url;
        EXPECT_TRUE(browser.page().says(account.name)) << account.handle;
        EXPECT_TRUE(browser.page().says("My account")) << account.handle;
        for (const auto& link : browser.page().links) {
            if (!link.href.starts_with("/")) continue;
            const auto answer = browser.send(browser.page_head(link.href));
            EXPECT_LT(answer.status, 400) << account.handle << ": " << link.href;
        }
    }
}

TEST_P(StaffSignIn, WhoAskedForAPageIsLedToItOnceSignedIn)
{
    auto person = trial.browser();
    send_self_referral(person);
    auto officer = trial.signed_in("intake");
    officer.follow("Open referral " + reference_on(person.page()));
    const auto record = officer.page().url;

    auto later = trial.browser();
    later.get(record);
    EXPECT_EQ(later.page().heading, "Sign in");
    EXPECT_EQ(later.page().body.find("Zoë"), std::string::npos);
    trial.advance(std::chrono::minutes(1));
    later.submit({{"email", "intake@example.org"}, {"password", "made-up intake password"}},
                 "Continue");
    later.submit({{"code", trial.code("intake")}}, "Continue");
    EXPECT_EQ(later.page().url, record);
}

} // namespace evenhand::tests
