#include "core/person_name.hpp"

#include <gtest/gtest.h>

namespace evenhand::person_name_test {

std::string parsed(std::string_view typed)
{
    const auto name = PersonName::parse(typed);
    return name ? name->reveal() : std::string(code(name.error()));
}

std::string repeated(std::string_view text, int times)
{
    std::string out;
    for (int i = 0; i < times; ++i)
        out += text;
    return out;
}

TEST(PersonName, NamesOfEveryScriptLengthAndCaseAreKeptAsWritten)
{
    for (const char* name : {"Nguyễn", "O'Brien-Smith", "Zoë", "X", "李", "de la Cruz", "McDonald",
                             "van der Berg Jr.", "Ng", "محمد", "Владимир", "ÖZGÜR", "bell"})
        EXPECT_EQ(parsed(name), name);
}

TEST(PersonName, TypographicMarksBecomePlainOnes)
{
    EXPECT_EQ(parsed("O\xE2\x80\x99"
                     "Brien"),
              "O'Brien");
    EXPECT_EQ(parsed("O`Brien"), "O'Brien");
    EXPECT_EQ(parsed("O\xC2\xB4"
                     "Brien"),
              "O'Brien");
    EXPECT_EQ(parsed("Smith\xE2\x80\x91Jones"), "Smith-Jones");
    EXPECT_EQ(parsed("  Ann \xC2\xA0 Lee "), "Ann Lee");
    EXPECT_EQ(parsed("Zoe\xCC\x88"), "Zoë");
    EXPECT_EQ(parsed("Zo\xE2\x80\x8B\xC3\xAB"), "Zoë");
}

TEST(PersonName, OneToAHundredCodePoints)
{
    EXPECT_EQ(parsed(""), "empty");
    EXPECT_EQ(parsed("  "), "empty");
    EXPECT_EQ(parsed(repeated("李", 100)), repeated("李", 100));
    EXPECT_EQ(parsed(repeated("李", 101)), "too_long");
}

TEST(PersonName, WhatIsNoNameIsRefused)
{
    EXPECT_EQ(parsed("R2D2"), "has_digits");
    EXPECT_EQ(parsed("Henry VIII 8"), "has_digits");
    EXPECT_EQ(parsed("<b>Ann</b>"), "has_symbols");
    EXPECT_EQ(parsed("ann@example.com"), "has_symbols");
    EXPECT_EQ(parsed("Ann 😀"), "has_symbols");
    EXPECT_EQ(parsed("\xCC\x88"
                     "Ann"),
              "has_symbols");
    EXPECT_EQ(parsed("-"), "no_letters");
    EXPECT_EQ(parsed("'."), "no_letters");
    EXPECT_EQ(parsed("Ann\xFF"), "not_text");
    EXPECT_EQ(parsed("Ann\nLee"), "not_text");
}

TEST(PersonName, TheIndexDoesNotTellCasesApart)
{
    EXPECT_EQ(PersonName::parse("ZOË O’BRIEN")->reveal_for_index(),
              PersonName::parse("zoë o'brien")->reveal_for_index());
    EXPECT_FALSE(*PersonName::parse("ZOË") == *PersonName::parse("zoë"));
}

TEST(PersonName, ScreensShowItsFirstLetterOnly)
{
    EXPECT_EQ(PersonName::parse("Élodie")->masked(), "É***");
}

} // namespace evenhand::person_name_test
