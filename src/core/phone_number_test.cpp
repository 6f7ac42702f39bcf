#include "core/phone_number.hpp"

#include <gtest/gtest.h>

namespace evenhand::phone_number_test {

std::string parsed(std::string_view typed)
{
    const auto number = PhoneNumber::parse(typed);
    return number ? number->reveal() : std::string(code(number.error()));
}

TEST(PhoneNumber, BritishNumbersBecomeE164HoweverTheyAreWritten)
{
    EXPECT_EQ(parsed("07700 900123"), "+447700900123");
    EXPECT_EQ(parsed("+44 7700 900123"), "+447700900123");
    EXPECT_EQ(parsed("0044 (0)7700 900 123"), "+447700900123");
    EXPECT_EQ(parsed("+44 (0) 7700-900-123"), "+447700900123");
    EXPECT_EQ(parsed("(+44) 7700/900.123"), "+447700900123");
    EXPECT_EQ(parsed("447700900123"), "+447700900123");
    EXPECT_EQ(parsed("\xE2\x80\xAA"
                     "07700\xC2\xA0"
                     "900123\xE2\x80\xAC"),
              "+447700900123");
    EXPECT_EQ(parsed("01632 960001"), "+441632960001");
    EXPECT_EQ(parsed("020 7946 0999"), "+442079460999");
    EXPECT_EQ(parsed("0114 496 0123"), "+441144960123");
    EXPECT_EQ(parsed("0113 496 0000"), "+441134960000");
    EXPECT_EQ(parsed("0808 157 0192"), "+448081570192");
}

TEST(PhoneNumber, ItIsShownAsTyped)
{
    const auto number = PhoneNumber::parse("  0044 (0)7700 900 123 ");
    ASSERT_TRUE(number);
    EXPECT_EQ(number->reveal_as_typed(), "0044 (0)7700 900 123");
    EXPECT_EQ(number->masked(), "*** *** 123");
    EXPECT_EQ(*number, *PhoneNumber::parse("07700900123"));
    EXPECT_FALSE(*number == *PhoneNumber::parse("07700900124"));
}

TEST(PhoneNumber, TheKindTellsWhetherItCanBeTexted)
{
    EXPECT_EQ(PhoneNumber::parse("07700 900123")->kind(), PhoneKind::mobile);
    EXPECT_EQ(PhoneNumber::parse("0114 496 0123")->kind(), PhoneKind::landline);
    EXPECT_EQ(PhoneNumber::parse("0808 157 0192")->kind(), PhoneKind::freephone);
    EXPECT_EQ(PhoneNumber::parse("+1 202 555 0123")->kind(), PhoneKind::foreign);
}

TEST(PhoneNumber, AMissingFirstZeroIsNamed)
{
    EXPECT_EQ(parsed("7700900123"), "missing_first_zero");
    EXPECT_EQ(parsed("114 496 0123"), "missing_first_zero");
    EXPECT_EQ(parsed("118 496 0123"), "missing_first_zero");
}

TEST(PhoneNumber, LengthIsThatOfItsRange)
{
    EXPECT_EQ(parsed("07700 90012"), "too_short");
    EXPECT_EQ(parsed("07700 9001234"), "too_long");
    EXPECT_EQ(parsed("12345"), "too_short");
    EXPECT_EQ(parsed("999"), "too_short");
    // Ten digits: possible for an old exchange under 01xxx, not for 011x, 01x1, 02x or 03x.
    EXPECT_EQ(parsed("01632 96000"), "+44163296000");
    EXPECT_EQ(parsed("0114 496 012"), "too_short");
    EXPECT_EQ(parsed("0191 496 012"), "too_short");
    EXPECT_EQ(parsed("020 7946 099"), "too_short");
    EXPECT_EQ(parsed("0306 999 012"), "too_short");
    EXPECT_EQ(parsed("01632 9600"), "too_short");
    EXPECT_EQ(parsed("0808 157 019"), "too_short");
}

TEST(PhoneNumber, NumbersThatCostTheCallerOrReachNoTelephoneAreRefused)
{
    EXPECT_EQ(parsed("0909 879 0123"), "premium_rate");
    EXPECT_EQ(parsed("118 118"), "premium_rate");
    EXPECT_EQ(parsed("070 0000 0000"), "personal_or_pager");
    EXPECT_EQ(parsed("07600 000000"), "personal_or_pager");
    EXPECT_EQ(parsed("07624 000000"), "+447624000000"); // the Isle of Man's mobiles
    EXPECT_EQ(parsed("0845 000 0000"), "not_a_phone_range");
    EXPECT_EQ(parsed("0500 000000"), "not_a_phone_range");
    EXPECT_EQ(parsed("+44 909 879 0123"), "premium_rate");
}

TEST(PhoneNumber, AForeignNumberHasSevenToFifteenDigitsAfterThePlus)
{
    EXPECT_EQ(parsed("+1 (202) 555-0123"), "+12025550123");
    EXPECT_EQ(parsed("001 202 555 0123"), "+12025550123");
    EXPECT_EQ(parsed("+123456"), "too_short");
    EXPECT_EQ(parsed("+1234567"), "+1234567");
    EXPECT_EQ(parsed("+123456789012345"), "+123456789012345");
    EXPECT_EQ(parsed("+1234567890123456"), "too_long");
    EXPECT_EQ(parsed("+0123456789"), "wrong_foreign_number");
}

TEST(PhoneNumber, WhatIsNotANumberIsSaidToBeSo)
{
    EXPECT_EQ(parsed(""), "empty");
    EXPECT_EQ(parsed("+"), "empty");
    EXPECT_EQ(parsed("0114 496 0123 ext 2"), "has_letters");
    EXPECT_EQ(parsed("++447700900123"), "has_symbols");
    EXPECT_EQ(parsed("07700 900123 \xE2\x98\x8E"), "has_symbols");
    EXPECT_EQ(parsed(std::string_view("07700\0900123", 12)), "not_text");
}

} // namespace evenhand::phone_number_test
