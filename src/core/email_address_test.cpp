#include "core/email_address.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace evenhand::email_address_test {

std::string parsed(std::string_view typed)
{
    const auto address = EmailAddress::parse(typed);
    return address ? address->reveal() : std::string(code(address.error()));
}

std::optional<std::string_view> likely(std::string_view typed)
{
    return EmailAddress::parse(typed)->likely_domain();
}

TEST(EmailAddress, OrdinaryAndUnusualAddressesAreTaken)
{
    EXPECT_EQ(parsed("sam@example.com"), "sam@example.com");
    EXPECT_EQ(parsed("o'neil+ww@example.org"), "o'neil+ww@example.org");
    EXPECT_EQ(parsed(" Sam@Example.COM "), "Sam@example.com");
    EXPECT_EQ(parsed("!#$%&'*+/=?^_{|}~-@a-b.example.co.uk"),
              "!#$%&'*+/=?^_{|}~-@a-b.example.co.uk");
    EXPECT_EQ(parsed("sam@xn--bcher-kva.example"), "sam@xn--bcher-kva.example");
    EXPECT_EQ(parsed("sam@example.xn--p1ai"), "sam@example.xn--p1ai");
}

TEST(EmailAddress, EachSlipHasItsOwnRefusal)
{
    EXPECT_EQ(parsed(""), "empty");
    EXPECT_EQ(parsed("sam.example.com"), "missing_at");
    EXPECT_EQ(parsed("sam@@example.com"), "more_than_one_at");
    EXPECT_EQ(parsed("sam smith@example.com"), "has_spaces");
    EXPECT_EQ(parsed("a..b@example.com"), "misplaced_dot");
    EXPECT_EQ(parsed(".a@example.com"), "misplaced_dot");
    EXPECT_EQ(parsed("a.@example.com"), "misplaced_dot");
    EXPECT_EQ(parsed("@example.com"), "wrong_local_part");
    EXPECT_EQ(parsed("zo\xC3\xAB@example.com"), "wrong_local_part");
    EXPECT_EQ(parsed("\"sam\"@example.com"), "wrong_local_part");
    EXPECT_EQ(parsed("a`b@example.com"), "wrong_local_part");
    EXPECT_EQ(parsed("sam@example.com\nBcc: x@example.com"), "not_text");
    EXPECT_EQ(parsed("sam\xFF@example.com"), "not_text");
}

TEST(EmailAddress, ADomainHasTwoPartsAndALetteredEnd)
{
    for (const char* typed :
         {"a@b", "a@-x.com", "a@x-.com", "a@x..com", "a@.com", "a@x.com.", "a@x.c", "a@x.c0m",
          "a@x_y.com", "a@", "a@127.0.0.1", "a@[::1]", "a@x--y.com", "a@xn--.com",
          "a@b\xC3\xBC"
          "cher.com"})
        EXPECT_EQ(parsed(typed), "wrong_domain") << typed;
}

TEST(EmailAddress, LengthsAreThoseOfTheMailStandard)
{
    const std::string label(60, 'a');
    const std::string domain = fmt::format("{0}.{0}.{0}.com", label); // 186 letters
    const std::string local(64, 'x');
    EXPECT_EQ(parsed(fmt::format("{}@{}", local, domain)).size(), 251U);
    EXPECT_EQ(parsed(fmt::format("{}x@{}", local, domain)), "too_long");
    EXPECT_EQ(parsed(fmt::format("{}@aa.{}", local, domain)).size(), 254U);
    EXPECT_EQ(parsed(fmt::format("{}@aaa.{}", local, domain)), "too_long");
    EXPECT_EQ(parsed(fmt::format("a@{}.com", local)), "wrong_domain");
}

TEST(EmailAddress, ASlipInAWellKnownDomainIsASuggestionNotARefusal)
{
    EXPECT_EQ(likely("sam@homtail.com"), "hotmail.com");
    EXPECT_EQ(likely("sam@hotmal.com"), "hotmail.com");
    EXPECT_EQ(likely("sam@gmail.con"), "gmail.com");
    EXPECT_EQ(likely("sam@yahoo.co.ku"), "yahoo.co.uk");
    EXPECT_EQ(likely("sam@iclooud.com"), "icloud.com");
    EXPECT_EQ(likely("sam@hotmail.com"), std::nullopt);
    EXPECT_EQ(likely("sam@ymail.com"), std::nullopt);
    EXPECT_EQ(likely("sam@example.com"), std::nullopt);
}

TEST(EmailAddress, TheIndexDoesNotTellCasesApart)
{
    const auto typed = EmailAddress::parse("Sam@Example.com");
    EXPECT_EQ(typed->reveal_for_index(), "sam@example.com");
    EXPECT_EQ(typed->masked(), "S***@e***.com");
}

} // namespace evenhand::email_address_test
