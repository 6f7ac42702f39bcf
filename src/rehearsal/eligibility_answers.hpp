#pragma once

#include "core/rng.hpp"
#include "protocol/protocol.hpp"
#include "rehearsal/participant.hpp"
#include "rehearsal/visitor.hpp"

#include <string_view>

namespace evenhand::rehearsal {

/// The group that the person belongs to, by what they said of their work.
std::string group_of(const protocol::Protocol& protocol, const MadeUpPerson& person);

/// What is ticked at the appointment for this person: met, or one criterion failed or unsure, as
/// their story says. Only what the page asks.
Typed eligibility_answers(const protocol::Protocol& protocol, const Participant& participant,
                          const PageParts& page, Rng rng);

/// What a lead finds out of an unsure criterion.
Typed lead_finding(const protocol::Protocol& protocol, const Participant& participant,
                   const PageParts& page);

} // namespace evenhand::rehearsal
