// Power against R's power.prop.test and power.t.test (golden family power).
#include "statistics/power.hpp"
#include "tests/reference/golden.hpp"

#include <gtest/gtest.h>

namespace evenhand::reference {

namespace power_test {

using namespace statistics;

} // namespace power_test

using namespace power_test;

TEST(PowerReference, PowerOfProportionsAndMeansEqualsR)
{
    Golden props("power/power_two_props");
    const auto& cases = props.values().at("cases");
    for (std::size_t i = 0; i < cases.size(); ++i) {
        const std::string key = "cases/" + std::to_string(i) + "/";
        const PlannedArms arms{.n_treated = cases[i].at("n_per_arm"),
                               .n_control = cases[i].at("n_per_arm")};
        const double p0 = cases[i].at("p_control");
        props.expect(*detectable_rise(arms, p0, {.05, .8}), key + "mde_pooled_null");
        props.expect(*power_of_proportions(arms, p0 + .04, p0, .05), key + "power_at_4pp");
        props.expect(*power_of_proportions(arms, p0 + .04, p0, .05, FarTail::counted),
                     key + "power_at_4pp_strict");
    }
    props.expect(*detectable_rise({.n_treated = 4000, .n_control = 2110}, .273, {.05, .8}),
                 "unequal/mde");
    props.expect(
        *detectable_rise(
            {.n_treated = 3055, .n_control = 3055, .deff_treated = 1.5, .deff_control = 1.5}, .273,
            {.05, .8}),
        "deff/mde");
    props.expect(*people_for_proportions({}, .24, .20, {.05, .9}), "n_per_arm_for_4pp_at_20");
    Golden means("power/power_means");
    means.expect(*people_for_means({}, .2, 1, {.05, .9}), "n_for_d02_90");
    const PlannedArms arms{.n_treated = 3055, .n_control = 3055};
    means.expect(*power_of_means(arms, .1, 1, .05, FarTail::counted), "power_d01_n3055");
    means.expect(*detectable_difference(arms, 1, {.05, .8}), "mde_n3055");
}

} // namespace evenhand::reference
