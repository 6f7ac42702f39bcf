// What a referral told becomes what the person wishes.
#include "recruitment/referral/pages/sending.hpp"
#include "recruitment/referral/pages/services.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace evenhand::referral::wishes_told_test {

using testing::ElementsAre;
using wishes::Said;
using wishes::Way;

http::FormData form(const std::vector<http::FormData::Pair>& pairs)
{
    return http::FormData(pairs);
}

TEST(WishesTold, AreWhatWasAnsweredAndNothingThatWasNot)
{
    Answers answers;
    answers.set("safe-contact", form({{"leave_message", "yes"}, {"mention_health", "no"}}));
    answers.set("needs", form({{"need", "bsl"}, {"need_detail", "She lip-reads too"}}));
    answers.set("contact", form({{"channel", "text"},
                                 {"channel", "phone"},
                                 {"times", "mornings"},
                                 {"phone", "0114 496 0123"}}));
    const auto told = wishes_told(answers.to_form().encode());
    EXPECT_THAT(told.ways, ElementsAre(Way::phone, Way::text));
    EXPECT_EQ(told.leave_message, Said::yes);
    EXPECT_EQ(told.mention_health, Said::no);
    EXPECT_EQ(told.times, "mornings");
    EXPECT_EQ(told.call_number, "0114 496 0123") << "the number for texts is the one we hold";
    EXPECT_THAT(told.needs, ElementsAre("bsl"));
    EXPECT_EQ(told.need_detail, "She lip-reads too");
}

TEST(WishesTold, OfWhoNeedsNothingNameNoNeed)
{
    Answers answers;
    answers.set("needs", form({{"need", "none"}}));
    EXPECT_TRUE(wishes_told(answers.to_form().encode()).needs.empty());
}

TEST(WishesTold, ByARequestToBeCalledAreWhenAndInWhichLanguage)
{
    Answers answers;
    answers.set("call-me", form({{"times", "evenings"}, {"language", "Cantonese"}}));
    const wishes::Wishes expected{.times = "evenings", .language = "Cantonese"};
    EXPECT_EQ(wishes_told(answers.to_form().encode()), expected);
}

TEST(WishesTold, AreNoneWhereTheReferralWasErased)
{
    EXPECT_EQ(wishes_told(""), wishes::Wishes{});
}

} // namespace evenhand::referral::wishes_told_test
