#pragma once

#include "core/id.hpp"
#include "core/time.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace evenhand::ceremony {

/// What this program is called among the parties.
inline constexpr std::string_view platform = "platform";

enum class Kind { proposed, frozen, committed, revealed, published };
std::string_view name_of(Kind kind);
std::optional<Kind> kind_named(std::string_view name);

/// One thing that was done in a ceremony.
struct Act
{
    std::int64_t ceremony = 1;
    Kind kind = Kind::frozen;
    std::string party; ///< empty where it is nobody's
    /// In hexadecimal: the hash of the spec, the commitment, or of what was published the value of
    /// the beacon; empty where there is none.
    std::string value;
    std::string actor;
    std::string reason;
    Instant at;
};

/// Where the latest ceremony is.
struct Standing
{
    std::int64_t ceremony = 1;
    std::optional<std::string> proposed_by; ///< of a ceremony after the first
    std::string reason;
    std::string spec_hash; ///< empty until it is frozen
    std::map<std::string, std::string> commitments;
    std::set<std::string> revealed;
    bool published = false;
    std::int64_t last_published = 0; ///< the ceremony that draws; 0 while there is none

    [[nodiscard]] bool frozen() const { return !spec_hash.empty(); }
    [[nodiscard]] bool all_committed(std::span<const std::string> parties) const;
    [[nodiscard]] bool all_revealed(std::span<const std::string> parties) const;
};

/// `acts` in their order.
Standing standing_of(std::span<const Act> acts);

/// What somebody may do for a ceremony.
enum class Step { freeze, commit, reveal, publish, propose };
/// As its address says it.
std::string_view name_of(Step step);
/// What the ceremony waits for. One that was published waits for nothing until the next is
/// proposed.
Step next_step(const Standing& standing, std::span<const std::string> parties);
/// The parties, other than the platform, that have still to commit, or to give when all have.
std::vector<std::string> owing(const Standing& standing, std::span<const std::string> parties);

/// Why an act is not done now.
enum class Refusal {
    out_of_order,     ///< something before it is missing, or it was done already
    unknown_party,    ///< not one that the protocol names, or the platform, which acts by itself
    same_person,      ///< a new ceremony is frozen by another person than the one who proposed it
    does_not_open,    ///< the contribution is not the one that was committed to
    protocol_open,    ///< live: the protocol was not frozen, or is another than the frozen one
    not_a_commitment, ///< not 64 hexadecimal digits
    not_a_beacon,     ///< the protocol names a beacon, and this is no value of one
    no_beacon,        ///< the protocol names none, and a value was given
    allocator_away,   ///< what needs the allocator's keys was not answered
    other_keys,       ///< the allocator's keys are not those that the platform committed with
};
std::string_view sentence(Refusal refusal);

/// One that was proposed and not begun is given up by anybody but its proposer proposing the next:
/// where there is one administrator, the custodian takes up what that one proposed.
std::optional<Refusal> why_not_propose(const Standing& standing, std::string_view actor);
std::optional<Refusal> why_not_freeze(const Standing& standing, std::string_view actor);
std::optional<Refusal> why_not_commit(const Standing& standing,
                                      std::span<const std::string> parties, std::string_view party);
std::optional<Refusal> why_not_reveal(const Standing& standing,
                                      std::span<const std::string> parties, std::string_view party);
std::optional<Refusal> why_not_publish(const Standing& standing,
                                       std::span<const std::string> parties);
/// Of the beacon that the protocol names, or of none.
std::optional<Refusal> why_not_beacon(std::string_view named, std::string_view value);

} // namespace evenhand::ceremony
