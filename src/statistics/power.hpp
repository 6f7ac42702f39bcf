#pragma once

#include "statistics/problem.hpp"

namespace evenhand::statistics {

/// What a planned comparison of two arms rests on.
struct PlannedArms
{
    double n_treated = 0;
    double n_control = 0;
    double attrition = 0;    ///< share of both arms whose outcome is not had
    double deff_treated = 1; ///< 1 + (m - 1) rho where m clients share an employment specialist
    double deff_control = 1;
    double r_squared = 0; ///< of the covariates: variances are times 1 less this
};

struct PlannedTest
{
    double alpha = .05; ///< two-sided
    double power = .8;
};

/// Whether the far tail, a significant effect in the wrong direction, counts as power.
enum class FarTail { left_out, counted };

/// The chance that a test of two proportions with the pooled variance under no effect rejects.
Outcome<double> power_of_proportions(const PlannedArms& arms, double p_treated, double p_control,
                                     double alpha, FarTail tail = FarTail::left_out);
/// The smallest rise over the control's share that is found with this power.
Outcome<double> detectable_rise(const PlannedArms& arms, double p_control, PlannedTest test);
/// People to be randomised to each arm (1:1), not rounded up; `arms` gives all but their numbers.
Outcome<double> people_for_proportions(const PlannedArms& arms, double p_treated, double p_control,
                                       PlannedTest test);

/// The same for a difference in means with a common standard deviation, by the noncentral t.
Outcome<double> power_of_means(const PlannedArms& arms, double difference,
                               double standard_deviation, double alpha,
                               FarTail tail = FarTail::left_out);
Outcome<double> detectable_difference(const PlannedArms& arms, double standard_deviation,
                                      PlannedTest test);
Outcome<double> people_for_means(const PlannedArms& arms, double difference,
                                 double standard_deviation, PlannedTest test);

} // namespace evenhand::statistics
