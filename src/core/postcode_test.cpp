#include "core/postcode.hpp"

#include <gtest/gtest.h>

namespace evenhand::postcode_test {

std::string parsed(std::string_view typed, PostcodeEntry entry = PostcodeEntry::public_form)
{
    const auto postcode = Postcode::parse(typed, entry);
    return postcode ? postcode->reveal() : std::string(code(postcode.error()));
}

Postcode valid(std::string_view typed)
{
    return *Postcode::parse(typed, PostcodeEntry::staff_screen);
}

TEST(Postcode, EveryFormIsTakenHoweverItIsSpaced)
{
    EXPECT_EQ(parsed("s1 2hh"), "S1 2HH");
    EXPECT_EQ(parsed(" S1-2HH."), "S1 2HH");
    EXPECT_EQ(parsed("S81 0AA"), "S81 0AA");
    EXPECT_EQ(parsed("S70 2TA"), "S70 2TA");
    EXPECT_EQ(parsed("S60 1AE"), "S60 1AE");
    EXPECT_EQ(parsed("DN1 3BU"), "DN1 3BU");
    EXPECT_EQ(parsed("S80 2AH"), "S80 2AH");
    EXPECT_EQ(parsed("EC1A1BB"), "EC1A 1BB");
    EXPECT_EQ(parsed("W1A 1AA"), "W1A 1AA");
    EXPECT_EQ(parsed("gir 0aa"), "GIR 0AA");
}

TEST(Postcode, TheWrongHalfIsNamed)
{
    EXPECT_EQ(parsed("S1 2H"), "too_short");
    EXPECT_EQ(parsed("S1 2HC"), "wrong_last_part");
    EXPECT_EQ(parsed("Q1 1AA"), "wrong_first_part");
    EXPECT_EQ(parsed("S123 2HH"), "wrong_first_part");
    EXPECT_EQ(parsed("AB1C 2DE"), "wrong_first_part");
    EXPECT_EQ(parsed("EC1A 11BB"), "too_long");
    EXPECT_EQ(parsed(""), "empty");
    EXPECT_EQ(parsed("..."), "empty");
    EXPECT_EQ(parsed("S1 2H\xC3\x89"), "has_symbols");
    EXPECT_EQ(parsed("S1\x01 2HH"), "not_text");
}

TEST(Postcode, TheWholeTextIsMatchedNotItsEnd)
{
    EXPECT_EQ(parsed("9S1 2HH"), "wrong_first_part");
    EXPECT_EQ(parsed("XGIR0AA"), "wrong_first_part");
    EXPECT_EQ(parsed("S1 2HH X"), "wrong_last_part");
}

TEST(Postcode, LettersThatNeverStandInAPlaceAreRefusedThere)
{
    for (const char first : std::string_view("QVX"))
        EXPECT_EQ(parsed(std::string{first} + "1 2HH"), "wrong_first_part");
    for (const char second : std::string_view("JZ"))
        EXPECT_EQ(parsed(std::string{'A', second} + "1 2HH"), "wrong_first_part");
    for (const char last : std::string_view("CIKMOV"))
        EXPECT_EQ(parsed(std::string("S1 2H") + last), "wrong_last_part");
    EXPECT_EQ(parsed("W1L 1AA"), "wrong_first_part");
    EXPECT_EQ(parsed("EC1C 1AA"), "wrong_first_part");
}

TEST(Postcode, ALookAlikeIsPutRightWhereOnlyOneReadingIsPossible)
{
    EXPECT_EQ(parsed("S1 OHH"), "S1 0HH");
    EXPECT_EQ(parsed("SI 2HH"), "S1 2HH");
    EXPECT_EQ(parsed("0X1 2JD"), "OX1 2JD");
    EXPECT_EQ(parsed("S017 1BB"), "SO17 1BB");
    // S01 could be SO1, but it has the form of a postcode as typed.
    EXPECT_EQ(parsed("S01 2HH"), "S01 2HH");
    // S0I may be S01 or SO1.
    EXPECT_EQ(parsed("S0I 2HH"), "wrong_first_part");
    EXPECT_EQ(parsed("S1 2HO"), "wrong_last_part");
}

TEST(Postcode, StandInsForNoAddressAreForStaffScreens)
{
    EXPECT_EQ(parsed("ZZ99 3VZ"), "pseudo_on_public_form");
    EXPECT_EQ(parsed("zz993vz", PostcodeEntry::staff_screen), "ZZ99 3VZ");
    EXPECT_EQ(valid("ZZ99 3VZ").pseudo(), PseudoPostcode::no_fixed_abode);
    EXPECT_EQ(valid("ZZ99 3WZ").pseudo(), PseudoPostcode::not_known);
    EXPECT_EQ(valid("ZZ99 3CZ").pseudo(), PseudoPostcode::england_not_specified);
    EXPECT_EQ(valid("S1 2HH").pseudo(), std::nullopt);
    EXPECT_EQ(parsed("ZZ99 3AZ", PostcodeEntry::staff_screen), "wrong_first_part");
}

TEST(Postcode, ThoseOutsideGreatBritainAreValidAndSaySo)
{
    for (const char* typed : {"JE2 3AB", "IM1 1AA", "GY1 1AA", "BT1 5GS"})
        EXPECT_FALSE(valid(typed).in_great_britain()) << typed;
    for (const char* typed : {"S1 2HH", "B1 1BB", "G1 1XQ", "EC1A 1BB"})
        EXPECT_TRUE(valid(typed).in_great_britain()) << typed;
}

TEST(Postcode, ScreensShowItsFirstPartOnly)
{
    EXPECT_EQ(valid("S1 2HH").masked(), "S1 ***");
    EXPECT_EQ(valid("EC1A 1BB").masked(), "EC1A ***");
}

} // namespace evenhand::postcode_test
