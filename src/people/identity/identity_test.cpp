#include "people/identity/identity.hpp"

#include <gtest/gtest.h>

#include <set>

using namespace evenhand;
using namespace evenhand::identity;

namespace identity_test {

PersonName name(std::string_view text)
{
    return PersonName::parse(text).value();
}

std::string folded(std::string_view text)
{
    return folded_for_matching(name(text));
}

LocalDate day(std::string_view iso)
{
    return LocalDate::parse(iso).value();
}

SearchRefusal refusal_of(const TypedSearch& typed)
{
    const auto parsed = parse_search(typed, IdentifierMode::demo);
    EXPECT_FALSE(parsed.has_value());
    return parsed ? SearchRefusal{} : parsed.error();
}

const ClaimId claim_a = ClaimId::parse("000000000000000000000000000000aa").value();
const ClaimId claim_b = ClaimId::parse("000000000000000000000000000000bb").value();
const PersonId person = PersonId::parse("000000000000000000000000000000cc").value();

} // namespace identity_test

using namespace identity_test;

TEST(FoldedName, MeetsTheSameNameTypedAnotherWay)
{
    EXPECT_EQ(folded("O'Brien-Smith"), folded("obrien smith"));
    EXPECT_EQ(folded("O’Brien"), folded("O'BRIEN"));
    EXPECT_EQ(folded("Zoë"), folded("Zoe"));
    EXPECT_EQ(folded("Nguyễn"), folded("nguyen"));
    EXPECT_EQ(folded("Groß"), folded("GROSS"));
}

TEST(FoldedName, KeepsDifferentNamesApart)
{
    const std::set<std::string> names{folded("Smith"), folded("Smyth"), folded("李"), folded("王"),
                                      folded("X")};
    EXPECT_EQ(names.size(), 5U);
    EXPECT_FALSE(folded("李").empty());
}

TEST(IndexTexts, HoldEverythingThatTheDetailsCanBeFoundBy)
{
    Details said;
    said.family_name = name("Nguyễn");
    said.birth_date = day("1987-03-27");
    said.phone = PhoneNumber::parse("07700 900123").value();
    said.email = EmailAddress::parse("Sam@Example.com").value();
    said.nhs_number = NhsNumber::parse("999 000 0018", IdentifierMode::demo).value();

    const auto texts = index_texts(said);

    ASSERT_EQ(texts.size(), 4U);
    EXPECT_EQ(texts[0].normalised, "9990000018");
    EXPECT_EQ(texts[1].normalised, "sam@example.com");
    EXPECT_EQ(texts[2].normalised, "+447700900123");
    EXPECT_EQ(texts[3].normalised, "nguyen|1987-03-27");
}

TEST(IndexTexts, LeaveOutANameWithoutABirthDate)
{
    Details said;
    said.family_name = name("Smith");
    EXPECT_TRUE(index_texts(said).empty());
}

TEST(IndexTexts, FindSomeoneWithOneNameByThatName)
{
    Details said;
    said.given_names = name("Sukarno");
    said.birth_date = day("1990-06-06");
    ASSERT_EQ(index_texts(said).size(), 1U);
    EXPECT_EQ(index_texts(said)[0].normalised, "sukarno|1990-06-06");
}

TEST(IndexTexts, TheSameTelephoneWrittenTwoWaysIsOneText)
{
    Details one;
    one.phone = PhoneNumber::parse("0044 (0)7700 900 123").value();
    Details other;
    other.phone = PhoneNumber::parse("07700-900123").value();
    EXPECT_EQ(index_texts(one)[0].normalised, index_texts(other)[0].normalised);
}

TEST(Search, ANameAloneIsRefused)
{
    EXPECT_EQ(refusal_of({.family_name = "Smith"}), (SearchRefusal{"birth", "needed_with_name"}));
}

TEST(Search, ABirthDateAloneIsRefused)
{
    EXPECT_EQ(refusal_of({.birth = {"27", "3", "1987"}}),
              (SearchRefusal{"family_name", "needed_with_birth"}));
}

TEST(Search, ANameWithABirthDateIsTaken)
{
    const auto key =
        parse_search({.family_name = "Smith", .birth = {"27", "3", "1987"}}, IdentifierMode::demo);
    ASSERT_TRUE(key.has_value());
    EXPECT_EQ(index_text(*key).normalised, "smith|1987-03-27");
}

TEST(Search, NothingOrTwoWaysAtOnceIsRefused)
{
    EXPECT_EQ(refusal_of({}), (SearchRefusal{"nhs_number", "nothing"}));
    EXPECT_EQ(refusal_of({.nhs_number = "9990000018", .phone = "07700 900123"}),
              (SearchRefusal{"nhs_number", "more_than_one"}));
}

TEST(Search, AWrongIdentifierSaysWhyInItsOwnWords)
{
    EXPECT_EQ(refusal_of({.nhs_number = "9990000019"}),
              (SearchRefusal{"nhs_number", "wrong_check_digit"}));
    EXPECT_EQ(refusal_of({.email = "a@b"}).field, "email");
    EXPECT_EQ(refusal_of({.phone = "07700 90012"}), (SearchRefusal{"phone", "too_short"}));
    EXPECT_EQ(refusal_of({.family_name = "Smith", .birth = {"31", "4", "1987"}}),
              (SearchRefusal{"birth", "not_a_real_date"}));
}

TEST(Candidates, AreOneForEachClaimOrPersonWithTheStrongestFirst)
{
    const auto found = gather_candidates({{claim_a, IndexKind::phone},
                                          {claim_a, IndexKind::email},
                                          {claim_b, IndexKind::nhs_number},
                                          {person, IndexKind::name_birth}});

    ASSERT_EQ(found.size(), 3U);
    EXPECT_EQ(std::get<PersonId>(found[0].who), person);
    EXPECT_EQ(std::get<ClaimId>(found[1].who), claim_b);
    EXPECT_EQ(std::get<ClaimId>(found[2].who), claim_a);
    EXPECT_EQ(found[2].matched, (std::vector{IndexKind::email, IndexKind::phone}));
}

TEST(IndexKindName, GoesThereAndBack)
{
    for (const auto kind :
         {IndexKind::nhs_number, IndexKind::email, IndexKind::phone, IndexKind::name_birth}) {
        EXPECT_EQ(index_kind_named(name_of(kind)), kind);
    }
    EXPECT_FALSE(index_kind_named("name").has_value());
}
