// `evenhand randomise receipt` and `contribute` as somebody at a terminal calls them.
#include "randomisation/sealed/contribution_words.hpp"
#include "randomisation/sealed/sequence.hpp"
#include "tests/support/program.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <fstream>

namespace evenhand::tests::proof_commands_test {

using Json = nlohmann::json;

sealed::Sequence some_sequence()
{
    const auto spec = schemes::read_sequence_spec(
        R"({"alg":"blocks/1","arms":["a","b"],"block_sizes":[4,6],"capacity":33,"ratio":[1,1],"strata":["x","y"]})");
    std::vector<sealed::Contribution> contributions;
    contributions.push_back({"platform", *crypto::SecretKey::from_bytes(Bytes(32, 9))});
    return {"EXAMPLE-3", *spec,
            sealed::EpochKeys::derive(contributions, std::nullopt, crypto::sha256("spec"))};
}

Ran check(const std::string& text, const std::vector<std::string>& more = {})
{
    const ScratchFolder folder("receipt");
    const std::string file = folder.path() / "receipt.json";
    std::ofstream(file, std::ios::binary) << text;
    std::vector<std::string> words{EVENHAND_TEST_PROGRAM, "randomise", "receipt", file};
    words.insert(words.end(), more.begin(), more.end());
    return run(words);
}

TEST(Receipt, OneThatHoldsSaysSoAndThatItsRootMustBeCompared)
{
    const auto sequence = some_sequence();
    const std::string receipt = text_of(sequence.receipt({1, 20}));
    const Ran alone = check(receipt);
    EXPECT_EQ(alone.code, 0) << alone.err;
    EXPECT_NE(alone.out.find("The receipt holds."), std::string::npos) << alone.out;
    EXPECT_NE(alone.out.find("Compare it with the root that was published"), std::string::npos);

    const std::string root = sequence.head(1).root.text();
    const Ran compared = check(receipt, {"--root", root, "--json"});
    EXPECT_EQ(compared.code, 0) << compared.err;
    const Json said = Json::parse(compared.out);
    EXPECT_EQ(said["holds"], true);
    EXPECT_EQ(said["stratum"], 1);
    EXPECT_EQ(said["position"], 20);
    EXPECT_EQ(said["root"], root);
    EXPECT_EQ(said["compared_with_published_root"], true);
    EXPECT_EQ(std::ranges::count(compared.out, '\n'), 1);
}

TEST(Receipt, OneOfAnotherRootThanThatWhichWasPublishedDoesNotHold)
{
    const auto sequence = some_sequence();
    const Ran ran =
        check(text_of(sequence.receipt({1, 20})), {"--root", sequence.head(0).root.text()});
    EXPECT_EQ(ran.code, 1);
    EXPECT_EQ(ran.out, "The receipt does NOT hold: it claims another root than the one that was "
                       "published.\n");
}

TEST(Receipt, WhateverMemberIsExchangedItDoesNotHold)
{
    const auto sequence = some_sequence();
    const Json good = Json::parse(text_of(sequence.receipt({1, 20})));
    const Json other = Json::parse(text_of(sequence.receipt({0, 3})));
    for (const char* name : {"arm", "stratum", "position", "salt", "root", "path", "trial"}) {
        Json changed = good;
        changed[name] = std::string_view(name) == "arm"     ? Json(1 - good["arm"].get<int>())
                        : std::string_view(name) == "trial" ? Json("EXAMPLE-4")
                                                            : other[name];
        const Ran ran = check(changed.dump());
        EXPECT_EQ(ran.code, 1) << name;
        EXPECT_NE(ran.out.find("does NOT hold"), std::string::npos) << ran.out;
    }
}

TEST(Receipt, WhatIsNoReceiptIsSaidInOneSentence)
{
    const std::string receipt = text_of(some_sequence().receipt({0, 0}));
    for (const std::string& text :
         {std::string("{}"), receipt.substr(0, receipt.size() / 2), std::string("not JSON")}) {
        const Ran ran = check(text);
        EXPECT_EQ(ran.code, 2) << text;
        EXPECT_EQ(ran.out, "");
        EXPECT_NE(ran.err.find("is no receipt: "), std::string::npos) << ran.err;
        EXPECT_EQ(std::ranges::count(ran.err, '\n'), 1) << ran.err;
    }
    EXPECT_EQ(check(receipt, {"--root", "abc"}).code, 2);
}

Ran contribute(const std::vector<std::string>& more)
{
    std::vector<std::string> words{EVENHAND_TEST_PROGRAM, "randomise", "contribute"};
    words.insert(words.end(), more.begin(), more.end());
    return run(words);
}

TEST(Contribute, TheCommitmentIsToTheWordsThatWerePrinted)
{
    const Ran ran = contribute({"--trial", "EXAMPLE-1", "--party", "custodian", "--json"});
    ASSERT_EQ(ran.code, 0) << ran.err;
    const Json said = Json::parse(ran.out);
    std::string words;
    for (const Json& word : said["words"])
        words += word.get<std::string>() + " ";
    auto key = sealed::contribution_from(words);
    ASSERT_TRUE(key.has_value()) << key.error();
    EXPECT_EQ(to_hex(key->bytes()), said["contribution"]);
    EXPECT_EQ(sealed::commitment("EXAMPLE-1", {"custodian", std::move(*key)}).text(),
              said["commitment"]);
}

TEST(Contribute, NoTwoAreAlikeAndEachIsDrawnForACamera)
{
    const Ran one = contribute({"--trial", "EXAMPLE-1", "--party", "custodian"});
    const Ran other = contribute({"--trial", "EXAMPLE-1", "--party", "custodian"});
    ASSERT_EQ(one.code, 0) << one.err;
    EXPECT_NE(one.out, other.out);
    EXPECT_NE(one.out.find("PUBLISH this commitment now"), std::string::npos);
    EXPECT_NE(one.out.find("█"), std::string::npos);
}

TEST(Contribute, ANameThatCannotBeOneIsRefused)
{
    for (const auto& [trial, party] :
         {std::pair("", "custodian"), std::pair("EXAMPLE-1", "a\nb")}) {
        const Ran ran = contribute({"--trial", trial, "--party", party});
        EXPECT_EQ(ran.code, 2);
        EXPECT_EQ(ran.out, "");
        EXPECT_NE(ran.err.find("1 to 200 bytes"), std::string::npos) << ran.err;
    }
}

} // namespace evenhand::tests::proof_commands_test
