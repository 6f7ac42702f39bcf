#pragma once

#include "core/result.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace evenhand::sealed {

/// What a replay of a minimised trial came to (docs/methods/rct-1.md, "The replay of a minimised
/// trial").
struct ReplayVerdict
{
    std::string trial;
    std::vector<std::string> faults; ///< sentences, the first twenty; empty if all holds
    std::vector<std::string> arms;
    std::vector<std::uint32_t> given; ///< people of each arm
    std::uint32_t people = 0;
    double largest_lead = 0; ///< of one arm over another at one level of one factor, at the end
    double guessed = 0;      ///< share that the best guess hits, knowing every level and arm before

    [[nodiscard]] bool holds() const { return faults.empty(); }
};

/// Whether a file is a replay and not a bundle: it is one JSON object.
bool is_replay(std::string_view bytes);

/// Decides every newcomer again, from the levels that were logged and the arms of those before, by
/// the keyed draws, and holds commitments and spec against what was published. Needs nothing but
/// the bytes. A clause where there is nothing to check.
Result<ReplayVerdict, std::string> verify_replay(std::string_view bytes);

} // namespace evenhand::sealed
