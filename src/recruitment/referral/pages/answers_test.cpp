#include "recruitment/referral/pages/answers.hpp"

#include <array>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace evenhand::referral::answers_test {

TEST(Answers, AnAnswerWithNoFieldsIsStillAnAnswer)
{
    Answers answers;
    answers.set("how-you-heard", {});
    const Answers back = Answers::from_form(answers.to_form());
    EXPECT_TRUE(back.has("how-you-heard"));
    EXPECT_FALSE(back.has("name"));
}

TEST(Answers, IdentityCanBeTakenOut)
{
    Answers answers;
    answers.set("name", http::FormData{{{"first_name", "Zoë"}}});
    answers.set("work", http::FormData{{{"work", "looking"}}});
    constexpr std::array<std::string_view, 1> identity{"name"};
    const Answers rest = answers.without(identity);
    EXPECT_FALSE(rest.has("name"));
    EXPECT_EQ(rest.of("work").value("work"), "looking");
}

TEST(Answers, FieldsWithoutTheirQuestionAreNotTakenUp)
{
    const Answers answers = Answers::from_form(http::FormData{{{"name.first_name", "Zoë"}}});
    EXPECT_TRUE(answers.empty());
}

RC_GTEST_PROP(Answers, WhateverWasTypedComesBack,
              (const std::vector<std::pair<std::string, std::string>>& typed))
{
    Answers answers;
    answers.set("health", http::FormData{typed});
    const Answers back = Answers::from_form(answers.to_form());
    RC_ASSERT(back.of("health").pairs() == typed);
}

} // namespace evenhand::referral::answers_test
