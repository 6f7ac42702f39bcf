#pragma once

#include "app/place.hpp"

#include <string>

namespace evenhand::app {

/// `evenhand randomise ceremony STEP`: one step, by somebody at the server's machine.
struct CeremonyOptions
{
    std::string step; ///< status, freeze, commit, reveal or publish
    std::string party = {};
    std::string commitment = {};
    std::string beacon = {};     ///< its value, in hexadecimal, where the protocol names one
    std::string words_file = {}; ///< with the words or digits of the party's paper
    std::string allocator = {};  ///< socket of one that runs; empty: its keys are read here
};

/// Takes the next step of the first ceremony while no server runs, and prints how far it is. 0 if
/// it was taken, 1 if it is refused; throws CannotRun where it cannot be tried. A ceremony after
/// the first needs two people, whom a console cannot tell apart.
int randomise_ceremony(const Place& place, const CeremonyOptions& options);

} // namespace evenhand::app
