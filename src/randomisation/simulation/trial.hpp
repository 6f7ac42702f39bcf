#pragma once

#include "randomisation/simulation/draws.hpp"
#include "randomisation/simulation/outcomes.hpp"
#include "randomisation/simulation/simulation.hpp"
#include "randomisation/simulation/tally.hpp"

#include <array>
#include <cstdint>
#include <memory>
#include <vector>

namespace evenhand::simulation {

/// Bets counted in whole numbers, so that parts add up to the same in any order: how often the arm
/// that came was among so many that the observer could not tell apart; entry 0 is wrong bets.
using BetCounts = std::array<std::uint64_t, schemes::most_arms + 1>;

/// What one thread counted; parts are added up.
struct Counted
{
    Spread overall;
    Spread lead_of_second;
    std::array<std::uint64_t, schemes::most_arms> arms{};
    std::vector<Spread> views;
    std::vector<BetCounts> bets;
    std::array<BetCounts, leads_told> by_lead{};
    Preference preference;
    std::uint64_t unadjusted = 0;
    std::uint64_t adjusted = 0;

    void add(const Counted& other);
};

/// Where the tallies of a population lie: the whole trial first, then the groups, then the levels
/// of each factor. A view is one of these.
struct Layout
{
    explicit Layout(const Population& population);

    std::size_t views;                  ///< whole, groups, and one for each factor
    std::vector<std::uint32_t> first;   ///< tally of each view, and the end
    std::vector<std::uint32_t> of_kind; ///< `views` tallies for each kind
};

/// All that the trials of one simulation share.
struct Setting
{
    const schemes::Spec& spec;
    const Population& population;
    const Layout& layout;
    const Outcomes& outcomes;
    TallyRules rules;
    std::uint32_t people;
};

/// Trials one after the other, in memory that is kept between them.
class TrialRunner
{
public:
    virtual ~TrialRunner() = default;
    virtual void run(Draws& draws, Counted& counted) = 0;
};

/// A runner for the spec's scheme and number of arms.
std::unique_ptr<TrialRunner> runner_for(const Setting& setting);

} // namespace evenhand::simulation
