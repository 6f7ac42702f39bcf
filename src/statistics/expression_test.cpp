#include "statistics/data_file.hpp"
#include "statistics/expression.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>

using namespace evenhand::statistics;

namespace expression_test {

DataSet data()
{
    return *read_data("age,site,work,start,seen,odd name\n"
                      "20,NE,TRUE,2018-05-21,2018-06-20,1\n"
                      "30,LC,FALSE,2018-05-22,,2\n"
                      ",NE,,2018-05-23,2019-05-23,3\n");
}

std::string text_of(const Column& column)
{
    std::string text;
    for (std::size_t row = 0; row < column.values.size(); ++row)
        text += (row == 0 ? "" : " ") + (is_missing(column.values[row])
                                             ? std::string("?")
                                             : evenhand::statistics::text_of(column, row));
    return text;
}

/// The values of the three rows, or where it went wrong and why.
std::string of(std::string_view text)
{
    const auto parsed = Expression::parse(text);
    if (!parsed) return std::to_string(parsed.error().at) + ": " + parsed.error().sentence;
    const auto column = parsed->evaluate(data(), "new");
    if (!column) return std::to_string(column.error().at) + ": " + column.error().sentence;
    return text_of(*column);
}

} // namespace expression_test

using namespace expression_test;

TEST(Expression, ArithmeticHasItsUsualRanks)
{
    EXPECT_EQ(of("1 + 2 * 3 ^ 2 - 4 / 2"), "17 17 17");
    EXPECT_EQ(of("-2 ^ 2"), "-4 -4 -4");
    EXPECT_EQ(of("2 ^ -1"), "0.5 0.5 0.5");
    EXPECT_EQ(of("2 ^ 3 ^ 2"), "512 512 512");
    EXPECT_EQ(of("10 - 3 - 2"), "5 5 5");
    EXPECT_EQ(of("(age + `odd name`) * 2"), "42 64 ?");
    EXPECT_EQ(of("max(abs(-3), round(2.5)) + min(1, floor(.5))"), "3 3 3");
}

TEST(Expression, WhatIsMadeOfAMissingValueIsMissingUnlessItIsKnownAllTheSame)
{
    EXPECT_EQ(of("age >= 25"), "FALSE TRUE ?");
    EXPECT_EQ(of("age >= 25 and site = \"LC\""), "FALSE TRUE FALSE");
    EXPECT_EQ(of("age >= 25 or site = 'NE'"), "TRUE TRUE TRUE");
    EXPECT_EQ(of("not work"), "FALSE TRUE ?");
    EXPECT_EQ(of("missing(age)"), "FALSE FALSE TRUE");
    EXPECT_EQ(of("if(missing(work), 0, work)"), "1 0 0");
    EXPECT_EQ(of("age in (20, 30)"), "TRUE TRUE ?");
    EXPECT_EQ(of("site in (\"LC\", \"XX\")"), "FALSE TRUE FALSE");
}

TEST(Expression, TextsMakeCategoriesAndDatesMakeDays)
{
    EXPECT_EQ(of("if(age < 25, \"young\", \"older\")"), "young older ?");
    EXPECT_EQ(of("seen - start"), "30 ? 365");
    EXPECT_EQ(of("start + 10"), "2018-05-31 2018-06-01 2018-06-02");
    EXPECT_EQ(of("start > date(\"2018-05-21\")"), "FALSE TRUE TRUE");
    EXPECT_EQ(of("year(seen)"), "2018 ? 2019");
    EXPECT_EQ(of("site != \"NE\""), "FALSE TRUE FALSE");
}

TEST(Expression, AMistakeIsToldWithItsPlace)
{
    EXPECT_EQ(of("age +"), "5: something is missing at the end");
    EXPECT_EQ(of("(age"), "4: a bracket is not closed");
    EXPECT_EQ(of("age 3"), "4: something follows that does not belong here");
    EXPECT_EQ(of("1 + ages"), "4: the data have no column \"ages\"");
    EXPECT_EQ(of("1 + lag(age)"), "4: there is no function \"lag\"");
    EXPECT_EQ(of("if(work, 1)"), "0: \"if\" takes 3 and is given 2");
    EXPECT_EQ(of("site = \"NE"), "7: a quote is not closed");
    EXPECT_EQ(of("age & 1"), "4: something follows that does not belong here");
    EXPECT_EQ(of("site < \"NE\""), "5: texts have no order: compare them by = and !=");
    EXPECT_EQ(of("site + 1"), "5: this cannot be worked out from values of these kinds");
    EXPECT_EQ(of("age = \"NE\""), "4: two values of different kinds are put together");
    EXPECT_EQ(of("age and work"),
              "4: what is joined by \"and\", \"or\" or \"not\" must be true or false");
    EXPECT_EQ(of("date(\"soon\")"), "0: \"soon\" is not a date");
}

TEST(Expression, WhatHasNoValueIsAnErrorWithItsRowAndNeverMissing)
{
    EXPECT_EQ(of("log(age - 30)"), "0: row 1: this has no value");
    EXPECT_EQ(of("1 / (age - 30)"), "2: row 2: this has no value");
    EXPECT_EQ(of("sqrt(`odd name` - 2)"), "0: row 1: this has no value");
    EXPECT_EQ(of("start + 1e9"), "6: row 1: this has no value");
    EXPECT_EQ(of("log(age)").substr(0, 5), "2.995");
}

TEST(Expression, NamesAreThoseOfTheColumnsItNeeds)
{
    const auto parsed = Expression::parse("age + age * if(order, inner, `or`)");
    ASSERT_TRUE(parsed);
    EXPECT_EQ(parsed->names(), (std::vector<std::string>{"age", "order", "inner", "or"}));
}

TEST(RowsWhere, RowsForWhichTheConditionIsMissingAreLeftOut)
{
    EXPECT_EQ(*rows_where(*Expression::parse("age >= 20"), data()),
              (std::vector<std::size_t>{0, 1}));
    EXPECT_FALSE(rows_where(*Expression::parse("age"), data()));
}

TEST(Expression, NestingHasAnEnd)
{
    EXPECT_EQ(of(std::string(10000, '(')), "60: the expression is nested too deeply");
    EXPECT_EQ(of(std::string(10000, '-')), "61: the expression is nested too deeply");
}

RC_GTEST_PROP(Expression, AnyTextIsAnExpressionOrAnError, (const std::string& text))
{
    const auto parsed = Expression::parse(text);
    if (parsed) {
        const auto column = parsed->evaluate(data(), "new");
        RC_ASSERT(!column || column->values.size() == 3U);
    }
}
