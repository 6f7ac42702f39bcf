#pragma once

#include "statistics/design.hpp"
#include "statistics/estimate.hpp"

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace evenhand::statistics {

/// How people with an event at the same time share it.
enum class CoxTies { efron, breslow };

struct CoxData
{
    std::span<const double> time;
    std::span<const double> event;             ///< 0 or 1
    const Design& covariates;                  ///< without an intercept
    std::span<const std::size_t> stratum = {}; ///< each with a hazard of its own; empty for one
};

struct CoxFit
{
    std::vector<std::string> names;   ///< of the columns that vary
    std::vector<std::string> aliased; ///< those left out
    std::vector<double> coefficients; ///< log hazard ratios
    Matrix covariance;
    Matrix robust_covariance; ///< from each person's own part of the score
    double log_likelihood_null = 0;
    double log_likelihood = 0;
    double score_test = 0; ///< at no effect; chi-squared on as many as there are names
    double wald_test = 0;
    std::size_t events = 0;
    std::size_t steps = 0;
};

/// Proportional hazards. A Problem without an event, or if one column tells who has the event first
/// without error.
Outcome<CoxFit> fit_cox(const CoxData& data, CoxTies ties = CoxTies::efron);

enum class CoxErrors { model, robust };
Outcome<std::vector<Estimate>> estimates(const CoxFit& fit, CoxErrors errors, double level);

} // namespace evenhand::statistics
