#include "http/cookies.hpp"

#include "core/check.hpp"

#include <gtest/gtest.h>

namespace evenhand::http {
namespace cookies_test {

TEST(Cookies, OnlyOurOwnAreReadBesideWhateverElseTheBrowserHolds)
{
    const auto found =
        parse_cookies("theme={\"a\": 1}; __Host-sid=Ab_9-z;__Host-journey=xyz ; lone; =x");
    EXPECT_EQ(found.size(), 2U);
    EXPECT_EQ(found.at("__Host-sid"), "Ab_9-z");
    EXPECT_EQ(found.at("__Host-journey"), "xyz");
}

TEST(Cookies, ANameThatStandsTwiceCountsAsAbsent)
{
    EXPECT_TRUE(parse_cookies("__Host-sid=one; __Host-sid=two").empty());
    EXPECT_TRUE(parse_cookies("__Host-sid=one; __Host-sid=\"two\"; __Host-sid=three").empty());
}

TEST(Cookies, AValueOfOtherCharactersIsNoneOfOurs)
{
    EXPECT_TRUE(parse_cookies("__Host-sid=a b").empty());
    EXPECT_TRUE(parse_cookies("__Host-sid=\"quoted\"").empty());
    EXPECT_TRUE(parse_cookies("__Host-sid=" + std::string(257, 'a')).empty());
    EXPECT_TRUE(parse_cookies("__host-sid=a").empty());
}

TEST(Cookies, EveryCookieWeSetIsSecureHttpOnlyAndOfOneSite)
{
    EXPECT_EQ(set_cookie_field({"__Host-sid", "abc", -1, false}),
              "__Host-sid=abc; Path=/; Secure; HttpOnly; SameSite=Strict");
    EXPECT_EQ(set_cookie_field({"__Host-journey", "abc", 600, true}),
              "__Host-journey=abc; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=600");
    EXPECT_EQ(set_cookie_field({"__Host-sid", "", -1, false}),
              "__Host-sid=; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=0");
}

TEST(Cookies, ACookieThatCouldBreakTheFieldCannotBeSet)
{
    EXPECT_THROW((void)set_cookie_field({"sid", "abc", -1, false}), Bug);
    EXPECT_THROW((void)set_cookie_field({"__Host-sid", "a\r\nb", -1, false}), Bug);
    EXPECT_THROW((void)set_cookie_field({"__Host-sid", "a; Domain=x", -1, false}), Bug);
}

} // namespace cookies_test
} // namespace evenhand::http
