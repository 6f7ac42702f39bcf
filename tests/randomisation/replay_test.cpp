// A minimised trial decided again by both programs, and what each finds of it when somebody cheats.
#include "tests/randomisation/both_verifiers.hpp"
#include "tests/randomisation/made_replay.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace evenhand::tests::replay_test {

using Json = nlohmann::json;

constexpr std::uint32_t people = 400;

class Replays : public BothVerifiers
{
protected:
    /// Both say that it does not hold, and name that.
    void expect_found(const MadeReplay& made, const std::string& named)
    {
        for (const Ran& ran : {ours(made.file()), theirs(made.file())}) {
            EXPECT_EQ(ran.code, 1) << ran.out << ran.err;
            std::string said = ran.out;
            std::ranges::transform(said, said.begin(), [](char c) {
                return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
            });
            EXPECT_NE(said.find(named), std::string::npos) << named << ": " << ran.out;
        }
    }
};

TEST_F(Replays, BothProgramsDecideEveryNewcomerAlikeUnderEveryMeasure)
{
    for (const char* measure : {"range", "variance", "sd"}) {
        const std::string file = MadeReplay(people, measure).file();
        const Ran cpp = ours(file);
        ASSERT_EQ(cpp.code, 0) << cpp.out << cpp.err;
        const Ran python = theirs(file);
        ASSERT_EQ(python.code, 0) << python.out << python.err;
        const Json said = Json::parse(cpp.out);
        const Json other = Json::parse(python.out);
        EXPECT_EQ(said["people"], people);
        for (const char* name : {"trial", "people", "given"})
            EXPECT_EQ(other[name], said[name]) << name;
        EXPECT_NEAR(other["guessed"].get<double>(), said["guessed"].get<double>(), 1e-9);
    }
}

TEST_F(Replays, BothFindTheChosenPersonWhoWasGivenAnotherArm)
{
    expect_found(MadeReplay(people, "range", /*chosen=*/41), "newcomer 42 was given arm");
    expect_found(MadeReplay(people, "sd", /*chosen=*/people - 1), "newcomer 400 was given arm");
}

TEST_F(Replays, BothFindOtherKeysAndAnotherSpec)
{
    MadeReplay key(people, "range");
    key.contributions.at(1).second.at(31) ^= 1U;
    expect_found(key, "the contribution of platform does not open its commitment");
    MadeReplay spec(people, "range");
    spec.spec.replace(spec.spec.find("1.1"), 3, "1.2");
    expect_found(spec, "the spec is not the one");
}

TEST_F(Replays, BothRefuseInOneSentenceWhatCannotBeReplayed)
{
    MadeReplay level(people, "range");
    level.newcomers.at(9).levels.at(1) = 3;
    const std::string whole = MadeReplay(people, "range").file();
    for (const std::string& file : {level.file(), whole.substr(0, whole.size() / 2)}) {
        for (const Ran& ran : {ours(file), theirs(file)}) {
            EXPECT_EQ(ran.code, 2) << ran.out << ran.err;
            EXPECT_EQ(ran.out, "");
            EXPECT_EQ(std::ranges::count(ran.err, '\n'), 1) << ran.err;
        }
    }
    EXPECT_NE(theirs(level.file()).err.find("newcomer 10"), std::string::npos);
    EXPECT_NE(ours(level.file()).err.find("newcomer 10"), std::string::npos);
}

} // namespace evenhand::tests::replay_test
