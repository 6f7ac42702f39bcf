#pragma once

#include "statistics/design.hpp"

namespace evenhand::statistics {

/// The model of Lin (2013): intercept, treatment, covariates less their means, and the treatment
/// times each of those. The coefficient of the treatment is then the average effect over the rows.
/// `covariates` has its intercept, which is not used again; names are given "_c" as estimatr does.
/// A covariate that does not vary within an arm falls out of the fit as aliased, by name.
Design lin_design(std::string_view treatment, std::span<const double> treated,
                  const Design& covariates);

} // namespace evenhand::statistics
