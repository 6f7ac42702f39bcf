#include "recruitment/appointments/appointments.hpp"

#include "core/check.hpp"
#include "core/words.hpp"

#include <array>

// The names of this room's values in tables and on screens.

namespace evenhand::appointments {

namespace appointment_words {

constexpr std::array modes{
    Words<Mode>{Mode::face_to_face, "face_to_face", "Face to face"},
    Words<Mode>{Mode::telephone, "telephone", "By telephone"},
    Words<Mode>{Mode::video, "video", "By video"},
    Words<Mode>{Mode::home_visit, "home_visit", "At their home"},
};
constexpr std::array states{
    Words<State>{State::booked, "booked", "Booked"},
    Words<State>{State::attended, "attended", "Attended"},
    Words<State>{State::missed, "missed", "Did not attend"},
    Words<State>{State::cancelled, "cancelled", "Cancelled"},
};

struct ReasonWords
{
    CancelReason value;
    std::string_view name;
    std::string_view label;
    CancelledBy by;
};
constexpr std::array reasons{
    ReasonWords{CancelReason::another_time, "another_time", "They want another time",
                CancelledBy::person},
    ReasonWords{CancelReason::unwell, "unwell", "They are unwell", CancelledBy::person},
    ReasonWords{CancelReason::work_or_caring, "work_or_caring", "They work or care for somebody",
                CancelledBy::person},
    ReasonWords{CancelReason::travel, "travel", "They cannot get there", CancelledBy::person},
    ReasonWords{CancelReason::gave_no_reason, "gave_no_reason", "They gave no reason",
                CancelledBy::person},
    ReasonWords{CancelReason::staff_away, "staff_away", "Our member of staff is away",
                CancelledBy::us},
    ReasonWords{CancelReason::place_closed, "place_closed", "The place is closed", CancelledBy::us},
    ReasonWords{CancelReason::needs_not_met, "needs_not_met",
                "We have no interpreter or access for them", CancelledBy::us},
    ReasonWords{CancelReason::way_ended, "way_ended", "Their way to the trial ended",
                CancelledBy::us},
};

constexpr auto mode_list = values_of(modes);
constexpr auto reason_list = values_of(reasons);

} // namespace appointment_words

std::span<const Mode> all_modes()
{
    return appointment_words::mode_list;
}

std::span<const CancelReason> all_cancel_reasons()
{
    return appointment_words::reason_list;
}

std::string_view name_of(Mode mode)
{
    return words_of(appointment_words::modes, mode).name;
}

std::string_view name_of(State state)
{
    return words_of(appointment_words::states, state).name;
}

std::string_view name_of(CancelReason reason)
{
    return words_of(appointment_words::reasons, reason).name;
}

std::optional<Mode> mode_named(std::string_view name)
{
    return value_named(appointment_words::modes, name);
}

std::optional<State> state_named(std::string_view name)
{
    return value_named(appointment_words::states, name);
}

std::optional<CancelReason> cancel_reason_named(std::string_view name)
{
    return value_named(appointment_words::reasons, name);
}

std::string_view label_of(Mode mode)
{
    return words_of(appointment_words::modes, mode).label;
}

std::string_view label_of(State state)
{
    return words_of(appointment_words::states, state).label;
}

std::string_view label_of(CancelReason reason)
{
    return words_of(appointment_words::reasons, reason).label;
}

CancelledBy cancelled_by(CancelReason reason)
{
    return words_of(appointment_words::reasons, reason).by;
}

std::string_view code(Refusal refusal)
{
    switch (refusal) {
    case Refusal::in_past:
        return "in_past";
    case Refusal::too_far:
        return "too_far";
    case Refusal::not_working_day:
        return "not_working_day";
    case Refusal::outside_hours:
        return "outside_hours";
    case Refusal::bad_length:
        return "bad_length";
    case Refusal::bad_number:
        return "bad_number";
    case Refusal::staff_busy:
        return "staff_busy";
    case Refusal::slot_taken:
        return "slot_taken";
    case Refusal::slot_not_there:
        return "slot_not_there";
    case Refusal::already_booked:
        return "already_booked";
    case Refusal::not_there:
        return "not_there";
    case Refusal::too_early:
        return "too_early";
    case Refusal::missed_too_often:
        return "missed_too_often";
    case Refusal::may_not_follow:
        return "may_not_follow";
    }
    CHECK(false);
}

Refusal refusal_of(participants::Refusal refusal)
{
    if (refusal == participants::Refusal::missed_too_often) return Refusal::missed_too_often;
    return Refusal::may_not_follow;
}

} // namespace evenhand::appointments
