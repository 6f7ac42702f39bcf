#pragma once

#include "statistics/estimate.hpp"

#include <cstddef>
#include <span>

namespace evenhand::statistics {

/// One estimate over several completed data sets.
struct Pooled
{
    Estimate estimate; ///< with the degrees of freedom of Barnard and Rubin
    std::size_t imputations = 0;
    double within = 0;  ///< mean variance within
    double between = 0; ///< variance of the estimates
    double total = 0;
    double relative_increase = 0; ///< of the variance, by what is missing
    double lambda = 0;            ///< share of the variance that is due to what is missing
    double missing_information = 0;
    double df_rubin = 0; ///< Rubin's of 1987, which may exceed those of the complete data
};

/// Pools estimates and their variances from two or more data sets; `df_complete` are the degrees of
/// freedom if nothing were missing. A Problem if there are fewer than two, or the estimates do not
/// differ at all while their variances are zero.
Outcome<Pooled> pool(std::span<const double> estimates, std::span<const double> variances,
                     double df_complete, double level);

} // namespace evenhand::statistics
