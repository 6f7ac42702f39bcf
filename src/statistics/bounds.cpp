// Bounds where outcomes are missing: Lee (2009), Review of Economic Studies 76, proposition 1a;
// Horowitz & Manski (2000) for a bounded outcome; interval of Imbens & Manski (2004), equations 6
// and 7.
#include "statistics/bounds.hpp"

#include "core/check.hpp"
#include "statistics/data_set.hpp"
#include "statistics/distributions.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

namespace evenhand::statistics {

namespace bounds {

/// A share of rows that should be a whole number may fall short of it by rounding.
constexpr double rounding = 1e-9;

struct Arm
{
    std::size_t n = 0;
    std::vector<double> observed;
    [[nodiscard]] double response() const
    {
        return static_cast<double>(observed.size()) / static_cast<double>(n);
    }
    [[nodiscard]] double mean() const
    {
        return std::accumulate(observed.begin(), observed.end(), 0.0) /
               static_cast<double>(observed.size());
    }
    /// With what is missing put at this value.
    [[nodiscard]] double mean_with(double unseen) const
    {
        const double share = response();
        return (observed.empty() ? 0 : share * mean()) + (1 - share) * unseen;
    }
};

Arm arm_of(std::span<const double> y, std::span<const double> arm, double which)
{
    CHECK(y.size() == arm.size());
    Arm result;
    for (std::size_t row = 0; row < y.size(); ++row) {
        CHECK(arm[row] == 0 || arm[row] == 1);
        if (arm[row] != which) continue;
        ++result.n;
        if (!is_missing(y[row])) result.observed.push_back(y[row]);
    }
    std::ranges::sort(result.observed);
    return result;
}

/// The mean of the lowest `keep` rows, which need not be a whole number.
double lowest_mean(const std::vector<double>& sorted, double keep)
{
    double sum = 0;
    double left = keep;
    for (const double value : sorted) {
        const double weight = std::clamp(left, 0.0, 1.0);
        sum += weight * value;
        left -= weight;
    }
    return sum / keep;
}

Bounds trimmed_means(const Arm& arm, double keep)
{
    std::vector<double> reversed(arm.observed.rbegin(), arm.observed.rend());
    return {lowest_mean(arm.observed, keep), lowest_mean(reversed, keep)};
}

} // namespace bounds

Outcome<LeeBounds> lee_bounds(std::span<const double> y, std::span<const double> arm, Trim trim)
{
    const auto treated = bounds::arm_of(y, arm, 1);
    const auto control = bounds::arm_of(y, arm, 0);
    if (treated.n == 0 || control.n == 0) return refuse(Problem{Fault::one_arm});
    if (treated.observed.empty() || control.observed.empty())
        return refuse(Problem{Fault::all_missing, "the outcome in an arm"});
    LeeBounds result;
    result.response_treated = treated.response();
    result.response_control = control.response();
    result.difference = treated.mean() - control.mean();
    result.treated_is_trimmed = treated.response() >= control.response();
    const auto& trimmed = result.treated_is_trimmed ? treated : control;
    const auto& other = result.treated_is_trimmed ? control : treated;
    result.trim_share = (trimmed.response() - other.response()) / trimmed.response();
    result.observed_in_trimmed_arm = trimmed.observed.size();
    const auto n = static_cast<double>(trimmed.observed.size());
    const double keep = trim == Trim::fractional
                            ? n * (1 - result.trim_share)
                            : n - std::floor(n * result.trim_share + bounds::rounding);
    const auto means = bounds::trimmed_means(trimmed, keep);
    result.bounds = result.treated_is_trimmed
                        ? Bounds{means.lower - control.mean(), means.upper - control.mean()}
                        : Bounds{treated.mean() - means.upper, treated.mean() - means.lower};
    return result;
}

Outcome<Bounds> worst_case_bounds(std::span<const double> y, std::span<const double> arm,
                                  double least, double most)
{
    const auto treated = bounds::arm_of(y, arm, 1);
    const auto control = bounds::arm_of(y, arm, 0);
    if (treated.n == 0 || control.n == 0) return refuse(Problem{Fault::one_arm});
    const auto outside = [&](double value) { return value < least || value > most; };
    if (!(least < most) || std::ranges::any_of(treated.observed, outside) ||
        std::ranges::any_of(control.observed, outside))
        return refuse(Problem{Fault::out_of_range, "the outcome"});
    return Bounds{treated.mean_with(least) - control.mean_with(most),
                  treated.mean_with(most) - control.mean_with(least)};
}

Outcome<Bounds> bounds_interval(const Bounds& bounds, const BoundErrors& errors, double level)
{
    const double largest = std::max(errors.lower, errors.upper);
    if (!(errors.lower >= 0 && errors.upper >= 0 && largest > 0))
        return refuse(Problem{Fault::out_of_range, "standard errors"});
    // C solves Phi(C + width / largest error) - Phi(-C) = level, between one- and two-sided.
    const double width = (bounds.upper - bounds.lower) / largest;
    double low = 0;
    double high = normal_quantile((1 + level) / 2) + 1;
    for (int halving = 0; halving < 100; ++halving) {
        const double middle = (low + high) / 2;
        const bool short_of = normal_cdf(middle + width) - normal_cdf(-middle) < level;
        (short_of ? low : high) = middle;
    }
    return Bounds{bounds.lower - high * errors.lower, bounds.upper + high * errors.upper};
}

} // namespace evenhand::statistics
