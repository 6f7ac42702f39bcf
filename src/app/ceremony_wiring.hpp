#pragma once

#include "intake/allocation/sequences.hpp"
#include "intake/ceremony/pages/services.hpp"

#include <vector>

namespace evenhand::app {

class House;

/// Who takes part in the ceremony of a trial, and under which name.
ceremony::Cast cast_of(const protocol::Protocol& protocol, crypto::Mode mode);

/// What was given, as the draw takes it.
std::vector<allocation::Sequences::Ceremony> as_sequences_know(std::vector<ceremony::Given> given);

/// What the draw asks for where it meets a ceremony that it does not know.
std::vector<allocation::Sequences::Ceremony> published_ceremonies(const House& house);

/// What the pages of the ceremony stand on. The house may still be under construction: nothing of
/// it is asked before a route is walked but its keys and protocol.
ceremony::Services make_ceremony_services(House& house);

} // namespace evenhand::app
