#pragma once

#include "statistics/logit.hpp"
#include "statistics/robust_errors.hpp"

namespace evenhand::statistics {

/// How the chance of answering becomes a weight: one over each person's own, or one over the share
/// that answered among a fifth of people with like chances.
enum class ResponseWeighting { inverse, fifths };

struct ResponseWeights
{
    std::vector<double> weights;     ///< of those who answered, in their order
    std::vector<double> class_rates; ///< share that answered in each fifth; empty for inverse
    double largest = 0;
    double design_effect = 1;
};

/// From a response model fitted to everyone (`answered` is its outcome). Weights over `trim` times
/// their median are cut to that; nothing is cut without it.
Outcome<ResponseWeights> response_weights(const Logit& model, std::span<const double> answered,
                                          ResponseWeighting weighting,
                                          std::optional<double> trim = {});

/// Kish's (1965) price of unequal weights: n sum w^2 / (sum w)^2, one where they are equal.
double kish_design_effect(std::span<const double> weights);

/// The covariance of a weighted fit as a survey sample has it (linearised): HC0 times n / (n - 1).
Outcome<Matrix> linearised_covariance(const LeastSquares& fit);

/// R's default quantile (type 7: Hyndman & Fan 1996), of values that need not be sorted.
double quantile_of(std::vector<double> values, double probability);

} // namespace evenhand::statistics
