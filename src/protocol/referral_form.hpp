#pragma once

#include "protocol/choice.hpp"

#include <string>
#include <string_view>
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

/// An answer to an optional question on equality; some are asked more exactly.
struct EqualityChoice
{
    std::string id;
    std::string label;
    std::vector<Choice> details; ///< may be empty
};

/// Asked after a referral was sent, never needed, and kept apart from the decision.
struct EqualityQuestion
{
    std::string id;
    std::string label;
    std::vector<EqualityChoice> choices;
};

/// The answer that the program adds to each question on equality.
inline constexpr std::string_view prefer_not_to_say = "prefer-not-to-say";

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
    std::vector<EqualityQuestion> equality; ///< may be empty: then nobody is asked
};

} // namespace evenhand::protocol
