// Least squares against estimatr, sandwich and clubSandwich: golden families diff_means,
// ols_lpm_logit (its linear cases), lin and cluster_cr2.
#include "statistics/cluster_errors.hpp"
#include "statistics/design.hpp"
#include "statistics/differences.hpp"
#include "statistics/lin.hpp"
#include "statistics/robust_errors.hpp"
#include "tests/reference/golden.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace evenhand::reference {

namespace linear_test {

using namespace statistics;
using Names = std::vector<std::string>;

std::vector<double> each(const std::vector<Estimate>& estimates, double Estimate::*part)
{
    std::vector<double> values;
    for (const auto& estimate : estimates)
        values.push_back(estimate.*part);
    return values;
}

Names with(Names names, const std::string& one)
{
    names.push_back(one);
    return names;
}

/// Every error of one golden regression.
void expect_regression(Golden& golden, const DataSet& whole, const std::string& y,
                       const Names& columns)
{
    const auto data = complete(whole, with(columns, y));
    const auto design = design_of(data, columns);
    ASSERT_TRUE(design);
    const auto outcome = numbers_of(data, y);
    const auto fit = least_squares(*design, *outcome);
    ASSERT_TRUE(fit);
    golden.expect(static_cast<double>(fit->rows()), "n");
    golden.expect(fit->r_squared, "r2");
    EXPECT_EQ(fit->basis.kept_names(), golden.values().at("terms").get<Names>());
    for (const auto kind :
         {ErrorKind::classical, ErrorKind::hc0, ErrorKind::hc1, ErrorKind::hc2, ErrorKind::hc3}) {
        const auto found = estimates(*fit, kind, .95);
        ASSERT_TRUE(found);
        const std::string suffix = "_" + std::string(name(kind));
        golden.expect_all(each(*found, &Estimate::value), "coef");
        golden.expect_all(each(*found, &Estimate::se), "se" + suffix);
        golden.expect_all(each(*found, &Estimate::p), "p" + suffix);
        golden.expect_all(each(*found, &Estimate::low), "ci_low" + suffix);
        golden.expect_all(each(*found, &Estimate::high), "ci_high" + suffix);
    }
}

void expect_lin(Golden& golden, const DataSet& whole, const std::string& y, const Names& covariates,
                ErrorKind kind)
{
    const auto data = complete(whole, with(with(covariates, y), "treat"));
    const auto design =
        lin_design("treat", data.column("treat").values, *design_of(data, covariates));
    const auto fit = least_squares(design, data.column(y).values);
    ASSERT_TRUE(fit);
    EXPECT_EQ(fit->basis.kept_names(), golden.values().at("terms").get<Names>());
    const auto found = estimates(*fit, kind, .95);
    ASSERT_TRUE(found);
    golden.expect_all(each(*found, &Estimate::value), "coef");
    golden.expect_all(each(*found, &Estimate::se), "se");
    golden.expect_all(each(*found, &Estimate::p), "p");
    golden.expect_all(each(*found, &Estimate::low), "ci_low");
    golden.expect_all(each(*found, &Estimate::high), "ci_high");
}

void expect_clustered(Golden& golden, const DataSet& whole, const std::string& y,
                      const Names& columns, const std::string& cluster)
{
    const auto data = complete(whole, with(with(columns, y), cluster));
    const auto design = design_of(data, columns);
    const auto fit = least_squares(*design, data.column(y).values);
    ASSERT_TRUE(fit);
    const auto clusters = numbered(data.column(cluster).values);
    const auto cr0 = cluster_estimates(*fit, clusters, ClusterKind::cr0, .95);
    const auto cr1 = cluster_estimates(*fit, clusters, ClusterKind::cr1, .95);
    const auto cr2 = cluster_estimates(*fit, clusters, ClusterKind::cr2, .95);
    ASSERT_TRUE(cr0 && cr1 && cr2);
    golden.expect_all(each(*cr2, &Estimate::value), "coef");
    golden.expect_all(each(*cr0, &Estimate::se), "se_CR0");
    golden.expect_all(each(*cr1, &Estimate::se), "se_CR1stata");
    golden.expect_all(each(*cr2, &Estimate::se), "se_CR2");
    golden.expect_all(each(*cr2, &Estimate::p), "p_CR2");
    std::vector<double> df;
    for (const auto& estimate : *cr2)
        df.push_back(*estimate.df);
    golden.expect_all(df, "df_satterthwaite");
}

DataSet jobs2()
{
    auto data = data_of("data/jobs2/jobs2.csv");
    data.put(indicator(data, "work1", "psyemp", "emp"));
    return data;
}

} // namespace linear_test

using namespace linear_test;

TEST(LinearReference, DifferencesInMeansOfThreeTrialsEqualEstimatr)
{
    Golden nsw("diff_means/dim_nsw_re78");
    expect_regression(nsw, data_of("data/nsw_lalonde/nsw_lalonde.csv"), "re78", {"treat"});
    Golden jtpa("diff_means/dim_jtpa_earnings");
    expect_regression(jtpa, data_of("data/jtpa/jtpa.csv"), "earnings", {"assignmt"});
    Golden jobs("diff_means/dim_jobs2_depress");
    expect_regression(jobs, jobs2(), "depress2", {"treat"});
}

TEST(LinearReference, TheExperimentalEstimatesThatLalondeAndDehejiaPublishedAreFound)
{
    const auto nsw = data_of("data/nsw_lalonde/nsw_lalonde.csv");
    const auto found =
        difference_in_means(nsw.column("re78").values, nsw.column("treat").values, .95);
    EXPECT_EQ(std::round(found->estimate.value), 886);
    const auto dw = data_of("data/nsw_lalonde/nsw_dehejia_wahba.csv");
    const auto later =
        difference_in_means(dw.column("re78").values, dw.column("treat").values, .95);
    EXPECT_EQ(std::round(later->estimate.value), 1794);
}

TEST(LinearReference, ABlockedDifferenceEqualsEstimatr)
{
    Golden golden("diff_means/dim_jtpa_blocked_site");
    const auto data = data_of("data/jtpa/jtpa.csv");
    const auto found =
        blocked_difference(data.column("earnings").values, data.column("assignmt").values,
                           numbered(data.column("site").values), .95);
    ASSERT_TRUE(found);
    golden.expect(found->value, "coef");
    golden.expect(found->se, "se");
    golden.expect(*found->df, "df");
    golden.expect(found->p, "p");
    golden.expect(found->low, "ci_low");
    golden.expect(found->high, "ci_high");
}

TEST(LinearReference, AdjustedModelsEqualEstimatr)
{
    auto nsw = data_of("data/nsw_lalonde/nsw_lalonde.csv");
    Column squared{"I(age^2)", ColumnType::number, nsw.column("age").values, {}};
    for (double& value : squared.values)
        value *= value;
    nsw.put(squared);
    Golden ols("ols_lpm_logit/ols_nsw_adjusted");
    expect_regression(
        ols, nsw, "re78",
        {"treat", "age", "I(age^2)", "educ", "black", "hisp", "married", "nodegree", "re75"});
    Golden lpm("ols_lpm_logit/lpm_jobs2_employed");
    expect_regression(lpm, jobs2(), "emp", {"treat", "depress1", "econ_hard", "sex", "age"});
}

TEST(LinearReference, LinsEstimatorEqualsEstimatr)
{
    Golden nsw("lin/lin_nsw_re78");
    expect_lin(nsw, data_of("data/nsw_lalonde/nsw_lalonde.csv"), "re78",
               {"age", "educ", "black", "hisp", "married", "nodegree", "re75"}, ErrorKind::hc2);
    const Names covariates = {"depress1", "econ_hard", "sex", "age"};
    Golden depress("lin/lin_jobs2_depress");
    expect_lin(depress, jobs2(), "depress2", covariates, ErrorKind::hc2);
    Golden employed("lin/lin_jobs2_employed_hc3");
    expect_lin(employed, jobs2(), "emp", covariates, ErrorKind::hc3);
}

TEST(LinearReference, ClusterRobustErrorsEqualEstimatr)
{
    auto star = data_of("data/star_k/star_k.csv");
    star.put(indicator(star, "stark", "small", "small"));
    star.put(indicator(star, "gender", "female", "fem"));
    Golden school("cluster_cr2/cr2_star_read");
    expect_clustered(school, star, "readk", {"small", "fem"}, "schoolidk");
    Golden site("cluster_cr2/cr2_jtpa_site");
    expect_clustered(site, data_of("data/jtpa/jtpa.csv"), "earnings",
                     {"assignmt", "sex", "prevearn"}, "site");
}

} // namespace evenhand::reference
