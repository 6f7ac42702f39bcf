#pragma once

#include "statistics/matrix.hpp"

#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace evenhand::statistics {

/// How p-values of a family are adjusted. The first four hold the chance of any false claim;
/// Hochberg's and Hommel's need outcomes that are not negatively dependent. The last two hold the
/// share of false claims, and are for exploring.
enum class Adjustment {
    bonferroni,
    holm,
    hochberg,
    hommel,
    benjamini_hochberg,
    benjamini_yekutieli
};
/// As in plans and results: "holm".
std::string_view name(Adjustment method);
std::optional<Adjustment> adjustment(std::string_view name);

/// Adjusted p-values in the order in which they came. CHECKs that each lies between 0 and 1.
std::vector<double> adjusted(std::span<const double> p, Adjustment method);

/// How often a null statistic at least as far out is counted: the observed draw is one of those
/// that were enumerated, or is added to those that were drawn by chance.
enum class Draws { enumerated, sampled };

/// Step-down adjusted p-values of two-sided statistics, from a table of statistics under no effect:
/// a row a draw, a column an outcome.
std::vector<double> step_down_maximum(std::span<const double> statistics, const Matrix& null,
                                      Draws draws);
/// The same on the p-values that each draw has within its own column: outcomes on unlike scales
/// weigh alike.
std::vector<double> step_down_minimum_p(std::span<const double> statistics, const Matrix& null,
                                        Draws draws);

} // namespace evenhand::statistics
