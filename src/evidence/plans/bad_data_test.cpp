// Data that no method should be given, and every method: a sentence or finite numbers comes out,
// never NaN and never a crash.
#include "evidence/plans/pages/report.hpp"
#include "evidence/plans/run.hpp"
#include "evidence/plans/tables.hpp"

#include "statistics/data_file.hpp"
#include "tests/support/plan_text.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fmt/format.h>

#include <cmath>

namespace evenhand::plans {

namespace bad_data_test {

using testing::HasSubstr;

const std::string head = tests::plan_head() + R"([[analysis]]
id = "all"
role = "primary"
estimand = "e"
outcome = "y"
)";

const std::vector<std::string> methods{
    "method = \"difference-in-means\"\n",
    "method = \"difference-in-means\"\nblocks = [\"site\"]\n",
    "method = \"difference-in-proportions\"\n",
    "method = \"ols\"\ncovariates = [\"x\", \"z\"]\n",
    "method = \"ols\"\nerrors = \"hc3\"\nblocks = [\"site\"]\n",
    "method = \"ols\"\nclusters = \"site\"\n",
    "method = \"ols\"\nweights = \"z\"\n",
    "method = \"lin\"\ncovariates = [\"x\", \"z\"]\n",
    "method = \"logit\"\ncovariates = [\"x\"]\n",
    "method = \"logit\"\nfirth = true\nblocks = [\"site\"]\n",
    "method = \"two-stage\"\ninstrument_for = \"got\"\n",
    "method = \"survival\"\nevent = \"seen\"\nuntil = 3\n",
    "method = \"cox\"\nevent = \"seen\"\ncovariates = [\"x\"]\n",
    "method = \"permutation\"\ndraws = 999\n",
    "method = \"ols\"\n[analysis.missing]\nmethod = \"chained-equations\"\ncolumns = [\"x\"]\n"
    "imputations = 2\nrounds = 2\n",
    "method = \"ols\"\n[analysis.missing]\nmethod = \"response-weights\"\ncolumns = [\"x\"]\n"};

struct Bad
{
    std::string what;
    /// The values of a row: y, x, z, site, got, seen.
    std::string (*row)(int row);
};

const std::vector<Bad> kinds{
    {"an outcome of one value", [](int i) { return fmt::format("1,{},1,a,{},1", i % 3, i % 2); }},
    {"an outcome that the arm tells",
     [](int i) {
         return fmt::format("{},{},1,{},{},1", i % 2, i % 3, i % 4 < 2 ? "a" : "b", i % 2);
     }},
    {"covariates that say the same",
     [](int i) { return fmt::format("{},{},{},b,1,{}", i % 3, i, 2 * i, i % 2); }},
    {"one cluster and no event", [](int i) { return fmt::format("{},1,1,a,0,0", i % 5); }},
    {"nothing but gaps", [](int) { return std::string(",,,,,"); }},
    {"an outcome of which nothing is known",
     [](int i) { return fmt::format(",{},1,{},1,1", i % 3, i % 2 == 0 ? "a" : "b"); }},
    {"weights below zero", [](int i) { return fmt::format("{},{},{},a,1,1", i % 2, i, -i); }},
    {"weights that explode",
     [](int i) { return fmt::format("{},{},{}e300,b,{},1", i % 2, i % 4, i + 1, i % 3 % 2); }},
    {"an offset of a million millions",
     [](int i) {
         return fmt::format("{},{},1,{},{},1", 1e12 + i % 3, 1e12 + i % 5, i % 4 < 2 ? "a" : "b",
                            i % 3 % 2);
     }},
    {"numbers at the end of what is held",
     [](int i) { return fmt::format("{}e308,{}e308,1,a,{},1", i % 2, -(i % 2), i % 2); }},
    {"a site for each person", [](int i) { return fmt::format("{},{},1,s{},1,1", i % 3, i, i); }},
    {"texts where numbers belong", [](int i) { return fmt::format("t{},u{},v,w,x,y", i, i); }},
    {"times below zero", [](int i) { return fmt::format("{},{},1,a,1,1", -i, i); }},
};

std::string csv_of(const Bad& kind, int rows)
{
    std::string text = "arm,y,x,z,site,got,seen\n";
    for (int i = 0; i < rows; ++i)
        text += fmt::format("{},{}\n", i % 2, kind.row(i));
    return text;
}

void expect_finite(const Term& term, const std::string& where)
{
    for (const auto& value :
         {std::optional(term.value), term.se, term.df, term.p, term.low, term.high})
        EXPECT_TRUE(std::isfinite(value.value_or(0))) << where << " " << term.name;
}

/// How many of the analyses have a result.
std::size_t expect_sound(const Plan& plan, const PlanResult& result, const std::string& where)
{
    std::size_t results = 0;
    for (const auto& outcome : result.analyses) {
        if (!outcome) {
            EXPECT_THAT(outcome.error(), testing::EndsWith(".")) << where;
            continue;
        }
        ++results;
        for (const Term& term : outcome->fitted.effects)
            expect_finite(term, where);
        for (const Term& term : outcome->fitted.terms)
            expect_finite(term, where);
    }
    EXPECT_THAT(results_json(plan, result, {}), HasSubstr("\"analyses\"")) << where;
    EXPECT_THAT(report(plan, result, {}), HasSubstr("</html>")) << where;
    for (const auto& table : tables(plan, result)) {
        EXPECT_EQ(table.text.find("nan"), std::string::npos) << where << table.text;
        EXPECT_EQ(table.text.find("inf,"), std::string::npos) << where << table.text;
    }
    return results;
}

} // namespace bad_data_test

using namespace bad_data_test;

TEST(BadData, EveryMethodGivesASentenceOrFiniteNumbers)
{
    std::size_t results = 0;
    for (const Bad& kind : kinds) {
        for (const std::string& method : methods) {
            for (const int rows : {2, 3, 24}) {
                const std::string where = fmt::format("{}, {} rows: {}", kind.what, rows, method);
                const auto plan = read_plan(head + method);
                ASSERT_TRUE(plan) << method;
                auto data = statistics::read_data(csv_of(kind, rows));
                ASSERT_TRUE(data) << where;
                const auto result = run_plan(*plan, *std::move(data));
                ASSERT_TRUE(result) << where;
                results += expect_sound(*plan, *result, where);
            }
        }
    }
    // Much of it can be estimated all the same: refusing everything would be no answer.
    EXPECT_GT(results, 60U);
}

} // namespace evenhand::plans
