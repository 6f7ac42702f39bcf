#pragma once

// The real program, or its allocator, killed at each write of a draw and sent the same form again.

#include "tests/support/installation.hpp"

#include <string>
#include <vector>

namespace evenhand::tests {

/// Which of the two processes of a server is killed.
enum class Killed { either, allocator_alone };

/// Draws that nobody disturbs, before any is killed.
inline constexpr int undisturbed = 4;

/// What a run of killed draws came to.
struct KilledDraws
{
    int writes =
        0; ///< of the least of the draws that nobody disturbs: the points at which it was killed
    int kills = 0;           ///< of the server
    int allocator_kills = 0; ///< of its allocator, while the server lived on
    int unheard = 0;         ///< of those, whose answer the officer never heard
    int bound = 0; ///< of those, whose position stood in the store when the program was dead
    std::vector<std::string> breaches; ///< a sentence each
};

/// Kills at that many of a draw's writes, evenly spread, or at all of them if there are fewer. As
/// many people stand at the draw, and those `undisturbed`; nobody was drawn. Ends at
/// `most_breaches`.
KilledDraws kill_draws(Installation& place, const load::Account& account, int points,
                       std::size_t most_breaches = SIZE_MAX, Killed killed = Killed::either);

} // namespace evenhand::tests
