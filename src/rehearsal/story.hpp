#pragma once

#include "core/rng.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace evenhand::rehearsal {

/// How far somebody comes of their own will, and what happens to them on the way: drawn before
/// anything happens, so that a new draw elsewhere changes nobody.
struct Story
{
    enum class Eligible { yes, no, unsure_then_yes, unsure_then_no };
    enum class Choice { goes_on, wants_time, wants_time_then_declines, declines };
    enum class After { nothing, withdraws, dies };

    int calls_missed = 0;        ///< before somebody answers the telephone
    bool is_reached = true;      ///< at last, by one of three calls
    bool leaves_at_call = false; ///< they have thought better of it
    int days_to_appointment = 5; ///< working days
    int appointments_missed = 0; ///< before they come
    bool comes = true;           ///< at last
    Eligible eligible = Eligible::yes;
    Choice choice = Choice::goes_on;
    int days_to_decide = 3; ///< working days, of whoever wants time
    bool agrees_to_linkage = true;
    After after = After::nothing;
    int days_until_after = 40;
    bool has_concern = false;
    int days_until_concern = 10;
};

/// Proportions: trial.md 9.8 says that about 67 % of those referred were randomised; how the others
/// were lost was never published, so each share is a guess that adds up to that.
Story story_of(const Rng& rng, std::uint64_t person);

} // namespace evenhand::rehearsal
