#pragma once

#include "crypto/keys.hpp"
#include "intake/ceremony/ceremony.hpp"
#include "randomisation/sealed/keys.hpp"
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

/// What everybody gave in one ceremony.
struct Given
{
    std::int64_t ceremony = 1;
    std::vector<sealed::Contribution> contributions;
    std::optional<sealed::Public32> beacon = {}; ///< its value, where one was named
};

/// One contribution of a published ceremony as it is kept: only whoever holds the keys can open it.
struct SealedGift
{
    std::int64_t ceremony = 1;
    std::string row; ///< the act's id, to which it is bound
    std::string party;
    std::optional<std::string> sealed; ///< nothing: the program's own, which follows from its keys
    std::string beacon = {};           ///< of the ceremony, in hexadecimal; empty: none

    friend bool operator==(const SealedGift&, const SealedGift&) = default;
};

/// The acts, and what was given. Every function runs in the caller's unit of work.
class CeremonyStore
{
public:
    CeremonyStore(const crypto::Keys& keys, Cast cast) : keys_(keys), cast_(std::move(cast)) {}

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
    /// That the ceremony is whole and draws from now on, with the value of the beacon that the
    /// protocol names. False, and nothing is kept, where it was published already, another was
    /// begun, or the value is none.
    bool published(storage::UnitOfWork& work, std::int64_t ceremony,
                   std::string_view beacon = {}) const;
    /// Everything at once, with contributions that the program makes for all: never live.
    void play(storage::UnitOfWork& work, std::string_view spec_hash) const;

    /// What was given in every published ceremony, in their order.
    std::vector<Given> given(storage::UnitOfWork& work) const;
    /// The same as it is kept, in their order: what may leave for the allocator's process.
    std::vector<SealedGift> sealed_given(storage::UnitOfWork& work) const;
    /// Opens what was kept. Nothing if a gift is not of this installation.
    [[nodiscard]] std::optional<std::vector<Given>> opened(std::span<const SealedGift> gifts) const;

private:
    void append(storage::UnitOfWork& work, const Act& act,
                const sealed::Contribution* contribution = nullptr) const;
    [[nodiscard]] sealed::Contribution own(std::string_view party, std::int64_t ceremony) const;
    [[nodiscard]] std::string commitment_to(const sealed::Contribution& contribution,
                                            std::int64_t ceremony) const;
    [[nodiscard]] crypto::SecretKey sealing_key() const;

    const crypto::Keys& keys_;
    Cast cast_;
};

} // namespace evenhand::ceremony
