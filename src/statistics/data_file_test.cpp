#include "statistics/data_file.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

using namespace evenhand::statistics;

namespace data_file_test {

std::vector<std::string> said_of(std::string_view text, const ReadRules& rules = {})
{
    const auto read = read_data(text, rules);
    std::vector<std::string> sentences;
    if (read) return sentences;
    for (const auto& error : read.error())
        sentences.push_back(sentence(error));
    return sentences;
}

using Said = std::vector<std::string>;

} // namespace data_file_test

using namespace data_file_test;

TEST(ReadData, AColumnWithoutARuleHasTheNarrowestTypeThatTakesItsValues)
{
    const auto data = read_data("n,x,b,d,c\n1,1.5,TRUE,2018-05-21,b\n-2,,FALSE,NA,a\n+3,1e3,,,b\n");
    ASSERT_TRUE(data);
    EXPECT_EQ(data->column("n").type, ColumnType::integer);
    EXPECT_EQ(data->column("x").type, ColumnType::number);
    EXPECT_EQ(data->column("b").type, ColumnType::boolean);
    EXPECT_EQ(data->column("d").type, ColumnType::date);
    EXPECT_EQ(data->column("c").type, ColumnType::category);
    EXPECT_EQ(data->column("c").levels, (std::vector<std::string>{"a", "b"}));
    EXPECT_EQ(data->column("c").values, (std::vector<double>{1, 0, 1}));
    EXPECT_EQ(data->column("n").values, (std::vector<double>{1, -2, 3}));
    EXPECT_EQ(data->column("d").values[0], 17672);
    EXPECT_TRUE(is_missing(data->column("x").values[1]));
    EXPECT_TRUE(is_missing(data->column("d").values[1]));
}

TEST(ReadData, ARuleFixesTypeLevelsAndMissingCodes)
{
    const ReadRules rules{.columns = {{"w", ColumnType::number, {}, {"-9"}},
                                      {"g", {}, {"low", "high"}, {}},
                                      {"t", ColumnType::boolean, {}, {}}}};
    const auto data = read_data("w,g,t\n-9,high,1\n4,low,0\n", rules);
    ASSERT_TRUE(data);
    EXPECT_TRUE(is_missing(data->column("w").values[0]));
    EXPECT_EQ(data->column("w").type, ColumnType::number);
    EXPECT_EQ(data->column("g").values, (std::vector<double>{1, 0}));
    EXPECT_EQ(data->column("t").values, (std::vector<double>{1, 0}));
}

TEST(ReadData, EveryMistakeIsToldWithItsLineAndColumn)
{
    const ReadRules rules{.columns = {{"a", ColumnType::integer, {}, {}},
                                      {"b", ColumnType::number, {}, {}},
                                      {"c", ColumnType::category, {"x"}, {}},
                                      {"d", ColumnType::date, {}, {}},
                                      {"e", ColumnType::boolean, {}, {}}}};
    EXPECT_EQ(said_of("a,b,c,d,e\n1.5,inf,y,2018-02-30,yes\n1,1e999,x,2018-02-28,0\n", rules),
              (Said{"line 2, column a: \"1.5\" is not a whole number",
                    "line 2, column b: \"inf\" is not a number",
                    "line 3, column b: \"1e999\" is too large a number",
                    "line 2, column c: \"y\" is not a level of this column",
                    "line 2, column d: \"2018-02-30\" is not a date such as 2018-05-21",
                    "line 2, column e: \"yes\" is not TRUE, FALSE, 1 or 0"}));
}

TEST(ReadData, AFileThatIsNoTableIsRefusedWithItsPlace)
{
    EXPECT_EQ(said_of(""), Said{"the file holds no rows"});
    EXPECT_EQ(said_of("a,b\n"), Said{"the file holds no rows"});
    EXPECT_EQ(said_of("a\ncaf\xE9\n"), Said{"the file is not UTF-8 text"});
    EXPECT_EQ(said_of("a,b\n1,2\n3\n4,5,6\n"),
              (Said{"line 3: the row has 1 fields and the head 2",
                    "line 4: the row has 3 fields and the head 2"}));
    EXPECT_EQ(said_of("a,b\n1,\"2\n"), Said{"line 2: a quote is opened and not closed"});
    EXPECT_EQ(said_of("a,a,\n1,2,3\n"), (Said{"line 1: two columns have the name \"a\"",
                                              "line 1: a column has no name in the head"}));
    EXPECT_EQ(said_of("a\n1\n", {.columns = {{"z"}}}),
              Said{"column z: the file has no such column"});
}

TEST(ReadData, NoMoreThanFiftyMistakesAreTold)
{
    std::string text = "a,b\n";
    for (int i = 0; i < 200; ++i)
        text += "1\n";
    EXPECT_EQ(said_of(text).size(), 50U);
}

TEST(ReadData, AColumnOfNothingIsMissingThroughout)
{
    const auto data = read_data("a,b\n,1\nNA,2\n");
    ASSERT_TRUE(data);
    EXPECT_TRUE(is_missing(data->column("a").values[0]));
    EXPECT_TRUE(is_missing(data->column("a").values[1]));
}

RC_GTEST_PROP(WriteData, ReadingBackGivesTheSameBits, (std::vector<double> numbers))
{
    std::erase_if(numbers, [](double number) { return !std::isfinite(number); });
    RC_PRE(!numbers.empty());
    numbers.push_back(0.1);
    DataSet data;
    data.put({"x", ColumnType::number, numbers});
    std::vector<double> codes(numbers.size(), 1);
    codes[0] = missing_value();
    data.put({"g, \"h\"", ColumnType::category, codes, {"a b", "c,d\n"}});
    const auto back = read_data(write_data(data), {.columns = {{"x", ColumnType::number}}});
    RC_ASSERT(back);
    RC_ASSERT(back->column("x").values == numbers);
    RC_ASSERT(is_missing(back->column("g, \"h\"").values[0]));
    RC_ASSERT(back->column("g, \"h\"").levels == std::vector<std::string>{"c,d\n"});
}

TEST(WriteData, EachTypeIsWrittenSoThatItIsReadAsThatType)
{
    const std::string text = "n,x,b,d,c\n1,1.5,TRUE,2018-05-21,b\n-2,,FALSE,,a\n";
    EXPECT_EQ(write_data(*read_data(text)), text);
}
