#include "randomisation/simulation/outcomes.hpp"

#include <algorithm>
#include <cmath>

namespace evenhand::simulation {

namespace outcomes {

constexpr double critical = 1.959963984540054; // 97.5 % of the standard normal
constexpr std::uint32_t few = 50;

/// Chi-squared with so many degrees of freedom: by its definition where they are few, otherwise by
/// Wilson & Hilferty 1931, whose error at 50 is far below the noise of any simulation.
double chi_squared(std::uint32_t degrees, Draws& draws)
{
    if (degrees >= few) {
        const double ninth = 2.0 / (9.0 * degrees);
        const double root = 1 - ninth + draws.normal() * std::sqrt(ninth);
        return degrees * root * root * root;
    }
    double sum = 0;
    for (std::uint32_t i = 0; i < degrees; ++i) {
        const double one = draws.normal();
        sum += one * one;
    }
    return sum;
}

/// One arm: its people, their mean, the squares about it, and within groups.
struct Arm
{
    std::uint32_t people = 0;
    std::uint32_t groups = 0;
    double mean = 0;
    double between = 0; ///< sum of squares of group means about the arm's mean
    std::vector<double> means;
};

template <class PeopleOf>
Arm drawn(const std::vector<double>& effects, PeopleOf people_of, Draws& draws)
{
    Arm arm;
    double sum = 0;
    for (std::size_t group = 0; group < effects.size(); ++group) {
        const std::uint32_t people = people_of(group);
        arm.means.push_back(people == 0 ? 0 : effects[group] + draws.normal() / std::sqrt(people));
        arm.people += people;
        arm.groups += people > 0 ? 1 : 0;
        sum += people * arm.means.back();
    }
    arm.mean = arm.people == 0 ? 0 : sum / arm.people;
    for (std::size_t group = 0; group < effects.size(); ++group) {
        const double off = arm.means[group] - arm.mean;
        arm.between += people_of(group) * off * off;
    }
    return arm;
}

} // namespace outcomes

Outcomes::Outcomes(const std::vector<std::uint32_t>& people_of_group, Draws draws)
    : effects_(people_of_group.size())
{
    double people = 0;
    double sum = 0;
    for (std::size_t group = 0; group < effects_.size(); ++group) {
        effects_[group] = draws.normal();
        people += people_of_group[group];
        sum += effects_[group] * people_of_group[group];
    }
    double squares = 0;
    for (std::size_t group = 0; group < effects_.size(); ++group) {
        effects_[group] -= sum / people;
        squares += effects_[group] * effects_[group] * people_of_group[group];
    }
    // To variance 1 over people, beside the 1 of chance.
    const double scale = squares > 0 ? std::sqrt(people / squares) : 0;
    for (double& effect : effects_)
        effect *= scale;
}

TestVerdicts Outcomes::test(const std::vector<GroupCounts>& groups, Draws& draws) const
{
    const auto first = outcomes::drawn(
        effects_, [&](std::size_t group) { return groups[group].first; }, draws);
    const auto second = outcomes::drawn(
        effects_, [&](std::size_t group) { return groups[group].second; }, draws);
    if (first.people < 2 || second.people < 2) return {};
    const double within_first = outcomes::chi_squared(first.people - first.groups, draws);
    const double within_second = outcomes::chi_squared(second.people - second.groups, draws);

    const double difference = second.mean - first.mean;
    const double error =
        std::sqrt((within_first + first.between) / (first.people - 1.0) / first.people +
                  (within_second + second.between) / (second.people - 1.0) / second.people);
    TestVerdicts verdicts{.unadjusted = std::fabs(difference) > outcomes::critical * error};

    // Least squares with a term a group: the effect is the mean of the groups' differences, each
    // weighted by n1 n0 / n.
    double weights = 0;
    double weighted = 0;
    double squares = 0;
    std::uint32_t present = 0;
    for (std::size_t group = 0; group < groups.size(); ++group) {
        const double both = groups[group].first + groups[group].second;
        present += both > 0 ? 1 : 0;
        if (groups[group].first == 0 || groups[group].second == 0) continue;
        const double weight = groups[group].first * (groups[group].second / both);
        const double here = second.means[group] - first.means[group];
        weights += weight;
        weighted += weight * here;
        squares += weight * here * here;
    }
    const std::uint32_t people = first.people + second.people;
    if (weights <= 0 || people < present + 2) return verdicts;
    const double effect = weighted / weights;
    const double residual = within_first + within_second + squares - weights * effect * effect;
    const double variance = residual / (people - present - 1);
    verdicts.adjusted = std::fabs(effect) > outcomes::critical * std::sqrt(variance / weights);
    return verdicts;
}

} // namespace evenhand::simulation
