#pragma once

#include <optional>

namespace evenhand::app {

/// Clustered proportions are proportions for which a cluster and its correlation must be told.
enum class PowerQuestion { proportions, clustered_proportions, means };

/// `evenhand power`. Of power, difference and people one is asked for: what is not given.
struct PowerOptions
{
    PowerQuestion question = PowerQuestion::proportions;
    std::optional<double> people = {}; ///< in each arm
    std::optional<double> people_control = {};
    std::optional<double> control = {}; ///< share with the outcome
    std::optional<double> treated = {};
    std::optional<double> difference = {};
    std::optional<double> standard_deviation = {};
    double alpha = .05;
    double power = .8;
    double attrition = 0;
    double r_squared = 0;
    double cluster_size = 1; ///< people who share an employment specialist, in the treated arm
    double icc = 0;          ///< how alike they are
    bool json = false;
};

/// Prints the power where people and an effect are given, the effect that can be found where only
/// people are, and the people needed where only an effect is. Throws CannotRun with one sentence
/// for whatever does not fit together. Returns 0.
int power(const PowerOptions& options);

} // namespace evenhand::app
