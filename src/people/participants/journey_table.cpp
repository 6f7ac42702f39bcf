#include "people/participants/participants.hpp"

#include <algorithm>
#include <array>

// What may follow what, in the order of design 5. A person moves along one line at a time; a step
// that has no line here is refused inside the transaction that would write it, whatever page or
// import asked for it. docs/spec/journey.md shows the same lines to those who sign for them.

namespace evenhand::participants {

namespace journey_table_lines {

constexpr std::optional<Stage> start = std::nullopt;

constexpr std::array lines{
    Line{start, Step::referred, Stage::referred},

    // The front door and triage.
    Line{Stage::referred, Step::referred, Stage::referred},
    Line{Stage::referred, Step::contacted, Stage::contacted},
    Line{Stage::referred, Step::booked, Stage::booked},
    Line{Stage::referred, Step::could_not_reach, Stage::could_not_reach},
    Line{Stage::referred, Step::not_eligible, Stage::not_eligible},
    Line{Stage::referred, Step::declined, Stage::declined},
    Line{Stage::referred, Step::closed, Stage::closed},
    Line{Stage::contacted, Step::referred, Stage::contacted},
    Line{Stage::contacted, Step::contacted, Stage::contacted},
    Line{Stage::contacted, Step::booked, Stage::booked},
    Line{Stage::contacted, Step::could_not_reach, Stage::could_not_reach},
    Line{Stage::contacted, Step::not_eligible, Stage::not_eligible},
    Line{Stage::contacted, Step::declined, Stage::declined},
    Line{Stage::contacted, Step::closed, Stage::closed},

    // The appointment. A cancelled one leads back to `contacted`.
    Line{Stage::booked, Step::referred, Stage::booked},
    Line{Stage::booked, Step::booked, Stage::booked},
    Line{Stage::booked, Step::contacted, Stage::contacted},
    Line{Stage::booked, Step::attended, Stage::attended},
    Line{Stage::booked, Step::did_not_attend, Stage::did_not_attend},
    Line{Stage::booked, Step::not_eligible, Stage::not_eligible},
    Line{Stage::booked, Step::declined, Stage::declined},
    Line{Stage::booked, Step::closed, Stage::closed},
    Line{Stage::did_not_attend, Step::referred, Stage::did_not_attend},
    Line{Stage::did_not_attend, Step::contacted, Stage::did_not_attend},
    Line{Stage::did_not_attend, Step::booked, Stage::booked},
    Line{Stage::did_not_attend, Step::could_not_reach, Stage::could_not_reach},
    Line{Stage::did_not_attend, Step::not_eligible, Stage::not_eligible},
    Line{Stage::did_not_attend, Step::declined, Stage::declined},
    Line{Stage::did_not_attend, Step::closed, Stage::closed},

    // Intake. Whoever comes back on another day is asked about eligibility again; an answer that
    // was wrong is corrected where they stand, and what became unsure goes to a lead.
    Line{Stage::attended, Step::eligible, Stage::eligible},
    Line{Stage::attended, Step::not_eligible, Stage::not_eligible},
    Line{Stage::attended, Step::unsure, Stage::unsure},
    Line{Stage::attended, Step::booked, Stage::booked},
    Line{Stage::attended, Step::could_not_reach, Stage::could_not_reach},
    Line{Stage::attended, Step::declined, Stage::declined},
    Line{Stage::attended, Step::closed, Stage::closed},
    Line{Stage::unsure, Step::eligible, Stage::eligible},
    Line{Stage::unsure, Step::not_eligible, Stage::not_eligible},
    Line{Stage::unsure, Step::declined, Stage::declined},
    Line{Stage::unsure, Step::closed, Stage::closed},
    Line{Stage::eligible, Step::eligible, Stage::eligible},
    Line{Stage::eligible, Step::unsure, Stage::unsure},
    Line{Stage::eligible, Step::taught, Stage::taught},
    Line{Stage::eligible, Step::not_eligible, Stage::not_eligible},
    Line{Stage::eligible, Step::booked, Stage::booked},
    Line{Stage::eligible, Step::could_not_reach, Stage::could_not_reach},
    Line{Stage::eligible, Step::declined, Stage::declined},
    Line{Stage::eligible, Step::closed, Stage::closed},
    Line{Stage::taught, Step::eligible, Stage::taught},
    Line{Stage::taught, Step::unsure, Stage::unsure},
    Line{Stage::taught, Step::taught, Stage::taught},
    Line{Stage::taught, Step::goes_on, Stage::goes_on},
    Line{Stage::taught, Step::wants_time, Stage::wants_time},
    Line{Stage::taught, Step::not_eligible, Stage::not_eligible},
    Line{Stage::taught, Step::booked, Stage::booked},
    Line{Stage::taught, Step::could_not_reach, Stage::could_not_reach},
    Line{Stage::taught, Step::declined, Stage::declined},
    Line{Stage::taught, Step::closed, Stage::closed},
    Line{Stage::wants_time, Step::booked, Stage::booked},
    Line{Stage::wants_time, Step::eligible, Stage::wants_time},
    Line{Stage::wants_time, Step::unsure, Stage::unsure},
    Line{Stage::wants_time, Step::taught, Stage::taught},
    Line{Stage::wants_time, Step::wants_time, Stage::wants_time},
    Line{Stage::wants_time, Step::goes_on, Stage::goes_on},
    Line{Stage::wants_time, Step::could_not_reach, Stage::could_not_reach},
    Line{Stage::wants_time, Step::not_eligible, Stage::not_eligible},
    Line{Stage::wants_time, Step::declined, Stage::declined},
    Line{Stage::wants_time, Step::closed, Stage::closed},
    Line{Stage::goes_on, Step::eligible, Stage::goes_on},
    Line{Stage::goes_on, Step::unsure, Stage::unsure},
    Line{Stage::goes_on, Step::consented, Stage::consented},
    Line{Stage::goes_on, Step::wants_time, Stage::wants_time},
    Line{Stage::goes_on, Step::booked, Stage::booked},
    Line{Stage::goes_on, Step::not_eligible, Stage::not_eligible},
    Line{Stage::goes_on, Step::could_not_reach, Stage::could_not_reach},
    Line{Stage::goes_on, Step::declined, Stage::declined},
    Line{Stage::goes_on, Step::closed, Stage::closed},
    // Whoever left after they consented comes back to where they were: what they gave stands.
    Line{Stage::consented, Step::eligible, Stage::consented},
    Line{Stage::consented, Step::consented, Stage::consented},
    Line{Stage::consented, Step::linkage_given, Stage::consented},
    Line{Stage::consented, Step::baseline_locked, Stage::baseline_locked},
    Line{Stage::consented, Step::booked, Stage::consented},
    Line{Stage::consented, Step::attended, Stage::consented},
    Line{Stage::consented, Step::did_not_attend, Stage::consented},
    Line{Stage::consented, Step::contacted, Stage::consented},
    Line{Stage::consented, Step::could_not_reach, Stage::could_not_reach},
    Line{Stage::consented, Step::unsure, Stage::unsure},
    Line{Stage::consented, Step::not_eligible, Stage::not_eligible},
    Line{Stage::consented, Step::closed, Stage::closed},
    Line{Stage::baseline_locked, Step::eligible, Stage::baseline_locked},
    Line{Stage::baseline_locked, Step::consented, Stage::baseline_locked},
    Line{Stage::baseline_locked, Step::linkage_given, Stage::baseline_locked},
    Line{Stage::baseline_locked, Step::booked, Stage::baseline_locked},
    Line{Stage::baseline_locked, Step::attended, Stage::baseline_locked},
    Line{Stage::baseline_locked, Step::did_not_attend, Stage::baseline_locked},
    Line{Stage::baseline_locked, Step::contacted, Stage::baseline_locked},
    Line{Stage::baseline_locked, Step::could_not_reach, Stage::could_not_reach},
    Line{Stage::baseline_locked, Step::unsure, Stage::unsure},
    Line{Stage::baseline_locked, Step::not_eligible, Stage::not_eligible},
    Line{Stage::baseline_locked, Step::closed, Stage::closed},

    // Allocation. After an intent nothing else comes first: it is sent again until it is answered.
    Line{Stage::baseline_locked, Step::intended, Stage::intended},
    Line{Stage::intended, Step::intended, Stage::intended},
    Line{Stage::intended, Step::randomised, Stage::randomised},

    // Ways back: a new referral, or opened again by a team lead. Never after randomisation.
    Line{Stage::could_not_reach, Step::referred, Stage::referred},
    Line{Stage::could_not_reach, Step::contacted, Stage::contacted},
    Line{Stage::could_not_reach, Step::reopened, Stage::referred},
    Line{Stage::not_eligible, Step::referred, Stage::referred},
    Line{Stage::not_eligible, Step::reopened, Stage::referred},
    Line{Stage::declined, Step::referred, Stage::referred},
    Line{Stage::declined, Step::reopened, Stage::referred},
    Line{Stage::closed, Step::referred, Stage::referred},
    Line{Stage::closed, Step::reopened, Stage::referred},
    Line{Stage::withdrew, Step::referred, Stage::referred},

    // Leaving, from wherever somebody stands.
    Line{Stage::referred, Step::withdrew, Stage::withdrew},
    Line{Stage::contacted, Step::withdrew, Stage::withdrew},
    Line{Stage::booked, Step::withdrew, Stage::withdrew},
    Line{Stage::did_not_attend, Step::withdrew, Stage::withdrew},
    Line{Stage::attended, Step::withdrew, Stage::withdrew},
    Line{Stage::unsure, Step::withdrew, Stage::withdrew},
    Line{Stage::eligible, Step::withdrew, Stage::withdrew},
    Line{Stage::taught, Step::withdrew, Stage::withdrew},
    Line{Stage::wants_time, Step::withdrew, Stage::withdrew},
    Line{Stage::goes_on, Step::withdrew, Stage::withdrew},
    Line{Stage::consented, Step::withdrew, Stage::withdrew},
    Line{Stage::baseline_locked, Step::withdrew, Stage::withdrew},
    Line{Stage::could_not_reach, Step::withdrew, Stage::withdrew},
    Line{Stage::not_eligible, Step::withdrew, Stage::withdrew},
    Line{Stage::declined, Step::withdrew, Stage::withdrew},
    Line{Stage::closed, Step::withdrew, Stage::withdrew},
    Line{Stage::randomised, Step::withdrew, Stage::randomised_withdrew},
    Line{Stage::referred, Step::died, Stage::died},
    Line{Stage::contacted, Step::died, Stage::died},
    Line{Stage::booked, Step::died, Stage::died},
    Line{Stage::did_not_attend, Step::died, Stage::died},
    Line{Stage::attended, Step::died, Stage::died},
    Line{Stage::unsure, Step::died, Stage::died},
    Line{Stage::eligible, Step::died, Stage::died},
    Line{Stage::taught, Step::died, Stage::died},
    Line{Stage::wants_time, Step::died, Stage::died},
    Line{Stage::goes_on, Step::died, Stage::died},
    Line{Stage::consented, Step::died, Stage::died},
    Line{Stage::baseline_locked, Step::died, Stage::died},
    Line{Stage::could_not_reach, Step::died, Stage::died},
    Line{Stage::not_eligible, Step::died, Stage::died},
    Line{Stage::declined, Step::died, Stage::died},
    Line{Stage::closed, Step::died, Stage::died},
    Line{Stage::withdrew, Step::died, Stage::died},
    Line{Stage::randomised, Step::died, Stage::randomised_died},
    Line{Stage::randomised_withdrew, Step::died, Stage::randomised_died},
};

} // namespace journey_table_lines

std::span<const Line> journey_table()
{
    return journey_table_lines::lines;
}

Result<Stage, Refusal> may_follow(std::optional<Stage> stage, Step step)
{
    const auto lines = journey_table();
    const auto found = std::ranges::find_if(
        lines, [&](const Line& line) { return line.from == stage && line.step == step; });
    if (found != lines.end()) return found->to;
    if (!stage) return refuse(Refusal::not_begun);
    if (is_dead(*stage)) return refuse(Refusal::has_died);
    if (is_randomised(*stage)) return refuse(Refusal::already_randomised);
    return refuse(Refusal::may_not_follow);
}

} // namespace evenhand::participants
