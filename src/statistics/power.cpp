// Power of two arms. Proportions: Fleiss, Levin & Paik (2003), equation 4.14 without the continuity
// correction, the null variance pooled, as R's power.prop.test; means: noncentral t, as
// power.t.test. A design effect multiplies the variance of its own arm (Roberts & Roberts 2005 for
// support in one arm only), covariates take their share of the variance off, attrition takes people
// off both arms.
#include "statistics/power.hpp"

#include "statistics/distributions.hpp"

#include <algorithm>
#include <cmath>

namespace evenhand::statistics {

namespace power {

constexpr int most_halvings = 200;
constexpr double most_people = 1e12;

bool is_share(double value)
{
    return value > 0 && value < 1;
}

Outcome<void> check(const PlannedArms& arms, double alpha)
{
    const bool numbers = arms.n_treated > 0 && arms.n_control > 0;
    const bool effects = arms.deff_treated >= 1 && arms.deff_control >= 1;
    const bool shares =
        arms.attrition >= 0 && arms.attrition < 1 && arms.r_squared >= 0 && arms.r_squared < 1;
    if (!numbers || !effects || !shares || !is_share(alpha))
        return refuse(Problem{Fault::out_of_range, "plan"});
    return {};
}

/// How many people of independent outcome an arm is worth.
double worth(double n, double deff, const PlannedArms& arms)
{
    return n * (1 - arms.attrition) / (deff * (1 - arms.r_squared));
}

double treated_worth(const PlannedArms& arms)
{
    return worth(arms.n_treated, arms.deff_treated, arms);
}

double control_worth(const PlannedArms& arms)
{
    return worth(arms.n_control, arms.deff_control, arms);
}

PlannedArms with_each(PlannedArms arms, double n)
{
    arms.n_treated = n;
    arms.n_control = n;
    return arms;
}

/// Where a rising function crosses `wanted`, to the last bit that halving can tell.
template <class Rising>
double crossing(Rising&& rising, double wanted, double low, double high)
{
    for (int halving = 0; halving < most_halvings; ++halving) {
        const double middle = low + (high - low) / 2;
        if (middle <= low || middle >= high) break;
        (rising(middle) < wanted ? low : high) = middle;
    }
    return high;
}

double proportions(const PlannedArms& arms, double p1, double p0, double alpha, FarTail tail)
{
    const double n1 = treated_worth(arms);
    const double n0 = control_worth(arms);
    const double pooled =
        (arms.n_treated * p1 + arms.n_control * p0) / (arms.n_treated + arms.n_control);
    const double limit =
        normal_quantile(1 - alpha / 2) * std::sqrt(pooled * (1 - pooled) * (1 / n1 + 1 / n0));
    const double spread = std::sqrt(p1 * (1 - p1) / n1 + p0 * (1 - p0) / n0);
    const double apart = std::abs(p1 - p0);
    const double near = normal_cdf((apart - limit) / spread);
    return tail == FarTail::counted ? near + normal_cdf((-apart - limit) / spread) : near;
}

double means(const PlannedArms& arms, double apart, double alpha, FarTail tail)
{
    const double n1 = treated_worth(arms);
    const double n0 = control_worth(arms);
    const double df = (arms.n_treated + arms.n_control) * (1 - arms.attrition) - 2;
    const double shift = std::abs(apart) / std::sqrt(1 / n1 + 1 / n0);
    const double limit = t_quantile(1 - alpha / 2, df);
    const double near = noncentral_t_cdf(-limit, df, -shift);
    return tail == FarTail::counted ? near + noncentral_t_cdf(-limit, df, shift) : near;
}

bool reachable(PlannedTest test)
{
    return is_share(test.power) && test.power > test.alpha / 2;
}

} // namespace power

Outcome<double> power_of_proportions(const PlannedArms& arms, double p_treated, double p_control,
                                     double alpha, FarTail tail)
{
    if (auto good = power::check(arms, alpha); !good) return refuse(std::move(good).error());
    if (!power::is_share(p_treated) || !power::is_share(p_control))
        return refuse(Problem{Fault::out_of_range, "proportions"});
    return power::proportions(arms, p_treated, p_control, alpha, tail);
}

Outcome<double> detectable_rise(const PlannedArms& arms, double p_control, PlannedTest test)
{
    if (auto good = power::check(arms, test.alpha); !good) return refuse(std::move(good).error());
    if (!power::is_share(p_control) || !power::reachable(test))
        return refuse(Problem{Fault::out_of_range, "proportions"});
    const auto found = [&](double p) {
        return power::proportions(arms, p, p_control, test.alpha, FarTail::left_out);
    };
    const double highest = std::nextafter(1.0, 0.0);
    if (found(highest) < test.power) return refuse(Problem{Fault::too_few_rows, "plan"});
    return power::crossing(found, test.power, p_control, highest) - p_control;
}

Outcome<double> people_for_proportions(const PlannedArms& arms, double p_treated, double p_control,
                                       PlannedTest test)
{
    const auto any = power::with_each(arms, 1);
    if (auto good = power::check(any, test.alpha); !good) return refuse(std::move(good).error());
    const bool shares = power::is_share(p_treated) && power::is_share(p_control);
    if (!shares || p_treated == p_control || !power::reachable(test))
        return refuse(Problem{Fault::out_of_range, "proportions"});
    const auto found = [&](double n) {
        return power::proportions(power::with_each(arms, n), p_treated, p_control, test.alpha,
                                  FarTail::left_out);
    };
    if (found(power::most_people) < test.power)
        return refuse(Problem{Fault::out_of_range, "proportions"});
    return power::crossing(found, test.power, 0, power::most_people);
}

Outcome<double> power_of_means(const PlannedArms& arms, double difference,
                               double standard_deviation, double alpha, FarTail tail)
{
    if (auto good = power::check(arms, alpha); !good) return refuse(std::move(good).error());
    const bool enough = (arms.n_treated + arms.n_control) * (1 - arms.attrition) > 2;
    if (!enough) return refuse(Problem{Fault::too_few_rows, "plan"});
    if (!(standard_deviation > 0) || !std::isfinite(difference))
        return refuse(Problem{Fault::out_of_range, "means"});
    return power::means(arms, difference / standard_deviation, alpha, tail);
}

Outcome<double> detectable_difference(const PlannedArms& arms, double standard_deviation,
                                      PlannedTest test)
{
    auto none = power_of_means(arms, 0, standard_deviation, test.alpha);
    if (!none) return refuse(std::move(none).error());
    if (!power::reachable(test)) return refuse(Problem{Fault::out_of_range, "means"});
    const auto found = [&](double apart) {
        return power::means(arms, apart, test.alpha, FarTail::left_out);
    };
    double high = 1;
    while (found(high) < test.power)
        high *= 2;
    return standard_deviation * power::crossing(found, test.power, 0, high);
}

Outcome<double> people_for_means(const PlannedArms& arms, double difference,
                                 double standard_deviation, PlannedTest test)
{
    // Two of each arm with an outcome, as R's power.t.test has it at the least.
    const double fewest = 2 / (1 - std::clamp(arms.attrition, 0.0, .999));
    auto some =
        power_of_means(power::with_each(arms, fewest), difference, standard_deviation, test.alpha);
    if (!some) return refuse(std::move(some).error());
    if (difference == 0 || !power::reachable(test))
        return refuse(Problem{Fault::out_of_range, "means"});
    const auto found = [&](double n) {
        return power::means(power::with_each(arms, n), difference / standard_deviation, test.alpha,
                            FarTail::left_out);
    };
    double high = 2 * fewest;
    while (found(high) < test.power && high < power::most_people)
        high *= 2;
    if (high >= power::most_people) return refuse(Problem{Fault::out_of_range, "means"});
    return power::crossing(found, test.power, fewest, high);
}

} // namespace evenhand::statistics
