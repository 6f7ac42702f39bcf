#pragma once

#include "core/id.hpp"
#include "core/result.hpp"
#include "core/time.hpp"
#include "intake/allocation/epoch.hpp"
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

/// How the protocol that this program runs under stands to the one in force.
enum class ProtocolStanding {
    holds,
    not_frozen, ///< live: it is not the one that was frozen
    amended,    ///< another version is in force
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
    bool eligible_lapsed = false; ///< decided longer ago than the protocol lets it stand
    bool of_age = true;           ///< by the birth date on record now, on the day of the decision
    std::optional<ConsentShown> consent;
    std::optional<std::string> baseline; ///< the id of the locked one
    bool withdrawn = false;              ///< from everything, or from support
    bool died = false;
    bool same_number = false;   ///< another record has their number; nobody found out yet
    bool likely_match = false;  ///< another record agrees with theirs; nobody compared the two yet
    bool duplicate = false;     ///< of two records of one person, the one that stops
    bool lost_capacity = false; ///< nothing more is done without a consultee
    bool in_prison = false;     ///< research there needs an approval of its own
    bool earlier_on_paper = false; ///< of two on paper in one stratum, somebody else came first
    ProtocolStanding protocol = ProtocolStanding::holds;
};

/// Why somebody is not put into a group. The first that holds is said.
enum class Refusal {
    already_randomised,
    died,
    withdrawn,
    duplicate,
    same_number,  ///< another record has the same National Insurance number
    likely_match, ///< another record agrees by a detail that nobody has compared
    lost_capacity,
    in_prison,
    not_eligible,
    not_of_age, ///< by a birth date that was corrected after the decision
    eligibility_lapsed,
    eligibility_of_elsewhere, ///< decided for another area or group than the journey's
    no_consent,
    consent_outdated, ///< under another form or information sheet than those in force
    required_item_refused,
    baseline_open,
    not_at_this_point, ///< the journey is elsewhere
    protocol_not_frozen,
    protocol_amended, ///< another version is in force than the one that this program runs under
    no_ceremony,      ///< live: the parties have not yet given what the sequence follows from
    unknown_stratum,
    earlier_on_paper, ///< somebody who came before them, on paper too, still waits
    stratum_frozen,   ///< an older copy of the store was put back
    drawn_before,     ///< and the part that was lost held their group
};
std::string_view code(Refusal refusal);
/// As staff read it: what is missing and what to do.
std::string_view sentence(Refusal refusal);

/// The stratum in which this person is drawn, or why they are not.
Result<protocol::Stratum, Refusal> judge(const protocol::Protocol& protocol,
                                         const Evidence& evidence);

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

/// What follows an allocation, in its transaction: one row in either arm, so that no count tells.
using HandOff = std::function<void(storage::UnitOfWork&, const Allocated&)>;

} // namespace evenhand::allocation
