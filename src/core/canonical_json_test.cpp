#include "core/canonical_json.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <bit>

namespace evenhand::canonical_json_test {

std::string canonical(std::string_view text)
{
    const auto parsed = parse_json(text);
    return parsed ? canonical_json(*parsed) : "refused: " + parsed.error().sentence;
}

std::string number(std::uint64_t bits)
{
    return canonical_json(nlohmann::json(std::bit_cast<double>(bits)));
}

// RFC 8785, section 3.2.4.
TEST(CanonicalJson, NamesStandInTheOrderOfTheirUtf16Units)
{
    EXPECT_EQ(canonical("{\"\\u20ac\":1,\"\\r\":2,\"\\ufb33\":3,\"1\":4,\"\\ud83d\\ude00\":5,"
                        "\"\\u0080\":6,\"\\u00f6\":7}"),
              "{\"\\r\":2,\"1\":4,\"\xC2\x80\":6,\"\xC3\xB6\":7,\"\xE2\x82\xAC\":1,"
              "\"\xF0\x9F\x98\x80\":5,\"\xEF\xAC\xB3\":3}");
    EXPECT_EQ(canonical(R"({"b":1,"":2,"ab":3,"a":4})"), R"({"":2,"a":4,"ab":3,"b":1})");
}

TEST(CanonicalJson, SpaceAndTheOrderOfWritingLeaveNoTrace)
{
    EXPECT_EQ(canonical(" {\n\"ratio\" : [ 1 , 1.0 , 10e-1 ],\t\"alg\":\"simple/1\", \"e\":{},"
                        "\"f\":[], \"g\":[null,true,false]} "),
              R"({"alg":"simple/1","e":{},"f":[],"g":[null,true,false],"ratio":[1,1,1]})");
}

TEST(CanonicalJson, TextsEscapeOnlyWhatTheyMust)
{
    EXPECT_EQ(canonical("\"\\u0008\\u0009\\u000a\\u000c\\u000d\\u0022\\u005c\\u002f\\u0001\\u001f"
                        "\\u007f\\u00e9\""),
              "\"\\b\\t\\n\\f\\r\\\"\\\\/\\u0001\\u001f\x7F\xC3\xA9\"");
}

// RFC 8785, appendix B.
TEST(CanonicalJson, NumbersReadAsEcmaScriptPrintsThem)
{
    EXPECT_EQ(number(0x0000000000000000), "0");
    EXPECT_EQ(number(0x8000000000000000), "0");
    EXPECT_EQ(number(0x0000000000000001), "5e-324");
    EXPECT_EQ(number(0x8000000000000001), "-5e-324");
    EXPECT_EQ(number(0x7fefffffffffffff), "1.7976931348623157e+308");
    EXPECT_EQ(number(0x4340000000000000), "9007199254740992");
    EXPECT_EQ(number(0xc340000000000000), "-9007199254740992");
    EXPECT_EQ(number(0x4430000000000000), "295147905179352830000");
    EXPECT_EQ(number(0x44b52d02c7e14af5), "9.999999999999997e+22");
    EXPECT_EQ(number(0x44b52d02c7e14af6), "1e+23");
    EXPECT_EQ(number(0x44b52d02c7e14af7), "1.0000000000000001e+23");
    EXPECT_EQ(number(0x444b1ae4d6e2ef4e), "999999999999999700000");
    EXPECT_EQ(number(0x444b1ae4d6e2ef4f), "999999999999999900000");
    EXPECT_EQ(number(0x444b1ae4d6e2ef50), "1e+21");
    EXPECT_EQ(number(0x3eb0c6f7a0b5ed8c), "9.999999999999997e-7");
    EXPECT_EQ(number(0x3eb0c6f7a0b5ed8d), "0.000001");
    EXPECT_EQ(number(0x41b3de4355555553), "333333333.3333332");
    EXPECT_EQ(number(0x41b3de4355555557), "333333333.33333343");
    EXPECT_EQ(number(0xbecbf647612f3696), "-0.0000033333333333333333");
    EXPECT_EQ(number(0x43143ff3c1cb0959), "1424953923781206.2");
    EXPECT_EQ(canonical("[-0, 12, -7, 0.5, 1E2]"), "[0,12,-7,0.5,100]");
}

TEST(CanonicalJson, ItsOwnBytesAreAFixedPoint)
{
    const std::string once = canonical(R"({"z":[1.5e300,{"y":"\u0000\ud83d\ude00"}],"a":-1e-9})");
    EXPECT_EQ(canonical(once), once);
}

TEST(ParseJson, ANameThatStandsTwiceIsRefusedWithItsPlace)
{
    const auto refused = parse_json("{\"ratio\":[1,1],\n \"arms\":[], \"ratio\":[2,1]}");
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().sentence, "the name \"ratio\" stands twice in one object");
    EXPECT_EQ(refused.error().line, 2U);
    EXPECT_TRUE(parse_json(R"([{"a":1},{"a":{"a":2}}])"));
}

TEST(ParseJson, WhatTwoReadersWouldReadDifferentlyIsRefused)
{
    EXPECT_TRUE(parse_json("9007199254740992"));
    EXPECT_FALSE(parse_json("9007199254740993"));
    EXPECT_TRUE(parse_json("-9007199254740992"));
    EXPECT_FALSE(parse_json("-9007199254740993"));
    EXPECT_FALSE(parse_json("18446744073709551615"));
    EXPECT_FALSE(parse_json("1e400"));
    EXPECT_FALSE(parse_json("\"\\ud800\""));
    EXPECT_FALSE(parse_json("\"\xC3(\""));
}

TEST(ParseJson, WhatIsNotJsonIsRefusedWithItsPlace)
{
    for (const char* bad : {"", "{", "[1,]", "{\"a\":1,}", "01", "NaN", "'a'", "// a\n1", "1 2",
                            "[\"\t\"]", "{\"a\" 1}"})
        EXPECT_FALSE(parse_json(bad)) << bad;
    const auto refused = parse_json("{\n  \"arms\": [\"a\" \"b\"]\n}");
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().line, 2U);
}

TEST(ParseJson, NestingEndsAtSixtyFour)
{
    const auto nested = [](std::size_t depth) {
        return std::string(depth, '[') + std::string(depth, ']');
    };
    EXPECT_TRUE(parse_json(nested(64)));
    EXPECT_FALSE(parse_json(nested(65)));
    EXPECT_FALSE(parse_json(nested(1'000'000)));
}

} // namespace evenhand::canonical_json_test
