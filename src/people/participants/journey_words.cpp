#include "people/participants/journey_words.hpp"

#include "core/check.hpp"

#include <algorithm>
#include <array>

namespace evenhand::participants {

namespace journey_words {

struct StepWords
{
    Step step;
    std::string_view name;
    std::string_view label;
};

constexpr std::array steps{
    StepWords{Step::referred, "referred", "Referred"},
    StepWords{Step::contacted, "contacted", "Contacted"},
    StepWords{Step::could_not_reach, "could_not_reach", "Could not be reached"},
    StepWords{Step::booked, "booked", "Appointment booked"},
    StepWords{Step::did_not_attend, "did_not_attend", "Did not attend"},
    StepWords{Step::attended, "attended", "Attended"},
    StepWords{Step::eligible, "eligible", "Found eligible"},
    StepWords{Step::not_eligible, "not_eligible", "Found not eligible"},
    StepWords{Step::unsure, "unsure", "Eligibility unsure"},
    StepWords{Step::taught, "taught", "Explained, and said back in their own words"},
    StepWords{Step::wants_time, "wants_time", "Wants time to think"},
    StepWords{Step::goes_on, "goes_on", "Wants to go on"},
    StepWords{Step::consented, "consented", "Consented"},
    StepWords{Step::declined, "declined", "Declined"},
    StepWords{Step::linkage_given, "linkage_given", "Details for linkage given"},
    StepWords{Step::baseline_locked, "baseline_locked", "Baseline locked"},
    StepWords{Step::intended, "intended", "Intent to randomise"},
    StepWords{Step::randomised, "randomised", "Randomised"},
    StepWords{Step::withdrew, "withdrew", "Withdrew"},
    StepWords{Step::died, "died", "Died"},
    StepWords{Step::closed, "closed", "Closed"},
    StepWords{Step::reopened, "reopened", "Opened again"},
    StepWords{Step::entered_in_error, "entered_in_error", "Last step taken back, entered in error"},
};
constexpr auto step_list = [] {
    std::array<Step, steps.size()> list{};
    for (std::size_t i = 0; i < steps.size(); ++i)
        list[i] = steps[i].step;
    return list;
}();

using staff::Role;
constexpr std::optional<Role> nobody = std::nullopt;

struct StageWords
{
    Stage stage;
    std::string_view name;
    std::string_view label;
    std::string_view next;
    std::optional<Role> owner;
};

constexpr std::array stages{
    StageWords{Stage::referred, "referred", "Waits for a first contact", "Contact them",
               Role::intake_officer},
    StageWords{Stage::contacted, "contacted", "Spoken with, not booked", "Book an appointment",
               Role::intake_officer},
    StageWords{Stage::booked, "booked", "Has an appointment", "See them on the day",
               Role::intake_officer},
    StageWords{Stage::did_not_attend, "did_not_attend", "Missed an appointment",
               "Ask what happened and book again", Role::intake_officer},
    StageWords{Stage::attended, "attended", "At the appointment", "Check eligibility",
               Role::intake_officer},
    StageWords{Stage::unsure, "unsure", "Eligibility unsure", "Decide with the evidence",
               Role::team_lead},
    StageWords{Stage::eligible, "eligible", "Eligible", "Explain the trial and ask it back",
               Role::intake_officer},
    StageWords{Stage::taught, "taught", "The trial is explained",
               "Ask whether they go on or want time", Role::intake_officer},
    StageWords{Stage::wants_time, "wants_time", "Thinking it over", "Ask what they decided",
               Role::intake_officer},
    StageWords{Stage::goes_on, "goes_on", "Wants to take part", "Take consent",
               Role::intake_officer},
    StageWords{Stage::consented, "consented", "Consented", "Complete and lock the baseline",
               Role::intake_officer},
    StageWords{Stage::baseline_locked, "baseline_locked", "Baseline locked", "Randomise",
               Role::intake_officer},
    StageWords{Stage::intended, "intended", "Being randomised", "Send the randomisation again",
               Role::intake_officer},
    StageWords{Stage::randomised, "randomised", "Randomised", "", nobody},
    StageWords{Stage::could_not_reach, "could_not_reach", "Ended: could not be reached", "",
               nobody},
    StageWords{Stage::not_eligible, "not_eligible", "Ended: not eligible", "", nobody},
    StageWords{Stage::declined, "declined", "Ended: declined", "", nobody},
    StageWords{Stage::closed, "closed", "Ended: closed", "", nobody},
    StageWords{Stage::withdrew, "withdrew", "Ended: withdrew", "", nobody},
    StageWords{Stage::died, "died", "Ended: died", "", nobody},
    StageWords{Stage::randomised_withdrew, "randomised_withdrew", "Randomised, then withdrew", "",
               nobody},
    StageWords{Stage::randomised_died, "randomised_died", "Randomised, then died", "", nobody},
};
constexpr auto stage_list = [] {
    std::array<Stage, stages.size()> list{};
    for (std::size_t i = 0; i < stages.size(); ++i)
        list[i] = stages[i].stage;
    return list;
}();

const StepWords& of(Step step)
{
    const auto& words = steps.at(static_cast<std::size_t>(step));
    CHECK(words.step == step);
    return words;
}

const StageWords& of(Stage stage)
{
    const auto& words = stages.at(static_cast<std::size_t>(stage));
    CHECK(words.stage == stage);
    return words;
}

struct DetailWords
{
    Step step;
    std::string_view name;
    std::string_view label;
};

// casework 1.6, before randomisation. What is not eligible, unsure or declined of consent is named
// by the protocol's own codes.
constexpr std::array details{
    DetailWords{Step::could_not_reach, "attempts_used", "Every attempt was made"},
    DetailWords{Step::could_not_reach, "no_working_details", "No telephone or address that works"},
    DetailWords{Step::contacted, "appointment_cancelled", "The appointment was cancelled"},
    DetailWords{Step::declined, "randomisation", "Does not want the computer to choose"},
    DetailWords{Step::declined, "data_linkage", "Does not want records linked"},
    DetailWords{Step::declined, "time", "Has no time"},
    DetailWords{Step::declined, "benefits", "Worried about benefits"},
    DetailWords{Step::declined, "health", "Health is worse"},
    DetailWords{Step::declined, "found_other_help", "Found other help"},
    DetailWords{Step::declined, "not_interested", "Not interested"},
    DetailWords{Step::declined, "no_reason", "Gave no reason"},
    DetailWords{Step::closed, "duplicate", "The same person again"},
    DetailWords{Step::closed, "moved_away", "Moved out of the area"},
    DetailWords{Step::closed, "did_not_attend", "Missed too many appointments"},
    DetailWords{Step::closed, "not_completed", "Did not complete the appointment"},
    DetailWords{Step::closed, "trial_closed", "Recruitment has closed"},
    DetailWords{Step::reopened, "came_back", "They came back to us"},
    DetailWords{Step::reopened, "closed_by_mistake", "It was closed by mistake"},
};

constexpr auto names_of_details = [] {
    std::array<std::string_view, details.size()> names{};
    for (std::size_t i = 0; i < details.size(); ++i)
        names[i] = details[i].name;
    return names;
}();

bool is_code(std::string_view text)
{
    constexpr std::size_t most = 40;
    return !text.empty() && text.size() <= most && std::ranges::all_of(text, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
    });
}

} // namespace journey_words

std::span<const Step> all_steps()
{
    return journey_words::step_list;
}

std::span<const Stage> all_stages()
{
    return journey_words::stage_list;
}

std::string_view name_of(Step step)
{
    return journey_words::of(step).name;
}

std::string_view name_of(Stage stage)
{
    return journey_words::of(stage).name;
}

std::optional<Step> step_named(std::string_view name)
{
    const auto found =
        std::ranges::find(journey_words::steps, name, &journey_words::StepWords::name);
    if (found == journey_words::steps.end()) return std::nullopt;
    return found->step;
}

std::optional<Stage> stage_named(std::string_view name)
{
    const auto found =
        std::ranges::find(journey_words::stages, name, &journey_words::StageWords::name);
    if (found == journey_words::stages.end()) return std::nullopt;
    return found->stage;
}

std::string_view label_of(Step step)
{
    return journey_words::of(step).label;
}

std::string_view label_of(Stage stage)
{
    return journey_words::of(stage).label;
}

std::string_view next_of(Stage stage)
{
    return journey_words::of(stage).next;
}

std::optional<staff::Role> owner_of(Stage stage)
{
    return journey_words::of(stage).owner;
}

bool is_open(Stage stage)
{
    return owner_of(stage).has_value();
}

bool is_randomised(Stage stage)
{
    return stage == Stage::randomised || stage == Stage::randomised_withdrew ||
           stage == Stage::randomised_died;
}

bool is_dead(Stage stage)
{
    return stage == Stage::died || stage == Stage::randomised_died;
}

std::span<const std::string_view> details_of(Step step)
{
    // The words of one step stand together, so a part of the list is the list of the step.
    const auto& all = journey_words::details;
    const auto first = std::ranges::find(all, step, &journey_words::DetailWords::step);
    const auto last =
        std::find_if(first, all.end(), [step](const auto& words) { return words.step != step; });
    return std::span(journey_words::names_of_details)
        .subspan(static_cast<std::size_t>(first - all.begin()),
                 static_cast<std::size_t>(last - first));
}

bool is_detail(Step step, std::string_view detail)
{
    const auto listed = details_of(step);
    if (detail.empty()) return true;
    if (listed.empty()) return journey_words::is_code(detail);
    return std::ranges::find(listed, detail) != listed.end();
}

std::string label_of_detail(std::string_view detail)
{
    const auto found =
        std::ranges::find(journey_words::details, detail, &journey_words::DetailWords::name);
    if (found == journey_words::details.end()) return std::string(detail);
    return std::string(found->label);
}

} // namespace evenhand::participants
