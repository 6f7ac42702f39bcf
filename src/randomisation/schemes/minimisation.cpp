#include "randomisation/schemes/minimisation.hpp"

#include "core/check.hpp"

#include <algorithm>
#include <cmath>

namespace evenhand::schemes {

namespace minimisation {

/// Scores that differ by less are a tie: the same sum in another order may differ in its last bits.
constexpr double tie_tolerance = 1e-9;

double spread(std::span<const double> people, ImbalanceMeasure measure)
{
    const auto [least, most] = std::ranges::minmax(people);
    if (measure == ImbalanceMeasure::range) return most - least;
    double sum = 0;
    for (const double count : people)
        sum += count - least; // a shift changes no variance and keeps the numbers small
    const double mean = sum / static_cast<double>(people.size());
    double squares = 0;
    for (const double count : people)
        squares += (count - least - mean) * (count - least - mean);
    const double variance = squares / static_cast<double>(people.size() - 1);
    return measure == ImbalanceMeasure::variance ? variance : std::sqrt(variance);
}

} // namespace minimisation

Minimiser::Minimiser(MinimisationRules rules) : rules_(std::move(rules))
{
    CHECK(!rules_.factors.empty());
    CHECK(rules_.preferred_probability > 0 && rules_.preferred_probability <= 1);
    for (const MinimisationFactor& factor : rules_.factors) {
        CHECK(factor.levels > 0 && factor.weight > 0 && std::isfinite(factor.weight));
        first_level_.push_back(counts_.size());
        counts_.resize(counts_.size() + factor.levels);
    }
}

const Counts& Minimiser::counts(std::size_t factor, std::uint16_t level) const
{
    CHECK(factor < rules_.factors.size() && level < rules_.factors[factor].levels);
    return counts_[first_level_[factor] + level];
}

void Minimiser::add(Levels newcomer, Arm arm)
{
    CHECK(newcomer.size() == rules_.factors.size() && index_of(arm) < rules_.ratio.arms());
    for (std::size_t factor = 0; factor < newcomer.size(); ++factor)
        ++counts_[first_level_[factor] + newcomer[factor]][index_of(arm)];
}

double Minimiser::imbalance_with(const Counts& counts, std::size_t newcomer_arm) const
{
    std::array<double, most_arms> people{};
    for (std::size_t arm = 0; arm < rules_.ratio.arms(); ++arm) {
        const double count = counts[arm] + (arm == newcomer_arm ? 1.0 : 0.0);
        people[arm] = count / rules_.ratio.share(arm);
    }
    return minimisation::spread(std::span(people).first(rules_.ratio.arms()), rules_.measure);
}

MinimisationChoice Minimiser::scored(Levels newcomer) const
{
    CHECK(newcomer.size() == rules_.factors.size());
    const std::size_t arms = rules_.ratio.arms();
    MinimisationChoice choice;
    for (std::size_t factor = 0; factor < newcomer.size(); ++factor) {
        const Counts& here = counts(factor, newcomer[factor]);
        for (std::size_t arm = 0; arm < arms; ++arm)
            choice.scores[arm] += rules_.factors[factor].weight * imbalance_with(here, arm);
    }
    const double least = *std::min_element(choice.scores.begin(), choice.scores.begin() + arms);
    const double tied_up_to = least + minimisation::tie_tolerance * std::max(1.0, least);
    choice.all_tied = true;
    for (std::size_t arm = 0; arm < arms; ++arm) {
        choice.preferred[arm] = choice.scores[arm] <= tied_up_to;
        choice.all_tied = choice.all_tied && choice.preferred[arm];
    }
    return choice;
}

} // namespace evenhand::schemes
