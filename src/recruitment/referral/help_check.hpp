#pragma once

#include "protocol/protocol.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// "Check if this could help you": a few coarse answers, held in the address of the next page and
// nowhere else. The address has their places in the protocol's lists and not their words, so that
// a browser's history on a shared computer says nothing of somebody's health.

namespace evenhand::referral {

enum class Condition { yes, no, not_sure };

/// Where the GP surgery is: an area of the protocol, by its place in the list; not known; or in
/// none of them.
struct SurgeryArea
{
    enum class Kind { area, not_sure, outside } kind = Kind::not_sure;
    std::size_t area = 0; ///< where kind is area
    friend bool operator==(const SurgeryArea&, const SurgeryArea&) = default;
};

/// What was answered so far.
struct HelpCheck
{
    std::optional<bool> old_enough = {};
    std::optional<SurgeryArea> surgery = {};
    std::optional<std::size_t> work = {}; ///< place in the protocol's list of answers
    std::optional<Condition> condition = {};
    friend bool operator==(const HelpCheck&, const HelpCheck&) = default;
};

/// "1.4.-.-": an answer each, a hyphen where there is none yet.
std::string encode(const HelpCheck& check);
/// Nothing unless encode() could have written it for this protocol. No text is no answer yet.
std::optional<HelpCheck> help_check_from(const protocol::Protocol& protocol, std::string_view text);

/// What the answers point to. Only a person decides who may join; this only spares people a form
/// that would end in a no.
enum class Likely { could_help, too_young, outside_area, no_group, no_condition };

/// The first answer, in the order of the questions, that makes joining unlikely; could_help where
/// all are given and none does; nothing while one is open. "Not sure" is never a no.
std::optional<Likely> likely(const protocol::Protocol& protocol, const HelpCheck& check);

/// The question that comes next, by the page that asks it: "age", "surgery", "work", "health"; or
/// "result".
std::string_view next_step(const protocol::Protocol& protocol, const HelpCheck& check);

/// The surgery area for the areas that a look-up gave: none, one; nothing where the person must say
/// which of several.
std::optional<SurgeryArea> only_area(const protocol::Protocol& protocol,
                                     const std::vector<std::string>& areas);

} // namespace evenhand::referral
