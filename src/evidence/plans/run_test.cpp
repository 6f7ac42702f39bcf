#include "evidence/plans/run.hpp"

#include "protocol/error_words.hpp"
#include "statistics/data_file.hpp"
#include "statistics/distributions.hpp"
#include "tests/support/plan_text.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

namespace evenhand::plans {

namespace run_test {

using testing::HasSubstr;

/// A plan of one analysis with these further lines; `data` goes into the section of the data.
std::string plan_text(const std::string& lines, const std::string& data = "")
{
    return tests::plan_head("new", "usual", data) + R"([[analysis]]
id = "work"
role = "primary"
estimand = "The effect of the new support"
outcome = "y"
)" + lines;
}

Plan plan_of(const std::string& text)
{
    auto read = read_plan(text);
    if (!read) throw std::runtime_error(protocol::in_plain_words(read.error(), "plan"));
    return *std::move(read);
}

PlanResult ran(const std::string& text, const std::string& csv)
{
    const Plan plan = plan_of(text);
    auto data = statistics::read_data(csv, plan.read);
    if (!data) throw std::runtime_error(sentence(data.error().at(0)));
    auto result = run_plan(plan, *std::move(data));
    if (!result) throw std::runtime_error(protocol::in_plain_words(result.error(), "plan"));
    return *std::move(result);
}

std::string faults(const std::string& text, const std::string& csv)
{
    const Plan plan = plan_of(text);
    auto data = statistics::read_data(csv, plan.read);
    auto result = run_plan(plan, *std::move(data));
    return result ? "none" : protocol::in_plain_words(result.error(), "plan");
}

const std::string people = "arm,y,sex,site\n"
                           "new,3,f,a\nnew,5,f,b\nnew,4,m,a\nnew,8,m,b\nnew,6,f,a\n"
                           "usual,2,f,a\nusual,4,m,b\nusual,3,m,a\nusual,1,f,b\nusual,,f,a\n"
                           "other,9,f,a\n";

} // namespace run_test

using namespace run_test;

TEST(RunPlan, ADifferenceCountsWhoIsMissingAndWhoIsInNeitherArm)
{
    const auto result = ran(plan_text("method = \"difference-in-means\"\n"), people);
    ASSERT_TRUE(result.analyses.at(0));
    const auto& work = *result.analyses[0];
    EXPECT_EQ(work.n, 9U);
    EXPECT_EQ(work.n_missing, 1U);
    EXPECT_EQ(work.n_outside, 1U);
    EXPECT_EQ(work.arms[1].n, 5U);
    EXPECT_DOUBLE_EQ(work.fitted.effects.at(0).value, 5.2 - 2.5);
    EXPECT_EQ(work.fitted.terms.at(0).name, "arm");
}

TEST(RunPlan, ATableOfCountsGivesWhatItsPeopleGive)
{
    const std::string method = "method = \"difference-in-proportions\"\n";
    const auto counted = ran(plan_text(method, "frequency = \"people\"\n"),
                             "arm,y,people\nnew,1,3\nnew,0,2\nusual,1,1\nusual,0,4\n");
    const auto listed =
        ran(plan_text(method), "arm,y\nnew,1\nnew,1\nnew,1\nnew,0\nnew,0\nusual,1\nusual,0\n"
                               "usual,0\nusual,0\nusual,0\n");
    EXPECT_EQ(counted.rows, 4U);
    EXPECT_EQ(counted.people, 10U);
    const Term& one = counted.analyses.at(0)->fitted.effects.at(0);
    const Term& other = listed.analyses.at(0)->fitted.effects.at(0);
    EXPECT_DOUBLE_EQ(one.value, .4);
    EXPECT_EQ(one.se, other.se);
    EXPECT_EQ(one.p, other.p);
}

TEST(RunPlan, MistakesAgainstTheDataCarryTheLineOfThePlan)
{
    const auto told = faults(plan_text("method = \"ols\"\ncovariates = [\"ag\", \"shoe\"]\n",
                                       "[[data.derive]]\nname = \"old\"\nas = \"years > 9\"\n"),
                             people);
    EXPECT_THAT(told, HasSubstr("plan:9: data.derive: the data have no column \"years\""));
    EXPECT_THAT(told, HasSubstr("plan:18: analysis: the data have no column \"ag\""));
    EXPECT_THAT(told, HasSubstr("the data have no column \"shoe\""));
    EXPECT_THAT(faults(plan_text("method = \"ols\"\n", "frequency = \"y\"\n"), people),
                HasSubstr("is not a whole number of people"));
}

TEST(RunPlan, AnAnalysisThatCannotBeDoneSaysSoAndTheOthersGoOn)
{
    const std::string second = "[[analysis]]\nid = \"two\"\nrole = \"sensitivity\"\nestimand = "
                               "\"e\"\noutcome = \"site\"\nmethod = \"difference-in-means\"\n";
    const auto result = ran(plan_text("method = \"ols\"\n") + second, people);
    EXPECT_TRUE(result.analyses.at(0));
    ASSERT_FALSE(result.analyses.at(1));
    EXPECT_THAT(result.analyses[1].error(), HasSubstr("wrong type"));
    const auto nobody = ran(plan_text("method = \"ols\"\n"), "arm,y\nnew,1\nnew,2\n");
    ASSERT_FALSE(nobody.analyses.at(0));
    EXPECT_EQ(nobody.analyses[0].error(), "Nobody in this group has \"usual\" in the column arm.");
}

TEST(RunPlan, AnArmWithoutAnOutcomeIsRefusedByEveryMethod)
{
    const std::string csv = "arm,y,seen,got\nnew,1,1,1\nnew,0,0,0\nnew,1,1,1\nusual,,1,0\nusual,,0,"
                            "0\n";
    for (const std::string lines :
         {"method = \"difference-in-means\"\n", "method = \"difference-in-proportions\"\n",
          "method = \"ols\"\n", "method = \"logit\"\n", "method = \"permutation\"\n",
          "method = \"two-stage\"\ninstrument_for = \"got\"\n",
          "method = \"survival\"\nevent = \"seen\"\nuntil = 3\n",
          "method = \"cox\"\nevent = \"seen\"\n"}) {
        const auto result = ran(plan_text(lines), csv);
        ASSERT_FALSE(result.analyses.at(0)) << lines;
        EXPECT_THAT(result.analyses[0].error(), HasSubstr("An arm has too few rows")) << lines;
    }
}

TEST(RunPlan, SubgroupsAreComparedAsAModelWithEveryTermByPart)
{
    const auto result =
        ran(plan_text("method = \"ols\"\nerrors = \"classical\"\n[[analysis.subgroup]]\ncolumn = "
                      "\"sex\"\n"),
            people);
    const auto& compared = result.analyses.at(0)->subgroups.at(0);
    ASSERT_EQ(compared.levels.size(), 2U);
    const Term& women = *compared.levels[0].effect;
    const Term& men = *compared.levels[1].effect;
    EXPECT_NEAR(women.value, 14.0 / 3 - 1.5, 1e-12);
    EXPECT_NEAR(men.value, 6 - 3.5, 1e-12);
    const double z = (women.value - men.value) / std::hypot(*women.se, *men.se);
    EXPECT_NEAR(compared.interaction->chi_squared, z * z, 1e-12);
    EXPECT_NEAR(compared.interaction->p, 2 * statistics::normal_upper(std::abs(z)), 1e-12);
}

TEST(RunPlan, AFamilyIsAdjustedWholeOrNotAtAll)
{
    const std::string family = "family = \"main\"\n";
    const std::string families = "[[family]]\nid = \"main\"\nmethod = \"bonferroni\"\n";
    const auto second = [&](const std::string& outcome) {
        return "[[analysis]]\nid = \"two\"\nrole = \"sensitivity\"\nestimand = \"e\"\noutcome = "
               "\"" +
               outcome + "\"\nmethod = \"difference-in-means\"\n" + family;
    };
    const auto good =
        ran(plan_text("method = \"ols\"\n" + family) + second("y") + families, people);
    const auto& first = *good.analyses.at(0);
    EXPECT_DOUBLE_EQ(*first.p_adjusted, std::min(1.0, 2 * *first.fitted.effects[0].p));
    const auto bad =
        ran(plan_text("method = \"ols\"\n" + family) + second("site") + families, people);
    EXPECT_FALSE(bad.analyses.at(0)->p_adjusted);
    EXPECT_THAT(bad.analyses[0]->fitted.notes.back(), HasSubstr("not adjusted"));
}

TEST(RunPlan, GroupsAndFiltersLeaveOutWhomTheyName)
{
    const auto result =
        ran(plan_text("method = \"ols\"\nerrors = \"classical\"\ngroup = \"women\"\n",
                      "[[data.filter]]\nkeep = \"site = \\\"a\\\" or y > 1\"\nwhy = \"Seen\"\n") +
                "[[group]]\nid = \"women\"\nname = \"Women\"\nwhere = \"sex = \\\"f\\\"\"\n",
            people);
    EXPECT_EQ(result.filters.at(0).left_out, 1U);
    EXPECT_EQ(result.analyses.at(0)->n, 4U);
}

TEST(RunPlan, GapsAreFilledTheSameWayEachTime)
{
    std::string csv = "arm,y,x\n";
    for (int i = 0; i < 60; ++i) {
        const std::string y = i % 7 == 3 ? "" : std::to_string((i * 37 % 11) + i % 5);
        csv += std::string(i % 2 == 0 ? "new," : "usual,") + y + "," + std::to_string(i % 5) + "\n";
    }
    const std::string text =
        plan_text("method = \"ols\"\ncovariates = [\"x\"]\n[analysis.missing]\nmethod = "
                  "\"chained-equations\"\nimputations = 5\nrounds = 4\n");
    const auto one = ran(text, csv);
    const auto two = ran(text, csv);
    ASSERT_TRUE(one.analyses.at(0));
    EXPECT_EQ(one.analyses[0]->n, 60U);
    EXPECT_EQ(one.analyses[0]->n_missing, 9U);
    EXPECT_EQ(one.analyses[0]->fitted.effects[0].value, two.analyses[0]->fitted.effects[0].value);
    EXPECT_EQ(one.analyses[0]->fitted.diagnostics.at(0).value, 5);
}

TEST(RunPlan, RespondentsAreWeightedForThoseWhoDidNotAnswer)
{
    // Half of the old answer and four fifths of the young. Support is worth 1 to the old and 3 to
    // the young, so 2 to all, and more to those who answered.
    std::string csv = "arm,y,old\n";
    for (int i = 0; i < 80; ++i) {
        const int arm = i % 2;
        const bool old = i % 4 < 2;
        const int k = i / 4;
        const bool answers = old ? k % 2 == 0 : k % 5 != 0;
        const int y = (old ? 10 + arm : 3 * arm) + k % 3;
        csv += std::string(arm == 1 ? "new," : "usual,") + (answers ? std::to_string(y) : "") +
               (old ? ",1\n" : ",0\n");
    }
    const std::string lines = "method = \"ols\"\n[analysis.missing]\nmethod = ";
    const auto weighted =
        ran(plan_text(lines + "\"response-weights\"\ncolumns = [\"old\"]\n"), csv);
    const auto plain = ran(plan_text(lines + "\"complete-cases\"\n"), csv);
    ASSERT_TRUE(weighted.analyses.at(0));
    EXPECT_EQ(weighted.analyses[0]->n, 52U);
    EXPECT_EQ(weighted.analyses[0]->n_missing, 28U);
    EXPECT_NEAR(weighted.analyses[0]->fitted.effects[0].value, 2, 1e-9);
    EXPECT_GT(plain.analyses.at(0)->fitted.effects[0].value, 2.2);
}

} // namespace evenhand::plans
