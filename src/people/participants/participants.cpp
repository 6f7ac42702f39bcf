#include "people/participants/participants.hpp"

#include "core/check.hpp"

namespace evenhand::participants {

namespace participants {

/// Working days until the next thing is owed; nothing where the caller gives the day or none is.
std::optional<int> days_allowed(Stage stage, const Timing& timing)
{
    switch (stage) {
    case Stage::referred:
        return timing.first_contact;
    case Stage::contacted:
    case Stage::did_not_attend:
        return timing.booking;
    case Stage::unsure:
        return timing.decision;
    case Stage::wants_time:
        return timing.thinking;
    case Stage::eligible:
    case Stage::taught:
    case Stage::goes_on:
    case Stage::consented:
        return timing.intake;
    case Stage::attended:
    case Stage::baseline_locked:
    case Stage::intended:
        return 0; // with the person there, or a moment after
    case Stage::booked:
    case Stage::randomised:
    case Stage::could_not_reach:
    case Stage::not_eligible:
    case Stage::declined:
    case Stage::closed:
    case Stage::withdrew:
    case Stage::died:
    case Stage::randomised_withdrew:
    case Stage::randomised_died:
        break;
    }
    return std::nullopt;
}

/// A visit or a new beginning forgives the appointments missed before it.
bool forgets_missed(Step step)
{
    return step == Step::referred || step == Step::attended || step == Step::reopened;
}

template <class T>
void keep_newer(T& kept, const std::optional<T>& said)
{
    if (said) kept = *said;
}

} // namespace participants

std::string_view code(Refusal refusal)
{
    switch (refusal) {
    case Refusal::not_begun:
        return "not_begun";
    case Refusal::may_not_follow:
        return "may_not_follow";
    case Refusal::already_randomised:
        return "already_randomised";
    case Refusal::has_died:
        return "has_died";
    case Refusal::missed_too_often:
        return "missed_too_often";
    case Refusal::earlier_than_last:
        return "earlier_than_last";
    case Refusal::in_future:
        return "in_future";
    case Refusal::unknown_detail:
        return "unknown_detail";
    case Refusal::not_last:
        return "not_last";
    case Refusal::follows_another:
        return "follows_another";
    }
    CHECK(false);
}

bool may_while_following(Step step)
{
    return step == Step::withdrew || step == Step::died;
}

std::optional<LocalDate> due_after(Stage stage, LocalDate from, const Timing& timing,
                                   BankHolidays holidays)
{
    const auto days = participants::days_allowed(stage, timing);
    if (!days) return std::nullopt;
    if (*days == 0) return from; // today, whatever day it is: the person is here
    return plus_working_days(from, *days, holidays);
}

Journey advanced(const std::optional<Journey>& before, PersonId person, const StepTaken& step)
{
    Journey journey = before.value_or(Journey{.person = person, .since = {}, .last_at = {}});
    if (!before || journey.stage != step.stage) {
        journey.since = step.occurred;
        journey.detail = step.detail;
    }
    journey.stage = step.stage;
    journey.last_at = step.occurred;
    journey.last_place = step.place;
    if (participants::forgets_missed(step.step)) journey.missed = 0;
    if (step.step == Step::did_not_attend) ++journey.missed;
    journey.due = step.due;
    if (step.facts.referral) journey.referral = step.facts.referral;
    participants::keep_newer(journey.route, step.facts.route);
    participants::keep_newer(journey.area, step.facts.area);
    participants::keep_newer(journey.group, step.facts.group);
    participants::keep_newer(journey.study_number, step.facts.study_number);
    return journey;
}

std::vector<StepTaken> standing_steps(const std::vector<StepTaken>& steps)
{
    std::vector<StepTaken> standing;
    for (const auto& step : steps) {
        if (step.step != Step::entered_in_error) {
            standing.push_back(step);
            continue;
        }
        CHECK(!standing.empty()); // only what stood last is ever taken back
        standing.pop_back();
    }
    return standing;
}

std::optional<Journey> fold(PersonId person, const std::vector<StepTaken>& steps)
{
    const auto standing = standing_steps(steps);
    std::optional<Journey> journey;
    for (const auto& step : standing)
        journey = advanced(journey, person, step);
    if (journey) journey->last_place = steps.back().place;
    return journey;
}

std::optional<Stage> stage_at(const std::vector<StepTaken>& steps, Instant at)
{
    std::optional<Stage> stage;
    const auto standing = standing_steps(steps);
    for (const auto& step : standing) {
        if (step.occurred <= at) stage = step.stage;
    }
    return stage;
}

Result<Stage, Refusal> judge(const std::optional<Journey>& now_at, const NewStep& wanted,
                             Instant now, const Timing& timing)
{
    const auto from = now_at ? std::optional(now_at->stage) : std::nullopt;
    const Stage to = TRY(may_follow(from, wanted.step));
    if (!is_detail(wanted.step, wanted.detail)) return refuse(Refusal::unknown_detail);
    const Instant occurred = wanted.occurred.value_or(now);
    if (occurred > now) return refuse(Refusal::in_future);
    if (now_at && occurred < now_at->last_at) return refuse(Refusal::earlier_than_last);
    const bool rebooks = wanted.step == Step::booked && now_at;
    if (rebooks && now_at->missed > timing.most_rebooked) return refuse(Refusal::missed_too_often);
    return to;
}

} // namespace evenhand::participants
