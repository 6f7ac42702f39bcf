#include "recruitment/appointments/endings.hpp"

#include "people/participants/participants.hpp"

#include <algorithm>

namespace evenhand::appointments {

namespace endings {

using participants::Stage;
using participants::Step;

/// Nobody has decided who they are for the trial yet: what they say on the telephone may.
bool is_before_the_appointment(Stage stage)
{
    return stage == Stage::referred || stage == Stage::contacted || stage == Stage::booked ||
           stage == Stage::did_not_attend;
}

/// Too many missed appointments are a team lead's decision, on a page of its own.
bool is_said_by_a_talk(std::string_view detail)
{
    return detail != "did_not_attend";
}

std::vector<EndingReason> reasons_of(const protocol::Protocol& protocol, Step step)
{
    std::vector<EndingReason> all;
    if (step == Step::not_eligible) {
        for (const auto& reason : protocol.eligibility.reasons)
            all.push_back({reason.id, reason.label});
        return all;
    }
    for (const std::string_view detail : participants::details_of(step)) {
        if (is_said_by_a_talk(detail))
            all.push_back({std::string(detail), participants::label_of_detail(detail)});
    }
    return all;
}

} // namespace endings

std::vector<Ending> endings_at(const protocol::Protocol& protocol, participants::Stage stage)
{
    using participants::Step;
    std::vector<Ending> all;
    for (const Step step : {Step::declined, Step::not_eligible, Step::closed}) {
        if (!participants::is_open(stage) || !participants::may_follow(stage, step)) continue;
        if (step == Step::not_eligible && !endings::is_before_the_appointment(stage)) continue;
        all.push_back({.step = step, .reasons = endings::reasons_of(protocol, step)});
    }
    return all;
}

std::string_view label_of_ending(participants::Step step)
{
    using participants::Step;
    if (step == Step::declined) return "They do not want to take part";
    if (step == Step::not_eligible) return "They cannot join";
    return "It cannot go on";
}

bool is_ending(const std::vector<Ending>& endings, participants::Step step, std::string_view code)
{
    const auto found = std::ranges::find(endings, step, &Ending::step);
    return found != endings.end() &&
           std::ranges::find(found->reasons, code, &EndingReason::code) != found->reasons.end();
}

} // namespace evenhand::appointments
