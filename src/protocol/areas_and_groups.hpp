#pragma once

#include <string>

namespace evenhand::protocol {

/// A part of the trial's country. A person belongs to that of their GP practice, whatever their
/// home address (trial.md 1.2).
struct Area
{
    std::string id;
    std::string name;
};

/// People whom the trial recruits, analyses and supports apart from the others.
struct Group
{
    std::string id;
    std::string name;
    std::string plain; ///< in the words of the person: "You are …"
    int expected_share_percent = 0;
};

} // namespace evenhand::protocol
