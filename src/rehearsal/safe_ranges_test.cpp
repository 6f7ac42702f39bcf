#include "rehearsal/safe_ranges.hpp"

#include "core/check.hpp"
#include "core/email_address.hpp"
#include "core/nhs_number.hpp"
#include "core/phone_number.hpp"
#include "core/postcode.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace evenhand::rehearsal::safe_ranges_test {

TEST(SafeNhsNumber, IsValidInADemonstrationAndNowhereElse)
{
    for (std::uint64_t ordinal = 0; ordinal < 3000; ++ordinal) {
        const std::string number = safe_nhs_number(ordinal);
        EXPECT_TRUE(NhsNumber::parse(number, IdentifierMode::demo)) << number;
        const auto live = NhsNumber::parse(number, IdentifierMode::live);
        ASSERT_FALSE(live) << number;
        EXPECT_EQ(live.error(), NhsNumberRefusal::test_range_in_live) << number;
    }
}

TEST(SafeNhsNumber, IsAnotherForEachPerson)
{
    std::set<std::string> seen;
    for (std::uint64_t ordinal = 0; ordinal < 3000; ++ordinal)
        EXPECT_TRUE(seen.insert(safe_nhs_number(ordinal)).second) << ordinal;
}

// 999 123 456 would need ten as its check digit: it stands in hints because nobody can have it.
TEST(SafeNhsNumber, PassesOverPrefixesWithoutACheckDigit)
{
    const std::uint64_t decade = (999'123'450 - 999'000'000) / 10 * 9;
    std::set<std::string> numbers;
    for (std::uint64_t i = 0; i < 9; ++i)
        numbers.insert(safe_nhs_number(decade + i).substr(0, 11));
    EXPECT_TRUE(numbers.contains("999 123 455"));
    EXPECT_TRUE(numbers.contains("999 123 457"));
    EXPECT_FALSE(numbers.contains("999 123 456"));
}

TEST(SafeNhsNumber, EndsWithTheTestRange)
{
    EXPECT_EQ(safe_nhs_number(899'999).substr(0, 7), "999 999");
    EXPECT_THROW(safe_nhs_number(900'000), Bug);
}

TEST(SafePhone, IsADramaNumberThatTheFormTakes)
{
    Rng rng(7);
    for (int i = 0; i < 2000; ++i) {
        const auto mobile = PhoneNumber::parse(safe_mobile(rng));
        ASSERT_TRUE(mobile);
        EXPECT_EQ(mobile->kind(), PhoneKind::mobile);
        EXPECT_TRUE(mobile->reveal().starts_with("+447700900")) << mobile->reveal();

        const auto landline = PhoneNumber::parse(safe_landline(rng));
        ASSERT_TRUE(landline);
        EXPECT_EQ(landline->kind(), PhoneKind::landline);
        const std::string number = landline->reveal();
        EXPECT_TRUE(number.starts_with("+441144960") || number.starts_with("+441632960")) << number;
        EXPECT_NE(number, "+441144960123") << "the trial's own number";
    }
}

TEST(SafeEmail, IsOfAHostKeptForExamplesWhateverTheName)
{
    Rng rng(7);
    EXPECT_TRUE(safe_email("Zofia", "Wójcik", 12, rng).starts_with("zofia.wjcik12@example."));
    EXPECT_TRUE(safe_email("X", "X", 3, rng).starts_with("x3@example."));
    EXPECT_TRUE(safe_email("小雨", "李", 4, rng).starts_with("person4@example."));
    EXPECT_TRUE(safe_email("Dónal", "O'Dowd", 5, rng).starts_with("dnal.odowd5@example."));
    EXPECT_TRUE(EmailAddress::parse(safe_email("Dónal", "O'Dowd", 5, rng)));
}

TEST(SafePostcode, IsATownHallsInTheAreaOrSheffields)
{
    for (const char* area :
         {"barnsley", "bassetlaw", "doncaster", "rotherham", "sheffield", "wolverhampton", "dudley",
          "birmingham-south-central", "sandwell-west"}) {
        EXPECT_TRUE(Postcode::parse(safe_postcode(area), PostcodeEntry::public_form)) << area;
    }
    EXPECT_EQ(safe_postcode("barnsley"), "S70 2TA");
    EXPECT_EQ(safe_postcode("dudley"), "DY1 1HF");
    EXPECT_EQ(safe_postcode("somewhere"), "S1 2HH");
}

} // namespace evenhand::rehearsal::safe_ranges_test
