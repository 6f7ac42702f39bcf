#pragma once

#include "randomisation/schemes/arm.hpp"
#include "randomisation/schemes/big_stick.hpp"
#include "randomisation/schemes/chance.hpp"

#include <array>
#include <concepts>
#include <cstdint>
#include <span>
#include <vector>

namespace evenhand::schemes {

// Minimisation with a random element (Pocock & Simon 1975). For each arm: put the newcomer there in
// thought, take at the newcomer's level of every factor how far the arms lie apart (counts divided
// by shares where the ratio is not 1:1), and add up by the factors' weights. The arm of the
// smallest sum is preferred: it is given with probability p, otherwise one of the others. Where all
// arms tie the draw is in the ratio. The random element and the tie-break are two separate draws.
//
// Away from 1:1 this holds the ratio in the scores but not in p: in the long run the arms come
// closer to each other than the ratio says (Han, Enas & McEntegart 2009 correct p for each arm).
// The simulator prints by how much.

/// How far the arms lie apart at one level of one factor.
enum class ImbalanceMeasure { range, variance, standard_deviation };

/// What the draws of one newcomer come from: `uniform01()` is the random element, at least 0 and
/// less than 1; `uniform(n)` breaks ties.
template <class Source>
concept MinimisationChance = Chance<Source> && requires(Source& source)
{
    {
        source.uniform01()
        } -> std::same_as<double>;
};

/// A newcomer's level of each factor, in the order of the factors.
using Levels = std::span<const std::uint16_t>;

struct MinimisationFactor
{
    std::uint16_t levels = 2;
    double weight = 1; ///< positive
};

struct MinimisationRules
{
    Ratio ratio;
    std::vector<MinimisationFactor> factors; ///< at least one
    ImbalanceMeasure measure = ImbalanceMeasure::range;
    double preferred_probability = 0.8; ///< p, at most 1; at 1 only ties are left to chance
};

/// What was decided for one newcomer, with all that is needed to decide it again.
struct MinimisationChoice
{
    std::array<double, most_arms> scores{}; ///< weighted imbalance if the newcomer went to that arm
    OpenArms preferred{};                   ///< the arms of the smallest score
    bool all_tied = false;
    Arm arm{};
};

/// The counts of one trial so far, and the rule for the next. Its cost for each newcomer does not
/// depend on how many came before.
class Minimiser
{
public:
    explicit Minimiser(MinimisationRules rules);

    /// Decides without adding. CHECKs that there is one level for each factor and that it exists.
    template <MinimisationChance Source>
    MinimisationChoice choose(Levels newcomer, Source& source) const
    {
        MinimisationChoice choice = scored(newcomer);
        OpenArms among = choice.preferred;
        if (!choice.all_tied && !(source.uniform01() < rules_.preferred_probability)) {
            for (std::size_t arm = 0; arm < rules_.ratio.arms(); ++arm)
                among[arm] = !among[arm];
        }
        choice.arm = draw_open_arm(rules_.ratio, among, source);
        return choice;
    }

    /// The newcomer was given this arm.
    void add(Levels newcomer, Arm arm);

    [[nodiscard]] const MinimisationRules& rules() const { return rules_; }
    /// People in each arm at one level of one factor.
    [[nodiscard]] const Counts& counts(std::size_t factor, std::uint16_t level) const;

private:
    [[nodiscard]] MinimisationChoice scored(Levels newcomer) const;
    [[nodiscard]] double imbalance_with(const Counts& counts, std::size_t newcomer_arm) const;

    MinimisationRules rules_;
    std::vector<std::size_t> first_level_; ///< of each factor, in counts_
    std::vector<Counts> counts_;
};

} // namespace evenhand::schemes
