#pragma once

#include "core/id.hpp"
#include "core/time.hpp"
#include "people/identity/identity.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>

// Two records with one National Insurance number: a slip of the keyboard, or one person who came
// twice. A lead finds out before either of them is randomised (design 5).

namespace evenhand::consent {

using identity::PersonId;

/// What a lead found out, from the side of one of the two records.
enum class MatchFinding { two_people, this_is_the_duplicate, other_is_the_duplicate };
/// How they know. A closed list: what is written of two people at once could be sealed under the
/// key of only one of them.
enum class MatchGround { documents, spoke_to_both, number_corrected, records_compared };

std::span<const MatchFinding> all_match_findings();
std::span<const MatchGround> all_match_grounds();
std::string_view name_of(MatchFinding finding);
std::string_view name_of(MatchGround ground);
std::optional<MatchFinding> match_finding_named(std::string_view name);
std::optional<MatchGround> match_ground_named(std::string_view name);
/// As staff read it.
std::string_view label_of(MatchFinding finding);
std::string_view label_of(MatchGround ground);

/// A finding that stands.
struct MatchSettled
{
    MatchFinding finding = MatchFinding::two_people;
    MatchGround ground = MatchGround::documents;
    Instant at;
    std::string actor;
};

/// Another record that has the number, or of which that was once settled.
struct NumberMatch
{
    PersonId other;
    std::optional<MatchSettled> settled; ///< nothing: a lead still has to find out
};

/// What stands between a person and the draw because of their number.
struct NumberGate
{
    bool undecided = false; ///< another record has it, and nobody found out yet
    bool duplicate = false; ///< this record is the one of two that goes no further
};

/// Why a finding is not written.
enum class SettleRefusal {
    not_there,  ///< the two were never found to have one number
    randomised, ///< the record that would go no further is in a group already, or at the draw
};
std::string_view code(SettleRefusal refusal);

} // namespace evenhand::consent
