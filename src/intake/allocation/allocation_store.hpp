#pragma once

#include "intake/allocation/allocation.hpp"
#include "intake/allocation/draw_record.hpp"
#include "intake/allocation/flags.hpp"
#include "people/identity/identity_store.hpp"
#include "people/identity/note_store.hpp"
#include "randomisation/sealed/opening.hpp"
#include "storage/rebuild.hpp"
#include "storage/table.hpp"
#include "storage/unit_of_work.hpp"

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace evenhand::allocation {

/// The audited tables of this room, for `verify all`.
std::span<const storage::Table* const> audited_tables();
/// How far each stratum is, as intents and allocations give it, for `evenhand rebuild`.
storage::DerivedTable derived_strata();
/// The rows of this room with texts sealed for that person, for an erasure of the class.
std::vector<identity::SealedRow> sealed_rows(storage::UnitOfWork& work, std::string_view whose,
                                             identity::KeyClass key_class);

/// How far a stratum is.
struct Progress
{
    std::int64_t bound = 0;   ///< positions that somebody stands at
    std::int64_t settled = 0; ///< of those, allocated: always the first ones
};

/// Where a stratum goes on.
struct NextPlace
{
    std::int64_t position = 1;
    std::int64_t epoch = 1; ///< that holds it, or the last one where none does yet
};

/// What an intent is written with.
struct NewIntent
{
    PersonId person;
    std::string stratum;
    std::int64_t position = 0;
    std::string area;
    std::string group;
    std::string consent;
    std::string baseline;
    std::string binding;
    std::string request_key;
};

/// A drawn allocation.
struct Drawn
{
    AllocationId id;
    PersonId person;
    std::string arm;
    std::string receipt; ///< JSON, as it is downloaded
    std::string mode;
    std::string actor;
    Instant at;
};

/// Where a walk over the allocations stands.
struct SettledPlace
{
    std::string stratum;
    std::int64_t position = 0;
};

/// What the reveal needs of an allocation, and nothing of whose it is.
struct Settled
{
    SettledPlace place;
    std::int64_t epoch = 1;
    std::string receipt;
};

/// Whether what was written beside a flag is opened.
enum class Notes { closed, opened };

/// The sealed note of a flag; nothing where there is none.
std::optional<identity::SealedText> sealed_note(storage::UnitOfWork& work, const std::string& flag);

/// Epochs, intents, allocations and flags. Every function runs in the caller's unit of work.
class AllocationStore
{
public:
    explicit AllocationStore(const identity::NoteStore& notes) : notes_(notes) {}

    /// Locks the stratum until the unit ends, and says how far it is. After the person, before the
    /// head of the log (design 8.3).
    Progress lock_stratum(storage::UnitOfWork& work, std::string_view stratum) const;

    /// How many positions of the stratum somebody stands at. Locks nothing.
    std::int64_t bound(storage::UnitOfWork& work, std::string_view stratum) const;

    /// Where each stratum that has an epoch goes on, by its label. One statement; locks nothing.
    std::map<std::string, NextPlace, std::less<>> next_places(storage::UnitOfWork& work) const;

    /// The last committed epoch of a stratum, or nothing.
    std::optional<Epoch> last_epoch(storage::UnitOfWork& work, std::string_view stratum) const;
    /// The epoch that holds a position, if it was committed.
    std::optional<Epoch> epoch_of(storage::UnitOfWork& work, std::string_view stratum,
                                  std::int64_t position) const;
    /// Every committed epoch, in the order of strata and numbers.
    std::vector<Epoch> epochs(storage::UnitOfWork& work) const;
    void append_epoch(storage::UnitOfWork& work, const Epoch& epoch) const;

    /// Binds a person to the position, which is the stratum's next. Under its lock.
    Intent bind(storage::UnitOfWork& work, const NewIntent& intent) const;
    std::optional<Intent> intent_of(storage::UnitOfWork& work, PersonId person) const;
    /// The first position of the stratum that is bound and not settled, or nothing.
    std::optional<Intent> first_unsettled(storage::UnitOfWork& work,
                                          std::string_view stratum) const;

    /// Writes the allocation of an intent, which is the first unsettled one. Under its lock.
    AllocationId append(storage::UnitOfWork& work, const Intent& intent, const Epoch& epoch,
                        const sealed::Receipt& receipt, std::string_view arm,
                        std::string_view mode) const;
    std::optional<Drawn> allocation_of(storage::UnitOfWork& work, PersonId person) const;

    /// What was drawn and what was not, folded over every position: one scan by key range, at most
    /// a thousand rows at a time.
    DrawRecord draw_record(storage::UnitOfWork& work, const protocol::Protocol& protocol) const;

    /// Of those who were ready on paper and have been put into a group the latest 50, in the order
    /// of their forms.
    std::vector<PaperDraw> drawn_on_paper(storage::UnitOfWork& work) const;

    /// The next 1,000 allocations in the order of strata and positions; empty at the end.
    std::vector<Settled> settled_after(storage::UnitOfWork& work, const SettledPlace& after) const;

    /// False if the person's casework class was erased: nothing more is written about them.
    bool flag(storage::UnitOfWork& work, PersonId person, const NewFlag& flag) const;
    /// That it is a second randomisation first, then what was written down and stands, the latest
    /// first, at most 50: somebody is randomised once, and each is written by hand.
    std::vector<Flag> flags(storage::UnitOfWork& work, PersonId person, Notes notes) const;

private:
    const identity::NoteStore& notes_;
};

} // namespace evenhand::allocation
