#include "charts/columns.hpp"

#include <gtest/gtest.h>

namespace evenhand::charts::columns_test {

TEST(Columns, TheScaleEndsAtARoundNumberThatHoldsTheMost)
{
    EXPECT_EQ(top_of_scale(0), 10);
    EXPECT_EQ(top_of_scale(10), 10);
    EXPECT_EQ(top_of_scale(11), 20);
    EXPECT_EQ(top_of_scale(201), 500);
    EXPECT_EQ(top_of_scale(501), 1000);
}

TEST(Columns, AChartTellsWhoDoesNotSeeItWhatItShows)
{
    const auto svg = columns({.id = "months",
                              .title = "Randomised by month",
                              .description = "March 4 of 5",
                              .columns = {{"Mar <b>", 4, 5}}})
                         .str();
    EXPECT_NE(svg.find("role=\"img\" aria-labelledby=\"months-title months-description\""),
              std::string::npos);
    EXPECT_NE(svg.find("<title id=\"months-title\">Randomised by month</title>"),
              std::string::npos);
    EXPECT_NE(svg.find("Mar &lt;b&gt;"), std::string::npos);
}

TEST(Columns, AColumnIsAsHighAsItsValueAndTheLineLiesAtWhatWasExpected)
{
    const auto svg =
        columns({.id = "c", .title = {}, .description = {}, .columns = {{"one", 5, 10}}}).str();
    // 260 units stand for 10.
    EXPECT_NE(svg.find("height=\"130.0\""), std::string::npos) << svg;
    EXPECT_NE(svg.find("points=\"64.0,16.0 948.0,16.0 \""), std::string::npos) << svg;
}

TEST(Columns, NothingIsDrawnOfNothing)
{
    EXPECT_TRUE(columns({}).empty());
}

} // namespace evenhand::charts::columns_test
