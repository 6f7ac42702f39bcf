#pragma once

#include "statistics/problem.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

namespace evenhand::statistics {

/// A statistic of one assignment of arms, 1 and 0 in the order of the rows.
using ArmStatistic = std::function<double(std::span<const double> arm)>;
/// One more assignment as the trial's own scheme would have drawn it; `draw` numbers it.
using AssignmentDraw = std::function<void(std::uint64_t draw, std::span<double> arm)>;

struct PermutationResult
{
    double observed = 0;
    double p_two_sided = 1; ///< of the size of the statistic
    double p_upper = 1;
    std::uint64_t assignments = 0;
    bool exact = false;
    /// How far a drawn p-value may be from the exact one; none where all were counted.
    std::optional<double> monte_carlo_se;
};

/// All assignments with as many in the arm in each stratum, if there are no more than `most`.
/// Nothing where there are more. `stratum_of_row` is empty for one stratum.
std::optional<PermutationResult> exact_permutation_test(std::span<const double> arm,
                                                        std::span<const std::size_t> stratum_of_row,
                                                        const ArmStatistic& statistic,
                                                        std::uint64_t most);

/// As many assignments as are asked for, with the observed one counted among them: p is (1 + at
/// least as far out) / (1 + draws).
PermutationResult drawn_permutation_test(std::span<const double> arm, const ArmStatistic& statistic,
                                         const AssignmentDraw& draw, std::uint64_t draws);

/// Shuffles the arms within the strata; each draw has a stream of its own.
AssignmentDraw shuffle_within(std::span<const double> arm,
                              std::span<const std::size_t> stratum_of_row, std::uint64_t seed);

/// The exact distribution of the sum of whole-numbered scores in the arm, by counting rather than
/// by drawing: two-sided by the distance from the mean. `assignments` is zero where there are more
/// than can be counted. A Problem if a score is no whole number or the table of sums would be
/// large.
Outcome<PermutationResult> exact_score_test(std::span<const double> score,
                                            std::span<const double> arm);

} // namespace evenhand::statistics
