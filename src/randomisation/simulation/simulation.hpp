#pragma once

#include "randomisation/schemes/spec.hpp"
#include "randomisation/simulation/population.hpp"
#include "randomisation/simulation/spread.hpp"

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace evenhand::simulation {

struct Plan
{
    std::uint32_t people = 0; ///< in each trial
    std::uint32_t trials = 0;
    std::uint64_t seed = 0;
    unsigned threads = 1; ///< the figures do not depend on it
};

/// People whose arm an observer bet on, and how often the bet was right. A bet that falls between
/// several arms counts as its chance.
struct Bets
{
    std::uint64_t people = 0;
    double right = 0;

    [[nodiscard]] double rate() const;
};

/// One way of looking at the imbalance: a factor, or the groups.
struct View
{
    std::string name;
    Spread imbalance; ///< of every level in every trial: largest less smallest arm, in people
    Bets bets;        ///< of an observer who knows every earlier arm of the person's level
};

/// What minimisation did with people who had a preferred arm, and with those who had none.
struct Preference
{
    std::uint64_t decided = 0; ///< not all arms tied
    std::uint64_t preferred = 0;
    std::uint64_t tied = 0;
};

/// The operating characteristics of one scheme for one population (statistics 8).
struct Characteristics
{
    Spread overall;           ///< imbalance of the whole trial, one value a trial
    Spread lead_of_second;    ///< signed: the second arm less the first
    std::vector<double> arms; ///< share of people in each arm
    View groups;              ///< strata, or combinations of the minimised factors
    std::vector<View> factors;
    /// By the lead within the group before a person (0, 1, 2, …; the last entry is that and more):
    /// how often the arm came that an observer expects.
    std::vector<Bets> by_lead;
    Preference preference;        ///< of minimisation alone
    std::uint64_t unadjusted = 0; ///< trials without an effect that the test rejected at 5 %
    std::uint64_t adjusted = 0;
};

inline constexpr std::size_t leads_told = 9;

/// Called now and then with the trials done, from one thread at a time.
using ShowProgress = std::function<void(std::uint64_t done)>;

/// Simulates. CHECKs at least one trial, person and thread, and that the population fits the spec.
Characteristics simulate(const schemes::Spec& spec, const Population& population, const Plan& plan,
                         const ShowProgress& progress);

} // namespace evenhand::simulation
