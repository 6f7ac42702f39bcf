#include "randomisation/sealed/replay.hpp"

#include "randomisation/schemes/spec.hpp"
#include "randomisation/sealed/draws.hpp"
#include "randomisation/sealed/keys.hpp"
#include "tests/randomisation/made_replay.hpp"

#include <gtest/gtest.h>

#include <string>

namespace evenhand::sealed::replay_test {

using tests::MadeReplay;

constexpr std::uint32_t people = 300;

std::string faults_of(const MadeReplay& made)
{
    const auto verdict = verify_replay(made.file());
    if (!verdict) return "cannot: " + verdict.error();
    std::string all;
    for (const std::string& fault : verdict->faults)
        all += fault + '\n';
    return all;
}

TEST(Replay, OneThatWasMadeHonestlyHoldsForEveryMeasureAndRatio)
{
    for (const char* measure : {"range", "variance", "sd"}) {
        const MadeReplay made(people, measure);
        const auto verdict = verify_replay(made.file());
        ASSERT_TRUE(verdict) << verdict.error();
        EXPECT_EQ(faults_of(made), "") << measure;
        EXPECT_EQ(verdict->people, people);
        EXPECT_EQ(verdict->given.at(0) + verdict->given.at(1) + verdict->given.at(2), people);
        EXPECT_LT(verdict->largest_lead, 10);
        EXPECT_GT(verdict->guessed, 0.5) << "minimisation is guessable, and says so";
    }
}

TEST(Replay, FindsTheNewcomerWhoWasGivenAnotherArmAndNobodyBefore)
{
    MadeReplay made(people, "range");
    made.newcomers.at(41).arm = (made.newcomers[41].arm + 1) % 3;
    const std::string faults = faults_of(made);
    EXPECT_NE(faults.find("Newcomer 42 was given arm"), std::string::npos) << faults;
    // Those after were decided by what stood in the log, which is now another.
    EXPECT_EQ(faults.find("Newcomer 41 "), std::string::npos) << faults;
}

TEST(Replay, AnOperatorWhoGivesOneArmToAChosenPersonAndGoesOnHonestlyIsTold)
{
    const MadeReplay made(people, "range", /*chosen=*/41);
    const std::string faults = faults_of(made);
    EXPECT_EQ(faults.find("Newcomer 42 was given arm"), 0U) << faults;
    EXPECT_EQ(faults.find('\n'), faults.size() - 1) << "one fault is told once: " << faults;
}

TEST(Replay, FindsWhoWasLeftOutPutInOrLoggedAtAnotherLevel)
{
    MadeReplay left_out(people, "range");
    left_out.newcomers.erase(left_out.newcomers.begin() + 100);
    EXPECT_NE(faults_of(left_out), "");
    MadeReplay put_in(people, "range");
    put_in.newcomers.insert(put_in.newcomers.begin() + 100, put_in.newcomers[3]);
    EXPECT_NE(faults_of(put_in), "");
    MadeReplay moved(people, "range");
    for (std::size_t i = 0; i < 20; ++i)
        moved.newcomers.at(i).levels.at(0) = moved.newcomers[i].levels[0] == 4 ? 0 : 4;
    EXPECT_NE(faults_of(moved), "");
}

TEST(Replay, FindsAnotherKeyAnotherSpecAndAPartyWhoContributesTwice)
{
    MadeReplay key(people, "range");
    key.contributions.at(0).second.at(3) ^= 1U;
    EXPECT_NE(faults_of(key).find("The contribution of custodian does not open"),
              std::string::npos);
    MadeReplay spec(people, "range");
    spec.spec.replace(spec.spec.find("0.8"), 3, "0.9");
    EXPECT_NE(faults_of(spec).find("The spec is not the one whose hash was frozen"),
              std::string::npos);
    MadeReplay twice(people, "range");
    twice.contributions.push_back(twice.contributions.front());
    EXPECT_EQ(faults_of(twice), "custodian contributes twice.\n");
}

TEST(Replay, ThatCannotBeReadIsRefusedInOneClause)
{
    MadeReplay level(3, "range");
    level.newcomers[1].levels[2] = 2;
    EXPECT_EQ(faults_of(level), "cannot: newcomer 2: factor \"third\" has no level 2");
    MadeReplay arm(3, "range");
    arm.newcomers[2].arm = 3;
    EXPECT_EQ(faults_of(arm), "cannot: newcomer 3: there is no arm 3");
    MadeReplay few(3, "range");
    few.newcomers[0].levels.pop_back();
    EXPECT_EQ(faults_of(few), "cannot: newcomer 1: it has 2 levels, and the spec 3 factors");
    const std::string whole = MadeReplay(3, "range").file();
    EXPECT_FALSE(verify_replay(whole.substr(0, whole.size() / 2)));
    EXPECT_TRUE(is_replay(whole));
    EXPECT_FALSE(is_replay("evenhand-randomisation-bundle/1\n"));
    EXPECT_FALSE(is_replay(""));
}

} // namespace evenhand::sealed::replay_test
