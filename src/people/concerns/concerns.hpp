#pragma once

#include "core/id.hpp"
#include "core/result.hpp"
#include "core/time.hpp"
#include "core/working_days.hpp"
#include "people/identity/identity.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace evenhand::concerns {

using identity::PersonId;
using ConcernId = Id<struct ConcernIdTag>;

enum class Kind { safeguarding, adverse_event, complaint, incident };
enum class Change { taken_on, due_moved, noted, closed, reopened };
enum class Outcome { resolved, passed_on, no_action_needed, unfounded, duplicate };

std::span<const Kind> all_kinds();
std::span<const Outcome> all_outcomes();
std::string_view name_of(Kind kind);
std::string_view name_of(Change change);
std::string_view name_of(Outcome outcome);
std::optional<Kind> kind_named(std::string_view name);
std::optional<Change> change_named(std::string_view name);
std::optional<Outcome> outcome_named(std::string_view name);
/// As staff read it: "Safeguarding".
std::string_view label_of(Kind kind);
std::string_view label_of(Change change);
std::string_view label_of(Outcome outcome);

/// Within how many working days a concern of each kind is acted on; 0 is the same day.
struct DueRules
{
    int safeguarding = 0;
    int adverse_event = 0;
    int complaint = 0;
    int incident = 0;
};
LocalDate due_of(Kind kind, LocalDate raised, const DueRules& rules, BankHolidays holidays);

/// Where a concern stands: the fold over its facts.
struct State
{
    ConcernId id;
    PersonId person;
    Kind kind = Kind::incident;
    Instant raised;
    std::int64_t place = 0; ///< of the last change; 0: none yet
    bool open = true;
    std::string owner = {}; ///< an account's id; empty: nobody's yet
    LocalDate due;
    std::optional<Outcome> outcome = {};
    friend bool operator==(const State&, const State&) = default;
};

/// A change that somebody wants to make.
struct NewChange
{
    Change change = Change::noted;
    std::string owner = {};              ///< of taken_on
    std::optional<LocalDate> due = {};   ///< of due_moved
    std::optional<Outcome> outcome = {}; ///< of closed
    std::string note = {};               ///< cleaned; needed by noted, due_moved and reopened
    /// The place of the last change that the writer had before them; empty: the program's own.
    std::optional<std::int64_t> seen = {};
};

/// Why it is not made.
enum class Refusal {
    is_closed,
    is_open,
    incomplete,
    note_needed,
    already,
    erased,
    not_there,
    moved_on
};
std::string_view code(Refusal refusal);

/// The state after the change, or why not.
Result<State, Refusal> changed(const State& state, const NewChange& change);

} // namespace evenhand::concerns
