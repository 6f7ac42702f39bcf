// The example that needs no other file: the out-of-work groups of both Health-led Employment
// Trials, from a table of counts, and the four forms in which its results leave.
#include "evidence/plans/pages/report.hpp"
#include "evidence/plans/r_script.hpp"
#include "evidence/plans/run.hpp"
#include "evidence/plans/tables.hpp"

#include "protocol/error_words.hpp"
#include "statistics/data_file.hpp"
#include "tests/support/file_text.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <cmath>
#include <set>
#include <string>

namespace evenhand::plans {

namespace example_test {

using testing::HasSubstr;
using testing::Not;

struct Example
{
    Plan plan;
    PlanResult result;
};

const Example& health_led()
{
    static const Example example = [] {
        auto plan = read_plan(tests::file_text("examples/health-led-trials/plan.toml"));
        if (!plan) throw std::runtime_error(protocol::in_plain_words(plan.error(), "plan"));
        auto data = statistics::read_data(tests::file_text("examples/health-led-trials/counts.csv"),
                                          plan->read);
        auto result = run_plan(*plan, *std::move(data));
        if (!result) throw std::runtime_error(protocol::in_plain_words(result.error(), "plan"));
        return Example{*std::move(plan), *std::move(result)};
    }();
    return example;
}

const AnalysisResult& result_of(const std::string& id)
{
    const auto& example = health_led();
    for (std::size_t i = 0; i < example.plan.analyses.size(); ++i)
        if (example.plan.analyses[i].id == id) return example.result.analyses[i].value();
    throw std::runtime_error("no analysis " + id);
}

const Provenance from{"evenhand test", "plan.toml", "aa", "counts.csv", "bb"};

} // namespace example_test

using namespace example_test;

TEST(HealthLedExample, ThePublishedConclusionsAreReached)
{
    // Significant at 99 % in the West Midlands; no significant effect in Sheffield, nor pooled.
    const Term& west = result_of("west-midlands").fitted.effects.at(0);
    EXPECT_NEAR(west.value, .04, .001);
    EXPECT_LT(*west.p, .01);
    const Term& sheffield = result_of("sheffield").fitted.effects.at(0);
    EXPECT_NEAR(sheffield.value, -.02, .001);
    EXPECT_GT(*sheffield.p, .1);
    const Term& pooled = result_of("pooled").fitted.effects.at(0);
    EXPECT_NEAR(pooled.value, .0105, .001);
    EXPECT_GT(*pooled.p, .1);
    EXPECT_EQ(result_of("pooled").n, 7219U);
    // The two trials differ: z about 3.04.
    const auto& between = result_of("difference-between-trials").subgroups.at(0);
    EXPECT_NEAR(std::sqrt(between.interaction->chi_squared), 3.04, .05);
}

TEST(HealthLedExample, TheResultsCarryTheNamesOfTheGoldenFilesAndWhereTheyCameFrom)
{
    const auto json =
        nlohmann::json::parse(results_json(health_led().plan, health_led().result, from));
    EXPECT_EQ(json["plan"]["sha256"], "aa");
    EXPECT_EQ(json["data"]["people"], 7219);
    EXPECT_THAT(json["plan"]["note"].get<std::string>(),
                HasSubstr("Reconstructed from reported percentages"));
    const auto& pooled = json["analyses"][2];
    for (const char* name : {"n", "n_missing", "terms", "coef", "se", "df", "p", "ci_low",
                             "ci_high", "method", "references", "diagnostics"})
        EXPECT_TRUE(pooled.contains(name)) << name;
    EXPECT_EQ(pooled["terms"][1], "arm");
    EXPECT_EQ(pooled["coef"].size(), pooled["terms"].size());
}

TEST(HealthLedExample, EveryEffectStandsInTheTableOfEffects)
{
    const auto files = tables(health_led().plan, health_led().result);
    ASSERT_EQ(files.at(0).name, "effects.csv");
    auto effects = statistics::read_data(files[0].text);
    ASSERT_TRUE(effects);
    EXPECT_EQ(effects->rows(), 4U + 3U);
    EXPECT_EQ(effects->column("coef").values[0],
              result_of("west-midlands").fitted.effects[0].value);
}

TEST(HealthLedExample, TheReportIsOnePageThatAsksNoHostForAnything)
{
    const std::string page = report(health_led().plan, health_led().result, from);
    EXPECT_THAT(page, HasSubstr("<!DOCTYPE html>"));
    EXPECT_THAT(page, HasSubstr("Reconstructed from reported percentages"));
    EXPECT_THAT(page, HasSubstr("<svg"));
    EXPECT_THAT(page, HasSubstr("role=\"img\""));
    EXPECT_THAT(page, Not(HasSubstr("http://")));
    EXPECT_THAT(page, Not(HasSubstr("https://")));
    EXPECT_THAT(page, Not(HasSubstr("<script")));
    EXPECT_THAT(page, Not(HasSubstr("nan")));
    // As many tables as charts at least: what is drawn can be read.
    std::size_t charts = 0;
    std::size_t tables_found = 0;
    for (auto at = page.find("<svg"); at != std::string::npos; at = page.find("<svg", at + 1))
        ++charts;
    for (auto at = page.find("<table"); at != std::string::npos; at = page.find("<table", at + 1))
        ++tables_found;
    EXPECT_GE(charts, 2U);
    EXPECT_GE(tables_found, charts);
}

TEST(HealthLedExample, NoTwoPartsOfTheReportAreCalledTheSame)
{
    const std::string page = report(health_led().plan, health_led().result, from);
    for (const std::string mark : {" aria-label=\"", " id=\""}) {
        std::set<std::string> names;
        for (auto at = page.find(mark); at != std::string::npos; at = page.find(mark, at + 1)) {
            const auto begin = at + mark.size();
            const std::string name =
                page.substr(begin, page.find_first_of("\"<", begin + 1) - begin);
            EXPECT_TRUE(names.insert(name).second) << mark << name;
        }
        EXPECT_GT(names.size(), 3U) << mark;
    }
}

TEST(HealthLedExample, TheScriptNamesItsPackagesAndReadsTheDataAsThePlanDoes)
{
    const std::string script = r_script(health_led().plan, from);
    EXPECT_THAT(script, HasSubstr("r-cran-estimatr"));
    EXPECT_THAT(script, HasSubstr("rep(seq_len(nrow(d)), d[[\"people\"]])"));
    EXPECT_THAT(script, HasSubstr("(d[[\"trial\"]] == \"West Midlands\")"));
    EXPECT_THAT(script, HasSubstr("people_of(d, rep(TRUE, nrow(d)), \"arm\", \"support\", "
                                  "\"usual\", c(\"trial\"))"));
}

} // namespace evenhand::plans
