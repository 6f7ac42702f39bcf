#pragma once

#include "people/participants/journey_words.hpp"
#include "protocol/protocol.hpp"

#include <string>
#include <string_view>
#include <vector>

// How somebody's way ends by a talk: they say no, cannot join, or there is nothing to go on with.

namespace evenhand::appointments {

/// One reason, as a code of the step and as staff read it.
struct EndingReason
{
    std::string code;
    std::string label;
};

/// A step that ends it, with the reasons from which one is chosen.
struct Ending
{
    participants::Step step = participants::Step::closed;
    std::vector<EndingReason> reasons;
};

/// How it can end by a talk with somebody at that stage. Nothing where it cannot. That somebody is
/// not eligible is said here only of those who were not asked at an appointment yet; that they
/// leave after they consented is a withdrawal.
std::vector<Ending> endings_at(const protocol::Protocol& protocol, participants::Stage stage);
/// As staff read it: "They do not want to take part".
std::string_view label_of_ending(participants::Step step);
/// Whether that reason is among those of that step.
bool is_ending(const std::vector<Ending>& endings, participants::Step step, std::string_view code);

} // namespace evenhand::appointments
