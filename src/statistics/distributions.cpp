#include "statistics/distributions.hpp"

#include "core/check.hpp"

#include <boost/math/distributions/chi_squared.hpp>
#include <boost/math/distributions/fisher_f.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <boost/math/quadrature/gauss.hpp>
#include <boost/math/special_functions/erf.hpp>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace evenhand::statistics {

namespace distributions {

namespace policies = boost::math::policies;

// Nothing is thrown and errno is left alone: arguments are checked here, and a tail too small for a
// double is zero.
using Quiet = policies::policy<policies::domain_error<policies::ignore_error>,
                               policies::pole_error<policies::ignore_error>,
                               policies::overflow_error<policies::ignore_error>,
                               policies::underflow_error<policies::ignore_error>,
                               policies::denorm_error<policies::ignore_error>,
                               policies::rounding_error<policies::ignore_error>,
                               policies::evaluation_error<policies::ignore_error>>;

using StudentsT = boost::math::students_t_distribution<double, Quiet>;
using ChiSquared = boost::math::chi_squared_distribution<double, Quiet>;
using FisherF = boost::math::fisher_f_distribution<double, Quiet>;

double checked(double value)
{
    CHECK(std::isfinite(value));
    return value;
}

void check_probability(double probability)
{
    CHECK(probability > 0 && probability < 1);
}

} // namespace distributions

double normal_density(double z)
{
    return std::exp(-z * z / 2) / std::sqrt(2 * std::numbers::pi);
}

double normal_cdf(double z)
{
    return std::erfc(-z / std::numbers::sqrt2) / 2;
}

double normal_upper(double z)
{
    return std::erfc(z / std::numbers::sqrt2) / 2;
}

double normal_quantile(double probability)
{
    distributions::check_probability(probability);
    return distributions::checked(-std::numbers::sqrt2 *
                                  boost::math::erfc_inv(2 * probability, distributions::Quiet()));
}

double t_two_sided(double t, double df)
{
    CHECK(df > 0 && !std::isnan(t));
    if (std::isinf(t)) return 0;
    const distributions::StudentsT distribution(df);
    return distributions::checked(2 * cdf(complement(distribution, std::abs(t))));
}

double t_quantile(double probability, double df)
{
    distributions::check_probability(probability);
    CHECK(df > 0);
    return distributions::checked(quantile(distributions::StudentsT(df), probability));
}

// The normal tail averaged over the spread s = sqrt(chi-squared / df), whose density is in
// proportion to s^(df-1) exp(-df s^2 / 2). Boost's own series underflows for shifts over 37.
double noncentral_t_cdf(double t, double df, double shift)
{
    CHECK(df >= 1 && std::isfinite(t) && std::isfinite(shift));
    constexpr int panels = 24;
    const double wide = 12 / std::sqrt(2 * df);
    const double low = std::max(0.0, 1 - wide);
    const double panel = (1 + wide - low) / panels;
    const auto density = [&](double s) {
        return s <= 0 ? 0 : std::exp((df - 1) * std::log(s) - df * (s * s - 1) / 2);
    };
    const auto below = [&](double s) { return density(s) * normal_cdf(t * s - shift); };
    double whole = 0;
    double part = 0;
    for (int i = 0; i < panels; ++i) {
        const double from = low + i * panel;
        whole += boost::math::quadrature::gauss<double, 20>::integrate(density, from, from + panel);
        part += boost::math::quadrature::gauss<double, 20>::integrate(below, from, from + panel);
    }
    return distributions::checked(part / whole);
}

double chi_squared_upper(double x, double df)
{
    CHECK(df > 0 && x >= 0);
    return distributions::checked(cdf(complement(distributions::ChiSquared(df), x)));
}

double f_upper(double x, double df1, double df2)
{
    CHECK(df1 > 0 && df2 > 0 && x >= 0);
    return distributions::checked(cdf(complement(distributions::FisherF(df1, df2), x)));
}

} // namespace evenhand::statistics
