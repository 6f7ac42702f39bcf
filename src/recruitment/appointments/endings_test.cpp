#include "recruitment/appointments/endings.hpp"

#include "people/participants/participants.hpp"

#include <gtest/gtest.h>

#include <set>

namespace evenhand::appointments::endings_test {

using participants::Stage;
using participants::Step;

const protocol::Protocol& working_win()
{
    static const auto trial = protocol::load_file("protocols/working-win.toml").value();
    return trial;
}

std::set<Step> steps_at(Stage stage)
{
    std::set<Step> all;
    for (const Ending& each : endings_at(working_win(), stage))
        all.insert(each.step);
    return all;
}

TEST(EndingsByATalk, BeforeTheAppointmentAreANoAReasonOfTheProtocolOrAClosing)
{
    const std::set<Step> every{Step::declined, Step::not_eligible, Step::closed};
    for (const Stage stage :
         {Stage::referred, Stage::contacted, Stage::booked, Stage::did_not_attend})
        EXPECT_EQ(steps_at(stage), every) << participants::name_of(stage);
    const auto endings = endings_at(working_win(), Stage::referred);
    EXPECT_TRUE(is_ending(endings, Step::not_eligible, "outside-area"));
    EXPECT_TRUE(is_ending(endings, Step::closed, "moved_away"));
    EXPECT_FALSE(is_ending(endings, Step::closed, "did_not_attend")) << "a team lead decides that";
    EXPECT_FALSE(is_ending(endings, Step::declined, "moved_away"));
}

TEST(EndingsByATalk, AfterTheAppointmentNobodyIsFoundNotEligibleByATalk)
{
    for (const Stage stage : {Stage::attended, Stage::eligible, Stage::wants_time, Stage::goes_on})
        EXPECT_EQ(steps_at(stage), (std::set{Step::declined, Step::closed}))
            << participants::name_of(stage);
    EXPECT_EQ(steps_at(Stage::consented), std::set{Step::closed}) << "a no is a withdrawal then";
}

TEST(EndingsByATalk, AreNoneWhereTheWayHasEndedOrIsAtTheDraw)
{
    for (const Stage stage : {Stage::intended, Stage::randomised, Stage::could_not_reach,
                              Stage::declined, Stage::closed, Stage::died, Stage::withdrew})
        EXPECT_TRUE(endings_at(working_win(), stage).empty()) << participants::name_of(stage);
}

TEST(EndingsByATalk, NameReasonsThatTheirStepTakes)
{
    for (const Stage stage : participants::all_stages()) {
        for (const Ending& each : endings_at(working_win(), stage)) {
            EXPECT_FALSE(label_of_ending(each.step).empty());
            for (const EndingReason& reason : each.reasons)
                EXPECT_TRUE(participants::is_detail(each.step, reason.code)) << reason.code;
        }
    }
}

} // namespace evenhand::appointments::endings_test
