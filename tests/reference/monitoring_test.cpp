// Group-sequential designs against rpact (golden family group_sequential).
#include "statistics/distributions.hpp"
#include "statistics/monitoring.hpp"
#include "tests/reference/golden.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace evenhand::reference {

namespace monitoring_test {

using namespace statistics;
using Values = std::vector<double>;

void expect_design(const std::string& name, LimitKind kind)
{
    Golden golden("group_sequential/" + name);
    const bool two = golden.number("sided") == 2;
    const MonitoringPlan plan{kind, two ? Sides::two : Sides::one, golden.number("alpha"),
                              golden.values().at("information_rates").get<Values>()};
    const auto limits = monitoring_limits(plan);
    ASSERT_TRUE(limits);
    golden.expect_all(*limits, "critical_values_z");
    Values tails;
    Values so_far;
    const auto none = stopping_chances(plan, *limits, 0);
    for (std::size_t look = 0; look < limits->size(); ++look) {
        tails.push_back(normal_upper((*limits)[look]));
        so_far.push_back((look == 0 ? 0 : so_far.back()) + none.above[look] + none.below[look]);
    }
    golden.expect_all(so_far, "alpha_spent");
    const double power = 1 - golden.number("beta");
    const auto drift = drift_for_power(plan, *limits, power);
    ASSERT_TRUE(drift);
    const double fixed = fixed_drift(plan.sides, plan.alpha, power);
    const double inflation = *drift * *drift / (fixed * fixed);
    golden.expect(fixed * fixed, "n_fixed");
    golden.expect(*drift * *drift, "shift");
    golden.expect(inflation, "inflation_factor");
    const auto effect = stopping_chances(plan, *limits, *drift);
    golden.expect_all(effect.above, "stop_prob_h1");
    const auto half = stopping_chances(plan, *limits, *drift / 2);
    golden.expect(inflation * mean_information(plan, effect), "average_sample_number_h1");
    golden.expect(inflation * mean_information(plan, half), "average_sample_number_h01");
    golden.expect(inflation * mean_information(plan, none), "average_sample_number_h0");
    // A tail is steeper than its limit: an error of 1e-7 in the one is several in the other.
    golden.tolerate(2e-6);
    golden.expect_all(tails, "stage_levels_p");
}

} // namespace monitoring_test

using namespace monitoring_test;

TEST(MonitoringReference, LimitsAndStoppingChancesEqualRpact)
{
    expect_design("gs_of_k3_1s", LimitKind::obrien_fleming);
    expect_design("gs_p_k5", LimitKind::pocock);
    expect_design("gs_asof_k4_unequal", LimitKind::obrien_fleming_spending);
    expect_design("gs_asp_k3_2s", LimitKind::pocock_spending);
}

} // namespace evenhand::reference
