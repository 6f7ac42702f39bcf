#include "tests/benchmarks/figures.hpp"

#include <algorithm>
#include <cmath>

namespace evenhand::service_benchmark {

namespace figures {

constexpr double nearly_all = 0.99;

} // namespace figures

Spread spread_of(const load::Tally& tally, load::Span ran)
{
    const auto& answered = tally.answered;
    const double seconds = std::chrono::duration<double>(ran).count();
    return {.per_second = seconds > 0 ? static_cast<double>(answered.count()) / seconds : 0,
            .p50_ms = answered.quantile_ms(0.5),
            .p99_ms = answered.quantile_ms(0.99),
            .longest_ms = answered.longest_ms(),
            .errors = tally.errors()};
}

Aim half_of(const Aim& aim)
{
    return {.per_second = aim.per_second / 2, .p99_ms = aim.p99_ms};
}

bool meets(const Spread& spread, const Aim& aim)
{
    return spread.errors == 0 && spread.per_second >= aim.per_second * figures::nearly_all &&
           spread.p99_ms <= aim.p99_ms;
}

std::string name_of(Verdict verdict)
{
    switch (verdict) {
    case Verdict::none:
        return "";
    case Verdict::met:
        return "met";
    case Verdict::below:
        return "below, above half";
    case Verdict::failed:
        return "FAILED";
    }
    return "";
}

Verdict verdict_on(const Aim& aim, const Spread& whole, const std::optional<Spread>& at_half)
{
    if (meets(whole, aim)) return Verdict::met;
    return at_half && meets(*at_half, half_of(aim)) ? Verdict::below : Verdict::failed;
}

double median_of(std::vector<double> values)
{
    if (values.empty()) return 0;
    const auto middle = values.size() / 2;
    std::ranges::sort(values);
    return values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

// The interval of the sign test: the k-th smallest and k-th largest difference, where k is the
// binomial's lower quantile at 1/2 in its normal form. It asks nothing of how times are spread.
Comparison compare(const std::vector<std::pair<double, double>>& pairs)
{
    std::vector<double> left;
    std::vector<double> right;
    std::vector<double> differences;
    for (const auto& [of_left, of_right] : pairs) {
        left.push_back(of_left);
        right.push_back(of_right);
        differences.push_back(of_left - of_right);
    }
    Comparison comparison{
        .left_ms = median_of(left), .right_ms = median_of(right), .by_ms = median_of(differences)};
    if (differences.empty()) return comparison;
    std::ranges::sort(differences);
    constexpr double two_sided_one_in_a_thousand = 3.2905;
    const auto count = static_cast<double>(differences.size());
    const double below = (count - two_sided_one_in_a_thousand * std::sqrt(count)) / 2;
    const auto rank = static_cast<std::size_t>(std::max(below - 1, 0.0));
    comparison.from_ms = differences[rank];
    comparison.to_ms = differences[differences.size() - 1 - rank];
    return comparison;
}

bool Comparison::alike() const
{
    constexpr double hundredth = 0.01;
    return (from_ms <= 0 && to_ms >= 0) || std::abs(by_ms) <= hundredth * right_ms;
}

} // namespace evenhand::service_benchmark
