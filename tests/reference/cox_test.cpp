// Proportional hazards against survival::coxph (golden family survival).
#include "statistics/cox.hpp"
#include "tests/reference/golden.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace evenhand::reference {

namespace cox_test {

using namespace statistics;
using Names = std::vector<std::string>;

void expect_model(Golden& golden, const CoxFit& fit, const std::string& key)
{
    for (std::size_t i = 0; i < fit.names.size(); ++i) {
        golden.expect(fit.coefficients[i], key + "/coef/" + fit.names[i]);
        golden.expect(std::sqrt(fit.covariance(i, i)), key + "/se/" + fit.names[i]);
    }
    golden.expect(fit.log_likelihood_null, key + "/loglik_null");
    golden.expect(fit.log_likelihood, key + "/loglik");
    golden.expect(fit.score_test, key + "/score");
    if (fit.names.size() > 1) golden.expect(fit.wald_test, key + "/wald");
}

void expect_cox(Golden& golden, const DataSet& whole, const std::string& time,
                const std::string& event, const Names& covariates)
{
    Names used = covariates;
    used.insert(used.end(), {time, event});
    const auto data = complete(whole, used);
    const auto& t = data.column(time).values;
    const auto& e = data.column(event).values;
    const auto arm = design_of(data, Names{"arm"}, Intercept::none);
    const auto all = design_of(data, covariates, Intercept::none);
    const auto efron = fit_cox({t, e, *arm}, CoxTies::efron);
    const auto breslow = fit_cox({t, e, *arm}, CoxTies::breslow);
    const auto adjusted = fit_cox({t, e, *all}, CoxTies::efron);
    ASSERT_TRUE(efron && breslow && adjusted);
    expect_model(golden, *efron, "cox_efron");
    expect_model(golden, *breslow, "cox_breslow");
    expect_model(golden, *adjusted, "cox_adjusted_efron");
    for (std::size_t i = 0; i < adjusted->names.size(); ++i)
        golden.expect(std::sqrt(adjusted->robust_covariance(i, i)),
                      "cox_adjusted_robust_se/" + adjusted->names[i]);
}

} // namespace cox_test

using namespace cox_test;

TEST(CoxReference, ProportionalHazardsEqualSurvival)
{
    auto help = data_of("data/help_rct/help_rct.csv");
    help.put(indicator(help, "treat", "yes", "arm"));
    Golden linked("survival/surv_help_linkage");
    expect_cox(linked, help, "dayslink", "linkstatus", {"arm", "age", "female", "cesd"});
    auto sanad = data_of("data/sanad_uk/sanad_patients.csv");
    sanad.put(indicator(sanad, "treat", "LTG", "arm"));
    sanad.put(indicator(sanad, "gender", "M", "male"));
    Golden withdrawn("survival/surv_sanad_withdrawal");
    expect_cox(withdrawn, sanad, "with_time", "with_status", {"arm", "age", "male"});
}

} // namespace evenhand::reference
