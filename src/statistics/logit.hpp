#pragma once

#include "statistics/basis.hpp"
#include "statistics/estimate.hpp"

namespace evenhand::statistics {

/// Firth's method adds a penalty that keeps every coefficient finite where the outcome is
/// separated.
enum class LogitMethod { likelihood, firth };

/// A logistic regression. It points at its design, which must outlive it.
struct Logit
{
    Basis basis;
    std::vector<double> coefficients;  ///< of the kept columns
    std::vector<double> probabilities; ///< fitted, a row each
    std::vector<double> residuals;     ///< y less those, times the weight
    Matrix information_inverse;        ///< in the basis
    double log_likelihood = 0;         ///< without the penalty
    double score_length = 0;           ///< in the basis, before the last step
    std::size_t steps = 0;

    [[nodiscard]] double deviance() const { return -2 * log_likelihood; }
    [[nodiscard]] std::size_t rank() const { return basis.rank(); }
};

struct LogitRules
{
    LogitMethod method = LogitMethod::likelihood;
    std::span<const double> weights = {}; ///< how many people a row stands for; none: one each
    /// A linear predictor beyond it tells that the outcome is separated (likelihood).
    double furthest = 30;
};

/// `y` is 0 or 1. A Problem if the outcome is separated (likelihood), does not vary, a weight is
/// below 0, or the steps do not settle.
Outcome<Logit> fit_logit(const Design& design, std::span<const double> y,
                         const LogitRules& rules = {});

/// As the model says, or from the residuals of the rows (HC0).
enum class LogitErrors { model, robust };
Matrix covariance(const Logit& fit, LogitErrors errors);
/// Each kept coefficient with the normal distribution.
Outcome<std::vector<Estimate>> estimates(const Logit& fit, LogitErrors errors, double level);

/// 1 / (1 + exp(-x)), without overflow.
double logistic(double x);

} // namespace evenhand::statistics
