#pragma once

#include "app/place.hpp"

#include <optional>
#include <string>

namespace evenhand::app {

struct RevealOptions
{
    std::string file;                       ///< to write; never over another
    bool full = false;                      ///< with the log, for auditors
    std::optional<std::string> data_locked; ///< live: the reference of the decision
};

/// `evenhand randomise reveal`: writes the bundle of a whole randomisation. It holds every
/// contribution, from which each position follows, used or not: live it asks for the reference of
/// the data lock. Reads the store only, so a server may run beside it. Throws CannotRun.
int randomise_reveal(const Place& place, const RevealOptions& options);

} // namespace evenhand::app
