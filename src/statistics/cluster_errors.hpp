#pragma once

#include "statistics/least_squares.hpp"

#include <string_view>

namespace evenhand::statistics {

/// CR0 takes the scores of the clusters as they are; CR1 is CR0 times G/(G-1) (n-1)/(n-k), as Stata
/// does; CR2 is corrected for the leverage of each cluster (Bell & McCaffrey).
enum class ClusterKind { cr0, cr1, cr2 };
std::string_view name(ClusterKind kind);
std::optional<ClusterKind> cluster_kind(std::string_view name);

struct ClusterErrors
{
    Matrix covariance;
    std::vector<double> df; ///< of each coefficient: Satterthwaite's under CR2, else clusters - 1
    std::size_t clusters = 0;
};

/// `cluster_of_row` numbers the clusters from 0, leaving no number out.
Outcome<ClusterErrors> cluster_covariance(const LeastSquares& fit,
                                          std::span<const std::size_t> cluster_of_row,
                                          ClusterKind kind);

/// Each kept coefficient with t on those degrees of freedom.
Outcome<std::vector<Estimate>> cluster_estimates(const LeastSquares& fit,
                                                 std::span<const std::size_t> cluster_of_row,
                                                 ClusterKind kind, double level);

/// The clusters of a column, numbered in the order in which they come. The column is complete.
std::vector<std::size_t> numbered(std::span<const double> values);

} // namespace evenhand::statistics
