#include "core/ni_number.hpp"

#include <gtest/gtest.h>

namespace evenhand::ni_number_test {

std::string parsed(std::string_view typed, IdentifierMode mode)
{
    const auto number = NiNumber::parse(typed, mode);
    return number ? number->reveal() : std::string(code(number.error()));
}

std::string live(std::string_view typed)
{
    return parsed(typed, IdentifierMode::live);
}

TEST(NiNumber, TheExamplePrefixIsTakenInDemoOnly)
{
    for (const char* typed : {"qq 12 34 56 c", "QQ123456C", " QQ-12-34-56-C. ", "QQ/123456/C",
                              "qq 12 34 56 c\xE2\x80\x99"})
        EXPECT_EQ(parsed(typed, IdentifierMode::demo), "QQ123456C") << typed;
    EXPECT_EQ(live("QQ 12 34 56 C"), "example_in_live");
}

TEST(NiNumber, PrefixesThatWereNeverIssuedAreRefusedInEveryMode)
{
    for (const char* typed : {"GB123456A", "ZZ123456A", "TN123456A", "AO123456A", "DA123456A",
                              "BG123456A", "KN123456A", "NK123456A", "NT123456A"}) {
        EXPECT_EQ(live(typed), "wrong_prefix") << typed;
        EXPECT_EQ(parsed(typed, IdentifierMode::demo), "wrong_prefix") << typed;
    }
}

TEST(NiNumber, EveryLetterThatIsNeverUsedIsRefusedInItsPlace)
{
    for (const char first : std::string_view("DFIQUV"))
        EXPECT_EQ(live(std::string{first} + "A123456A"), "wrong_prefix");
    for (const char second : std::string_view("DFIOQUV"))
        EXPECT_EQ(live(std::string{'A', second} + "123456A"), "wrong_prefix");
    EXPECT_EQ(parsed("QA123456A", IdentifierMode::demo), "wrong_prefix");
    EXPECT_EQ(parsed("AQ123456A", IdentifierMode::demo), "wrong_prefix");
}

TEST(NiNumber, EachSlipHasItsOwnRefusal)
{
    EXPECT_EQ(live("AB123456E"), "wrong_suffix");
    EXPECT_EQ(live("AB12345C"), "too_short");
    EXPECT_EQ(live("ABC123456C"), "too_long");
    EXPECT_EQ(live("AB1234567"), "wrong_shape");
    EXPECT_EQ(live("AB12345OC"), "wrong_shape");
    EXPECT_EQ(live("1B123456C"), "wrong_shape");
    EXPECT_EQ(live("\xC3\x84"
                   "B123456C"),
              "has_symbols");
    EXPECT_EQ(live(""), "empty");
    EXPECT_EQ(live("--"), "empty");
    EXPECT_EQ(live("\xC0\xAF"), "not_text");
}

TEST(NiNumber, TheLastLetterMayBeMissingInAdministrativeFilesOnly)
{
    EXPECT_EQ(parsed("QQ 12 34 56", IdentifierMode::demo), "missing_suffix");
    const auto linked = NiNumber::parse_for_linkage("QQ 12 34 56", IdentifierMode::demo);
    ASSERT_TRUE(linked);
    EXPECT_FALSE(linked->is_complete());
    EXPECT_EQ(linked->reveal(), "QQ123456");
    EXPECT_EQ(linked->reveal_grouped(), "QQ 12 34 56");
    EXPECT_TRUE(NiNumber::parse_for_linkage("QQ123456C", IdentifierMode::demo)->is_complete());
    EXPECT_EQ(NiNumber::parse_for_linkage("QQ12345", IdentifierMode::demo).error(),
              NiNumberRefusal::too_short);
    EXPECT_EQ(NiNumber::parse_for_linkage("GB123456", IdentifierMode::demo).error(),
              NiNumberRefusal::wrong_prefix);
}

TEST(NiNumber, ScreensShowItsLastThreeCharactersOnly)
{
    const auto number = NiNumber::parse("QQ123456C", IdentifierMode::demo);
    ASSERT_TRUE(number);
    EXPECT_EQ(number->masked(), "******56C");
    EXPECT_EQ(number->reveal_grouped(), "QQ 12 34 56 C");
}

} // namespace evenhand::ni_number_test
