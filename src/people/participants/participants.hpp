#pragma once

#include "core/id.hpp"
#include "core/reference.hpp"
#include "core/result.hpp"
#include "core/time.hpp"
#include "core/working_days.hpp"
#include "people/identity/identity.hpp"
#include "people/participants/journey_words.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// The spine: one person, one way from the first referral to allocation (design 5).

namespace evenhand::participants {

using identity::PersonId;
/// Referrals are kept above; the spine only remembers which one began it.
using ReferralId = Id<struct ReferralIdTag>;
using StepId = Id<struct JourneyStepTag>;

/// Why a step is not taken.
enum class Refusal {
    not_begun,          ///< only a referral begins a journey
    may_not_follow,     ///< the table has no such line
    already_randomised, ///< one person, one randomisation
    has_died,
    missed_too_often, ///< no more rebooking; a team lead may reopen
    earlier_than_last,
    in_future,
    unknown_detail,
    not_last,        ///< only the last step can be taken back, and never an intent or an allocation
    follows_another, ///< their way goes on in the record that leads
};
std::string_view code(Refusal refusal);

/// The stage that the step leads to from this stage; nothing means that the journey has not begun.
Result<Stage, Refusal> may_follow(std::optional<Stage> stage, Step step);

/// Whether a record that follows another may still take the step: leaving alone.
bool may_while_following(Step step);

/// The clocks of the protocol, in working days (casework 1.3, T2 and T3).
struct Timing
{
    int first_contact = 0; ///< from the referral, and from reopening
    int booking = 0;       ///< from the first talk to a booked appointment, and after a missed one
    int intake = 0;        ///< from being found eligible to the end of intake
    int decision = 0;      ///< a lead decides on an unsure criterion
    int thinking = 0;      ///< somebody who wants time is asked again
    int most_rebooked = 0; ///< how often a missed appointment is booked again
};

/// The day by which the next thing is owed; nothing where nothing is. A booked appointment is due
/// on its own day, which the caller gives.
std::optional<LocalDate> due_after(Stage stage, LocalDate from, const Timing& timing,
                                   BankHolidays holidays);

/// What the step tells beside itself. What is left out stays as it was.
struct Facts
{
    std::optional<ReferralId> referral = {};
    std::optional<std::string> route = {};
    std::optional<std::string> area = {};
    std::optional<std::string> group = {};
    std::optional<std::string> study_number = {}; ///< given once, at consent
};

/// A step as it was taken.
struct StepTaken
{
    StepId id;
    std::int64_t place = 1; ///< 1 for the first
    Step step = Step::referred;
    std::string detail = {};
    Stage stage = Stage::referred; ///< after it
    std::optional<LocalDate> due = {};
    Facts facts = {};
    Instant occurred;
    Instant recorded;
    std::string actor = {};
};

/// Where one person stands: the fold over their steps.
struct Journey
{
    PersonId person;
    Stage stage = Stage::referred;
    Instant since;   ///< when the step happened that led to this stage
    Instant last_at; ///< when the last step happened
    std::int64_t last_place = 0;
    std::int64_t missed = 0; ///< appointments missed since the last referral or visit
    std::string detail = {}; ///< of the step that led to this stage
    std::optional<LocalDate> due = {};
    std::optional<ReferralId> referral = {};
    std::string route = {};
    std::string area = {};
    std::string group = {};
    std::string study_number = {}; ///< empty before consent
    friend bool operator==(const Journey&, const Journey&) = default;
};

/// The journey after one more step.
Journey advanced(const std::optional<Journey>& before, PersonId person, const StepTaken& step);
/// Of the steps of one person, in their order, those that stand: a step that was entered in error
/// takes back the one that stood last. CHECKs that there was one.
std::vector<StepTaken> standing_steps(const std::vector<StepTaken>& steps);
/// The journey that these steps of one person make, in their order; a step taken back counts for
/// nothing.
std::optional<Journey> fold(PersonId person, const std::vector<StepTaken>& steps);

/// Where the person of these steps stood at that moment, as known now; nothing: their way had not
/// begun.
std::optional<Stage> stage_at(const std::vector<StepTaken>& steps, Instant at);

/// A step that somebody wants to take.
struct NewStep
{
    Step step = Step::referred;
    std::string_view detail = {};
    std::optional<Instant> occurred = {}; ///< nothing: at this moment
    std::optional<LocalDate> due =
        {}; ///< where it is not due_after(): a booked day, an agreed call
    Facts facts = {};
};

/// Whether the step may be taken now, and the stage it leads to. Steps happen in the order in
/// which they are written down, so that the flow adds up at every date.
Result<Stage, Refusal> judge(const std::optional<Journey>& now_at, const NewStep& wanted,
                             Instant now, const Timing& timing);

} // namespace evenhand::participants
