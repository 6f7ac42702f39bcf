#pragma once

#include "core/time.hpp"

#include <string>
#include <string_view>

namespace evenhand::allocation {

/// Whose hands an allocation went through, as facts name them.
struct Hands
{
    std::string intended_by;
    std::string settled_by;
    Instant settled;
};
/// Whether that member of staff sat with the person when the group was told: they asked for it, on
/// that London day. Who recruits learns the groups of their own appointments, because they must say
/// them, and cannot look up the past (design 8.9; a list of past groups makes the next guessable).
bool is_own_appointment(const Hands& hands, std::string_view actor, Instant now);

} // namespace evenhand::allocation
