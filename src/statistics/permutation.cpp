// Design-based tests: Fisher (1935); p-values from draws count the observed assignment (Phipson &
// Smyth 2010). The exact distribution of a sum of whole-numbered scores is by the shift algorithm
// of Streitberg & Rohmel (1986).
#include "statistics/permutation.hpp"

#include "core/check.hpp"
#include "core/rng.hpp"
#include "statistics/strata.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <numeric>

namespace evenhand::statistics {

namespace permutation {

/// Statistics that differ by rounding alone are equal.
constexpr double rounding = 1e-9;
constexpr double widest_range = 100000;
constexpr std::size_t largest_table = 20000000;

/// n choose k, or infinity.
double ways(std::size_t n, std::size_t k)
{
    double result = 1;
    for (std::size_t i = 1; i <= k; ++i)
        result *= static_cast<double>(n - k + i) / static_cast<double>(i);
    return std::round(result);
}

/// Counts assignments at least as far out as the observed one.
class Counter
{
public:
    explicit Counter(double observed)
        : observed_(observed), room_(rounding * (1 + std::abs(observed)))
    {
    }

    void add(double value)
    {
        ++assignments_;
        if (std::abs(value) >= std::abs(observed_) - room_) ++two_sided_;
        if (value >= observed_ - room_) ++upper_;
    }

    [[nodiscard]] PermutationResult exact() const
    {
        const auto all = static_cast<double>(assignments_);
        return {observed_,
                static_cast<double>(two_sided_) / all,
                static_cast<double>(upper_) / all,
                assignments_,
                true,
                std::nullopt};
    }

    [[nodiscard]] PermutationResult drawn() const
    {
        const auto all = static_cast<double>(assignments_) + 1;
        PermutationResult result{observed_,
                                 (static_cast<double>(two_sided_) + 1) / all,
                                 (static_cast<double>(upper_) + 1) / all,
                                 assignments_,
                                 false,
                                 std::nullopt};
        result.monte_carlo_se = std::sqrt(result.p_two_sided * (1 - result.p_two_sided) / all);
        return result;
    }

private:
    double observed_;
    double room_;
    std::uint64_t assignments_ = 0;
    std::uint64_t two_sided_ = 0;
    std::uint64_t upper_ = 0;
};

/// Arms of the rows of a stratum in their first order: those of the arm last.
void first_order(std::span<double> arm, const Rows& rows)
{
    std::size_t in_arm = 0;
    for (const std::size_t row : rows)
        in_arm += arm[row] == 1 ? 1U : 0U;
    for (std::size_t i = 0; i < rows.size(); ++i)
        arm[rows[i]] = i + in_arm >= rows.size() ? 1 : 0;
}

/// False, and the first order again, after the last.
bool next_order(std::span<double> arm, const Rows& rows)
{
    std::vector<double> own;
    for (const std::size_t row : rows)
        own.push_back(arm[row]);
    const bool more = std::ranges::next_permutation(own).found;
    for (std::size_t i = 0; i < rows.size(); ++i)
        arm[rows[i]] = own[i];
    return more;
}

/// How many sets of `chosen` rows have each sum of scores, which begin at zero. Doubles hold the
/// counts: beyond 2^53 they are shares of the whole to 1e-16.
std::vector<double> sums_of_chosen(const std::vector<std::size_t>& scores, std::size_t chosen)
{
    const std::size_t most = std::accumulate(scores.begin(), scores.end(), std::size_t{0});
    std::vector<std::vector<double>> sets(chosen + 1, std::vector<double>(most + 1, 0));
    sets[0][0] = 1;
    for (const std::size_t score : scores) {
        for (std::size_t k = chosen; k >= 1; --k) {
            for (std::size_t sum = most + 1; sum-- > score;)
                sets[k][sum] += sets[k - 1][sum - score];
        }
    }
    return sets[chosen];
}

} // namespace permutation

std::optional<PermutationResult> exact_permutation_test(std::span<const double> arm,
                                                        std::span<const std::size_t> stratum_of_row,
                                                        const ArmStatistic& statistic,
                                                        std::uint64_t most)
{
    const auto strata = rows_by_stratum(arm.size(), stratum_of_row);
    double count = 1;
    std::vector<double> order(arm.begin(), arm.end());
    for (const auto& rows : strata) {
        const auto in_arm = static_cast<std::size_t>(
            std::ranges::count_if(rows, [&](std::size_t row) { return arm[row] == 1; }));
        count *= permutation::ways(rows.size(), in_arm);
        permutation::first_order(order, rows);
    }
    if (!(count <= static_cast<double>(most))) return std::nullopt;
    permutation::Counter counter(statistic(arm));
    bool more = true;
    while (more) {
        counter.add(statistic(order));
        // As an odometer: a stratum that is through starts afresh and moves the next one on.
        more = std::ranges::any_of(
            strata, [&](const auto& rows) { return permutation::next_order(order, rows); });
    }
    return counter.exact();
}

PermutationResult drawn_permutation_test(std::span<const double> arm, const ArmStatistic& statistic,
                                         const AssignmentDraw& draw, std::uint64_t draws)
{
    CHECK(draws > 0);
    permutation::Counter counter(statistic(arm));
    std::vector<double> drawn(arm.begin(), arm.end());
    for (std::uint64_t i = 0; i < draws; ++i) {
        draw(i, drawn);
        counter.add(statistic(drawn));
    }
    return counter.drawn();
}

AssignmentDraw shuffle_within(std::span<const double> arm,
                              std::span<const std::size_t> stratum_of_row, std::uint64_t seed)
{
    const auto strata = rows_by_stratum(arm.size(), stratum_of_row);
    const std::vector<double> given(arm.begin(), arm.end());
    const auto seeded = std::make_shared<const Rng>(seed);
    return [=](std::uint64_t draw, std::span<double> drawn) {
        Rng rng = seeded->stream(fmt::format("permutation/{}", draw));
        for (const auto& rows : strata) {
            std::vector<double> own;
            for (const std::size_t row : rows)
                own.push_back(given[row]);
            rng.shuffle(own);
            for (std::size_t i = 0; i < rows.size(); ++i)
                drawn[rows[i]] = own[i];
        }
    };
}

Outcome<PermutationResult> exact_score_test(std::span<const double> score,
                                            std::span<const double> arm)
{
    CHECK(score.size() == arm.size());
    if (score.empty()) return refuse(Problem{Fault::no_rows});
    const auto [low, high] = std::ranges::minmax(score);
    const auto whole = [](double value) { return std::floor(value) == value; };
    if (!std::ranges::all_of(score, whole) || high - low > permutation::widest_range)
        return refuse(Problem{Fault::out_of_range, "scores"});
    std::vector<std::size_t> scores;
    std::size_t observed = 0;
    std::size_t chosen = 0;
    for (std::size_t row = 0; row < score.size(); ++row) {
        scores.push_back(static_cast<std::size_t>(score[row] - low));
        if (arm[row] != 1) continue;
        observed += scores.back();
        ++chosen;
    }
    if (chosen == 0 || chosen == arm.size()) return refuse(Problem{Fault::one_arm});
    const std::size_t sums = std::accumulate(scores.begin(), scores.end(), std::size_t{1});
    if (sums * (chosen + 1) > permutation::largest_table)
        return refuse(Problem{Fault::out_of_range, "scores"});
    const auto counts = permutation::sums_of_chosen(scores, chosen);
    const double total = std::accumulate(counts.begin(), counts.end(), 0.0);
    const double mean = static_cast<double>(chosen) * static_cast<double>(counts.size() - 1) /
                        static_cast<double>(arm.size());
    const double apart = static_cast<double>(observed) - mean;
    PermutationResult result{apart, 0, 0, 0, true, std::nullopt};
    for (std::size_t sum = 0; sum < counts.size(); ++sum) {
        const double own = static_cast<double>(sum) - mean;
        if (std::abs(own) >= std::abs(apart) - permutation::rounding)
            result.p_two_sided += counts[sum] / total;
        if (sum >= observed) result.p_upper += counts[sum] / total;
    }
    result.assignments = total < 1.8e19 ? static_cast<std::uint64_t>(total) : 0;
    return result;
}

} // namespace evenhand::statistics
