// Group-sequential limits: O'Brien & Fleming (1979), Pocock (1977), and the spending functions of
// Lan & DeMets (1983); repeated intervals and the recursive integration of Armitage, McPherson &
// Rowe (1969) as in Jennison & Turnbull (2000), sections 7.2, 9.2 and 19.2. With two sides, O'Brien
// and Fleming's spending is that of half the alpha on each.
#include "statistics/monitoring.hpp"

#include "core/check.hpp"
#include "core/words.hpp"
#include "statistics/distributions.hpp"

#include <boost/math/quadrature/gauss.hpp>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>

namespace evenhand::statistics {

namespace monitoring {

constexpr std::array kinds = {
    Words{LimitKind::obrien_fleming, "obrien-fleming"},
    Words{LimitKind::pocock, "pocock"},
    Words{LimitKind::obrien_fleming_spending, "obrien-fleming-spending"},
    Words{LimitKind::pocock_spending, "pocock-spending"},
};

/// Beyond so many standard deviations there is nothing that a double would tell.
constexpr double furthest = 9;
constexpr int halvings = 200;
constexpr double highest_limit = 40;

/// Where the score process may be at a look without the trial having stopped: nodes with the
/// density there times their weight. The score at information t is normal with mean drift t and
/// variance t.
class Surviving
{
public:
    explicit Surviving(double drift) : drift_(drift), at_{0}, mass_{1} {}

    /// The chance that the score at `information` is over `limit`.
    [[nodiscard]] double above(double information, double limit) const
    {
        return chance(
            information, [&](double z) { return normal_upper(z); }, limit);
    }
    [[nodiscard]] double below(double information, double limit) const
    {
        return chance(
            information, [&](double z) { return normal_cdf(z); }, limit);
    }

    /// Goes on to that look, keeping what lies between the limits.
    void advance(double information, double low, double high)
    {
        const double root = std::sqrt(information);
        const double from = std::max(low, drift_ * information - furthest * root);
        const double to = std::min(high, drift_ * information + furthest * root);
        const double step = information - information_;
        const double spread = std::sqrt(step);
        std::vector<double> at;
        std::vector<double> mass;
        if (from < to) place(from, to, spread, at, mass);
        for (std::size_t i = 0; i < at.size(); ++i) {
            double density = 0;
            for (std::size_t j = 0; j < at_.size(); ++j)
                density += mass_[j] * normal_density((at[i] - at_[j] - drift_ * step) / spread);
            mass[i] *= density / spread;
        }
        at_ = std::move(at);
        mass_ = std::move(mass);
        information_ = information;
    }

private:
    template <class Tail>
    [[nodiscard]] double chance(double information, Tail&& tail, double limit) const
    {
        const double step = information - information_;
        double sum = 0;
        for (std::size_t j = 0; j < at_.size(); ++j)
            sum += mass_[j] * tail((limit - at_[j] - drift_ * step) / std::sqrt(step));
        return sum;
    }

    /// Gauss and Legendre's nodes on panels no wider than the step's own spread.
    static void place(double from, double to, double spread, std::vector<double>& at,
                      std::vector<double>& mass)
    {
        using Gauss = boost::math::quadrature::gauss<double, 10>;
        const auto panels =
            static_cast<int>(std::clamp(std::ceil((to - from) / spread), 8.0, 60.0));
        const double half = (to - from) / panels / 2;
        for (int panel = 0; panel < panels; ++panel) {
            const double middle = from + (2 * panel + 1) * half;
            for (std::size_t i = 0; i < Gauss::abscissa().size(); ++i) {
                for (const double sign : {-1.0, 1.0}) {
                    at.push_back(middle + sign * half * Gauss::abscissa()[i]);
                    mass.push_back(half * Gauss::weights()[i]);
                }
            }
        }
    }

    double drift_;
    double information_ = 0;
    std::vector<double> at_;
    std::vector<double> mass_;
};

template <class Falling>
double crossing(Falling&& falling, double wanted, double low, double high)
{
    for (int halving = 0; halving < halvings; ++halving) {
        const double middle = low + (high - low) / 2;
        if (middle <= low || middle >= high) break;
        (falling(middle) > wanted ? low : high) = middle;
    }
    return low + (high - low) / 2;
}

Outcome<void> check(const MonitoringPlan& plan)
{
    const auto& t = plan.information;
    const bool rising = std::ranges::adjacent_find(t, std::greater_equal()) == t.end();
    const bool good = !t.empty() && rising && t.front() > 0 && t.back() <= 1;
    const bool spends =
        plan.kind == LimitKind::obrien_fleming_spending || plan.kind == LimitKind::pocock_spending;
    if (!good || (!spends && t.back() != 1))
        return refuse(Problem{Fault::out_of_range, "information"});
    if (!(plan.alpha > 0 && plan.alpha < 1)) return refuse(Problem{Fault::out_of_range, "alpha"});
    return {};
}

double total(const Stopping& stopping)
{
    return std::accumulate(stopping.above.begin(), stopping.above.end(), 0.0) +
           std::accumulate(stopping.below.begin(), stopping.below.end(), 0.0);
}

/// Limits that all follow from one number.
std::vector<double> classical(const MonitoringPlan& plan, double constant)
{
    std::vector<double> limits;
    for (const double t : plan.information)
        limits.push_back(plan.kind == LimitKind::pocock ? constant : constant / std::sqrt(t));
    return limits;
}

std::vector<double> spending(const MonitoringPlan& plan)
{
    std::vector<double> limits;
    Surviving surviving(0);
    double before = 0;
    for (const double t : plan.information) {
        const double now = spent(plan.kind, plan.sides, plan.alpha, t);
        const double sides = plan.sides == Sides::two ? 2 : 1;
        const double limit =
            crossing([&](double z) { return sides * surviving.above(t, z * std::sqrt(t)); },
                     now - before, -highest_limit, highest_limit);
        const double high = limit * std::sqrt(t);
        const double low = plan.sides == Sides::two ? -high : -highest_limit;
        surviving.advance(t, low, high);
        limits.push_back(limit);
        before = now;
    }
    return limits;
}

} // namespace monitoring

std::string_view name(LimitKind kind)
{
    return words_of(monitoring::kinds, kind).name;
}

std::optional<LimitKind> limit_kind(std::string_view name)
{
    return value_named(monitoring::kinds, name);
}

double spent(LimitKind kind, Sides sides, double alpha, double information)
{
    CHECK(information > 0 && information <= 1);
    if (kind == LimitKind::pocock_spending || kind == LimitKind::pocock)
        return alpha * std::log1p((std::numbers::e - 1) * information);
    const double each = sides == Sides::two ? 2 : 1;
    const double z = normal_quantile(1 - alpha / each / 2);
    return each * 2 * normal_upper(z / std::sqrt(information));
}

Outcome<std::vector<double>> monitoring_limits(const MonitoringPlan& plan)
{
    if (auto good = monitoring::check(plan); !good) return refuse(std::move(good).error());
    switch (plan.kind) {
    case LimitKind::obrien_fleming_spending:
    case LimitKind::pocock_spending:
        return monitoring::spending(plan);
    case LimitKind::obrien_fleming:
    case LimitKind::pocock:
        break;
    }
    const double constant = monitoring::crossing(
        [&](double c) {
            const auto limits = monitoring::classical(plan, c);
            return monitoring::total(stopping_chances(plan, limits, 0));
        },
        plan.alpha, 0, 20);
    return monitoring::classical(plan, constant);
}

Stopping stopping_chances(const MonitoringPlan& plan, std::span<const double> limits, double drift)
{
    CHECK(limits.size() == plan.information.size());
    Stopping stopping;
    monitoring::Surviving surviving(drift);
    for (std::size_t look = 0; look < limits.size(); ++look) {
        const double t = plan.information[look];
        const double high = limits[look] * std::sqrt(t);
        const bool two = plan.sides == Sides::two;
        stopping.above.push_back(surviving.above(t, high));
        stopping.below.push_back(two ? surviving.below(t, -high) : 0);
        const double lowest = -monitoring::highest_limit - std::abs(drift);
        surviving.advance(t, two ? -high : lowest, high);
    }
    return stopping;
}

Outcome<double> drift_for_power(const MonitoringPlan& plan, std::span<const double> limits,
                                double power)
{
    if (!(power > plan.alpha && power < 1)) return refuse(Problem{Fault::out_of_range, "power"});
    return monitoring::crossing(
        [&](double drift) {
            const auto stopping = stopping_chances(plan, limits, drift);
            return -std::accumulate(stopping.above.begin(), stopping.above.end(), 0.0);
        },
        -power, 0, 20);
}

double fixed_drift(Sides sides, double alpha, double power)
{
    return normal_quantile(1 - (sides == Sides::two ? alpha / 2 : alpha)) + normal_quantile(power);
}

double mean_information(const MonitoringPlan& plan, const Stopping& stopping)
{
    double mean = 0;
    double going_on = 1;
    for (std::size_t look = 0; look + 1 < plan.information.size(); ++look) {
        const double ends = stopping.above[look] + stopping.below[look];
        mean += ends * plan.information[look];
        going_on -= ends;
    }
    return mean + going_on * plan.information.back();
}

RepeatedInterval repeated_interval(double estimate, double se, double limit)
{
    return {estimate - limit * se, estimate + limit * se};
}

double conditional_power(double z, double information, double drift, double limit)
{
    CHECK(information > 0 && information < 1);
    const double left = 1 - information;
    const double expected = z * std::sqrt(information) + drift * left;
    return normal_upper((limit - expected) / std::sqrt(left));
}

} // namespace evenhand::statistics
