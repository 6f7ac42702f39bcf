#pragma once

#include "core/id.hpp"
#include "core/result.hpp"
#include "core/time.hpp"
#include "crypto/mode.hpp"
#include "people/identity/identity.hpp"
#include "people/participants/journey_words.hpp"
#include "protocol/consent_items.hpp"
#include "protocol/randomisation_spec.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace evenhand::protocol {
struct Protocol;
} // namespace evenhand::protocol
namespace evenhand::storage {
class UnitOfWork;
} // namespace evenhand::storage

namespace evenhand::allocation {

using identity::PersonId;
using AllocationId = Id<struct AllocationIdTag>;
using IntentId = Id<struct AllocationIntentIdTag>;

/// The consent that is in force.
struct ConsentShown
{
    std::string id;
    std::string form_version;
    std::string sheet_version;
    protocol::AgreedItems agreed;
};

/// What the gates look at, as it stands in the transaction that would write the intent.
struct Evidence
{
    participants::Stage stage = participants::Stage::referred;
    std::string area; ///< of the journey
    std::string group;
    bool eligible = false; ///< the standing decision is *eligible*
    std::string eligible_area;
    std::string eligible_group;
    std::optional<ConsentShown> consent;
    std::optional<std::string> baseline; ///< the id of the locked one
    bool withdrawn = false;              ///< from everything, or from support
    bool died = false;
    bool protocol_holds = true; ///< live: the protocol is the one that was frozen
};

/// Why somebody is not put into a group. The first that holds is said.
enum class Refusal {
    already_randomised,
    died,
    withdrawn,
    not_eligible,
    eligibility_of_elsewhere, ///< decided for another area or group than the journey's
    no_consent,
    consent_outdated, ///< under another form or information sheet than those in force
    required_item_refused,
    baseline_open,
    not_at_this_point, ///< the journey is elsewhere
    protocol_not_frozen,
    unknown_stratum,
};
std::string_view code(Refusal refusal);
/// As staff read it: what is missing and what to do.
std::string_view sentence(Refusal refusal);

/// The stratum in which this person is drawn, or why they are not.
Result<protocol::Stratum, Refusal> judge(const protocol::Protocol& protocol,
                                         const Evidence& evidence);

/// A committed run of positions of one stratum.
struct Epoch
{
    std::string stratum;
    std::uint32_t stratum_index = 0;
    std::int64_t number = 1;
    std::int64_t first_position = 1; ///< positions count from 1 across epochs
    std::uint32_t capacity = 0;
    std::string trial; ///< as its leaves name it
    std::string spec_hash;
    std::string root;
    std::string commitment; ///< of the contribution

    [[nodiscard]] bool holds(std::int64_t position) const;
    /// The place in the epoch's own count, from 0. CHECKs that it holds the position.
    [[nodiscard]] std::uint32_t index_of(std::int64_t position) const;
    /// Whether so many positions are taken that the next epoch must stand ready: 80 %.
    [[nodiscard]] bool is_filling(std::int64_t positions_bound) const;

    friend bool operator==(const Epoch&, const Epoch&) = default;
};

/// The name of the trial in its leaves. It holds the mode, so a leaf of a demonstration never
/// proves anything to a live reader, and the epoch, so receipts of two epochs cannot be exchanged.
std::string leaf_trial(const protocol::Protocol& protocol, crypto::Mode mode, std::int64_t epoch);

/// The one who supplies the contribution until there is a ceremony.
inline constexpr std::string_view platform_party = "platform";

/// Somebody bound to a position.
struct Intent
{
    IntentId id;
    PersonId person;
    std::string stratum;
    std::int64_t position = 0;
    std::string area;
    std::string group;
    std::string binding; ///< a keyed hash of the person: all that the allocator learns of them
    std::string actor;
    Instant at;
};

/// What an allocation is to the rooms that may know it.
struct Allocated
{
    AllocationId id;
    PersonId person;
    std::string arm; ///< its id in the protocol
    protocol::HandOff hand_off = protocol::HandOff::local_services;
    std::string area;
    std::string group;
    Instant at;
};

/// What follows an allocation, within its transaction: a case, or the local-services pack. One row
/// and one entry in either arm, so that no count tells which.
using HandOff = std::function<void(storage::UnitOfWork&, const Allocated&)>;

/// Whose hands an allocation went through, as facts name them.
struct Hands
{
    std::string intended_by;
    std::string settled_by;
    Instant settled;
};
/// Whether that member of staff sat with the person when the group was told: they asked for it, on
/// that London day. Who recruits learns the groups of their own appointments, because they must say
/// them, and cannot look up the past (design 8.9; a list of past groups makes the next guessable).
bool is_own_appointment(const Hands& hands, std::string_view actor, Instant now);

} // namespace evenhand::allocation
