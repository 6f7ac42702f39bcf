#pragma once

#include "evidence/plans/plan.hpp"
#include "evidence/plans/result.hpp"
#include "statistics/data_set.hpp"
#include "statistics/estimate.hpp"
#include "statistics/problem.hpp"

#include <span>

namespace evenhand::plans {

/// One analysis on rows in which nothing that it needs is missing.
struct Fitting
{
    const Analysis& analysis;
    const statistics::DataSet& data;      ///< as working_data() gives it
    std::span<const double> weights = {}; ///< for response; none: those of the analysis
    std::uint64_t seed = 1;
};

statistics::Outcome<Fitted> fit(const Fitting& fitting);

Term term_of(std::string name, const statistics::Estimate& estimate);

/// The columns of a model after the arm: covariates, then blocks.
std::vector<std::string> adjusted_for(const Analysis& analysis);

statistics::Outcome<Fitted> fit_difference_in_means(const Fitting& fitting);
statistics::Outcome<Fitted> fit_difference_in_proportions(const Fitting& fitting);
statistics::Outcome<Fitted> fit_least_squares(const Fitting& fitting);
statistics::Outcome<Fitted> fit_lin(const Fitting& fitting);
statistics::Outcome<Fitted> fit_two_stage(const Fitting& fitting);
statistics::Outcome<Fitted> fit_logistic(const Fitting& fitting);
statistics::Outcome<Fitted> fit_survival(const Fitting& fitting);
statistics::Outcome<Fitted> fit_hazards(const Fitting& fitting);
statistics::Outcome<Fitted> fit_permutation(const Fitting& fitting);

} // namespace evenhand::plans
