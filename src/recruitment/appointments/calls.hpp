#pragma once

#include "core/time.hpp"
#include "core/working_days.hpp"
#include "people/participants/journey_words.hpp"
#include "protocol/contact_rules.hpp"

#include <optional>
#include <span>
#include <string_view>

// What is owed to somebody whom we have to reach: T2 of the timing rules, folded over the contact
// log. docs/spec/contact-timing.md shows it to those who sign for it.

namespace evenhand::appointments {

enum class CallKind {
    attempt, ///< reach them
    letter,  ///< every attempt was made: the last letter goes
    close,   ///< the letter was not answered: they could not be reached
    decide,  ///< they missed too many appointments: a team lead decides
};
std::string_view name_of(CallKind kind);
std::optional<CallKind> call_kind_named(std::string_view name);
/// As staff read it: "Reach them".
std::string_view label_of(CallKind kind);

/// Parts of a London day, to be added up.
inline constexpr int morning = 1;
inline constexpr int afternoon = 2;
inline constexpr int evening = 4;
/// T2 is tried at different times too: which parts of the day to try after those that reached
/// nobody. "Try the afternoon or the evening"; empty where none is known.
std::string_view other_times(int tried_parts);

/// Whether somebody at that stage is on the list of calls.
bool is_called(participants::Stage stage);

/// Somebody who waits, as the spine tells it.
struct Waits
{
    participants::Stage stage = participants::Stage::referred;
    Instant since;
    LocalDate due; ///< what was promised when they came to this stage
    int missed = 0;
};

/// One contact since then.
struct Tried
{
    Instant occurred;
    bool time_known = true;     ///< of the day; else only its day counts
    bool two_way = false;       ///< both sides said something: the count begins anew
    bool wrong_details = false; ///< the number or address does not work
};

struct Owed
{
    CallKind kind = CallKind::attempt;
    LocalDate on;
    int attempts = 0; ///< on different days and at different times, since they wait or last spoke
    std::optional<Instant> last_try = {}; ///< of those attempts
    bool last_time_known = true;          ///< of the day of that one
    int tried_parts = 0;                  ///< of the day, in all of those
    bool wrong_details = false;           ///< one of the attempts found that
    friend bool operator==(const Owed&, const Owed&) = default;
};

/// What is owed next, and by when. `tried` in the order in which it happened; `letter` is when the
/// last letter went. Nothing at a stage that is not called.
std::optional<Owed> what_is_owed(const Waits& waits, std::span<const Tried> tried,
                                 std::optional<Instant> letter, const protocol::ContactRules& rules,
                                 BankHolidays holidays);

/// Why somebody is not closed as out of reach.
enum class CloseRefusal { attempts_left, letter_not_sent, letter_not_due, details_not_tried };
std::string_view code(CloseRefusal refusal);
/// Nothing: they may be closed today with that detail of the step could_not_reach,
/// "attempts_used" or "no_working_details".
std::optional<CloseRefusal> fault_of_closing(const Owed& owed, std::string_view detail,
                                             LocalDate today);

} // namespace evenhand::appointments
