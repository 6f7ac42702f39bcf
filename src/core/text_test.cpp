#include "core/text.hpp"

#include <gtest/gtest.h>

namespace evenhand::text_test {

std::string line(std::string_view typed)
{
    const auto clean = clean_line(typed);
    return clean ? *clean : "refused: " + std::string(code(clean.error()));
}

std::string paragraph(std::string_view typed)
{
    const auto clean = clean_paragraph(typed);
    return clean ? *clean : "refused: " + std::string(code(clean.error()));
}

std::string repeated(std::string_view text, int times)
{
    std::string out;
    for (int i = 0; i < times; ++i)
        out += text;
    return out;
}

TEST(CleanLine, TrimsAndMakesEveryRunOfSpaceOneSpace)
{
    EXPECT_EQ(line("  a \t b\xC2\xA0\xC2\xA0"
                   "c\xE3\x80\x80"),
              "a b c");
    EXPECT_EQ(line(""), "");
    EXPECT_EQ(line(" \xC2\xA0 "), "");
}

TEST(CleanLine, DropsCharactersThatShowNothing)
{
    // A contact pasted from a telephone arrives between direction marks.
    EXPECT_EQ(line("\xE2\x80\xAA"
                   "07700 900123\xE2\x80\xAC"),
              "07700 900123");
    EXPECT_EQ(line("Z\xE2\x80\x8B"
                   "o\xC2\xAD\xEF\xBB\xBF"
                   "e\xE2\x80\x8D"),
              "Zoe");
}

TEST(CleanLine, ComposesLettersAndMarks)
{
    EXPECT_EQ(line("Zoe\xCC\x88"), "Zo\xC3\xAB");
}

TEST(CleanLine, RefusesBytesThatAreNotUtf8)
{
    for (const char* typed : {"\xFF", "\xC0\xAF", "\xED\xA0\x80", "\xF4\x90\x80\x80", "a\xC3"})
        EXPECT_EQ(line(typed), "refused: not_utf8");
}

TEST(CleanLine, RefusesControlCharactersAndLineBreaks)
{
    using namespace std::string_view_literals;
    for (const auto typed : {"a\0b"sv, "a\nBcc: b"sv, "a\rb"sv, "\x1B[2J"sv, "\x7F"sv, "\xC2\x85"sv,
                             "a\xE2\x80\xA8"
                             "b"sv})
        EXPECT_EQ(line(typed), "refused: control_character");
}

TEST(CleanLine, RefusesARunOfMarksThatNoLanguageWrites)
{
    EXPECT_EQ(count_code_points(line("q" + repeated("\xCC\xA7", 30))), 31U);
    EXPECT_EQ(line("q" + repeated("\xCC\xA7", 31)), "refused: too_many_marks");
    // An invisible character between them does not make two short runs.
    EXPECT_EQ(line(repeated("\xCC\xA7\xE2\x80\x8B", 31)), "refused: too_many_marks");
    // U+0344 is one mark typed and two marks kept.
    EXPECT_EQ(line("q" + repeated("\xCD\x84", 16)), "refused: too_many_marks");
}

TEST(CleanParagraph, MakesEveryLineEndALineFeed)
{
    EXPECT_EQ(paragraph("one\r\ntwo\rthree\nfour\xE2\x80\xA8"
                        "five"),
              "one\ntwo\nthree\nfour\nfive");
}

TEST(CleanParagraph, DropsSpacesAtLineEndsAndBlankLinesAtBothEnds)
{
    EXPECT_EQ(paragraph(" \r\n\r\n one  two \t\r\n\r\nthree \r\n \r\n"), "one  two\n\nthree");
}

TEST(CleanParagraph, KeepsTheJoinersThatSomeScriptsAreSpeltWith)
{
    const std::string persian = "\xD9\x85\xDB\x8C\xE2\x80\x8C\xD8\xB1\xD9\x88\xD9\x85";
    EXPECT_EQ(paragraph(persian), persian);
    EXPECT_EQ(paragraph("a\xE2\x80\x8B"
                        "b"),
              "ab");
}

TEST(CleanParagraph, RefusesControlCharacters)
{
    EXPECT_EQ(paragraph(std::string_view("a\0b", 3)), "refused: control_character");
    EXPECT_EQ(paragraph("bell\x07"), "refused: control_character");
}

TEST(Text, CountsCodePointsNotBytes)
{
    EXPECT_EQ(count_code_points("Nguy\xE1\xBB\x85n"), 6U);
    EXPECT_EQ(count_code_points("\xE6\x9D\x8E"), 1U);
    EXPECT_EQ(count_code_points(""), 0U);
}

TEST(Text, FoldingMakesCasesEqual)
{
    EXPECT_EQ(fold_case("ZO\xC3\x8B STRASSE"), fold_case("zo\xC3\xAB stra\xC3\x9F"
                                                         "e"));
    EXPECT_NE(fold_case("zoe"), fold_case("zo\xC3\xAB"));
}

} // namespace evenhand::text_test
