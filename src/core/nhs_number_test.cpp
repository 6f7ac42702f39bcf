#include "core/nhs_number.hpp"

#include <gtest/gtest.h>

namespace evenhand::nhs_number_test {

std::string demo(std::string_view typed)
{
    const auto number = NhsNumber::parse(typed, IdentifierMode::demo);
    return number ? number->reveal() : std::string(code(number.error()));
}

std::string live(std::string_view typed)
{
    const auto number = NhsNumber::parse(typed, IdentifierMode::live);
    return number ? number->reveal() : std::string(code(number.error()));
}

/// Nine digits and the check digit that fits them, so that no live number stands in this file.
std::string completed(const std::string& nine)
{
    int sum = 0;
    for (int i = 0; i < 9; ++i)
        sum += (nine[static_cast<std::size_t>(i)] - '0') * (10 - i);
    return nine + std::to_string((11 - sum % 11) % 11);
}

TEST(NhsNumber, TestRangeIsValidInDemoHoweverItIsSpaced)
{
    for (const char* typed : {"999 000 0018",
                              "999 000 0026",
                              "9990000034",
                              "9990000042",
                              "999-000-0050",
                              "9990000069",
                              "9990000077",
                              "9990000085",
                              "9990000093",
                              "9990000107",
                              "9990000115",
                              "9990000123",
                              "9990000131",
                              "9990000158",
                              "9990000255",
                              " 999.000.0018 ",
                              "(999) 000 0018",
                              "999/000/0018",
                              "999\xE2\x88\x92"
                              "000\xE2\x88\x92"
                              "0018",
                              "999\xC2\xA0"
                              "000\xE2\x80\x93"
                              "0018"})
        EXPECT_EQ(demo(typed).substr(0, 6), "999000") << typed;
    EXPECT_EQ(demo("999-000-0050"), "9990000050");
}

TEST(NhsNumber, TestRangeIsRefusedInALiveTrial)
{
    EXPECT_EQ(live("999 000 0018"), "test_range_in_live");
    EXPECT_EQ(live(completed("900000000")), "test_range_in_live");
}

TEST(NhsNumber, APrefixThatWouldNeedCheckDigitTenIsNeverValid)
{
    for (char last = '0'; last <= '9'; ++last)
        EXPECT_EQ(demo(std::string("999000014") + last), "wrong_check_digit");
}

TEST(NhsNumber, TheNumberShownInHintsCanNeverBeValid)
{
    for (char last = '0'; last <= '9'; ++last)
        EXPECT_EQ(demo(std::string("999 123 456") + last), "wrong_check_digit");
}

TEST(NhsNumber, TenEqualDigitsAreRefusedAlthoughTheirCheckFits)
{
    for (char digit = '0'; digit <= '9'; ++digit) {
        const std::string number(10, digit);
        EXPECT_EQ(completed(number.substr(0, 9)), number);
        EXPECT_EQ(demo(number), "repeated_digit");
        EXPECT_EQ(live(number), "repeated_digit");
    }
}

TEST(NhsNumber, EachSlipHasItsOwnRefusal)
{
    EXPECT_EQ(demo("9990000019"), "wrong_check_digit");
    EXPECT_EQ(demo("999000001"), "too_short");
    EXPECT_EQ(demo("99900000188"), "too_long");
    EXPECT_EQ(demo("999O000018"), "has_letters");
    EXPECT_EQ(demo("999*000*0018"), "has_symbols");
    EXPECT_EQ(demo("\xD9\xA9\xD9\xA9\xD9\xA9"), "has_symbols"); // Arabic-Indic digits
    EXPECT_EQ(demo("QQ 12 34 56 C"), "looks_like_ni_number");
    EXPECT_EQ(live("qq123456c"), "looks_like_ni_number");
    EXPECT_EQ(demo(""), "empty");
    EXPECT_EQ(demo(" - "), "empty");
    EXPECT_EQ(demo("\xFF"), "not_text");
    EXPECT_EQ(demo(std::string(300, '9')), "too_long");
}

TEST(NhsNumber, OnlyRangesThatWereIssuedAreTakenInALiveTrial)
{
    // 400000000 and 799999999 would need check digit 10.
    for (const char* nine : {"400000001", "499999998", "600000000", "799999998"})
        EXPECT_EQ(live(completed(nine)), completed(nine));
    for (const char* nine : {"500000000", "599999999", "800000000", "899999997", "000000001"})
        EXPECT_EQ(live(completed(nine)), "never_issued") << completed(nine);
}

TEST(NhsNumber, NumbersOfOtherNationsAreNamed)
{
    for (const char* nine : {"010101000", "311299999", "270366123"})
        EXPECT_EQ(live(completed(nine)), "scottish_chi") << completed(nine);
    for (const char* nine : {"320000000", "399999998"})
        EXPECT_EQ(live(completed(nine)), "northern_irish") << completed(nine);
    // Day 00 or 32 and month 13 are no birth date.
    for (const char* nine : {"001201000", "311399998"})
        EXPECT_EQ(live(completed(nine)), "never_issued") << completed(nine);
}

TEST(NhsNumber, ScreensShowItsLastThreeDigitsOnly)
{
    const auto number = NhsNumber::parse("9990000018", IdentifierMode::demo);
    ASSERT_TRUE(number);
    EXPECT_EQ(number->masked(), "*** *** *018");
    EXPECT_EQ(number->reveal_grouped(), "999 000 0018");
}

} // namespace evenhand::nhs_number_test
