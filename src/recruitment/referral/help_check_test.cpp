#include "recruitment/referral/help_check.hpp"

#include <gtest/gtest.h>

namespace evenhand::referral::help_check_test {

using Kind = SurgeryArea::Kind;

const protocol::Protocol& working_win()
{
    static const protocol::Protocol loaded =
        protocol::load_file("protocols/working-win.toml").value();
    return loaded;
}

/// The place of the first answer on work that has a group, or that has none.
std::optional<std::size_t> work(const protocol::Protocol& protocol, bool with_group)
{
    for (std::size_t i = 0; i < protocol.referral.work.size(); ++i) {
        if (protocol.referral.work[i].group.empty() != with_group) return i;
    }
    return std::nullopt;
}

HelpCheck all_well()
{
    return {.old_enough = true,
            .surgery = SurgeryArea{Kind::area, 4},
            .work = work(working_win(), true),
            .condition = Condition::yes};
}

TEST(HelpCheck, AnswersReadBackFromTheAddressAndNothingElseDoes)
{
    for (const auto& surgery : {SurgeryArea{Kind::area, 0}, SurgeryArea{Kind::not_sure, 0},
                                SurgeryArea{Kind::outside, 0}}) {
        HelpCheck check = all_well();
        check.surgery = surgery;
        EXPECT_EQ(help_check_from(working_win(), encode(check)), check) << encode(check);
    }
    EXPECT_EQ(help_check_from(working_win(), ""), HelpCheck{});
    EXPECT_EQ(help_check_from(working_win(), "-.-.-.-"), HelpCheck{});
    for (const char* text : {"1", "1.2.3", "1.2.3.0.0", "2.-.-.-", "1.5.-.-", "1.-.99.-", "-.-.-.3",
                             "01.-.-.-", "1.-.-.-.", "a.-.-.-", "1.+1.-.-", "1..-.-"})
        EXPECT_FALSE(help_check_from(working_win(), text)) << text;
}

TEST(HelpCheck, AsksOneThingAfterAnotherAndNoMoreAfterANo)
{
    const auto& protocol = working_win();
    HelpCheck check;
    EXPECT_EQ(next_step(protocol, check), "age");
    check.old_enough = true;
    EXPECT_EQ(next_step(protocol, check), "surgery");
    check.surgery = SurgeryArea{Kind::not_sure, 0};
    EXPECT_EQ(next_step(protocol, check), "work");
    check.work = work(protocol, true);
    EXPECT_EQ(next_step(protocol, check), "health");
    EXPECT_FALSE(likely(protocol, check));
    check.condition = Condition::not_sure;
    EXPECT_EQ(next_step(protocol, check), "result");
    EXPECT_EQ(likely(protocol, check), Likely::could_help);
    EXPECT_EQ(next_step(protocol, {.old_enough = false}), "result");
}

TEST(HelpCheck, SaysTheFirstReasonThatMakesJoiningUnlikely)
{
    const auto& protocol = working_win();
    EXPECT_EQ(likely(protocol, all_well()), Likely::could_help);
    HelpCheck check = all_well();
    check.condition = Condition::no;
    EXPECT_EQ(likely(protocol, check), Likely::no_condition);
    check.surgery = SurgeryArea{Kind::outside, 0};
    EXPECT_EQ(likely(protocol, check), Likely::outside_area);
    check.old_enough = false;
    EXPECT_EQ(likely(protocol, check), Likely::too_young);
}

TEST(HelpCheck, WorkWithoutAGroupOfTheTrialIsUnlikely)
{
    const auto thrive = protocol::load_file("protocols/thrive-into-work.toml").value();
    const HelpCheck check{
        .old_enough = true, .surgery = SurgeryArea{Kind::area, 0}, .work = work(thrive, false)};
    ASSERT_TRUE(check.work) << "Thrive into Work is not for people in work";
    EXPECT_EQ(likely(thrive, check), Likely::no_group);
    EXPECT_EQ(next_step(thrive, check), "result");
}

TEST(HelpCheck, ATrialWithoutAreasDoesNotAskForTheSurgery)
{
    const auto small = protocol::load_file("protocols/small.toml").value();
    ASSERT_TRUE(small.areas.empty());
    EXPECT_EQ(next_step(small, {.old_enough = true}), "work");
}

TEST(HelpCheck, OneAreaIsTheAnswerNoneIsOutsideAndOfSeveralThePersonSaysWhich)
{
    EXPECT_EQ(only_area(working_win(), {}), (SurgeryArea{Kind::outside, 0}));
    EXPECT_EQ(only_area(working_win(), {"sheffield"}), (SurgeryArea{Kind::area, 4}));
    EXPECT_FALSE(only_area(working_win(), {"sheffield", "barnsley"}));
}

} // namespace evenhand::referral::help_check_test
