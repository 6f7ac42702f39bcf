#pragma once

#include "core/date_input.hpp"
#include "core/id.hpp"
#include "core/result.hpp"
#include "core/time.hpp"
#include "core/working_days.hpp"
#include "people/identity/identity.hpp"
#include "people/participants/participants.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

// Slots, bookings, and how a booking ends.

namespace evenhand::appointments {

using identity::PersonId;
using SlotId = Id<struct SlotIdTag>;
using AppointmentId = Id<struct AppointmentIdTag>;

enum class Mode { face_to_face, telephone, video, home_visit };
enum class State { booked, attended, missed, cancelled };
enum class CancelReason {
    another_time,
    unwell,
    work_or_caring,
    travel,
    gave_no_reason,
    staff_away,
    place_closed,
    needs_not_met,
    way_ended, ///< by the program: they withdrew, died or were closed
};
enum class CancelledBy { person, us };

std::span<const Mode> all_modes();
std::span<const CancelReason> all_cancel_reasons();
std::string_view name_of(Mode mode);
std::string_view name_of(State state);
std::string_view name_of(CancelReason reason);
std::optional<Mode> mode_named(std::string_view name);
std::optional<State> state_named(std::string_view name);
std::optional<CancelReason> cancel_reason_named(std::string_view name);
/// As staff read it: "Face to face"; "Did not attend"; "They were unwell".
std::string_view label_of(Mode mode);
std::string_view label_of(State state);
std::string_view label_of(CancelReason reason);
CancelledBy cancelled_by(CancelReason reason);

/// Whether an appointment may stand at that stage: the first one makes somebody `booked`; whoever
/// left after they consented has one while they stay where they are.
bool keeps_booking(participants::Stage stage);

/// Why something is not done.
enum class Refusal {
    in_past,
    too_far, ///< more than half a year ahead: a slip of a year
    not_working_day,
    outside_hours,
    bad_length,
    bad_number,
    staff_busy, ///< a slot of the same member of staff overlaps
    slot_taken,
    slot_not_there,
    already_booked,
    not_there, ///< no such appointment of theirs, or it has ended
    too_early, ///< it has not begun
    missed_too_often,
    may_not_follow, ///< they do not stand where this can happen
};
std::string_view code(Refusal refusal);
/// What the spine's refusal is here.
Refusal refusal_of(participants::Refusal refusal);

/// From when to when.
struct Span
{
    Instant from;
    Instant to;
};
bool overlap(const Span& one, const Span& other);

/// A row of slots, one after the other.
struct SlotPlan
{
    LocalDate day;
    TimeOfDay first;
    int minutes = 60;
    int count = 1;
    bool any_day = false; ///< also on a weekend or a bank holiday: whoever makes them says so
};
/// When each of them is. `busy` are the slots that the member of staff has on that day already.
Result<std::vector<Span>, Refusal> slots_of(const SlotPlan& plan, std::span<const Span> busy,
                                            Instant now, BankHolidays holidays);

/// A time that is no slot: by telephone, by video, or at the person's home.
struct OwnTime
{
    Mode mode = Mode::telephone;
    LocalDate day;
    TimeOfDay at;
    int minutes = 60;
};
/// When it is, or why it may not be.
Result<Span, Refusal> span_of(const OwnTime& own, Instant now, BankHolidays holidays);

/// Where and how an appointment is.
struct Where
{
    std::string area;
    std::string venue_id = {}; ///< empty: no venue
    std::string venue = {};    ///< its name when it was booked
    Mode mode = Mode::telephone;
};

/// An appointment as it stands.
struct Appointment
{
    AppointmentId id;
    PersonId person;
    std::optional<SlotId> slot = {};
    Where where;
    LocalDate day;
    Instant starts;
    int minutes = 60;
    std::string staff_id = {}; ///< whose slot it is; empty where it is nobody's
    State state = State::booked;
    std::optional<CancelReason> cancelled = {};
};

/// Nothing: the standing appointment may end so now. Who came is known on the day, who did not
/// come when it has begun, and a cancellation at any time.
std::optional<Refusal> fault_of_ending(const Appointment& appointment, State ending, Instant now);

} // namespace evenhand::appointments
