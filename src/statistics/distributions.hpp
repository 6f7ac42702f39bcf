#pragma once

// Tails and quantiles (Boost.Math). A tail far out is computed as itself, never as one less its
// complement, so that a p-value of 1e-200 keeps all its digits. Probabilities passed in lie
// strictly between 0 and 1, and degrees of freedom are positive: CHECKed.

namespace evenhand::statistics {

double normal_density(double z);
/// P(Z <= z).
double normal_cdf(double z);
/// P(Z > z).
double normal_upper(double z);
double normal_quantile(double probability);

/// P(|T| > |t|).
double t_two_sided(double t, double df);
double t_quantile(double probability, double df);
/// P(T <= t) where the mean is shifted, for one degree of freedom or more: the power of a t test.
double noncentral_t_cdf(double t, double df, double shift);

/// P(X > x).
double chi_squared_upper(double x, double df);
/// P(X > x).
double f_upper(double x, double df1, double df2);

} // namespace evenhand::statistics
