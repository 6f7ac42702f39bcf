// `evenhand randomise derive` as a script calls it.
#include "tests/support/program.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <fstream>

namespace evenhand::tests::derive_test {

using Json = nlohmann::json;

const std::string nonce(64, '4');

Json published_spec()
{
    return Json::parse(R"({"strata":["site=A|dur=<1y","site=A|dur=>=1y"],"ratio":[1,1],
                           "alg":"blocks/1","capacity":16,"block_sizes":[4,6,8],
                           "arms":["control","support"]})");
}

std::vector<std::string> published_arguments()
{
    return {"--trial",        "EXAMPLE-1",
            "--nonce",        nonce,
            "--contribution", "platform=" + std::string(64, '3'),
            "--contribution", "custodian=" + std::string(64, '1'),
            "--contribution", "oversight=" + std::string(64, '2')};
}

Ran derive(const std::string& spec, const std::vector<std::string>& arguments)
{
    const ScratchFolder folder("derive");
    const std::string file = folder.path() / "spec.json";
    std::ofstream(file, std::ios::binary) << spec;
    std::vector<std::string> words{EVENHAND_TEST_PROGRAM, "randomise", "derive", "--spec", file};
    words.insert(words.end(), arguments.begin(), arguments.end());
    return run(words);
}

TEST(Derive, ThePublishedVectorComesOutOfThreeContributionsInAnyOrder)
{
    auto arguments = published_arguments();
    arguments.emplace_back("--json");
    const Ran ran = derive(published_spec().dump(1), arguments);
    ASSERT_EQ(ran.code, 0) << ran.err;
    EXPECT_EQ(std::ranges::count(ran.out, '\n'), 1) << "one line for a script";
    const Json out = Json::parse(ran.out);
    EXPECT_EQ(out["commitments"]["custodian"],
              "150424537a86812f0cddf63be02d005ffad54f900eaffd1cc5fe27078647456b");
    EXPECT_EQ(out["h_spec"], "8c89b0496c77468a0db6d92b988d85c62fd5c03f87e46478f224d413dcd74c2f");
    EXPECT_EQ(out["strata"][0]["blocks"], (Json{6, 4, 6}));
    EXPECT_EQ(out["strata"][0]["arms"], "1101000011001101");
    EXPECT_EQ(out["strata"][1]["leaf0"],
              "dbd6baeb5b58d7c70916e7b932fa49cb10bd12f58fce219cb76332abbd5acbbd");
    EXPECT_EQ(out["strata"][1]["root"],
              "a4bb477114b2f6ac01c10a852d5f525d92533e96f411221814dd13df682091ce");
}

TEST(Derive, WithoutTheFlagItIsTheSameForPeopleToRead)
{
    const Ran ran = derive(published_spec().dump(), published_arguments());
    ASSERT_EQ(ran.code, 0) << ran.err;
    EXPECT_GT(std::ranges::count(ran.out, '\n'), 10);
    EXPECT_EQ(Json::parse(ran.out)["strata"][0]["arms"], "1101000011001101");
}

TEST(Derive, ABeaconChangesEveryStratum)
{
    auto arguments = published_arguments();
    arguments.insert(arguments.end(), {"--beacon", std::string(64, 'b')});
    const Ran ran = derive(published_spec().dump(), arguments);
    ASSERT_EQ(ran.code, 0) << ran.err;
    const Json printed = Json::parse(ran.out);
    for (const Json& stratum : printed["strata"])
        EXPECT_NE(stratum["root"],
                  "0771d6bd59f2e6bb09d8900e67055cf81c8da27d8e3eb6936fbffbb54ebad042");
}

/// One sentence on one line, nothing on standard output, exit code 2.
void expect_refused(const Ran& ran, std::string_view words)
{
    EXPECT_EQ(ran.code, 2) << words;
    EXPECT_EQ(ran.out, "");
    EXPECT_NE(ran.err.find(words), std::string::npos) << ran.err;
    EXPECT_EQ(std::ranges::count(ran.err, '\n'), 1) << ran.err;
    EXPECT_TRUE(ran.err.ends_with(".\n")) << ran.err;
}

void expect_spec_refused(const char* name, const Json& value, std::string_view words)
{
    Json spec = published_spec();
    spec[name] = value;
    expect_refused(derive(spec.dump(), published_arguments()), words);
}

TEST(Derive, AMalformedSpecIsRefusedInOneSentence)
{
    expect_refused(derive("{\"alg\":", published_arguments()), "line 1, column 8");
    expect_refused(derive(R"({"alg":"blocks/1","alg":"simple/1"})", published_arguments()),
                   "the name \"alg\" stands twice");
    expect_spec_refused("block_sizes", {4, 5}, "the ratio 1:1 does not divide a block of 5");
    expect_spec_refused("strata", {"a", "a"}, "the stratum \"a\" stands twice");
    expect_spec_refused("ratio", {1, 1, 1}, "2 arms and 3 shares");
    expect_spec_refused("colour", "red", "\"colour\" is not a name that blocks/1 has");
    expect_spec_refused("capacity", "16", "\"capacity\" is not a whole number");
}

TEST(Derive, AMalformedArgumentIsRefusedInOneSentence)
{
    const auto with = [](std::size_t at, std::string value) {
        auto arguments = published_arguments();
        arguments[at] = std::move(value);
        return derive(published_spec().dump(), arguments);
    };
    expect_refused(with(1, ""), "--trial must be");
    expect_refused(with(3, "44"), "--nonce is not 64 hexadecimal digits");
    expect_refused(with(5, "platform"), "given as PARTY=HEX");
    expect_refused(with(5, "platform=33"), "the contribution of platform is not 64");
    expect_refused(with(5, "=" + std::string(64, '3')), "The party of a --contribution");
    expect_refused(with(7, "platform=" + std::string(64, '1')), "platform contributes twice");
    auto beacon = published_arguments();
    beacon.insert(beacon.end(), {"--beacon", "xyz"});
    expect_refused(derive(published_spec().dump(), beacon), "--beacon is not 64");
    expect_refused(
        run({EVENHAND_TEST_PROGRAM, "randomise", "derive", "--spec", "/nowhere", "--trial", "T",
             "--nonce", nonce, "--contribution", "a=" + std::string(64, '1')}),
        "/nowhere cannot be read");
}

} // namespace evenhand::tests::derive_test
