#pragma once

#include "core/rng.hpp"
#include "statistics/design.hpp"

#include <cstddef>
#include <span>
#include <vector>

namespace evenhand::statistics {

/// A column to be filled: who was observed, and who was not.
struct ImputationCase
{
    const Design& observed;
    std::span<const double> y;
    const Design& wanted;
    std::size_t donors = 5;
};

/// Draws for the rows of `wanted`: the model's parameters first, so that what is not known of them
/// counts too.
Outcome<std::vector<double>> draw_normal(const ImputationCase& given, Rng& rng);
Outcome<std::vector<double>> draw_by_matching(const ImputationCase& given, Rng& rng);
Outcome<std::vector<double>> draw_logistic(const ImputationCase& given, Rng& rng);

/// A chi-squared number of any positive degrees of freedom.
double draw_chi_squared(double df, Rng& rng);

} // namespace evenhand::statistics
