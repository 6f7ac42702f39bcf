#pragma once

#include "core/result.hpp"
#include "crypto/keys.hpp"
#include "intake/allocation/allocation.hpp"
#include "randomisation/schemes/spec.hpp"
#include "randomisation/sealed/sequence.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace evenhand::allocation {

/// The sequences of this trial, by rct/1: derived anew at each call from the protocol, the scheme
/// beside it and what the parties of a ceremony gave (intake/ceremony). Until it was told of one
/// there is no sequence; only a demonstration or a training makes one by itself. Safe from any
/// thread; copies share what they were told.
class Sequences
{
public:
    /// What was given in one ceremony.
    struct Ceremony
    {
        std::int64_t number = 1;
        std::vector<sealed::Contribution> contributions;
        std::optional<sealed::Public32> beacon = {}; ///< its value, where one was named
    };
    /// Reads the scheme that the protocol at `path` names, or says in one sentence why it cannot.
    /// Borrows the protocol and the keys.
    static Result<Sequences, std::string>
    beside(const std::string& path, const protocol::Protocol& protocol, const crypto::Keys& keys);

    /// Who knows the published ceremonies, in their order: asked where one is missing, and never
    /// within a unit of work. Where there is none, what is not live makes one up.
    void learn_from(std::function<std::vector<Ceremony>()> ceremonies) const;
    /// Asks again, because another was published.
    void learn() const;
    /// Whether there is a ceremony to draw from. May ask for it.
    [[nodiscard]] bool ready() const;
    /// The ceremony that the next epochs come from. CHECKs ready().
    [[nodiscard]] std::int64_t ceremony() const;
    /// What names it in its epochs.
    [[nodiscard]] std::string ceremony_digest() const;
    /// The hash of the spec under which it draws: what a ceremony freezes.
    [[nodiscard]] std::string spec_hash() const;
    /// The spec's canonical text and the nonce, for the reveal.
    [[nodiscard]] std::string spec_text() const;
    [[nodiscard]] const sealed::Public32& nonce() const { return nonce_; }

    /// A run of positions of a stratum with its root: what is published before it is used. CHECKs
    /// ready().
    [[nodiscard]] Epoch commit(const protocol::Stratum& stratum, std::int64_t number,
                               std::int64_t first_position) const;
    /// The sequence behind a committed epoch; nothing if the epoch was committed under another
    /// scheme, ratio or list of strata than those of now.
    [[nodiscard]] std::optional<sealed::Sequence> behind(const Epoch& epoch) const;

private:
    Sequences(const protocol::Protocol& protocol, const crypto::Keys& keys,
              schemes::SequenceSpec spec, sealed::Public32 nonce);
    [[nodiscard]] schemes::SequenceSpec spec_of(std::uint32_t capacity) const;
    [[nodiscard]] crypto::Hash256 hash_of(std::uint32_t capacity) const;
    /// A ceremony that was learnt; its digest names it in the epochs.
    struct Known;
    struct Learnt;
    [[nodiscard]] std::shared_ptr<const Known> known(const std::string& digest) const;
    [[nodiscard]] std::shared_ptr<const Known> latest() const;
    [[nodiscard]] sealed::Sequence sequence(const Known& ceremony, std::int64_t epoch,
                                            std::uint32_t capacity) const;

    const protocol::Protocol* protocol_;
    const crypto::Keys* keys_;
    schemes::SequenceSpec spec_;
    sealed::Public32 nonce_;
    std::shared_ptr<Learnt> learnt_;
};

} // namespace evenhand::allocation
