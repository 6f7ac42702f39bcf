#include "intake/consent/information.hpp"

#include "protocol/protocol.hpp"

#include <gtest/gtest.h>

namespace evenhand::consent::information_test {

const protocol::ConsentForm& form()
{
    static const auto protocol = protocol::load_file("protocols/working-win.toml").value();
    return protocol.consent;
}

LocalDate day(std::string_view iso)
{
    return LocalDate::parse(iso).value();
}

TEST(TeachBack, TellsWhatWasNotAskedAndWhatIsNotUnderstoodInTheFormsOrder)
{
    TeachBackAnswers said{{"records", Understood::not_yet}, {"chance", Understood::not_yet}};
    EXPECT_EQ(unanswered(form(), said), (std::vector<std::string>{"two-groups", "free-to-leave"}));
    EXPECT_EQ(answered(form(), said, Understood::not_yet),
              (std::vector<std::string>{"chance", "records"}));
    EXPECT_TRUE(answered(form(), said, Understood::at_once).empty());
}

TEST(TeachBack, ItsCountsAreADetailThatTheSpineTakes)
{
    const TeachBackAnswers said{{"chance", Understood::at_once},
                                {"two-groups", Understood::explained_again},
                                {"free-to-leave", Understood::at_once}};
    EXPECT_EQ(taught_detail(said), "at-once-2-again-1");
    EXPECT_TRUE(participants::is_detail(participants::Step::taught, taught_detail(said)));
}

TEST(Information, IsNamedAsPeopleReadIt)
{
    const auto* text = find_text(form().sheet, "easy-read", "en");
    ASSERT_NE(text, nullptr);
    EXPECT_EQ(label_of(*text), "Easy Read, in English");
    EXPECT_EQ(find_text(form().sheet, "easy-read", "cy"), nullptr);
    EXPECT_EQ(label_of(protocol::TextFile{.format = "large-print", .language = "xx", .file = {}}),
              "Large print, in xx");
}

TEST(Decision, OfWhoWantsTimeHasADayForACallWithinSixtyDays)
{
    const auto today = day("2026-03-02");
    Decision decision{.wish = Wish::wants_time};
    EXPECT_EQ(fault_of(decision, today), InformationRefusal::no_day);
    decision.call_on = today;
    EXPECT_EQ(fault_of(decision, today), InformationRefusal::day_past);
    decision.call_on = day("2026-03-03");
    EXPECT_FALSE(fault_of(decision, today));
    decision.call_on = day("2026-05-01");
    EXPECT_FALSE(fault_of(decision, today)) << "60 days ahead";
    decision.call_on = day("2026-05-02");
    EXPECT_EQ(fault_of(decision, today), InformationRefusal::day_far);
}

TEST(Decision, ToDeclineNeedsNoReasonAndTakesNoneThatIsNotOnTheList)
{
    Decision decision{.wish = Wish::declines};
    EXPECT_FALSE(fault_of(decision, day("2026-03-02")));
    decision.reason = "randomisation";
    EXPECT_FALSE(fault_of(decision, day("2026-03-02")));
    decision.reason = "her brother said no";
    EXPECT_EQ(fault_of(decision, day("2026-03-02")), InformationRefusal::no_such_reason);
}

TEST(InformationWords, ReadBackWhatTheyName)
{
    for (const Understood each : all_understood())
        EXPECT_EQ(understood_named(name_of(each)), each);
    for (const Wish wish : {Wish::goes_on, Wish::wants_time, Wish::declines})
        EXPECT_EQ(wish_named(name_of(wish)), wish);
    EXPECT_FALSE(wish_named("perhaps"));
}

} // namespace evenhand::consent::information_test
