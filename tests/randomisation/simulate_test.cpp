// `evenhand randomise simulate` as a script calls it.
#include "tests/support/program.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <fstream>

namespace evenhand::tests::simulate_test {

using Json = nlohmann::json;

constexpr std::string_view blocks_of_four =
    R"({"alg":"blocks/1","arms":["a","b"],"ratio":[1,1],"capacity":99,"block_sizes":[4],)"
    R"("strata":["site=A","site=B"]})";
constexpr std::string_view big_stick =
    R"({"alg":"bigstick/1","arms":["a","b"],"ratio":[1,1],"capacity":99,"mti":3,)"
    R"("strata":["site=A","site=B"]})";

Ran simulate(std::string_view spec, const std::vector<std::string>& arguments,
             std::string_view factors = {})
{
    const ScratchFolder folder("simulate");
    const std::string file = folder.path() / "spec.json";
    std::ofstream(file, std::ios::binary) << spec;
    std::vector<std::string> words{EVENHAND_TEST_PROGRAM, "randomise", "simulate", "--spec", file};
    if (!factors.empty()) {
        const std::string csv = folder.path() / "people.csv";
        std::ofstream(csv, std::ios::binary) << factors;
        words.insert(words.end(), {"--factors", csv});
    }
    words.insert(words.end(), arguments.begin(), arguments.end());
    return run(words);
}

const std::vector<std::string> small = {"--people", "80",       "--trials", "300",
                                        "--seed",   "20261122", "--json"};

std::vector<std::string> small_and(const std::vector<std::string>& more)
{
    auto all = small;
    all.insert(all.end(), more.begin(), more.end());
    return all;
}

TEST(SimulateCommand, TheFiguresOfOneSeedAreTheSameEveryTime)
{
    Json first = Json::parse(simulate(blocks_of_four, small).out);
    Json second = Json::parse(simulate(blocks_of_four, small).out);
    EXPECT_TRUE(first["seconds"].is_number());
    first.erase("seconds");
    second.erase("seconds");
    EXPECT_EQ(first, second);
    EXPECT_NEAR(first["guess_rate"].get<double>(), 0.705, 0.01);
    EXPECT_LE(first["imbalance"]["strata"]["max"].get<double>(), 2);
    EXPECT_TRUE(first["imbalance"]["factors"].contains("site"));
    EXPECT_EQ(first["conditional"]["by_lead"].size(), 3U);
    EXPECT_EQ(first["predictable"], true);
}

TEST(SimulateCommand, WithoutTheFlagItIsATable)
{
    auto arguments = small;
    arguments.pop_back();
    const Ran ran = simulate(big_stick, arguments);
    EXPECT_EQ(ran.code, 0) << ran.err;
    EXPECT_NE(ran.out.find("Imbalance, in people"), std::string::npos);
    EXPECT_NE(ran.out.find("Guessed right"), std::string::npos);
}

TEST(SimulateCommand, OneOrganisationNeedsAReasonForAPredictableScheme)
{
    const Ran refused = simulate(blocks_of_four, small_and({"--one-organisation"}));
    EXPECT_EQ(refused.code, 1);
    EXPECT_NE(refused.err.find("--accept-predictable"), std::string::npos);
    const Ran accepted =
        simulate(blocks_of_four,
                 small_and({"--one-organisation", "--accept-predictable", "few recruiters"}));
    EXPECT_EQ(accepted.code, 0) << accepted.err;
    EXPECT_EQ(Json::parse(accepted.out)["accepted_predictable"], "few recruiters");
    EXPECT_EQ(simulate(big_stick, small_and({"--one-organisation"})).code, 0);
}

TEST(SimulateCommand, PeopleComeFromTheFileAndItsOtherColumnsAreReported)
{
    const Ran ran = simulate(big_stick, small, "site,sex\nA,f\nA,m\nB,f\nA,f\n");
    ASSERT_EQ(ran.code, 0) << ran.err;
    EXPECT_TRUE(Json::parse(ran.out)["imbalance"]["factors"].contains("sex"));
}

void expect_refused(const Ran& ran, std::string_view words)
{
    EXPECT_EQ(ran.code, 2) << words;
    EXPECT_EQ(ran.out, "");
    EXPECT_NE(ran.err.find(words), std::string::npos) << ran.err;
    EXPECT_EQ(std::ranges::count(ran.err, '\n'), 1) << ran.err;
}

TEST(SimulateCommand, BadInputIsRefusedInOneSentence)
{
    expect_refused(simulate("{}", small), "there is no \"alg\"");
    expect_refused(simulate(big_stick, small, "site\nC\n"), "is not a stratum of the spec");
    expect_refused(simulate(big_stick, small, "site,sex\nA\n"), "line 2 has 1 fields");
    expect_refused(simulate(big_stick, {"--people", "0", "--trials", "1", "--seed", "1"}),
                   "--people must be at least 1");
    expect_refused(simulate(big_stick, small_and({"--accept-predictable", ""})),
                   "--accept-predictable needs a reason");
}

} // namespace evenhand::tests::simulate_test
