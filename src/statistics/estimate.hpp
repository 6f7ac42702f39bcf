#pragma once

#include "statistics/problem.hpp"

#include <optional>

namespace evenhand::statistics {

/// A number with how sure it is.
struct Estimate
{
    double value = 0;
    double se = 0;
    std::optional<double> df; ///< of Student's t; nothing where the normal distribution is used
    double p = 1;             ///< two-sided, of no effect
    double low = 0;
    double high = 0;
};

/// Test and interval of a value with its standard error, `level` such as .95. A Problem if the
/// error is zero or a number is not finite.
Outcome<Estimate> estimate_of(double value, double se, std::optional<double> df, double level);

} // namespace evenhand::statistics
