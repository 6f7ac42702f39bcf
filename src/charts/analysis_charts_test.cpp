#include "charts/curves.hpp"
#include "charts/forest.hpp"
#include "charts/scale.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace evenhand::charts {

using testing::HasSubstr;
using testing::Not;

TEST(Scale, ItHoldsBothEndsInRoundSteps)
{
    const Scale scale = scale_of(-.013, .066);
    EXPECT_LE(scale.low, -.013);
    EXPECT_GE(scale.high, .066);
    EXPECT_GE(scale.marks.size(), 4U);
    EXPECT_LE(scale.marks.size(), 10U);
    EXPECT_EQ(mark_text(scale, scale.marks[0]), "-0.02");
    EXPECT_EQ(mark_text(scale_of(0, 4000), 1000), "1000");
}

TEST(Scale, OneValueAloneHasAScaleToo)
{
    for (const double value : {0.0, 5.0, -3e9, 1e-12}) {
        const Scale scale = scale_of(value, value);
        EXPECT_LT(scale.low, scale.high) << value;
        EXPECT_LE(scale.low, value);
        EXPECT_GE(scale.high, value);
    }
}

TEST(Forest, EachRowShowsItsEstimateItsIntervalAndItsWords)
{
    const std::string svg =
        forest({.id = "f",
                .title = "Effects <all>",
                .description = "Two groups",
                .axis = "Points",
                .rows = {{"Women", 4, 1, 7, "4 (1 to 7)"}, {"Men", -2, {}, {}, "-2"}}})
            .str();
    EXPECT_THAT(svg, HasSubstr("Effects &lt;all&gt;"));
    EXPECT_THAT(svg, HasSubstr("4 (1 to 7)"));
    EXPECT_THAT(svg, HasSubstr("evenhand-chart__zero"));
    const auto first = svg.find("evenhand-chart__interval");
    EXPECT_NE(first, std::string::npos);
    EXPECT_EQ(svg.find("evenhand-chart__interval", first + 1), std::string::npos);
    EXPECT_TRUE(
        forest({.id = "f", .title = "t", .description = "d", .axis = "a", .rows = {}}).empty());
}

TEST(Forest, ALongLabelIsCutBetweenCharacters)
{
    const std::string label = "Ynys M\u00f4n and the rest of Gwynedd and Cl\u0175yd";
    const std::string svg = forest({.id = "f",
                                    .title = "t",
                                    .description = "d",
                                    .axis = "a",
                                    .rows = {{label, 1, {}, {}, "1"}, {"Short", 1, {}, {}, "1"}}})
                                .str();
    EXPECT_THAT(svg, HasSubstr(">Ynys M\u00f4n and the rest of Gwynedd a\u2026</text>"));
    EXPECT_THAT(svg, HasSubstr(">Short</text>"));
}

TEST(Curves, TwoCurvesAreToldApartWithoutColour)
{
    const std::string svg =
        curves({.id = "c",
                .title = "Survival",
                .description = "d",
                .axis = "Days",
                .curves = {{"support", {{10, .9}, {20, .5}}}, {"control", {{5, .8}}}}})
            .str();
    EXPECT_THAT(svg, HasSubstr("evenhand-chart__curve--second"));
    EXPECT_THAT(svg, HasSubstr(">support</text>"));
    EXPECT_THAT(svg, HasSubstr(">control</text>"));
    EXPECT_THAT(svg, Not(HasSubstr("nan")));
}

TEST(Curves, ACurveWithoutStepsStaysAtOne)
{
    const std::string svg =
        curves({.id = "c", .title = "t", .description = "d", .axis = "a", .curves = {{"one", {}}}})
            .str();
    EXPECT_THAT(svg, HasSubstr(">one</text>"));
    EXPECT_THAT(svg, Not(HasSubstr("nan")));
    EXPECT_THAT(svg, Not(HasSubstr("inf")));
}

} // namespace evenhand::charts
