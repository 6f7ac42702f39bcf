// Differences between two arms. Means: Neyman (1923) with Welch's (1947) degrees of freedom; by
// block: Imbens & Rubin (2015) equation 9.12, as estimatr's difference_in_means. Proportions: score
// interval number 10 of Newcombe (1998), Statistics in Medicine 17, 873.
#include "statistics/differences.hpp"

#include "core/check.hpp"
#include "statistics/distributions.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

namespace evenhand::statistics {

namespace differences {

struct Interval
{
    double low;
    double high;
};

/// Sums of one arm, taken about its mean in a second pass.
class Arms
{
public:
    Arms(std::span<const double> y, std::span<const double> arm,
         std::span<const std::size_t> block_of_row, std::size_t blocks)
        : arms_(2 * blocks)
    {
        CHECK(y.size() == arm.size());
        const auto place = [&](std::size_t row) -> ArmSummary& {
            CHECK(arm[row] == 0 || arm[row] == 1);
            const std::size_t block = block_of_row.empty() ? 0 : block_of_row[row];
            return arms_[2 * block + (arm[row] == 1 ? 1 : 0)];
        };
        for (std::size_t row = 0; row < y.size(); ++row) {
            ++place(row).n;
            place(row).mean += y[row];
        }
        for (auto& summary : arms_)
            summary.mean /= static_cast<double>(summary.n);
        for (std::size_t row = 0; row < y.size(); ++row) {
            const double left = y[row] - place(row).mean;
            place(row).variance += left * left;
        }
        for (auto& summary : arms_)
            summary.variance /= static_cast<double>(summary.n) - 1;
    }

    [[nodiscard]] bool all_have_two() const
    {
        return std::ranges::all_of(arms_, [](const ArmSummary& arm) { return arm.n >= 2; });
    }
    [[nodiscard]] const ArmSummary& control(std::size_t block) const { return arms_[2 * block]; }
    [[nodiscard]] const ArmSummary& treated(std::size_t block) const
    {
        return arms_[2 * block + 1];
    }

private:
    std::vector<ArmSummary> arms_;
};

double variance_of_mean(const ArmSummary& arm)
{
    return arm.variance / static_cast<double>(arm.n);
}

double welch_df(const ArmSummary& treated, const ArmSummary& control)
{
    const double a = variance_of_mean(treated);
    const double b = variance_of_mean(control);
    return (a + b) * (a + b) /
           (a * a / (static_cast<double>(treated.n) - 1) +
            b * b / (static_cast<double>(control.n) - 1));
}

/// Wilson's (1927) score interval of one proportion.
Interval wilson(double events, double n, double z)
{
    const double share = events / n;
    const double middle = share + z * z / (2 * n);
    const double wide = z * std::sqrt(share * (1 - share) / n + z * z / (4 * n * n));
    const double under = 1 + z * z / n;
    return {(middle - wide) / under, (middle + wide) / under};
}

} // namespace differences

Outcome<Difference> difference_in_means(std::span<const double> y, std::span<const double> arm,
                                        double level)
{
    const differences::Arms arms(y, arm, {}, 1);
    if (!arms.all_have_two()) return refuse(Problem{Fault::one_arm});
    const auto& treated = arms.treated(0);
    const auto& control = arms.control(0);
    const double se =
        std::sqrt(differences::variance_of_mean(treated) + differences::variance_of_mean(control));
    if (se == 0) return refuse(Problem{Fault::perfect_fit});
    auto estimate = TRY(estimate_of(treated.mean - control.mean, se,
                                    differences::welch_df(treated, control), level));
    return Difference{estimate, treated, control};
}

Outcome<Estimate> blocked_difference(std::span<const double> y, std::span<const double> arm,
                                     std::span<const std::size_t> block_of_row, double level)
{
    CHECK(block_of_row.size() == y.size());
    if (y.empty()) return refuse(Problem{Fault::no_rows});
    const std::size_t blocks = *std::ranges::max_element(block_of_row) + 1;
    const differences::Arms arms(y, arm, block_of_row, blocks);
    if (!arms.all_have_two()) return refuse(Problem{Fault::one_arm, "within a block"});
    const auto rows = static_cast<double>(y.size());
    double effect = 0;
    double variance = 0;
    for (std::size_t block = 0; block < blocks; ++block) {
        const auto& treated = arms.treated(block);
        const auto& control = arms.control(block);
        const double share = static_cast<double>(treated.n + control.n) / rows;
        effect += share * (treated.mean - control.mean);
        variance +=
            share * share *
            (differences::variance_of_mean(treated) + differences::variance_of_mean(control));
    }
    const double df = rows - 2 * static_cast<double>(blocks);
    return estimate_of(effect, std::sqrt(variance), df, level);
}

Outcome<Estimate> difference_in_proportions(const Proportions& counts, double level)
{
    const auto& [x1, n1, x0, n0] = counts;
    const bool possible = n1 > 0 && n0 > 0 && x1 >= 0 && x0 >= 0 && x1 <= n1 && x0 <= n0;
    if (!possible) return refuse(Problem{Fault::out_of_range, "counts"});
    const double p1 = x1 / n1;
    const double p0 = x0 / n0;
    const double z = normal_quantile((1 + level) / 2);
    const auto own1 = differences::wilson(x1, n1, z);
    const auto own0 = differences::wilson(x0, n0, z);
    Estimate result;
    result.value = p1 - p0;
    result.se = std::sqrt(p1 * (1 - p1) / n1 + p0 * (1 - p0) / n0);
    result.low = result.value - std::hypot(p1 - own1.low, own0.high - p0);
    result.high = result.value + std::hypot(own1.high - p1, p0 - own0.low);
    if (result.se > 0) result.p = 2 * normal_upper(std::abs(result.value) / result.se);
    if (result.se == 0 && result.value != 0) return refuse(Problem{Fault::perfect_fit});
    return result;
}

} // namespace evenhand::statistics
