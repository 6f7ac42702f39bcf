#pragma once

#include "statistics/problem.hpp"

#include <cstddef>
#include <span>

namespace evenhand::statistics {

/// The least and the most an effect can be.
struct Bounds
{
    double lower = 0;
    double upper = 0;
};

/// How the row at the edge of a trim is treated: it keeps the part of its weight that is left,
/// which is exact also with ties, or it stays whole.
enum class Trim { fractional, whole_rows };

struct LeeBounds
{
    Bounds bounds;
    double response_treated = 0;
    double response_control = 0;
    double difference = 0; ///< of those observed, without a trim
    double trim_share = 0; ///< of the arm that answered more often
    bool treated_is_trimmed = false;
    std::size_t observed_in_trimmed_arm = 0;
};

/// Bounds of the effect on those who would be observed in either arm, if being in one arm never
/// makes anyone less likely to be observed. `y` holds missing_value() where it was not observed,
/// and `arm` is 0 or 1.
Outcome<LeeBounds> lee_bounds(std::span<const double> y, std::span<const double> arm, Trim trim);

/// Bounds of the effect on everyone with no assumption but the range of the outcome: what is
/// missing is `least` in one arm and `most` in the other.
Outcome<Bounds> worst_case_bounds(std::span<const double> y, std::span<const double> arm,
                                  double least, double most);

/// An interval that holds the effect itself (not the whole of its bounds) with this probability,
/// from bounds with their standard errors.
struct BoundErrors
{
    double lower = 0;
    double upper = 0;
};
Outcome<Bounds> bounds_interval(const Bounds& bounds, const BoundErrors& errors, double level);

} // namespace evenhand::statistics
