#pragma once

#include "people/participants/journey_words.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace evenhand::participants {

/// The boxes of the CONSORT flow in their order. It ends at randomised for everyone (design 8.7).
inline constexpr std::array milestones{Step::referred,  Step::attended,        Step::eligible,
                                       Step::consented, Step::baseline_locked, Step::randomised};

/// So many people had come exactly as far as that milestone, and stood in that stage for that
/// reason. Each person is in one cell, which is why what is counted from cells adds up.
struct FlowCell
{
    std::size_t furthest = 0; ///< into `milestones`
    Stage stage = Stage::referred;
    std::string detail = {}; ///< of the last step; empty while the stage is open
    std::int64_t people = 0;
    friend bool operator==(const FlowCell&, const FlowCell&) = default;
};
using FlowCells = std::vector<FlowCell>;

} // namespace evenhand::participants
