#include "intake/allocation/hands.hpp"

#include "core/london_time.hpp"

namespace evenhand::allocation {

bool is_own_appointment(const Hands& hands, std::string_view actor, Instant now)
{
    const bool own = hands.intended_by == actor || hands.settled_by == actor;
    return own && london_date(hands.settled) == london_date(now);
}

} // namespace evenhand::allocation
