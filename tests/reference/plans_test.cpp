// The plans of examples/ on the real trials: what is published and what R gives comes out of the
// file that a person writes. Where R is there, the script that a plan gives is run and compared.
#include "evidence/plans/pages/report.hpp"
#include "evidence/plans/r_script.hpp"
#include "evidence/plans/run.hpp"
#include "evidence/plans/tables.hpp"
#include "protocol/error_words.hpp"
#include "statistics/data_file.hpp"
#include "tests/reference/golden.hpp"
#include "tests/reference/reference_files.hpp"
#include "tests/support/program.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <map>

namespace evenhand::reference {

namespace plans_test {

using plans::AnalysisResult;
using plans::Plan;
using plans::PlanResult;
using plans::Term;

using tests::file_text;

/// One example with its data; `data` lies under the folder of reference data.
struct Example
{
    std::string plan;
    std::filesystem::path data;
};

std::vector<Example> examples()
{
    const auto data = folder() / "data";
    return {{"health-led-trials/plan", "examples/health-led-trials/counts.csv"},
            {"jtpa/plan", data / "jtpa/jtpa.csv"},
            {"nsw/lalonde", data / "nsw_lalonde/nsw_lalonde.csv"},
            {"nsw/dehejia-wahba", data / "nsw_lalonde/nsw_dehejia_wahba.csv"},
            {"jobs2/plan", data / "jobs2/jobs2.csv"},
            {"help/plan", data / "help_rct/help_rct.csv"},
            {"sanad/plan", data / "sanad_uk/sanad_patients.csv"},
            {"streptomycin/plan", data / "strep_tb_uk/strep_tb_uk.csv"}};
}

struct Ran
{
    Plan plan;
    PlanResult result;

    [[nodiscard]] const AnalysisResult& of(const std::string& id) const
    {
        for (std::size_t i = 0; i < plan.analyses.size(); ++i) {
            if (plan.analyses[i].id != id) continue;
            if (!result.analyses[i])
                throw std::runtime_error(id + ": " + result.analyses[i].error());
            return *result.analyses[i];
        }
        throw std::runtime_error("no analysis " + id);
    }
    [[nodiscard]] const Term& effect(const std::string& id) const
    {
        return of(id).fitted.effects.at(0);
    }
    [[nodiscard]] double diagnostic(const std::string& id, const std::string& name) const
    {
        for (const auto& each : of(id).fitted.diagnostics)
            if (each.name == name) return each.value;
        throw std::runtime_error("no diagnostic " + name);
    }
};

Ran ran(const Example& example)
{
    auto plan = plans::read_plan(file_text("examples/" + example.plan + ".toml"));
    if (!plan) throw std::runtime_error(protocol::in_plain_words(plan.error(), example.plan));
    auto data = statistics::read_data(file_text(example.data), plan->read);
    if (!data) throw std::runtime_error(sentence(data.error().at(0)));
    auto result = plans::run_plan(*plan, *std::move(data));
    if (!result) throw std::runtime_error(protocol::in_plain_words(result.error(), example.plan));
    return {*std::move(plan), *std::move(result)};
}

Ran ran(const std::string& name)
{
    for (const Example& example : examples())
        if (example.plan == name) return ran(example);
    throw std::runtime_error("no example " + name);
}

void expect_terms(Golden& golden, const AnalysisResult& result, const std::string& errors)
{
    std::vector<double> values;
    std::vector<double> se;
    for (const Term& term : result.fitted.terms) {
        values.push_back(term.value);
        se.push_back(*term.se);
    }
    golden.expect(static_cast<double>(result.n), "n");
    golden.expect_all(values, "coef");
    golden.expect_all(se, errors);
}

/// What R wrote: analysis, kind and term to the numbers of the row.
std::map<std::string, std::vector<std::string>> rows_from_r(const Example& example,
                                                            const Plan& plan)
{
    const tests::ScratchFolder place("r-script");
    const auto path = [&](const char* name) { return (place.path() / name).string(); };
    std::ofstream(path("analysis.R")) << plans::r_script(plan, {});
    const auto ended =
        tests::run({"Rscript", path("analysis.R"), std::filesystem::absolute(example.data).string(),
                    path("out.csv")});
    if (ended.code != 0) throw std::runtime_error(example.plan + ": " + ended.err);
    const auto table = statistics::read_data(
        file_text(path("out.csv")),
        {.missing = {""}, .columns = {{"term", statistics::ColumnType::category}}});
    if (!table) throw std::runtime_error(sentence(table.error().at(0)));
    std::map<std::string, std::vector<std::string>> rows;
    const auto text = [&](const char* name, std::size_t row) {
        return statistics::text_of(table->column(name), row);
    };
    for (std::size_t row = 0; row < table->rows(); ++row)
        rows[text("analysis", row) + "|" + text("kind", row) + "|" + text("term", row)] = {
            text("coef", row), text("se", row),     text("df", row),
            text("p", row),    text("ci_low", row), text("ci_high", row)};
    return rows;
}

/// What was compared with R, and the largest relative difference.
struct Compared
{
    std::size_t numbers = 0;
    double largest = 0;
};

/// Compares what both have of one term and counts it.
void expect_like_r(const std::vector<std::string>& r, const Term& ours, const std::string& where,
                   Compared& compared)
{
    const std::vector<std::optional<double>> values{ours.value, ours.se,  ours.df,
                                                    ours.p,     ours.low, ours.high};
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (!values[i] || r.at(i).empty()) continue;
        const double wanted = std::stod(r[i]);
        // R's glm and coxph stop short of the last digits (docs/methods/statistics.md).
        EXPECT_NEAR(*values[i], wanted, 2e-7 * std::abs(wanted) + 1e-10) << where << " " << i;
        ++compared.numbers;
        if (std::abs(wanted) > 1e-10)
            compared.largest = std::max(compared.largest, std::abs(*values[i] / wanted - 1));
    }
}

/// Gaps that R fills with values of its own: a fifth of a standard error is more than 20
/// imputations of one value in twenty differ by.
void expect_within_chance(const std::vector<std::string>& r, const Term& ours, Compared& compared)
{
    EXPECT_NEAR(ours.value, std::stod(r.at(0)), *ours.se / 5);
    EXPECT_NEAR(*ours.se, std::stod(r.at(1)), *ours.se / 10);
    compared.numbers += 2;
}

using RowsFromR = std::map<std::string, std::vector<std::string>>;

const std::vector<std::string>& row_of(const RowsFromR& rows, const std::string& key)
{
    const auto found = rows.find(key);
    if (found == rows.end()) throw std::runtime_error("R gave no row " + key);
    return found->second;
}

void expect_effects_like_r(const RowsFromR& rows, const plans::Analysis& analysis,
                           const AnalysisResult& result, Compared& compared)
{
    const bool filled = analysis.missing.method == plans::MissingMethod::chained_equations;
    for (Term term : result.fitted.effects) {
        const std::string key = analysis.id + "|effect|" + term.name;
        // The draws of a permutation test are not R's.
        if (analysis.method == plans::Method::permutation) term.p.reset();
        if (filled)
            expect_within_chance(row_of(rows, key), term, compared);
        else
            expect_like_r(row_of(rows, key), term, key, compared);
    }
    if (filled || analysis.method == plans::Method::permutation) return;
    for (const Term& term : result.fitted.terms) {
        const std::string key = analysis.id + "|term|" + term.name;
        expect_like_r(row_of(rows, key), term, key, compared);
    }
}

void expect_interactions_like_r(const RowsFromR& rows, const plans::Analysis& analysis,
                                const AnalysisResult& result, Compared& compared)
{
    for (const auto& comparison : result.subgroups) {
        const std::string key = analysis.id + "|interaction|" + comparison.column;
        const Term test{.name = {},
                        .value = comparison.interaction.value().chi_squared,
                        .df = comparison.interaction->df,
                        .p = comparison.interaction->p};
        expect_like_r(row_of(rows, key), test, key, compared);
    }
}

bool has_r()
{
    return tests::run({"Rscript", "-e",
                       "library(estimatr); library(sandwich); library(survival); "
                       "library(mice)"})
               .code == 0;
}

} // namespace plans_test

using namespace plans_test;

TEST(PlansReference, EveryExampleGivesAResultForEachOfItsAnalyses)
{
    for (const Example& example : examples()) {
        const Ran found = ran(example);
        for (std::size_t i = 0; i < found.plan.analyses.size(); ++i)
            EXPECT_TRUE(found.result.analyses[i])
                << example.plan << " " << found.plan.analyses[i].id << ": "
                << (found.result.analyses[i] ? "" : found.result.analyses[i].error());
        const std::string page = plans::report(found.plan, found.result, {});
        EXPECT_THAT(page, testing::Not(testing::HasSubstr("nan"))) << example.plan;
        EXPECT_GT(plans::tables(found.plan, found.result).size(), 2U);
    }
}

TEST(PlansReference, TheFiguresOfAbadieAngristAndImbensComeOutOfThePlanOfJtpa)
{
    const Ran found = ran("jtpa/plan");
    const Term& effect = found.effect("women-trained");
    EXPECT_NEAR(effect.value, 1780, .5);
    EXPECT_NEAR(*effect.se, 532, .5);
    EXPECT_EQ(found.of("women-trained").n, 6102U);
    Golden golden("iv_cace/iv_jtpa_women");
    expect_terms(golden, found.of("women-trained"), "se_HC1");
    EXPECT_LE(*found.of("women-offered").p_adjusted, .05);
}

TEST(PlansReference, LaLondesAndDehejiaAndWahbasFiguresComeOutOfThePlansOfNsw)
{
    const Ran lalonde = ran("nsw/lalonde");
    EXPECT_NEAR(lalonde.effect("earnings").value, 886, .5);
    Golden adjusted("ols_lpm_logit/ols_nsw_adjusted");
    expect_terms(adjusted, lalonde.of("earnings-adjusted"), "se_HC2");
    Golden lin("lin/lin_nsw_re78");
    expect_terms(lin, lalonde.of("earnings-lin"), "se");
    const Ran subset = ran("nsw/dehejia-wahba");
    EXPECT_NEAR(subset.effect("earnings").value, 1794, .5);
    EXPECT_LT(*subset.effect("earnings-permuted").p, .02);
}

TEST(PlansReference, ThePlanOfJobsGivesTheGoldenResults)
{
    const Ran found = ran("jobs2/plan");
    Golden lin("lin/lin_jobs2_depress");
    expect_terms(lin, found.of("depression"), "se");
    Golden lpm("ols_lpm_logit/lpm_jobs2_employed");
    expect_terms(lpm, found.of("work"), "se_HC2");
    Golden logit("ols_lpm_logit/logit_jobs2_employed");
    logit.expect(found.effect("work-logistic").value, "risk_difference");
    logit.expect(*found.effect("work-logistic").se, "rd_se_delta_model");
    Golden attended("iv_cace/iv_jobs2_cace_adj");
    expect_terms(attended, found.of("depression-attended"), "se_HC2");
}

TEST(PlansReference, ThePlansOfSurvivalGiveTheGoldenResults)
{
    const Ran sanad = ran("sanad/plan");
    Golden golden("survival/surv_sanad_withdrawal");
    golden.expect(static_cast<double>(sanad.of("withdrawal").n), "n");
    golden.expect(sanad.diagnostic("withdrawal", "log_rank_chi_squared"), "logrank_chisq");
    Golden help("survival/surv_help_linkage");
    const Ran linkage = ran("help/plan");
    help.expect(linkage.diagnostic("days-to-linkage", "log_rank_chi_squared"), "logrank_chisq");
    Golden logit("ols_lpm_logit/logit_help_linkage");
    logit.expect(linkage.effect("linked").value, "risk_difference");
}

TEST(PlansReference, TheScriptInRGivesTheSameNumbers)
{
    if (!has_r()) GTEST_SKIP() << "R with estimatr, sandwich, survival and mice is not installed";
    for (const Example& example : examples()) {
        const Ran found = ran(example);
        const auto r = rows_from_r(example, found.plan);
        Compared compared;
        for (std::size_t i = 0; i < found.plan.analyses.size(); ++i) {
            const auto& result = found.result.analyses[i].value();
            expect_effects_like_r(r, found.plan.analyses[i], result, compared);
            expect_interactions_like_r(r, found.plan.analyses[i], result, compared);
        }
        EXPECT_GT(compared.numbers, 5U) << example.plan;
        std::printf("R script %-24s %4zu numbers, largest relative difference %.1e\n",
                    example.plan.c_str(), compared.numbers, compared.largest);
    }
}

} // namespace evenhand::reference
