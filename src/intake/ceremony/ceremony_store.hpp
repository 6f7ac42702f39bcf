#pragma once

#include "intake/ceremony/ceremony.hpp"
#include "intake/ceremony/custody.hpp"
#include "storage/table.hpp"
#include "storage/unit_of_work.hpp"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace evenhand::ceremony {

/// The audited tables of this room, for `verify all`.
std::span<const storage::Table* const> audited_tables();

/// Who takes part, and under which name the trial is committed to.
struct Cast
{
    std::string trial;                ///< with its mode: "working-win/live"
    std::vector<std::string> parties; ///< the platform among them
    std::string beacon = {};          ///< the one that the protocol names; empty: none
};

/// The ceremony that the next epochs come from.
struct InForce
{
    std::int64_t ceremony = 1;
    std::string digest; ///< by which its epochs name it
};

/// The acts, and what was given. Every function runs in the caller's unit of work.
class CeremonyStore
{
public:
    /// Borrows the custody.
    CeremonyStore(Custody& custody, Cast cast) : custody_(custody), cast_(std::move(cast)) {}

    [[nodiscard]] const Cast& cast() const { return cast_; }
    /// In the order in which they were done. A ceremony has some ten, and a trial one or two.
    std::vector<Act> acts(storage::UnitOfWork& work) const;
    /// Keeps everybody else from acting until the unit ends, so that what is read from here on is
    /// what will be acted on. Every act takes its turn by itself; whoever decides by what `acts`
    /// says takes it before.
    void take_turn(storage::UnitOfWork& work) const;

    std::optional<Refusal> propose(storage::UnitOfWork& work, std::string_view reason) const;
    /// Keeps the hash of the spec, and the platform's commitment with it.
    std::optional<Refusal> freeze(storage::UnitOfWork& work, std::string_view spec_hash) const;
    std::optional<Refusal> commit(storage::UnitOfWork& work, std::string_view party,
                                  std::string_view commitment) const;
    /// Keeps a contribution that opens its commitment. After the last one the platform gives its
    /// own.
    std::optional<Refusal> reveal(storage::UnitOfWork& work,
                                  const sealed::Contribution& contribution) const;
    /// Why what stands so cannot be published with that value of the beacon. Asks the custody
    /// whether it still has the keys with which the platform committed.
    [[nodiscard]] std::optional<Refusal> why_not_published(const Standing& standing,
                                                           std::string_view beacon) const;
    /// That the ceremony is whole and draws from now on, with the value of the beacon that the
    /// protocol names. False, and nothing is kept, where it was published already, another was
    /// begun, or the value is none.
    bool published(storage::UnitOfWork& work, std::int64_t ceremony,
                   std::string_view beacon = {}) const;
    /// Everything at once, with contributions that the program makes for all: never live.
    std::optional<Refusal> play(storage::UnitOfWork& work, std::string_view spec_hash) const;

    /// Nothing while none was published.
    std::optional<InForce> in_force(storage::UnitOfWork& work) const;
    /// What was given in every published ceremony as it is kept, in their order: what may leave for
    /// the allocator's process.
    std::vector<SealedGift> sealed_given(storage::UnitOfWork& work) const;

private:
    struct NewAct;
    void append(storage::UnitOfWork& work, std::int64_t ceremony, const NewAct& act) const;

    Custody& custody_;
    Cast cast_;
};

} // namespace evenhand::ceremony
