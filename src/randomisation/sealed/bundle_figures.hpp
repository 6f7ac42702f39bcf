#pragma once

#include "randomisation/sealed/bundle.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace evenhand::sealed {

/// What a finished randomisation looks like from outside.
struct BundleFigures
{
    std::vector<std::string> arms;
    std::vector<std::uint32_t> given; ///< people of each arm
    std::uint32_t people = 0;
    std::uint32_t unused = 0; ///< committed positions that nobody was given
    double largest_lead = 0;  ///< of one arm over another in one stratum, in people for share
    std::uint32_t runs = 0;   ///< stretches of one arm, stratum by stratum
    double expected_runs = 0; ///< if the same people had been put in order by chance alone
    double guessed = 0;       ///< share that the best guess hits, knowing all earlier of a stratum
};

/// CHECKs nothing: the bundle was found to hold.
BundleFigures figures_of(const Bundle& bundle, const schemes::SequenceSpec& spec);

/// CONSORT 2025, items 17a, 17b, 18 and 19, as this trial's facts give them. Without the names of
/// people, whom the trial adds.
std::vector<std::string> consort_paragraphs(const Bundle& bundle,
                                            const schemes::SequenceSpec& spec);

} // namespace evenhand::sealed
