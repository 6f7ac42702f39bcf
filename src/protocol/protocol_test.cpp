#include "protocol/plain_words.hpp"
#include "protocol/protocol.hpp"
#include "protocol/scheme.hpp"
#include "tests/support/golden_file.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <map>

namespace evenhand::protocol::protocol_test {

using ::testing::HasSubstr;

constexpr std::array real_trials{"working-win", "thrive-into-work"};

std::string path_of(const char* trial)
{
    return std::string("protocols/") + trial + ".toml";
}

Protocol loaded(const char* trial)
{
    auto protocol = load_file(path_of(trial));
    EXPECT_TRUE(protocol) << in_plain_words(protocol.error(), path_of(trial));
    return *std::move(protocol);
}

TEST(Protocol, BothRealTrialsLoadWithoutAFinding)
{
    const Protocol working_win = loaded("working-win");
    EXPECT_EQ(working_win.areas.size(), 5U);
    EXPECT_EQ(working_win.groups.size(), 2U);
    EXPECT_EQ(strata(working_win).size(), 10U);
    EXPECT_EQ(working_win.notice("referral-privacy").version, "1");
    EXPECT_EQ(label_of(working_win.referral.needs, "bsl"), "British Sign Language");
    EXPECT_EQ(label_of(working_win.referral.needs, "gone"), "gone");

    const Protocol thrive = loaded("thrive-into-work");
    EXPECT_EQ(thrive.areas.size(), 4U);
    EXPECT_EQ(thrive.groups.size(), 1U);
    EXPECT_EQ(strata(thrive).size(), 4U);
}

TEST(Protocol, BothRealTrialsNameTheSchemeThatStandsBesideThem)
{
    for (const char* trial : real_trials) {
        const auto scheme = load_scheme_beside(path_of(trial), loaded(trial).randomisation);
        ASSERT_TRUE(scheme) << in_plain_words(scheme.error(), path_of(trial));
        EXPECT_EQ(scheme->kind, SchemeKind::big_stick);
    }
}

TEST(Protocol, OnlyThriveIntoWorkAsksForFourWeeksOutOfWork)
{
    EXPECT_EQ(find_criterion(loaded("working-win").eligibility, "four-weeks"), nullptr);
    const Protocol thrive = loaded("thrive-into-work");
    const Criterion* spell = find_criterion(thrive.eligibility, "four-weeks");
    ASSERT_NE(spell, nullptr);
    EXPECT_EQ(spell->days_least, 28);
}

TEST(Protocol, AnAnswerWithoutAGroupSaysWhy)
{
    const Protocol thrive = loaded("thrive-into-work");
    EXPECT_EQ(thrive.referral.work.front().id, "working");
    EXPECT_TRUE(thrive.referral.work.front().group.empty());
    EXPECT_THAT(thrive.referral.work.front().why_not, HasSubstr("out of work"));
}

TEST(Protocol, TheBaselineOfTheRealTrialsCannotTellOfHarm)
{
    for (const char* trial : real_trials) {
        const Protocol protocol = loaded(trial);
        for (const Question* question : protocol.baseline.questions())
            EXPECT_FALSE(question->reveals_risk) << question->id;
    }
}

TEST(Protocol, NothingAboutHealthOrMoodIsSharedWithSupport)
{
    const Protocol protocol = loaded("working-win");
    for (const Section& section : protocol.baseline.sections) {
        for (const Question& question : section.questions) {
            const bool may = section.id == "work" || question.id == "qualification";
            EXPECT_TRUE(may || !question.shared_with_support) << question.id;
        }
    }
}

TEST(Protocol, QuestionsOnEqualityAreTheCensusOnes)
{
    for (const char* trial : real_trials) {
        const Protocol protocol = loaded(trial);
        ASSERT_EQ(protocol.referral.equality.size(), 4U);
        const EqualityQuestion& ethnic_group = protocol.referral.equality[2];
        EXPECT_EQ(ethnic_group.choices.size(), 5U);
        std::size_t backgrounds = 0;
        for (const EqualityChoice& choice : ethnic_group.choices)
            backgrounds += choice.details.size();
        EXPECT_EQ(backgrounds, 19U);
    }
}

TEST(Protocol, ATrialMayAskNothingOnEquality)
{
    const auto small = load_file("protocols/small.toml");
    ASSERT_TRUE(small);
    EXPECT_TRUE(small->referral.equality.empty());
}

TEST(Protocol, AFileThatCannotBeReadIsOneClearError)
{
    const auto protocol = load_file("protocols/not-there.toml");
    ASSERT_FALSE(protocol);
    ASSERT_EQ(protocol.error().size(), 1U);
    EXPECT_EQ(protocol.error()[0].line, 0);
}

TEST(Protocol, ASmallOneWithoutAreasStrataAndWavesHasEveryGate)
{
    const auto small = load_file("protocols/small.toml");
    ASSERT_TRUE(small) << in_plain_words(small.error(), "protocols/small.toml");
    EXPECT_TRUE(small->areas.empty());
    EXPECT_TRUE(small->waves.empty());
    EXPECT_EQ(strata(*small).size(), 1U);
    EXPECT_FALSE(small->eligibility.criteria.empty());
    EXPECT_NE(find_item(small->consent, ConsentScope::take_part), nullptr);
    EXPECT_FALSE(small->baseline.questions().empty());
    EXPECT_TRUE(load_scheme_beside("protocols/small.toml", small->randomisation));
}

TEST(Areas, APracticeBelongsToTheAreaOfItsCommissionerAndDistrict)
{
    const Protocol working_win = loaded("working-win");
    using Ids = std::vector<std::string>;
    EXPECT_EQ(areas_of_practice(working_win.areas, "03N", "E08000019"), Ids{"sheffield"});
    EXPECT_EQ(areas_of_practice(working_win.areas, "15E", "E08000025"), Ids{});
    // One commissioner for the whole Black Country: there the district decides.
    const Protocol thrive = loaded("thrive-into-work");
    EXPECT_EQ(areas_of_practice(thrive.areas, "D2P2L", "E08000027"), Ids{"dudley"});
    EXPECT_EQ(areas_of_practice(thrive.areas, "D2P2L", "E08000030"), Ids{}); // Walsall
}

TEST(ProtocolPlainWords, SayWhichBeaconIsNamedAndNothingOfOneWhereNoneIs)
{
    auto protocol = loaded("small");
    EXPECT_EQ(protocol.randomisation.beacon, "");
    EXPECT_THAT(in_plain_words(protocol), testing::Not(testing::HasSubstr("beacon")));
    protocol.randomisation.beacon = "round 17 of an example beacon";
    EXPECT_THAT(in_plain_words(protocol), testing::HasSubstr("round 17 of an example beacon"));
}

TEST(ProtocolPlainWords, SayWhatWasBlessedAndNeverHowTheSequenceIsDrawn)
{
    for (const char* trial : real_trials) {
        const std::string words = in_plain_words(loaded(trial));
        tests::expect_golden(std::string("tests/golden/protocol-") + trial + ".txt", words);
        EXPECT_EQ(words.find("big-stick"), std::string::npos);
        EXPECT_EQ(words.find("limit = "), std::string::npos);
    }
}

} // namespace evenhand::protocol::protocol_test
