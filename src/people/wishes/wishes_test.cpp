// What the wishes of somebody let anybody do.
#include "people/wishes/wishes.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace evenhand::wishes::wishes_test {

using testing::ElementsAre;
using testing::IsEmpty;

const std::vector<protocol::Choice> needs{{"bsl", "BSL interpreter"}, {"large", "Large print"}};

Wishes everything()
{
    return {.ways = {Way::phone, Way::text, Way::email},
            .leave_message = Said::yes,
            .mention_health = Said::no,
            .times = "weekday mornings",
            .call_number = "0114 496 0123",
            .needs = {"bsl"},
            .need_detail = "She lip-reads too",
            .language = "Urdu"};
}

TEST(ContactWishes, WhatWasNotAskedIsNotAgreedTo)
{
    EXPECT_FALSE(may_write({}, Way::email, false));
    EXPECT_FALSE(may_write({.ways = {Way::email}}, Way::email, false));
    EXPECT_FALSE(may_write({.leave_message = Said::yes}, Way::email, false));
    EXPECT_THAT(flags_of({}, needs), ElementsAre("Leave no message: not asked yet whether it is "
                                                 "safe"));
}

TEST(ContactWishes, AReferralTakesAYesAwayAndAsksBeforeItGivesOne)
{
    const Wishes stood{
        .ways = {Way::phone}, .leave_message = Said::yes, .mention_health = Said::no};
    auto told = stood;
    told.leave_message = Said::no;
    EXPECT_EQ(taken_from_referral(told, stood), told) << "less than before holds at once";
    EXPECT_EQ(taken_from_referral(stood, told).leave_message, Said::not_asked);
    EXPECT_EQ(taken_from_referral(stood, stood), stood);
    told = stood;
    told.mention_health = Said::yes;
    EXPECT_EQ(taken_from_referral(told, stood).mention_health, Said::not_asked);
    EXPECT_EQ(taken_from_referral(told, stood).leave_message, Said::yes);
}

TEST(ContactWishes, AReferralThatAddsAWayToWriteIsAskedWhetherThatWayIsSafe)
{
    const Wishes stood{.ways = {Way::phone}, .leave_message = Said::yes};
    auto told = stood;
    told.ways = {Way::phone, Way::email};
    EXPECT_EQ(taken_from_referral(told, stood).leave_message, Said::not_asked);
    EXPECT_EQ(taken_from_referral(told, stood).ways, told.ways);
    told.ways = {Way::phone, Way::letter};
    EXPECT_EQ(taken_from_referral(told, stood).leave_message, Said::yes);
}

TEST(ContactWishes, ARequestToBeCalledForbadeNothingSoThatAReferralAfterItIsTaken)
{
    const Wishes told{.ways = {Way::email}, .leave_message = Said::yes};
    EXPECT_EQ(taken_from_referral(told, {.times = "mornings"}), told);
    auto asked_once = told;
    asked_once.leave_message = Said::not_asked;
    EXPECT_EQ(taken_from_referral(told, asked_once), asked_once) << "nor does a second form";
}

TEST(ContactWishes, EachWayAndEachMentionIsAllowedByItself)
{
    const Wishes wishes = everything();
    EXPECT_TRUE(may_write(wishes, Way::email, false));
    EXPECT_TRUE(may_write(wishes, Way::text, false));
    EXPECT_FALSE(may_write(wishes, Way::letter, false));
    EXPECT_FALSE(may_write(wishes, Way::email, true)) << "they said no to any mention of health";
    auto open = wishes;
    open.mention_health = Said::yes;
    EXPECT_TRUE(may_write(open, Way::email, true));
    open.leave_message = Said::no;
    EXPECT_FALSE(may_write(open, Way::email, true));
}

TEST(ContactWishes, AreToldToWhoeverCallsInAFewWords)
{
    EXPECT_THAT(flags_of(everything(), needs),
                ElementsAre("Do not mention health", "BSL interpreter", "She lip-reads too",
                            "Language: Urdu", "Good time: weekday mornings"));
    EXPECT_THAT(flags_of({.ways = {Way::email}, .leave_message = Said::no}, needs),
                ElementsAre("Leave no message", "They did not choose phone calls"));
    EXPECT_THAT(flags_of({.ways = {Way::phone}, .leave_message = Said::yes}, needs), IsEmpty());
}

TEST(ContactWishes, ANeedThatTheProtocolNoLongerListsIsNamedByItsId)
{
    EXPECT_EQ(labels_of_needs({.needs = {"large", "braille"}}, needs), "Large print, braille");
}

TEST(ContactWishes, AreReadBackAsTheyWereWritten)
{
    EXPECT_EQ(read_back(written(everything())), everything());
    EXPECT_EQ(read_back(written({})), Wishes{});
    EXPECT_FALSE(read_back("{}").has_value());
    EXPECT_FALSE(read_back("not wishes").has_value());
    EXPECT_FALSE(read_back(R"({"leave_message":"perhaps","mention_health":"yes","needs":[],)"
                           R"("ways":[],"times":"","call_number":"","need_detail":"",)"
                           R"("language":""})")
                     .has_value());
}

} // namespace evenhand::wishes::wishes_test
