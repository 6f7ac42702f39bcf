#pragma once

#include "statistics/estimate.hpp"

#include <cstddef>
#include <span>

namespace evenhand::statistics {

/// One arm's outcome.
struct ArmSummary
{
    std::size_t n = 0;
    double mean = 0;
    double variance = 0; ///< with n - 1 below
};

/// `arm` is 1 for the arm that is compared and 0 for the one it is compared with.
struct Difference
{
    Estimate estimate;
    ArmSummary treated;
    ArmSummary control;
};

/// The difference in means with each arm's own variance and Welch's degrees of freedom. A Problem
/// if an arm has fewer than two rows.
Outcome<Difference> difference_in_means(std::span<const double> y, std::span<const double> arm,
                                        double level);

/// The same within each block, weighted by the block's size; rows less two a block are the degrees
/// of freedom. `block_of_row` numbers the blocks from 0. A Problem if a block has fewer than two
/// rows in an arm.
Outcome<Estimate> blocked_difference(std::span<const double> y, std::span<const double> arm,
                                     std::span<const std::size_t> block_of_row, double level);

struct Proportions
{
    double events_treated = 0;
    double n_treated = 0;
    double events_control = 0;
    double n_control = 0;
};

/// A difference in proportions: unpooled error, normal test, and Newcombe's interval, which stays
/// within -1 and 1 and exists where nobody or everybody had the event.
Outcome<Estimate> difference_in_proportions(const Proportions& counts, double level);

} // namespace evenhand::statistics
