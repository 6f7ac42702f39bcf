#pragma once

#include "protocol/choice.hpp"

#include <string>
#include <vector>

namespace evenhand::protocol {

/// An answer to "Are you in paid work now?" and the group that it points to.
struct WorkChoice
{
    std::string id;
    std::string label;
    std::string group;   ///< empty: this trial has no group for it, and the person is told so
    std::string why_not; ///< why there is none, in words; empty where there is a group
};

/// Help for someone who cannot join.
struct Elsewhere
{
    std::string name;
    std::string plain;
};

/// What the public front door asks.
struct Referral
{
    int draft_days = 0; ///< how long an unsent referral is kept
    std::vector<Elsewhere> elsewhere;
    std::vector<WorkChoice> work;
    std::vector<Choice> condition_kinds;
    std::vector<Choice> other_help;
    std::vector<Choice> needs;
    std::vector<Choice> sources;
};

} // namespace evenhand::protocol
