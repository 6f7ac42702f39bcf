#include "recruitment/appointments/letters.hpp"

#include <gtest/gtest.h>

namespace evenhand::appointments::letters_test {

constexpr LetterCase can_be_posted{.may_contact = true, .chosen = true, .address_known = true};

TEST(LetterOfAcknowledgement, IsPostedOnlyWhereItWasChosenAndAnAddressIsKnown)
{
    EXPECT_EQ(fault_of(LetterEnd::posted, can_be_posted), std::nullopt);
    LetterCase known = can_be_posted;
    known.chosen = false;
    EXPECT_EQ(fault_of(LetterEnd::posted, known), LetterRefusal::not_chosen);
    known = can_be_posted;
    known.address_known = false;
    EXPECT_EQ(fault_of(LetterEnd::posted, known), LetterRefusal::no_address);
    EXPECT_EQ(fault_of(LetterEnd::told, known), std::nullopt) << "they may always be told";
}

TEST(LetterOfAcknowledgement, IsNotNeededExactlyWhereTheyMayNotBeContacted)
{
    EXPECT_EQ(fault_of(LetterEnd::not_needed, can_be_posted), LetterRefusal::may_be_contacted);
    LetterCase known = can_be_posted;
    known.may_contact = false;
    EXPECT_EQ(fault_of(LetterEnd::not_needed, known), std::nullopt);
    for (const LetterEnd end : {LetterEnd::posted, LetterEnd::told})
        EXPECT_EQ(fault_of(end, known), LetterRefusal::may_not_be_contacted) << name_of(end);
}

TEST(LetterOfAcknowledgement, IsOfferedAnEndThatIsNotRefused)
{
    for (const bool may : {false, true}) {
        for (const bool chosen : {false, true}) {
            for (const bool address : {false, true}) {
                const LetterCase known{may, chosen, address};
                EXPECT_EQ(fault_of(letter_end_of(known), known), std::nullopt);
                EXPECT_EQ(letter_end_of(known) == LetterEnd::posted,
                          advice_on(known) == "Post the letter");
            }
        }
    }
}

TEST(LetterOfAcknowledgement, ReadsBackTheWordsOfItsEnds)
{
    for (const LetterEnd end : {LetterEnd::posted, LetterEnd::told, LetterEnd::not_needed})
        EXPECT_EQ(letter_end_named(name_of(end)), end);
    EXPECT_FALSE(letter_end_named("burnt"));
}

} // namespace evenhand::appointments::letters_test
