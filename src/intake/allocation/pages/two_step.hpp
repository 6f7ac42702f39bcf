#pragma once

#include "intake/allocation/allocation_store.hpp"
#include "intake/allocation/allocator.hpp"
#include "people/participants/participants_store.hpp"
#include "storage/units.hpp"

#include <array>
#include <functional>
#include <mutex>
#include <string>
#include <variant>
#include <vector>

namespace evenhand::allocation {

class TrialSpec;

/// Reads what the gates look at, in the unit that would write the intent. Passed in, because the
/// facts are other rooms'.
using ReadEvidence = std::function<Evidence(storage::UnitOfWork&, PersonId)>;

/// The latest published ceremony, or nothing while there is none. Passed in, because its facts are
/// another room's.
using ReadCeremony = std::function<std::optional<CeremonyInForce>(storage::UnitOfWork&)>;

/// What the two steps stand on. All of it outlives them.
struct TwoStepParts
{
    const protocol::Protocol& protocol;
    const crypto::Keys& keys;
    const participants::JourneyStore& journeys;
    const AllocationStore& store;
    const TrialSpec& spec;
    ReadCeremony ceremony;
    Allocator& allocator;
    ReadEvidence evidence;
    HandOff hand_off;
};

/// Who is to be put into a group, and the request that asks for it.
struct Wanted
{
    PersonId person;
    std::string scope;    ///< of the idempotency key
    std::string key;      ///< that the server put into the form
    std::string digest;   ///< of what was asked
    std::string location; ///< where the answer leads
};

/// Why a request takes no step at all: the key is another request's, or one that is being answered.
enum class KeyClash { other_request, in_flight };

/// The intent stands, now or since an earlier request; it is to be settled.
struct Intended
{
    PersonId person;
};
using IntendAnswer = std::variant<Intended, Refusal, KeyClash, AllocatorFault>;

/// Randomises in two transactions, so that whoever vanishes between them is visible and loses
/// nothing. Safe from any thread, and from several processes on PostgreSQL: what orders them is the
/// stratum's row; the turns below only spare work that would be thrown away.
class TwoStep
{
public:
    explicit TwoStep(TwoStepParts parts) : parts_(std::move(parts)) {}

    /// T1: every gate, the journey's step and the intent with its position. Sent again, it finds
    /// what it did before, also under another key. A fault where the position needs an epoch that
    /// nobody can commit now: nothing was written.
    IntendAnswer intend(storage::Units& units, const storage::Actor& actor, const Wanted& wanted);
    /// Asks the allocator, and T2: the proof, the allocation, the hand-off, the journey's step.
    /// Those whom somebody left at an earlier position of the stratum come first, in the name of
    /// the program. Settled already: nothing is done. A fault leaves the intent as it is.
    std::optional<AllocatorFault> settle(storage::Units& units, const storage::Actor& actor,
                                         PersonId person);

    /// Publishes an epoch of the latest ceremony for every stratum that has none of it: before
    /// recruitment opens, and where new keys come, from the stratum's next position on. What stands
    /// at earlier positions stays under its own keys. Nothing while there is no ceremony. May be
    /// sent again.
    /// A ceremony after the first is also the way back for a stratum that is frozen: its epoch
    /// begins at the next position of this store, under a number that no lost part of it has used.
    std::optional<AllocatorFault> go_over(storage::Units& units);

    /// The strata that an older copy of the store has frozen, in the protocol's order. Asks nobody,
    /// tells of no position, and costs one statement.
    [[nodiscard]] std::vector<std::string> frozen(storage::UnitOfWork& work) const;

private:
    /// The position needs an epoch that was not committed yet.
    struct NeedsEpoch
    {
        std::string stratum;
    };
    using FirstStep = std::variant<Intended, Refusal, KeyClash, NeedsEpoch>;

    /// Somebody who is to be bound, and what was opened for them before.
    struct Candidate
    {
        const Wanted& wanted;
        const std::string& binding;
        const std::optional<OpenedFor>& before;
    };
    FirstStep first_step(storage::UnitOfWork& work, const Candidate& who) const;
    FirstStep write_intent(storage::UnitOfWork& work, const Candidate& who) const;
    [[nodiscard]] std::optional<Refusal> why_not_bind(const Candidate& who, const Epoch& epoch,
                                                      std::int64_t position) const;
    std::optional<AllocatorFault> settle_one(storage::Units& units, const storage::Actor& actor,
                                             const Intent& intent);
    std::optional<AllocatorFault> second_step(storage::UnitOfWork& work, const Ask& ask,
                                              const Intent& intent,
                                              const sealed::Receipt& receipt) const;
    /// What an epoch follows, and where it comes from.
    struct EpochState
    {
        std::optional<Epoch> last;
        std::optional<CeremonyInForce> ceremony;
    };
    [[nodiscard]] EpochState epoch_state(storage::Units& units, std::string_view stratum) const;
    /// Nothing: another epoch stands. A refusal where there is no ceremony to draw from.
    using Hindrance = std::optional<std::variant<Refusal, AllocatorFault>>;
    Hindrance commit_next(storage::Units& units, std::string_view stratum);
    /// The next epoch of a stratum after the last: behind it, or from the next position on where it
    /// is of an earlier ceremony. Nothing is done where somebody else came first.
    std::optional<AllocatorFault> publish_epoch(storage::Units& units,
                                                const protocol::Stratum& stratum,
                                                const std::optional<Epoch>& last,
                                                const CeremonyInForce& ceremony);
    [[nodiscard]] Result<Epoch, AllocatorFault> rooted(const protocol::Stratum& stratum,
                                                       std::int64_t number,
                                                       const CeremonyInForce& ceremony) const;
    void stand_ready(storage::Units& units, std::string_view stratum);
    [[nodiscard]] std::string binding_of(PersonId person) const;
    std::mutex& turn(std::string_view stratum);

    TwoStepParts parts_;
    static constexpr std::size_t turns = 16;
    std::array<std::mutex, turns> turns_;
};

} // namespace evenhand::allocation
