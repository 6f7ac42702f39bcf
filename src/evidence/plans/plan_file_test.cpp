#include "evidence/plans/plan.hpp"

#include "protocol/error_words.hpp"
#include "tests/support/plan_text.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace evenhand::plans {

namespace plan_file_test {

const std::string head = tests::plan_head();

const std::string analysis = R"([[analysis]]
id = "work"
role = "primary"
estimand = "The effect of being offered support on work after a year"
outcome = "work"
method = "ols"
)";

std::string faults(const std::string& text)
{
    const auto read = read_plan(text);
    return read ? "none" : protocol::in_plain_words(read.error(), "p");
}

} // namespace plan_file_test

using namespace plan_file_test;
using testing::HasSubstr;

TEST(PlanFile, APlanIsReadWithTheDefaultsOfItsMethods)
{
    const auto read = read_plan(head + analysis + "covariates = [\"age\"]\n");
    ASSERT_TRUE(read) << faults(head + analysis);
    const Analysis& work = read->analyses.at(0);
    EXPECT_EQ(work.errors, Errors::hc2);
    EXPECT_EQ(work.level, .95);
    EXPECT_EQ(work.treatment.column, "arm");
    EXPECT_EQ(work.missing.method, MissingMethod::complete_cases);
    EXPECT_EQ(work.line, 15);
}

TEST(PlanFile, EveryMistakeIsToldAtOnceWithItsLine)
{
    const auto told = faults(R"([plan]
id = "Small"
version = "1"
title = "A small plan"
colour = "red"

[data]
name = "Made-up people"
[[data.derive]]
name = "old"
as = "age >= "

[[analysis]]
id = "work"
role = "principal"
estimand = "e"
outcome = "work"
method = "magic"
)");
    EXPECT_THAT(told, HasSubstr("p:2: plan.id: may have only lower-case letters"));
    EXPECT_THAT(told, HasSubstr("p:5: plan.colour: is not a setting that exists here"));
    EXPECT_THAT(told, HasSubstr("p:11: data.derive[1].as: at character"));
    EXPECT_THAT(told, HasSubstr("p:15: analysis[1].role: must be one of \"primary\""));
    EXPECT_THAT(told, HasSubstr("p:18: analysis[1].method: must be one of"));
    EXPECT_THAT(told, HasSubstr("analysis[1].treatment: is missing"));
}

TEST(PlanFile, AnOutcomeOfAGroupHasOnePrimaryAnalysisAlone)
{
    std::string second = analysis;
    second.replace(second.find("\"work\""), 6, "\"again\"");
    EXPECT_THAT(faults(head + analysis + second), HasSubstr("are both primary"));
    second.replace(second.find("\"primary\""), 9, "\"sensitivity\"");
    EXPECT_EQ(faults(head + analysis + second), "none");
    EXPECT_THAT(faults(head + second), HasSubstr("needs one of the role \"primary\""));
}

TEST(PlanFile, WhatAMethodCannotUseIsRefusedAndNotPassedOver)
{
    EXPECT_THAT(faults(head + analysis + "until = 12\n"), HasSubstr("is not used by the method"));
    EXPECT_THAT(faults(head + analysis + "errors = \"cr2\"\n"), HasSubstr("need the key clusters"));
    EXPECT_THAT(faults(head + analysis + "clusters = \"site\"\nerrors = \"hc2\"\n"),
                HasSubstr("must be \"cr0\""));
    std::string means = analysis;
    means.replace(means.find("\"ols\""), 5, "\"difference-in-means\"");
    EXPECT_THAT(faults(head + means + "errors = \"hc2\"\n"), HasSubstr("is not used by"));
    EXPECT_EQ(faults(head + means), "none");
}

TEST(PlanFile, TheStrataOfRandomisationAreHeldFixedUnlessAnAnalysisSaysOtherwise)
{
    std::string strata = head;
    strata.insert(strata.size() - 1, "blocks = [\"site\"]\n");
    const auto blocks = [&](const std::string& lines) {
        return read_plan(strata + analysis + lines).value().analyses.at(0).blocks;
    };
    EXPECT_THAT(blocks(""), testing::ElementsAre("site"));
    EXPECT_THAT(blocks("blocks = []\n"), testing::IsEmpty());
    EXPECT_THAT(blocks("blocks = [\"town\"]\n"), testing::ElementsAre("town"));
    std::string proportions = strata + analysis;
    proportions.replace(proportions.find("\"ols\""), 5, "\"difference-in-proportions\"");
    EXPECT_THAT(read_plan(proportions).value().analyses.at(0).blocks, testing::IsEmpty());
}

TEST(PlanFile, NumbersAndListsAreHeldToWhatTheyMayBe)
{
    EXPECT_THAT(faults(head + analysis + "level = 2\n"),
                HasSubstr("p:20: analysis[1].level: must be a number from 0.5 to 0.9999"));
    EXPECT_THAT(faults(head + analysis + "level = \"high\"\n"), HasSubstr("must be a number"));
    EXPECT_THAT(faults(head + analysis + "level = nan\n"), HasSubstr("must be a number"));
    EXPECT_EQ(faults(head + analysis + "level = 0.9\n"), "none");
    EXPECT_THAT(faults(head + analysis + "covariates = [1]\n"),
                HasSubstr("may hold only texts in quotes"));
    EXPECT_THAT(faults(head + analysis + "covariates = \"age\"\n"), HasSubstr("must be a list"));
}

TEST(PlanFile, AColumnHasOnePlaceInAnAnalysis)
{
    EXPECT_THAT(faults(head + analysis + "covariates = [\"age\", \"age\"]\n"),
                HasSubstr("\"age\" has another place"));
    EXPECT_THAT(faults(head + analysis + "covariates = [\"arm\"]\n"),
                HasSubstr("\"arm\" has another place"));
}

TEST(PlanFile, GroupsAndFamiliesAreNamedByTheirIds)
{
    EXPECT_THAT(faults(head + analysis + "group = \"women\"\n"),
                HasSubstr("\"women\" is not the id of a group"));
    const std::string family = "[[family]]\nid = \"main\"\nmethod = \"holm\"\n";
    EXPECT_THAT(faults(head + family + analysis + "family = \"main\"\n"),
                HasSubstr("two or more are adjusted together"));
}

TEST(PlanFile, BytesThatAreNoTextAreRefused)
{
    EXPECT_EQ(faults("\xff\xfe"), "p: this is not a text in UTF-8\n");
    EXPECT_THAT(faults("[plan"), HasSubstr("p:1: this is not TOML"));
}

} // namespace evenhand::plans
