#include "randomisation/simulation/population.hpp"

#include "randomisation/simulation/spread.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace evenhand::simulation::population_test {

schemes::Spec strata_spec()
{
    return *schemes::read_spec(
        R"({"alg":"simple/1","arms":["a","b"],"ratio":[1,1],"capacity":9,)"
        R"("strata":["site=A|dur=<1y","site=A|dur=>=1y","site=B|dur=<1y"]})");
}

schemes::Spec minimised_spec()
{
    return *schemes::read_spec(
        R"({"alg":"minimise/1","arms":["a","b"],"ratio":[1,1],"p":0.8,"measure":"range",)"
        R"("factors":[{"name":"site","levels":["A","B"]},{"name":"sex","levels":["f","m","x"]}]})");
}

std::string said_of(const schemes::Spec& spec, std::string_view csv)
{
    const auto read = Population::from_csv(spec, csv);
    return read ? "good" : read.error();
}

TEST(Population, FactorsAreReadFromTheNamesOfTheStrata)
{
    const auto made = Population::without_file(strata_spec());
    ASSERT_EQ(made.factors.size(), 2U);
    EXPECT_EQ(made.factors[0].name, "site");
    EXPECT_EQ(made.factors[1].levels, (std::vector<std::string>{"<1y", ">=1y"}));
    EXPECT_EQ(made.rows.size(), 3U);
    EXPECT_EQ(made.groups, 3U);
}

TEST(Population, StrataThatSpeakOfDifferentFactorsAreReportedWhole)
{
    const auto spec = *schemes::read_spec(
        R"({"alg":"simple/1","arms":["a","b"],"ratio":[1,1],"capacity":9,"strata":["site=A","sex=f"]})");
    EXPECT_TRUE(Population::without_file(spec).factors.empty());
}

TEST(Population, EveryCombinationOfTheMinimisedFactorsComes)
{
    const auto made = Population::without_file(minimised_spec());
    EXPECT_EQ(made.groups, 6U);
    EXPECT_EQ(made.kinds.size(), 6U);
}

TEST(Population, ARowsStratumFollowsFromTheColumnsThatItsNameSpeaksOf)
{
    const auto read =
        Population::from_csv(strata_spec(), "sex,dur,site\nf,<1y,B\nm,>=1y,A\nf,<1y,B\n");
    ASSERT_TRUE(read) << read.error();
    EXPECT_EQ(read->rows, (std::vector<std::uint32_t>{0, 1, 0}));
    EXPECT_EQ(read->kinds[0].group, 2U);
    EXPECT_EQ(read->kinds[1].group, 1U);
    EXPECT_EQ(said_of(strata_spec(), "stratum,sex\nsite=A|dur=<1y,f\n"), "good");
}

TEST(Population, EachMistakeInAFileIsSaidInOneClause)
{
    const auto strata = strata_spec();
    EXPECT_EQ(said_of(strata, "site,dur\nA,<1y\nB,>=1y\n"),
              "line 3: \"site=B|dur=>=1y\" is not a stratum of the spec");
    EXPECT_EQ(said_of(strata, "site,sex\nA,f\n"),
              "there is neither a column \"stratum\" nor \"dur\"");
    EXPECT_EQ(said_of(strata, "site,site\nA,A\n"), "the column \"site\" stands twice");
    EXPECT_EQ(said_of(strata, "site,\nA,A\n"), "column 2 has no name");
    EXPECT_EQ(said_of(strata, "site,dur\n"), "it has a head and no people");
    EXPECT_EQ(said_of(strata, ""), "it is empty");
    EXPECT_EQ(said_of(strata, "site,dur\nA\n"), "line 2 has 1 fields and the head 2");
    EXPECT_EQ(said_of(strata, "site,dur\nA,\"<1y\n"), "line 2: a quote is opened and not closed");
    EXPECT_EQ(said_of(strata, "stratum,sex\nsite=A|dur=<1y,\n"), "line 2: \"sex\" is empty");
    const auto minimised = minimised_spec();
    EXPECT_EQ(said_of(minimised, "site,sex\nC,f\n"), "line 2: \"C\" is not a level of \"site\"");
    EXPECT_EQ(said_of(minimised, "site\nA\n"), "there is no column \"sex\"");
}

TEST(Spread, MeanDeviationAndCentilesAreThoseOfTheValues)
{
    Spread spread;
    for (const double value : {4.0, 1.0, 2.0, 1.0})
        spread.add(value);
    Spread more;
    more.add(12);
    spread.add(more);
    EXPECT_EQ(spread.count(), 5U);
    EXPECT_DOUBLE_EQ(spread.mean(), 4.0);
    EXPECT_DOUBLE_EQ(spread.standard_deviation(), std::sqrt((0 + 9 + 4 + 9 + 64) / 4.0));
    EXPECT_DOUBLE_EQ(spread.centile(0.4), 1.0);
    EXPECT_DOUBLE_EQ(spread.centile(0.5), 2.0);
    EXPECT_DOUBLE_EQ(spread.centile(0.95), 12.0);
    EXPECT_DOUBLE_EQ(spread.largest(), 12.0);
    EXPECT_EQ(Spread{}.mean(), 0);
}

} // namespace evenhand::simulation::population_test
