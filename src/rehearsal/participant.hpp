#pragma once

#include "rehearsal/made_up_person.hpp"
#include "rehearsal/story.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace evenhand::rehearsal {

/// One made-up person and how the trial stands with them, as whoever works there remembers it.
struct Participant
{
    std::uint64_t ordinal = 0;
    MadeUpPerson person;
    Story story;
    std::string record = {}; ///< "/participants/ID"; empty until triage has decided
    int calls = 0;           ///< in vain so far
    int missed = 0;          ///< appointments
    bool thinks = false;     ///< wanted time, and is asked again
    bool randomised = false;
    bool ended = false; ///< nobody does anything more with them
};

} // namespace evenhand::rehearsal
