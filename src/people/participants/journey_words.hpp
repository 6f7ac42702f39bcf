#pragma once

#include "people/staff/role.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>

// The words of the spine: what can happen to a person on the way to allocation, and where they then
// stand (design 5). docs/spec/journey.md is printed from these tables.

namespace evenhand::participants {

/// What happened. No step and no detail tells an arm; what only one arm has is never a step.
enum class Step {
    referred,
    contacted,
    could_not_reach,
    booked,
    did_not_attend,
    attended,
    eligible,
    not_eligible,
    unsure,
    taught,
    wants_time,
    goes_on,
    consented,
    declined,
    linkage_given,
    baseline_locked,
    intended,
    randomised,
    withdrew,
    died,
    closed,
    reopened,
    entered_in_error, ///< takes the last step back; only through JourneyStore::take_back
};

/// Where somebody stands.
enum class Stage {
    referred,
    contacted,
    booked,
    did_not_attend,
    attended,
    unsure,
    eligible,
    taught,
    wants_time,
    goes_on,
    consented,
    baseline_locked,
    intended,
    randomised,
    could_not_reach,
    not_eligible,
    declined,
    closed,
    withdrew,
    died,
    randomised_withdrew, ///< stays counted: randomised means counted
    randomised_died,
};

std::span<const Step> all_steps();
std::span<const Stage> all_stages();
/// As the tables keep it: "could_not_reach".
std::string_view name_of(Step step);
std::string_view name_of(Stage stage);
std::optional<Step> step_named(std::string_view name);
std::optional<Stage> stage_named(std::string_view name);
/// As staff read it: "Could not be reached"; for a stage, what is true of the person now.
std::string_view label_of(Step step);
std::string_view label_of(Stage stage);
/// What has to be done next, in a few words; empty where nothing is owed.
std::string_view next_of(Stage stage);
/// The role that owes it; nothing where nothing is owed.
std::optional<staff::Role> owner_of(Stage stage);

/// Somebody owes something: neither ended nor randomised.
bool is_open(Stage stage);
bool is_randomised(Stage stage);
bool is_dead(Stage stage);

/// One line of that table.
struct Line
{
    std::optional<Stage> from;
    Step step;
    Stage to;
};
std::span<const Line> journey_table();

/// The closed list of details of a step: "not_interested". Empty: any code of the protocol, or
/// none.
std::span<const std::string_view> details_of(Step step);
/// A code of 1 to 40 lower-case letters, digits, `_` and `-`, on the step's list where it has one;
/// or empty. So no text about a person can stand in a fact that everybody counts.
bool is_detail(Step step, std::string_view detail);
/// As staff read it: "Not interested"; the code itself where it is the protocol's.
std::string label_of_detail(std::string_view detail);

} // namespace evenhand::participants
