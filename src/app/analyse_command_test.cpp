#include "app/analyse_command.hpp"

#include "app/cannot_run.hpp"
#include "app/power_command.hpp"
#include "tests/support/file_text.hpp"
#include "tests/support/test_folder.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace evenhand::app::analyse_command_test {

namespace fs = std::filesystem;
using testing::HasSubstr;

const std::string plan = "examples/health-led-trials/plan.toml";
const std::string counts = "examples/health-led-trials/counts.csv";

/// What the verb says on standard output.
struct Said
{
    int code = 0;
    std::string text;
};

Said say(const AnalyseOptions& options)
{
    testing::internal::CaptureStdout();
    Said said;
    said.code = analyse(options);
    said.text = testing::internal::GetCapturedStdout();
    return said;
}

/// A plan with something changed, in a folder of its own.
std::string changed(const tests::TestFolder& folder, const std::string& from, const std::string& to)
{
    std::string text = tests::file_text(plan);
    text.replace(text.find(from), from.size(), to);
    const auto path = folder.path() / "changed.toml";
    std::ofstream(path) << text;
    return path.string();
}

TEST(AnalyseCommand, TheWholeFolderOfResultsIsPutInItsPlaceAtOnce)
{
    const tests::TestFolder folder;
    const auto out = folder.path() / "results";
    const Said said = say({.plan_file = plan, .data_file = counts, .out = out.string()});
    EXPECT_EQ(said.code, 0);
    EXPECT_THAT(said.text, HasSubstr("west-midlands: risk_difference 0.0396191"));
    EXPECT_THAT(said.text, HasSubstr("Reconstructed from reported percentages"));
    for (const char* name : {"report.html", "results.json", "effects.csv", "terms.csv",
                             "subgroups.csv", "analysis.R", "plan.toml"})
        EXPECT_GT(fs::file_size(out / name), 100U) << name;
    EXPECT_FALSE(fs::exists(out.string() + ".new"));
    EXPECT_EQ(tests::file_text(out / "plan.toml"), tests::file_text(plan));
}

TEST(AnalyseCommand, ResultsAreNeverWrittenOverOthers)
{
    const tests::TestFolder folder;
    std::ofstream(folder.path() / "mine.txt") << "mine";
    EXPECT_THROW(say({.plan_file = plan, .data_file = counts, .out = folder.path().string()}),
                 CannotRun);
    testing::internal::GetCapturedStdout();
    EXPECT_EQ(tests::file_text(folder.path() / "mine.txt"), "mine");
}

TEST(AnalyseCommand, MistakesAreToldWithTheirLinesAndNothingIsWritten)
{
    const tests::TestFolder folder;
    const auto out = folder.path() / "results";
    const std::string unknown = changed(folder, "seed = ", "sead = ");
    const Said checked = say({.plan_file = unknown, .only_check = true});
    EXPECT_EQ(checked.code, 1);
    EXPECT_THAT(checked.text, HasSubstr(unknown + ":9: plan.sead: is not a setting"));
    const std::string absent = changed(folder, "blocks = [\"trial\"]", "blocks = [\"town\"]");
    const Said ran = say({.plan_file = absent, .data_file = counts, .out = out.string()});
    EXPECT_EQ(ran.code, 1);
    EXPECT_THAT(ran.text, HasSubstr("the data have no column \"town\""));
    EXPECT_FALSE(fs::exists(out));
    EXPECT_EQ(say({.plan_file = absent, .only_check = true}).code, 0);
    EXPECT_EQ(say({.plan_file = absent, .data_file = counts, .only_check = true}).code, 1);
    EXPECT_EQ(say({.plan_file = plan, .data_file = counts, .only_check = true}).code, 0);
}

TEST(AnalyseCommand, DataThatCannotBeReadAreToldOfWithTheirLine)
{
    const tests::TestFolder folder;
    const auto data = folder.path() / "data.csv";
    std::ofstream(data) << "trial,arm,employed,people\nWest Midlands,support,1\n";
    const Said said = say({.plan_file = plan,
                           .data_file = data.string(),
                           .out = (folder.path() / "results").string(),
                           .json = true});
    EXPECT_EQ(said.code, 1);
    EXPECT_THAT(said.text, HasSubstr("\"line\":2"));
}

TEST(AnalyseCommand, AnAnalysisWithoutAResultIsAFailedCheck)
{
    const tests::TestFolder folder;
    const std::string nobody = changed(folder, "trial = \"West Midlands\"", "trial = \"Nowhere\"");
    const Said said = say(
        {.plan_file = nobody, .data_file = counts, .out = (folder.path() / "results").string()});
    EXPECT_EQ(said.code, 1);
    EXPECT_THAT(said.text, HasSubstr("west-midlands: no result. Nobody in this group"));
    EXPECT_THAT(said.text, HasSubstr("sheffield: risk_difference"));
}

TEST(AnalyseCommand, WhatIsNotThereOrNotSaidCannotRun)
{
    EXPECT_THROW((void)analyse({.plan_file = plan, .data_file = counts}), CannotRun);
    EXPECT_THROW((void)analyse({.plan_file = plan, .out = "/dev/shm/evenhand-none"}), CannotRun);
    EXPECT_THROW((void)analyse({.plan_file = "no.toml", .only_check = true}), CannotRun);
    EXPECT_THROW((void)analyse({.plan_file = "examples", .only_check = true}), CannotRun);
}

TEST(PowerCommand, WhatIsNotGivenIsWhatIsAskedFor)
{
    const auto said = [](const PowerOptions& options) {
        testing::internal::CaptureStdout();
        EXPECT_EQ(power(options), 0);
        return testing::internal::GetCapturedStdout();
    };
    // statistics.md 8: 3,055 a side find 3.25 points at 27.3 %, and 4 points with power .930.
    EXPECT_THAT(said({.people = 3055, .control = .273}), HasSubstr("0.0324955"));
    EXPECT_THAT(said({.people = 3055, .control = .273, .treated = .313}), HasSubstr("0.9301"));
    EXPECT_THAT(said({.control = .18, .treated = .22}), HasSubstr("1569"));
    // Twenty people with one specialist, alike by .05: the support arm counts as half as many.
    EXPECT_THAT(
        said({.control = .18, .treated = .22, .cluster_size = 20, .icc = .05, .json = true}),
        HasSubstr("\"design_effect_treated\":1.95"));
}

TEST(PowerCommand, WhatDoesNotFitTogetherIsRefused)
{
    EXPECT_THROW((void)power({.control = .2}), CannotRun);
    EXPECT_THROW((void)power({.people = 100}), CannotRun);
    EXPECT_THROW(
        (void)power(
            {.question = PowerQuestion::clustered_proportions, .people = 100, .control = .2}),
        CannotRun);
    EXPECT_THROW((void)power({.people = -3, .control = .2}), CannotRun);
    EXPECT_THROW((void)power({.people = 100, .control = .2, .icc = 1.5}), CannotRun);
    EXPECT_THROW((void)power({.question = PowerQuestion::means, .people = 100}), CannotRun);
}

} // namespace evenhand::app::analyse_command_test
