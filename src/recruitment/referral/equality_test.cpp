#include "recruitment/referral/equality.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

namespace evenhand::referral::equality_test {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

const std::vector<protocol::EqualityQuestion>& questions()
{
    static const std::vector<protocol::EqualityQuestion> all{
        {"sex", "What is your sex?", {{"female", "Female", {}}, {"male", "Male", {}}}},
        {"ethnic-group",
         "What is your ethnic group?",
         {{"asian", "Asian", {{"indian", "Indian"}, {"another", "Another"}}},
          {"black", "Black", {{"african", "African"}, {"another", "Another"}}}}}};
    return all;
}

EqualityAnswers answered(const std::map<std::string, std::string, std::less<>>& typed)
{
    return equality_answers(questions(), [&](std::string_view field) -> std::string_view {
        const auto found = typed.find(field);
        return found == typed.end() ? std::string_view() : std::string_view(found->second);
    });
}

TEST(Equality, NothingIsNeeded)
{
    EXPECT_THAT(answered({}), IsEmpty());
    EXPECT_THAT(answered({{"ethnic-group", "black"}}),
                ElementsAre(EqualityAnswer{"ethnic-group", "black", ""}));
}

TEST(Equality, EveryQuestionMayBeDeclined)
{
    EXPECT_THAT(answered({{"sex", "prefer-not-to-say"}, {"ethnic-group", "prefer-not-to-say"}}),
                ElementsAre(EqualityAnswer{"sex", "prefer-not-to-say", ""},
                            EqualityAnswer{"ethnic-group", "prefer-not-to-say", ""}));
}

TEST(Equality, WhatThePageNeverOfferedCountsAsLeftOut)
{
    EXPECT_THAT(answered({{"sex", "<b>"}, {"age", "41"}}), IsEmpty());
    EXPECT_THAT(answered({{"ethnic-group", "asian"}, {"ethnic-group-asian", "african"}}),
                ElementsAre(EqualityAnswer{"ethnic-group", "asian", ""}));
}

TEST(Equality, ADetailCountsWithItsOwnChoiceOnly)
{
    EXPECT_THAT(answered({{"ethnic-group", "asian"},
                          {"ethnic-group-asian", "another"},
                          {"ethnic-group-black", "african"}}),
                ElementsAre(EqualityAnswer{"ethnic-group", "asian", "another"}));
    EXPECT_THAT(
        answered({{"ethnic-group", "prefer-not-to-say"}, {"ethnic-group-black", "african"}}),
        ElementsAre(EqualityAnswer{"ethnic-group", "prefer-not-to-say", ""}));
}

TEST(Equality, ADetailAloneTellsItsChoice)
{
    EXPECT_THAT(answered({{"ethnic-group-black", "african"}}),
                ElementsAre(EqualityAnswer{"ethnic-group", "black", "african"}));
}

TEST(Equality, WhatIsSealedReadsBack)
{
    const EqualityAnswers answers{{"sex", "female", ""},
                                  {"ethnic-group", "asian", "indian"},
                                  {"disability", "prefer-not-to-say", ""}};
    EXPECT_EQ(text_of(answers), "sex=female\nethnic-group=asian/indian\n"
                                "disability=prefer-not-to-say\n");
    EXPECT_EQ(equality_answers_in(text_of(answers)), answers);
    EXPECT_THAT(equality_answers_in(""), IsEmpty());
}

} // namespace evenhand::referral::equality_test
