#pragma once

#include "intake/allocation/pages/two_step.hpp"
#include "intake/ceremony/pages/services.hpp"

namespace evenhand::app {

class House;

/// Who takes part in the ceremony of a trial, and under which name.
ceremony::Cast cast_of(const protocol::Protocol& protocol, crypto::Mode mode);

/// The ceremony that the draw commits the next epochs from.
allocation::ReadCeremony ceremony_in_force(const ceremony::CeremonyStore& store);

/// What the pages of the ceremony stand on. The house may still be under construction: nothing of
/// it is asked before a route is walked but its keys and protocol.
ceremony::Services make_ceremony_services(House& house);

} // namespace evenhand::app
