#include "randomisation/schemes/spec.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace evenhand::schemes::spec_test {

using Json = nlohmann::json;

Json good_blocks()
{
    return Json::parse(R"({"alg":"blocks/1","arms":["control","support"],"block_sizes":[4,6],
                           "capacity":16,"ratio":[1,1],"strata":["site=A","site=B"]})");
}

Json good_minimisation()
{
    return Json::parse(R"({"alg":"minimise/1","arms":["control","support"],"ratio":[1,1],"p":0.8,
                           "measure":"sd","factors":[{"name":"site","levels":["A","B"],"weight":2},
                                                     {"name":"age","levels":["18-34","35+"]}]})");
}

/// What is said of a spec; "good" of one that is taken.
std::string said_of(const Json& json)
{
    const auto read = read_spec(json.dump());
    return read ? "good" : read.error();
}

std::string said_with(const char* name, Json value)
{
    Json json = good_blocks();
    json[name] = std::move(value);
    return said_of(json);
}

TEST(ReadSpec, TheFourSchemesAreTaken)
{
    EXPECT_EQ(said_of(good_blocks()), "good");
    EXPECT_EQ(said_of(good_minimisation()), "good");
    Json stick = good_blocks();
    stick.erase("block_sizes");
    stick["alg"] = "simple/1";
    EXPECT_EQ(said_of(stick), "good");
    stick["alg"] = "bigstick/1";
    stick["mti"] = 3;
    EXPECT_EQ(said_of(stick), "good");
}

TEST(ReadSpec, EachMistakeIsSaidInOneClause)
{
    EXPECT_EQ(said_with("alg", "blocks/2"),
              "\"alg\" is simple/1, blocks/1, bigstick/1 or minimise/1, not \"blocks/2\"");
    EXPECT_EQ(said_with("block_sizes", {4, 5}),
              "the ratio 1:1 does not divide a block of 5: a block holds a multiple of 2");
    EXPECT_EQ(said_with("block_sizes", Json::array()), "\"block_sizes\" lists 1 to 100 sizes");
    EXPECT_EQ(said_with("block_sizes", {"four"}),
              "\"block_sizes\" holds \"four\", not a whole number up to 10000");
    EXPECT_EQ(said_with("strata", {"site=A", "site=A"}), "the stratum \"site=A\" stands twice");
    EXPECT_EQ(said_with("strata", Json::array()), "there is no stratum");
    EXPECT_EQ(said_with("strata", "site=A"), "\"strata\" is not a list");
    EXPECT_EQ(said_with("strata", {""}),
              "the stratum \"\" is empty, longer than 200 bytes or has control characters");
    EXPECT_EQ(said_with("arms", {"one"}), "there are 1 arms and 2 shares in the ratio");
    EXPECT_EQ(said_with("arms", {"one", "one"}), "the arm \"one\" stands twice");
    EXPECT_EQ(said_with("ratio", {1}), "\"ratio\" has 1 shares, and a trial has 2 to 8 arms");
    EXPECT_EQ(said_with("ratio", {1, 0}), "\"ratio\" has a share of 0, and a share is 1 to 100");
    EXPECT_EQ(said_with("ratio", {1, 1.5}),
              "\"ratio\" holds 1.5, not a whole number up to 1000000");
    EXPECT_EQ(said_with("capacity", 0),
              "\"capacity\" is a whole number from 1 to 1000000, and capacity times strata at most "
              "10000000");
    EXPECT_EQ(said_with("capacity", -1), "\"capacity\" is not a whole number up to 1000000");
    EXPECT_EQ(said_with("colour", 1), "\"colour\" is not a name that blocks/1 has");
    EXPECT_EQ(said_with("mti", 3), "\"mti\" is not a name that blocks/1 has");
    Json missing = good_blocks();
    missing.erase("ratio");
    EXPECT_EQ(said_of(missing), "there is no \"ratio\"");
    EXPECT_EQ(said_of(Json::array()), "it is not a JSON object");
    EXPECT_EQ(read_spec("{\n\"alg\" 1}").error(), "line 2, column 7: it is not JSON from here on");
}

TEST(ReadSpec, TheLimitOfABigStickIsAtLeastOne)
{
    Json stick = good_blocks();
    stick.erase("block_sizes");
    stick["alg"] = "bigstick/1";
    stick["mti"] = 0;
    EXPECT_EQ(said_of(stick), "\"mti\" is a whole number from 1 to 1000");
}

TEST(ReadSpec, AMinimisationNamesItsFactorsLevelsMeasureAndProbability)
{
    const auto read = read_spec(good_minimisation().dump());
    ASSERT_TRUE(read);
    const MinimisationRules rules = std::get<MinimisationSpec>(*read).rules();
    EXPECT_EQ(rules.measure, ImbalanceMeasure::standard_deviation);
    EXPECT_EQ(rules.factors[0].weight, 2);
    EXPECT_EQ(rules.factors[1].weight, 1);

    const auto said = [](const char* pointer, Json value) {
        Json json = good_minimisation();
        json[Json::json_pointer(pointer)] = std::move(value);
        return said_of(json);
    };
    EXPECT_EQ(said("/p", 1.5), "\"p\" is more than 0 and at most 1");
    EXPECT_EQ(said("/p", "0.8"), "\"p\" is not a number");
    EXPECT_EQ(said("/measure", "max"), "\"measure\" is range, variance or sd, not \"max\"");
    EXPECT_EQ(said("/factors", Json::array()), "\"factors\" names no factor");
    EXPECT_EQ(said("/factors/1/name", "site"), "factor \"site\" stands twice");
    EXPECT_EQ(said("/factors/0/levels", {"A"}), "factor \"site\" has fewer than 2 levels");
    EXPECT_EQ(said("/factors/0/levels", {"A", "A"}), "the level \"A\" stands twice");
    EXPECT_EQ(said("/factors/0/weight", 0),
              "the weight of factor \"site\" is more than 0 and at most 1000000");
    EXPECT_EQ(said("/factors/0/wieght", 1), "\"wieght\" is not a name that a factor has");
    EXPECT_EQ(said("/strata", {"all"}), "\"strata\" is not a name that minimise/1 has");
}

TEST(ReadSequenceSpec, AMinimisationHasNoSequence)
{
    const auto read = read_sequence_spec(good_minimisation().dump());
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error(), "minimise/1 decides by who came before, so there is no sequence");
}

TEST(CanonicalText, SpaceOrderAndTheWayNumbersAreWrittenLeaveNoTrace)
{
    const auto one = read_sequence_spec(
        R"({"strata":["b","a"],"ratio":[2,2],"mti":3,"capacity":1e1,"arms":["x","y"],"alg":"bigstick/1"})");
    ASSERT_TRUE(one) << one.error();
    EXPECT_EQ(
        canonical_text(*one),
        R"({"alg":"bigstick/1","arms":["x","y"],"capacity":10,"mti":3,"ratio":[2,2],"strata":["b","a"]})");
    EXPECT_EQ(one->stratum_named("a"), 1U);
    EXPECT_EQ(one->stratum_named("c"), std::nullopt);
}

} // namespace evenhand::schemes::spec_test
